// The outside judge: Go's sumdb code says which notes and proofs are sound.
//
// It reads one question a line, words between spaces, and answers each with "yes" or "no":
//
//	note VKEY NOTE                            NOTE in base64
//	cosigned VKEY NOTE                        by a witness's key, of type 4
//	inclusion SIZE ROOT INDEX LEAF [STEP...]  LEAF the entry's bytes; hashes and entry in base64
//	consistency NEW NEWROOT OLD OLDROOT [STEP...]
//	proof VKEY LEAF FILE                      FILE a c2sp.org/tlog-proof in base64
package main

import (
	"bufio"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	stamped := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(w.key, []byte(stamped), sig[8:])
}

func ofWitness(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key := decoded(parts[2])
	if len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("not a witness's key")
	}
	return witness{parts[0], uint32(hash), key[1:]}, nil
}

func decoded(text string) []byte {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return raw
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func hash(text string) (h tlog.Hash) {
	if copy(h[:], decoded(text)) != tlog.HashSize {
		panic("not a hash")
	}
	return h
}

func hashes(texts []string) (found []tlog.Hash) {
	for _, text := range texts {
		found = append(found, hash(text))
	}
	return found
}

func opened(v note.Verifier, err error, text []byte) (string, bool) {
	if err != nil {
		return "", false
	}
	n, err := note.Open(text, note.VerifierList(v))
	if err != nil {
		return "", false
	}
	return n.Text, true
}

func proved(vkey, leaf, file string) bool {
	head, signed, _ := strings.Cut(string(decoded(file)), "\n\n")
	lines := strings.Split(head, "\n")
	v, err := note.NewVerifier(vkey)
	text, ok := opened(v, err, []byte(signed))
	if !ok || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return false
	}
	tree := strings.Split(text, "\n")
	index := number(strings.TrimPrefix(lines[1], "index "))
	return tlog.CheckRecord(hashes(lines[2:]), number(tree[1]), hash(tree[2]), index, tlog.RecordHash(decoded(leaf))) == nil
}

func judged(words []string) (sound bool) {
	defer func() {
		if recover() != nil {
			sound = false
		}
	}()
	switch words[0] {
	case "note":
		v, err := note.NewVerifier(words[1])
		_, sound = opened(v, err, decoded(words[2]))
	case "cosigned":
		v, err := ofWitness(words[1])
		_, sound = opened(v, err, decoded(words[2]))
	case "inclusion":
		leaf := tlog.RecordHash(decoded(words[4]))
		sound = tlog.CheckRecord(hashes(words[5:]), number(words[1]), hash(words[2]), number(words[3]), leaf) == nil
	case "consistency":
		sound = tlog.CheckTree(hashes(words[5:]), number(words[1]), hash(words[2]), number(words[3]), hash(words[4])) == nil
	case "proof":
		sound = proved(words[1], words[2], words[3])
	}
	return sound
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if judged(strings.Split(lines.Text(), " ")) {
			fmt.Println("yes")
		} else {
			fmt.Println("no")
		}
	}
}
