"""Verify an export of the record, with nothing of the program that wrote it.

This file stands alone: it needs Python 3.11 and the `cryptography` package, and shares no code with
the rest of Bluelamp, so that it can be read in one sitting and handed to an outsider:

    python verifier.py EXPORT --key ambershire.example/bluelamp+1f2e3d4c+AbCd... [--witness KEY]

An export is a text of lines, or a folder that holds one named `record.txt`. The first line is JSON:

    {"format":"bluelamp-record/2","origin":...,"case":null or a reference,"entries":...,"size":...,"checkpoints":[...]}

where `entries` counts those that follow, and `checkpoints` are signed notes (c2sp.org/tlog-checkpoint, with
cosignatures by c2sp.org/tlog-cosignature), the last of them of the stated size. Then each entry has two lines, its leaf and its body:

    {"at":"2026-11-23T09:00:00.000000Z","commitment":"9f86...","kind":"released","seq":1,"v":1}
    2c26b46b... {"actor":"PO-1041","body":{...},"case":"CI-26-0001"}

both the exact bytes that were recorded. Before the body stands the salt, 32 bytes in hexadecimal, and the
commitment is the HMAC-SHA256 of the body under it. A body that was erased reads `erased`, and an entry of
kind "erased" must say so; one that whoever hands the export over keeps back reads `withheld`.

Of the whole record (case null) there is every entry in order, and after each 256 and the last a line
with the hashes of their leaves, a tile by c2sp.org/tlog-tiles in hexadecimal: by it a changed leaf is named.
Of one case there are that case's entries, each with a third line, the inclusion proof to the one checkpoint.
The tree over the leaves is that of RFC 9162, section 2.1.

A proof file (c2sp.org/tlog-proof) is verified with the leaf that it is of, in a file given by --entry: an
export, or the leaf's line alone, or with its body's line after it.
"""

import argparse
import base64
import hmac
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VERIFIED, NOT_VERIFIED, UNREADABLE = 0, 1, 2
WIDTH, PIECE = 256, 1 << 16
LOG, WITNESS = 1, 4

Keys = dict[tuple[str, bytes], Ed25519PublicKey]

LEAF = re.compile(
    rb'\{"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)","commitment":"([0-9a-f]{64})",'
    rb'"kind":"([^"\\]+)","seq":([1-9]\d{0,17}),"v":1\}'
)
LEAVES = re.compile(b"(?:" + LEAF.pattern.replace(b"(", b"(?:") + b"\n)*")
BODY = re.compile(rb"([0-9a-f]{64}) (.+)")
ERASED_KIND = b'"kind":"erased"'
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


class Unreadable(Exception):
    """The export or the key cannot be read at all."""


class Fault(Exception):
    """The export is not what was signed; the words begin with the entry where there is one."""


@dataclass
class Export:
    """The first line of an export."""

    origin: str
    case: str | None
    entries: int
    size: int
    checkpoints: list[str]


@dataclass
class Signed:
    """What a checkpoint states, and which of the given witnesses cosigned it when."""

    origin: str
    size: int
    root: bytes
    witnessed: list[str]


@dataclass
class Reading:
    """What has been read so far; `stack` is the tree's right edge over `size` leaves, in whole tiles."""

    case: str | None = None
    entries: int = 0
    size: int = 0
    stack: list[bytes] = field(default_factory=list)
    confirmed: int = 0
    missing: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    withheld: list[int] = field(default_factory=list)


# -- hashes -----------------------------------------------------------------------------------------


def _leaf(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _under(hashes: list[bytes]) -> bytes:
    """The root over some leaves, level by level; a node without a sibling rises as it is."""
    while len(hashes) > 1:
        odd = hashes[-1:] if len(hashes) % 2 else []
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return hashes[0]


def _root(whole: list[bytes], rest: list[bytes]) -> bytes:
    """The root over the whole tiles so far, given by the tree's right edge, and the leaves after them."""
    edge = [*whole, _under(rest)] if rest else list(whole)
    top = edge.pop() if edge else sha256().digest()
    while edge:
        top = _node(edge.pop(), top)
    return top


def _push(reading: Reading, tile: list[bytes]) -> None:
    top, carries = _under(tile), reading.size // WIDTH
    while carries % 2:
        top = _node(reading.stack.pop(), top)
        carries //= 2
    reading.stack.append(top)


def _climb(hashed: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that the proof leads to, by the division of RFC 9162, 2.1.3.1, taken recursively."""
    if not 0 <= index < size or (size == 1) != (not proof):
        return None
    if size == 1:
        return hashed
    left = 2 ** ((size - 1).bit_length() - 1)
    if index < left:
        below = _climb(hashed, index, left, proof[:-1])
        return below and _node(below, proof[-1])
    below = _climb(hashed, index - left, size - left, proof[:-1])
    return below and _node(proof[-1], below)


# -- keys and notes ---------------------------------------------------------------------------------


def read_key(text: str, kind: int = LOG) -> tuple[tuple[str, bytes], Ed25519PublicKey]:
    """A key of the form name+id+base64, of type 1 for a log and 4 for a witness. Raises Unreadable."""
    match = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text.strip())
    try:
        raw = base64.b64decode(match[3], validate=True) if match else b""
        public = Ed25519PublicKey.from_public_bytes(raw[1:])
    except ValueError:
        raise Unreadable(
            "The key does not read name+id+base64 with an Ed25519 key in it."
        ) from None
    if match is None or raw[0] != kind:
        raise Unreadable(
            f"The key is not of type {kind}, that of a {'log' if kind == LOG else 'witness'}."
        )
    key_id = sha256(match[1].encode() + b"\n" + raw).digest()[:4]
    if key_id.hex() != match[2]:
        raise Unreadable(f"The key states the id {match[2]}, but its id is {key_id.hex()}.")
    return (match[1], key_id), public


def _signed(note: str, logs: Keys, witnesses: Keys) -> Signed:
    """A checkpoint that one of the logs' keys signed. Raises Fault, also for a witness's false line."""
    text, blank, tail = note.rpartition("\n\n")
    text += "\n"
    match = re.match(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n", text)
    lines = [_signature(line) for line in tail.removesuffix("\n").split("\n")]
    by_log = [_by_log(text, logs[line[0]], line) for line in lines if line[0] in logs]
    if not blank or not tail.endswith("\n") or match is None or not by_log or not all(by_log):
        raise Fault("a checkpoint is not signed by the given key")
    seen = [_by_witness(text, witnesses[line[0]], line) for line in lines if line[0] in witnesses]
    return Signed(match[1], int(match[2]), base64.b64decode(match[3]), seen)


def _signature(line: str) -> tuple[tuple[str, bytes], bytes]:
    match = re.fullmatch("\u2014 ([^ ]+) ([A-Za-z0-9+/]+=*)", line)
    raw = base64.b64decode(match[2]) if match and len(match[2]) % 4 == 0 else b""
    if match is None or len(raw) < 5 or base64.b64encode(raw).decode() != match[2]:
        raise Fault("a checkpoint has a line that is no signature")
    return (match[1], raw[:4]), raw[4:]


def _by_log(text: str, key: Ed25519PublicKey, line: tuple[tuple[str, bytes], bytes]) -> bool:
    try:
        key.verify(line[1], text.encode())
    except InvalidSignature:
        return False
    return True


def _by_witness(text: str, key: Ed25519PublicKey, line: tuple[tuple[str, bytes], bytes]) -> str:
    seconds, signature = int.from_bytes(line[1][:8]), line[1][8:]
    try:
        key.verify(signature, f"cosignature/v1\ntime {seconds}\n{text}".encode())
        return f"{line[0][0]} at {datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (InvalidSignature, OverflowError, ValueError, OSError):
        raise Fault(f"the cosignature by {line[0][0]} is false") from None


# -- entries ----------------------------------------------------------------------------------------


def _entry(seq: int, leaf: bytes, body: bytes, told: bytes | None, reading: Reading) -> bytes:
    """The leaf hash of an entry whose leaf, body and hash, where it is told, agree. Raises Fault."""
    stated = LEAF.fullmatch(leaf)
    if stated is None:
        raise Fault(f"entry {seq}: its leaf cannot be read")
    if int(stated[4]) != seq:
        raise Fault(f"entry {seq}: it is missing; entry {int(stated[4])} stands there")
    hashed = _leaf(leaf)
    if told is not None and told != hashed.hex().encode():
        raise Fault(f"entry {seq}: its leaf is not the one that was hashed")
    if body == b"erased":
        reading.missing.add(seq)
    elif body == b"withheld":
        reading.withheld.append(seq)
    else:
        _body(seq, stated, body, reading)
    reading.entries += 1
    return hashed


def _body(seq: int, stated: re.Match[bytes], line: bytes, reading: Reading) -> None:
    """Check the body against the leaf's commitment, and note the erasures that it records."""
    salted = BODY.fullmatch(line)
    if salted is None:
        raise Fault(f"entry {seq}: its body or salt cannot be read")
    salt, body = bytes.fromhex(salted[1].decode()), salted[2]
    if not hmac.compare_digest(hmac.digest(salt, body, "sha256").hex().encode(), stated[2]):
        raise Fault(f"entry {seq}: its body is not the one that was recorded")
    if stated[3] == b"erased" or reading.case is not None:
        _said(seq, stated[3], body, reading)


def _said(seq: int, kind: bytes, body: bytes, reading: Reading) -> None:
    """Note which entries a body says were erased, and check that it is of the case."""
    try:
        said: dict[str, Any] = json.loads(body)
        of_case = said["case"]
        if kind == b"erased":
            reading.erased.update(said["body"]["entries"])
            of_case = of_case or said["body"].get("case", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Fault(f"entry {seq}: its body or salt cannot be read") from None
    if reading.case not in {None, of_case}:
        raise Fault(f"entry {seq}: it belongs to {of_case or 'no case'}, not to {reading.case}")


def _quick(leaves: list[bytes], bodies: list[bytes], first: int) -> bool:
    """Whether `_entry` accepts every entry of a tile, all with bodies and none an erasure; for speed alone."""
    text = b"\n".join(leaves) + b"\n"
    if LEAVES.fullmatch(text) is None or ERASED_KIND in text:
        return False
    ends = [leaf.endswith(b',"seq":%d,"v":1}' % seq) for seq, leaf in enumerate(leaves, first)]
    promised = b"".join([leaf[50:114] for leaf in leaves])
    return all(ends) and promised == _commitments(bodies)


def _commitments(bodies: list[bytes]) -> bytes:
    """What the bodies of a tile commit to, in hexadecimal; nothing if a line of them is not salt and body.

    HMAC written out, as its hashes are then made with no more calls than they need: the salts become
    blocks of 64 bytes, which are padded all at once.
    """
    salted = b"".join([body[:65] for body in bodies])
    if not salted[64::65].count(b" ") == salted.count(b" ") == len(bodies) or not salted.islower():
        return b""
    try:
        blocks = bytes.fromhex(salted.replace(b" ", b"0" * 64).decode())
    except ValueError:
        return b""
    inner, outer = blocks.translate(INNER), blocks.translate(OUTER)
    starts = range(0, len(blocks), 64)
    hashes = [
        sha256(outer[at : at + 64] + sha256(inner[at : at + 64] + body[65:]).digest()).hexdigest()
        for at, body in zip(starts, bodies, strict=False)
    ]
    return "".join(hashes).encode()


# -- exports ----------------------------------------------------------------------------------------


class Lines:
    """The lines of a file without their ends; one that is cut short is not given out."""

    def __init__(self, file: BinaryIO) -> None:
        """Read on from where the file stands."""
        self._file, self._rest, self._lines = file, b"", list[bytes]()

    def take(self, count: int) -> list[bytes]:
        """The next lines: as many as asked, or as there are."""
        while len(self._lines) < count and (piece := self._file.read(PIECE)):
            lines = (self._rest + piece).split(b"\n")
            self._rest = lines.pop()
            self._lines += lines
        taken, self._lines = self._lines[:count], self._lines[count:]
        return taken

    def ended(self) -> bool:
        """Whether nothing is left, not even a line that is cut short."""
        return not self.take(1) and not self._rest


def _export(lines: Lines, path: Path) -> Export:
    first = b"".join(lines.take(1))
    try:
        stated = json.loads(first)
        form, export = stated.pop("format"), Export(**stated)
        kinds = [type(export.origin), type(export.entries), type(export.size)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(
            f"{path} is not an export of the record: its first line does not say so."
        ) from None
    again = {"format": form, **vars(export)}
    as_written = json.dumps(again, ensure_ascii=False, separators=(",", ":")).encode()
    if (
        form != "bluelamp-record/2"
        or as_written != first
        or kinds != [str, int, int]
        or not isinstance(export.checkpoints, list)
        or {*map(type, export.checkpoints)} != {str}
        or not isinstance(export.case, str | None)
    ):
        raise Unreadable(f"{path} is not an export of the record: its first line does not say so.")
    return export


def _checkpoints(export: Export, logs: Keys, witnesses: Keys) -> list[Signed]:
    signed = [_signed(note, logs, witnesses) for note in export.checkpoints]
    sizes = [each.size for each in signed]
    if sizes != sorted(set(sizes)) or sizes[-1] != export.size:
        raise Fault(f"the checkpoints are of sizes {sizes}, and the first line says {export.size}")
    for each in signed:
        if each.origin != export.origin:
            raise Fault(f"a checkpoint is of {each.origin}, not of {export.origin}")
    return signed


def _whole(lines: Lines, signed: list[Signed], reading: Reading) -> None:
    size, waiting = signed[-1].size, list(signed)
    tile: list[bytes] = []
    while True:
        while waiting and waiting[0].size <= reading.size + len(tile):
            _confirm(waiting.pop(0), tile, reading)
        if len(tile) == WIDTH:
            _push(reading, tile)
        reading.size += len(tile)
        if reading.size == size:
            return
        tile = _tile(lines, reading.size + 1, min(WIDTH, size - reading.size), reading)


def _confirm(signed: Signed, tile: list[bytes], reading: Reading) -> None:
    if signed.root != _root(reading.stack, tile[: signed.size - reading.size]):
        first = min(reading.confirmed + 1, signed.size)
        words = "it or one" if first < signed.size else "it"
        raise Fault(f"entry {first}: {words} up to entry {signed.size} is not what was signed")
    reading.confirmed = signed.size


def _tile(lines: Lines, first: int, count: int, reading: Reading) -> list[bytes]:
    """The leaf hashes of the next entries, each checked against its body and the tile's line."""
    block = lines.take(2 * count + 1)
    leaves, bodies, told = block[: 2 * count : 2], block[1 : 2 * count : 2], block[2 * count :]
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if told == [b"".join(hashes).hex().encode()] and _quick(leaves, bodies, first):
        reading.entries += count
        return hashes
    for at, (leaf, body) in enumerate(zip(leaves, bodies, strict=False)):
        of_tile = told[0][64 * at : 64 * at + 64] if told else None
        _entry(first + at, leaf, body, of_tile, reading)
    if len(bodies) < count:
        raise Fault(f"entry {first + len(bodies)}: it is missing")
    if not told or len(told[0]) != 64 * count:
        raise Fault(f"entry {first}: the hashes of it and those after it are not whole")
    return hashes


def _one_case(lines: Lines, signed: list[Signed], reading: Reading) -> None:
    if len(signed) != 1:
        raise Fault("an export of one case has one checkpoint")
    last = 0
    while block := lines.take(3):
        stated = LEAF.fullmatch(block[0])
        if len(block) < 3 or stated is None:
            raise Fault(f"after entry {last}: an entry cannot be read")
        seq = int(stated[4])
        if seq <= last:
            raise Fault(f"entry {seq}: it stands after entry {last}")
        hashed = _entry(seq, block[0], block[1], None, reading)
        _placed(seq, hashed, block[2], signed[0])
        last = seq


def _placed(seq: int, hashed: bytes, line: bytes, signed: Signed) -> None:
    steps = re.findall(rb"[0-9a-f]{64}", line)
    proof = [bytes.fromhex(step.decode()) for step in steps]
    root = _climb(hashed, seq - 1, signed.size, proof)
    if root is None or b" ".join(steps) != line:
        raise Fault(f"entry {seq}: its proof is not one of entry {seq} among {signed.size}")
    if root != signed.root:
        raise Fault(f"entry {seq}: its proof does not lead to the signed root")


def verify(export: Path, keys: Sequence[str], witnesses: Sequence[str] = ()) -> str:
    """Say in one paragraph what the export proves. Raises Fault at the first fault; Unreadable."""
    logs, seen_by = _trusted(keys, witnesses)
    path = export / "record.txt" if export.is_dir() else export
    try:
        with path.open("rb") as file:
            return _verified(Lines(file), path, logs, seen_by)
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault}.") from None


def _verified(lines: Lines, path: Path, logs: Keys, witnesses: Keys) -> str:
    export = _export(lines, path)
    signed = _checkpoints(export, logs, witnesses)
    reading = Reading(export.case)
    if export.case is None:
        _whole(lines, signed, reading)
    else:
        _one_case(lines, signed, reading)
    if not lines.ended():
        raise Fault("lines follow the last entry")
    if reading.entries != export.entries:
        raise Fault(f"the first line counts {export.entries} entries; here are {reading.entries}")
    unexplained = sorted(reading.missing - reading.erased)
    if unexplained:
        raise Fault(f"entry {unexplained[0]}: its body is absent, and no entry records its erasure")
    return _words(export, signed, reading, witnesses)


def verify_proof(
    file: Path, entry: Path | None, keys: Sequence[str], witnesses: Sequence[str] = ()
) -> str:
    """Say what a proof file proves of its entry, whose leaf, and perhaps body, the other file holds."""
    logs, seen_by = _trusted(keys, witnesses)
    if entry is None:
        raise Unreadable(
            "A proof file is verified with its entry's leaf: name its file by --entry."
        )
    try:
        text, lines = file.read_bytes().decode(), entry.read_bytes().split(b"\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"The proof or its entry cannot be read: {fault}.") from None
    index, proof, note = _proof(text)
    stated, body = _lines_of(index + 1, lines)
    hashed = _entry(index + 1, stated[0], body, None, Reading())
    signed = _signed(note, logs, seen_by)
    if _climb(hashed, index, signed.size, proof) != signed.root:
        raise Fault(f"entry {index + 1}: its proof does not lead to the signed root")
    said = "" if body == b"withheld" else " with the body given"
    return (
        f"Verified: entry {index + 1}{said}, of kind {stated[3].decode(errors='replace')}, recorded at {stated[1].decode()}, under "
        f"the checkpoint of {signed.origin} at size {signed.size}. {_seen([signed], seen_by)}"
    ).rstrip()


def _proof(text: str) -> tuple[int, list[bytes], str]:
    """The index, the steps and the note of a proof file, strictly as the form has it. Raises Fault."""
    head, _, note = text.partition("\n\n")
    match = re.fullmatch(
        r"c2sp\.org/tlog-proof@v1\n(?:extra [A-Za-z0-9+/=]+\n)?index (0|[1-9][0-9]{0,17})((?:\n[A-Za-z0-9+/]{43}=)*)",
        head,
    )
    steps = match[2].split() if match else []
    proof = [base64.b64decode(step) for step in steps]
    if match is None or [base64.b64encode(step).decode() for step in proof] != steps:
        raise Fault("the proof file is not one")
    return int(match[1]), proof, note


def _lines_of(seq: int, lines: list[bytes]) -> tuple[re.Match[bytes], bytes]:
    """The leaf of this number, and its body's line where it is given, out of a leaf's file or an export."""
    for leaf, body in zip(lines, [*lines[1:], b""], strict=True):
        stated = LEAF.fullmatch(leaf)
        if stated is not None and int(stated[4]) == seq:
            return stated, body if BODY.fullmatch(body) else b"withheld"
    raise Fault(f"entry {seq}: its leaf is not in the file given")


# -- words ------------------------------------------------------------------------------------------


def _trusted(keys: Sequence[str], witnesses: Sequence[str]) -> tuple[Keys, Keys]:
    return dict(read_key(key) for key in keys), dict(read_key(key, WITNESS) for key in witnesses)


def _words(export: Export, signed: list[Signed], reading: Reading, witnesses: Keys) -> str:
    what = _counted(reading.entries) + (f" of case {export.case}" if export.case else "")
    erased = f", of which {len(reading.missing)} erased" if reading.missing else ""
    kept = ", ".join(map(str, reading.withheld))
    withheld = f"The bodies of these entries are withheld: {kept}. " if kept else ""
    shown = "That the case has no others is not shown. " if export.case is not None else ""
    return (
        f"Verified: {what}{erased}, under the checkpoint of {export.origin} at size {export.size}, "
        f"root {signed[-1].root.hex()}. {withheld}{shown}{_seen(signed, witnesses)}"
    ).rstrip()


def _seen(signed: list[Signed], witnesses: Keys) -> str:
    """What each given witness has cosigned last of these checkpoints."""
    sentences = []
    for name, _ in witnesses:
        seen = [
            (each.size, at)
            for each in signed
            for at in each.witnessed
            if at.startswith(f"{name} at ")
        ]
        sentences.append(
            f"At size {seen[-1][0]} witnessed by {seen[-1][1]}."
            if seen
            else f"Not witnessed by {name}."
        )
    return " ".join(sentences)


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify an export or a proof file from the command line; 0 verified, 1 not, 2 cannot be read."""
    parser = argparse.ArgumentParser(description="Verify an export of the record, or a proof file.")
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is to be verified, and the keys."""
    parser.add_argument(
        "export", type=Path, help="the export, or its folder, or a .tlog-proof file"
    )
    parser.add_argument(
        "--key",
        action="append",
        required=True,
        help="the log's key, name+id+base64; may be repeated",
    )
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        help="a witness's key, of the same form; may be repeated",
    )
    parser.add_argument(
        "--entry", type=Path, help="for a proof file: an export, or a file with the entry's leaf"
    )


def run(given: argparse.Namespace) -> int:
    """Verify what was given and say so; the exit status."""
    try:
        if given.export.suffix == ".tlog-proof":
            said = verify_proof(given.export, given.entry, given.key, given.witness)
        else:
            said = verify(given.export, given.key, given.witness)
    except Fault as fault:
        sys.stdout.write(f"Not verified: {fault}.\n")
        return NOT_VERIFIED
    except Unreadable as fault:
        sys.stderr.write(f"Cannot verify: {fault}\n")
        return UNREADABLE
    sys.stdout.write(f"{said}\n")
    return VERIFIED


if __name__ == "__main__":
    sys.exit(main())
