"""The stand-alone verifier finds what was changed in an export, and names the entry."""

import argparse
import ast
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ledger.exports import BEGUN, KEY, ORIGIN, Lines, Log, corrupted, log_of, put, written

from bluelamp.ledger import command, proofs, tree, verifier
from bluelamp.ledger.cosignatures import Cosigner
from bluelamp.ledger.notes import SignerKey
from bluelamp.ledger.tlog_proof import TlogProof

VKEY = str(KEY.verifier)
WITNESS = Cosigner("witness.example/w1", bytes(range(1, 33)))
Tampering = Callable[[Lines], object]


def fault_of(folder: Path, log: Log, export: Lines) -> str:
    with pytest.raises(verifier.Fault) as found:
        verifier.verify(written(folder, log, export), [VKEY])
    return str(found.value)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 21, 255, 256, 257, 512, 700])
def test_a_whole_record_verifies(tmp_path: Path, size: int) -> None:
    log = log_of(size)
    checkpoints = {number for number in (0, 1, 2, 5, 255, 256, 257, 300) if number < size}
    export = written(tmp_path, log, log.whole(*checkpoints))
    said = verifier.verify(export, [VKEY])
    counted = "1 entry" if size == 1 else f"{size} entries"
    assert said.startswith(f"Verified: {counted}, under the checkpoint of {ORIGIN} at size {size}")
    assert verifier.verify(tmp_path, [VKEY]) == said


def test_one_case_verifies_and_claims_no_completeness(tmp_path: Path) -> None:
    log = log_of(21)
    said = verifier.verify(written(tmp_path, log, log.of_case("A")), [VKEY])
    assert said.startswith("Verified: 11 entries of case A,")
    assert said.endswith("That the case has no others is not shown.")


def put_in(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda line: line.replace(old, new)


def instead(line: bytes) -> Callable[[bytes], bytes]:
    return lambda _: line


def swap_bodies(export: Lines) -> None:
    sixth, eighth = export.entries[5], export.entries[7]
    sixth[1], eighth[1] = eighth[1], sixth[1]


def take_anothers_salt(export: Lines) -> None:
    export.body(6, lambda line: export.entries[6][1][:64] + line[64:])


TAMPERED = [
    (lambda e: e.body(6, put_in(b"PO-1", b"PO-2")), "entry 6: its body is not the one that was recorded"),
    (swap_bodies, "entry 6: its body is not the one"),
    (take_anothers_salt, "entry 6: its body is not the one"),
    (lambda e: e.body(6, lambda line: line[1:]), "entry 6: its body or salt cannot be read"),
    (lambda e: e.body(6, lambda line: line[65:]), "entry 6: its body or salt cannot be read"),
    (lambda e: e.body(26, lambda line: line.upper()), "entry 26: its body or salt cannot be read"),
    (lambda e: e.body(6, lambda line: b" " + line), "entry 6: its body or salt cannot be read"),
    (lambda e: e.body(6, lambda line: line[:64] + b"\t" + line[65:]), "entry 6: its body or salt cannot be read"),
    (lambda e: e.body(6, instead(b"erased")), "entry 6: its body is absent, and no entry"),
    (lambda e: e.leaf(6, put_in(b"advised", b"refused")), "entry 6: its leaf is not the one that was hashed"),
    (lambda e: e.leaf(6, instead(b"{}")), "entry 6: its leaf cannot be read"),
    (lambda e: e.leaf(6, put_in(b'"seq":6', b'"seq":7')), "entry 6: it is missing; entry 7 stands there"),
    (lambda e: e.leaf(6, put_in(b'"seq":6', b'"seq":' + b"6" * 5000)), "entry 6: its leaf cannot be read"),
    (lambda e: e.leaf(6, put_in(b'"v":1', b'"v":2')), "entry 6: its leaf cannot be read"),
    (lambda e: e.entries.pop(5), "entry 6: it is missing; entry 7 stands there"),
    (lambda e: e.entries.insert(8, e.entries[5]), "entry 9: it is missing; entry 6 stands there"),
    (lambda e: e.entries.reverse(), "entry 1: it is missing; entry 300 stands there"),
    (lambda e: e.entries.__delitem__(slice(280, None)), "entry 281: it is missing"),
    (lambda e: e.header.update(size=299), "the checkpoints are of sizes"),
    (lambda e: e.header.update(origin="other.example"), "a checkpoint is of"),
    (lambda e: e.header["checkpoints"].reverse(), "the checkpoints are of sizes"),
    (lambda e: e.header.update(case="A"), "an export of one case has one checkpoint"),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "named"), TAMPERED)
def test_what_was_changed_in_a_whole_record_is_named(
    tmp_path: Path, tamper: Tampering, named: str
) -> None:
    log = log_of(300)
    export = log.whole(5)
    tamper(export)
    assert fault_of(tmp_path, log, export).startswith(named)


def test_lines_added_left_out_or_cut_are_named(tmp_path: Path) -> None:
    log = log_of(12)
    lines = log.whole(5).lines(log.tiles())
    for changed, named in [
        ([*lines, lines[1]], "lines follow the last entry"),
        (lines[:-1], "entry 1: the hashes of it and those after it are not whole"),
        ([*lines[:-1], lines[-1] + b"00"], "entry 1: the hashes of it"),
        (lines[:9], "entry 5: it is missing"),
        ([*lines[:11], *lines[12:]], "entry 6: its leaf cannot be read"),
    ]:
        with pytest.raises(verifier.Fault, match=named):
            verifier.verify(put(tmp_path, changed), [VKEY])
    whole = put(tmp_path, lines).read_bytes()
    (tmp_path / "record.txt").write_bytes(whole[:-1])
    with pytest.raises(verifier.Fault, match="entry 1: the hashes of it"):
        verifier.verify(tmp_path, [VKEY])


def test_a_leaf_rewritten_with_its_hash_is_placed_between_two_checkpoints(tmp_path: Path) -> None:
    log, other = log_of(12), Log()
    export = log.whole(5, 9)
    for kind in ["advised"] * 6 + ["refused"] * 6:
        other.add(kind)
    export.entries[6] = other.entries[6]
    log.hashes[6] = other.hashes[6]
    said = fault_of(tmp_path, log, export)
    assert said == "entry 6: it or one up to entry 9 is not what was signed"


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda e: e.proof(4, lambda line: b" ".join(reversed(line.split()))), "entry 7: its proof does not lead to the signed root"),
        (lambda e: e.proof(4, lambda line: line[65:]), "entry 7: its proof is not one of entry 7 among 12"),
        (lambda e: e.proof(4, lambda line: line.upper()), "entry 7: its proof is not one"),
        (lambda e: e.proof(4, instead(b"")), "entry 7: its proof is not one"),
        (lambda e: e.leaf(4, put_in(b"advised", b"refused")), "entry 7: its proof does not lead"),
        (lambda e: e.body(4, put_in(b"PO-1", b"PO-2")), "entry 7: its body is not the one"),
        (lambda e: e.entries.insert(0, e.entries.pop(2)), "entry 1: it stands after entry 5"),
        (lambda e: e.entries[3].pop(), "entry 7: its proof is not one"),
        (lambda e: e.leaf(4, instead(b"{}")), "after entry 5: an entry cannot be read"),
        (lambda e: e.header.update(case="B"), "entry 1: it belongs to A, not to B"),
        (lambda e: e.header.update(size=11), "the checkpoints are of sizes"),
        (lambda e: e.entries.pop(), "the first line counts 6 entries; here are 5"),
    ],
)  # fmt: skip
def test_what_was_changed_in_a_case_is_named(tmp_path: Path, tamper: Tampering, named: str) -> None:
    log = log_of(12)
    export = log.of_case("A")
    tamper(export)
    assert fault_of(tmp_path, log, export).startswith(named)


def test_a_checkpoint_by_another_key_or_of_another_log_is_refused(tmp_path: Path) -> None:
    log = log_of(3)
    export = log.whole()
    export.header["checkpoints"] = [log.note(3, key=SignerKey.generate(ORIGIN))]
    assert fault_of(tmp_path, log, export) == "a checkpoint is not signed by the given key"
    renamed = SignerKey("other.example", KEY.seed)
    export.header["checkpoints"] = [log.note(3, "other.example", renamed)]
    assert "is not signed by the given key" in fault_of(tmp_path, log, export)
    with pytest.raises(verifier.Fault, match=r"a checkpoint is of other\.example"):
        verifier.verify(written(tmp_path, log, export), [VKEY, str(renamed.verifier)])


def cosigned(log: Log, size: int, minute: int) -> str:
    note = log.note(size)
    at = BEGUN + timedelta(minutes=minute)
    return note + WITNESS.cosign(note.partition("\n\n")[0] + "\n", at)


def test_what_a_witness_cosigned_last_is_said(tmp_path: Path) -> None:
    log = log_of(7)
    export = log.whole(4)
    plain = written(tmp_path, log, export)
    assert "witness" not in verifier.verify(plain, [VKEY])
    said = verifier.verify(plain, [VKEY], [str(WITNESS.verifier)])
    assert said.endswith("Not witnessed by witness.example/w1.")
    export.header["checkpoints"] = [cosigned(log, 4, 5), log.note(7)]
    said = verifier.verify(written(tmp_path, log, export), [VKEY], [str(WITNESS.verifier)])
    assert said.endswith("At size 4 witnessed by witness.example/w1 at 2026-11-23 09:05:00 UTC.")
    export.header["checkpoints"] = [cosigned(log, 4, 5), cosigned(log, 7, 8)]
    said = verifier.verify(written(tmp_path, log, export), [VKEY], [str(WITNESS.verifier)])
    assert said.endswith("At size 7 witnessed by witness.example/w1 at 2026-11-23 09:08:00 UTC.")


def test_a_false_cosignature_is_refused_where_its_witness_is_asked_for(tmp_path: Path) -> None:
    log = log_of(7)
    export = log.whole()
    line = cosigned(log, 7, 8).rpartition("\n\n")[2].splitlines(keepends=True)[1]
    other = log_of(6)
    other.add("refused")
    export.header["checkpoints"] = [log.note(7) + WITNESS.cosign(other.note(7), BEGUN)]
    assert verifier.verify(written(tmp_path, log, export), [VKEY])
    with pytest.raises(verifier.Fault, match=r"the cosignature by witness\.example/w1 is false"):
        verifier.verify(written(tmp_path, log, export), [VKEY], [str(WITNESS.verifier)])
    export.header["checkpoints"] = [log.note(7) + line.replace("\n", "=\n")]
    with pytest.raises(verifier.Fault, match="a line that is no signature"):
        verifier.verify(written(tmp_path, log, export), [VKEY])


def test_a_logs_key_is_no_witnesss_key_nor_the_other_way_round(tmp_path: Path) -> None:
    log = log_of(2)
    export = written(tmp_path, log, log.whole())
    with pytest.raises(verifier.Unreadable, match="not of type 4, that of a witness"):
        verifier.verify(export, [VKEY], [VKEY])
    with pytest.raises(verifier.Unreadable, match="not of type 1, that of a log"):
        verifier.verify(export, [str(WITNESS.verifier)])


def test_erased_bodies_are_counted_when_an_entry_records_their_erasure(tmp_path: Path) -> None:
    log = log_of(4)
    log.add("erased", entries=[2, 3], reason="retention")
    export = log.whole()
    for seq in (2, 3):
        export.body(seq, instead(b"erased"))
    said = verifier.verify(written(tmp_path, log, export), [VKEY])
    assert "5 entries, of which 2 erased" in said
    export.body(4, instead(b"erased"))
    said = fault_of(tmp_path, log, export)
    assert said == "entry 4: its body is absent, and no entry records its erasure"


def test_a_case_whose_key_was_destroyed_is_explained_by_an_entry_of_no_case(tmp_path: Path) -> None:
    log = log_of(4)
    log.add("erased", all=True, case="A", entries=[1, 3], reason="retention")
    export = log.of_case("A")
    for seq in (1, 2):
        export.body(seq, instead(b"erased"))
    assert "no entry records its erasure" in fault_of(tmp_path, log, export)
    export.entries += log.of_case("").entries
    export.header["entries"] = 3
    said = verifier.verify(written(tmp_path, log, export), [VKEY])
    assert said.startswith("Verified: 3 entries of case A, of which 2 erased")
    other = log.of_case("B")
    other.entries += log.of_case("").entries
    assert fault_of(tmp_path, log, other) == "entry 5: it belongs to A, not to B"


def test_bodies_kept_back_are_named(tmp_path: Path) -> None:
    log = log_of(5)
    export = log.of_case("A")
    export.body(2, instead(b"withheld"))
    said = verifier.verify(written(tmp_path, log, export), [VKEY])
    assert "The bodies of these entries are withheld: 3. That the case has no others" in said


@pytest.mark.parametrize(("case", "size"), [(None, 270), ("A", 30)])
def test_no_random_change_goes_unseen(tmp_path: Path, case: str | None, size: int) -> None:
    chance = random.Random(20261123)  # noqa: S311  repeatable, not secret
    log = log_of(size)
    export = log.whole(5) if case is None else log.of_case(case)
    file = written(tmp_path, log, export)
    whole = file.read_bytes()
    verdicts = {0: 0, 1: 0, 2: 0}
    for _ in range(1000):
        changed = corrupted(whole, chance)
        file.write_bytes(changed)
        verdict = verifier.main([str(file), "--key", VKEY])
        verdicts[verdict] += 1
        assert verdict != 0 or changed == whole
    assert verdicts[1] > 700


def test_what_is_quick_and_what_is_careful_agree() -> None:
    """The quick way through a tile accepts nothing that entry by entry is refused, and what it should."""
    log = log_of(256)
    leaves, bodies = [entry[0] for entry in log.entries], [entry[1] for entry in log.entries]
    assert verifier._quick(leaves, bodies, 1)
    chance = random.Random(7)  # noqa: S311  repeatable, not secret
    for _ in range(1500):
        lines = [leaves, bodies][chance.randrange(2)]
        at = chance.randrange(256)
        kept, place = lines[at], chance.randrange(len(lines[at]))
        turned = bytes([kept[place] ^ 1 << chance.randrange(8)])
        lines[at] = kept[:place] + turned + kept[place + 1 :]
        if verifier._quick(leaves, bodies, 1):
            verifier._entry(at + 1, leaves[at], bodies[at], None, verifier.Reading())
        lines[at] = kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b"\xff\xfe\n",
        b'{"format":"bluelamp-record/2"}\n',
        b'{"format":"bluelamp-record/1","origin":"a","case":null,"entries":0,"size":0,"checkpoints":["a"]}\n',
        b'{"format":"bluelamp-record/2","origin":"a","case":7,"entries":0,"size":0,"checkpoints":["a"]}\n',
        b'{"format":"bluelamp-record/2","origin":"a","case":null,"entries":0,"size":true,"checkpoints":["a"]}\n',
        b'{"format":"bluelamp-record/2","origin":"a","case":null,"entries":0,"size":0,"checkpoints":[]}\n',
        b'{"format":"bluelamp-record/2","origin":"a","case":null,"entries":0,"size":0,"checkpoints":"a"}\n',
        b'{"format":"bluelamp-record/2", "origin":"a","case":null,"entries":0,"size":0,"checkpoints":["a"]}\n',
        b"not json\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_is_no_export_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.txt").write_bytes(content)
    assert verifier.main([str(tmp_path), "--key", VKEY]) == verifier.UNREADABLE
    assert verifier.main([str(tmp_path / "absent"), "--key", VKEY]) == verifier.UNREADABLE


def proof_file(folder: Path, log: Log, seq: int, note: str) -> tuple[Path, Path]:
    proof = proofs.inclusion(tree.Tree(log.hashes).node, seq - 1, len(log.hashes))
    file, entry = folder / f"{seq}.tlog-proof", folder / f"{seq}.leaf"
    file.write_text(str(TlogProof(index=seq - 1, proof=proof, note=note)), encoding="utf-8")
    entry.write_bytes(b"\n".join(log.entries[seq - 1]) + b"\n")
    return file, entry


def test_a_proof_file_verifies_with_its_leaf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = log_of(9)
    file, entry = proof_file(tmp_path, log, 6, cosigned(log, 9, 1))
    words = [str(file), "--key", VKEY, "--witness", str(WITNESS.verifier)]
    assert verifier.main([*words, "--entry", str(entry)]) == 0
    assert capsys.readouterr().out == (
        "Verified: entry 6 with the body given, of kind advised, recorded at 2026-11-23T09:06:00.000000Z, under the "
        f"checkpoint of {ORIGIN} at size 9. At size 9 witnessed by witness.example/w1 at 2026-11-23 09:01:00 UTC.\n"
    )
    entry.write_bytes(log.entries[5][0])
    assert verifier.main([*words, "--entry", str(entry)]) == 0
    assert capsys.readouterr().out.startswith("Verified: entry 6, of kind")
    entry.write_bytes(log.entries[6][0])
    assert verifier.main([*words, "--entry", str(entry)]) == 1
    assert "entry 6: its leaf is not in the file given" in capsys.readouterr().out
    export = written(tmp_path, log, log.of_case("B"))
    assert verifier.main([*words, "--entry", str(export)]) == 0
    assert capsys.readouterr().out.startswith("Verified: entry 6 with the body given")
    assert verifier.main(words) == 2
    assert "name its file by --entry" in capsys.readouterr().err


def test_no_random_change_of_a_proof_file_goes_unseen(tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311  repeatable, not secret
    log = log_of(9)
    file, entry = proof_file(tmp_path, log, 6, log.note(9))
    whole = file.read_bytes()
    for _ in range(500):
        changed = corrupted(whole, chance)
        file.write_bytes(changed)
        verdict = verifier.main([str(file), "--key", VKEY, "--entry", str(entry)])
        assert verdict != 0 or changed == whole


@pytest.mark.parametrize(
    "key", ["", "x", VKEY[:-2], VKEY.replace("ambershire", "amber"), VKEY + "=", str(KEY)]
)
def test_what_is_no_key_is_refused(tmp_path: Path, key: str) -> None:
    log = log_of(2)
    written(tmp_path, log, log.whole())
    assert verifier.main([str(tmp_path), f"--key={key}"]) == verifier.UNREADABLE


def test_the_verifier_shares_nothing_and_runs_as_one_file(tmp_path: Path) -> None:
    source = Path(verifier.__file__).read_text()
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {*sys.stdlib_module_names, "cryptography"}
    alone = shutil.copy(verifier.__file__, tmp_path / "verifier.py")
    log = log_of(5)
    export = written(tmp_path, log, log.whole())
    ran = subprocess.run(
        [sys.executable, "-I", alone, export, "--key", VKEY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Verified: 5 entries")


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


def test_the_command_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = log_of(4)
    export = written(tmp_path, log, log.whole())
    assert command.run(parsed("verify", str(export), "--key", VKEY)) == 0
    assert "Verified: 4 entries" in capsys.readouterr().out
    tampered = log.whole()
    tampered.body(3, put_in(b"PO-1", b"PO-2"))
    assert command.run(parsed("verify", str(written(tmp_path, log, tampered)), "--key", VKEY)) == 1
    assert (
        capsys.readouterr().out
        == "Not verified: entry 3: its body is not the one that was recorded.\n"
    )
    assert command.run(parsed("verify", str(tmp_path / "none"), "--key", VKEY)) == 2
    assert "none cannot be read" in capsys.readouterr().err


def test_the_command_draws_a_key_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ledger.key"
    assert command.run(parsed("keygen", ORIGIN, str(file))) == 0
    drawn = SignerKey.parse(file.read_text())
    assert capsys.readouterr().out == f"{drawn.verifier}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert command.run(parsed("keygen", ORIGIN, str(file))) == 2
    assert SignerKey.parse(file.read_text()) == drawn
    assert command.run(parsed("keygen", "two words", str(tmp_path / "other"))) == 2


def test_text_beyond_ascii_is_verified_as_its_utf_8(tmp_path: Path) -> None:
    log = Log()
    log.add(note="Siân Ó Briain \u2028 😂 \x00")
    assert "1 entry" in verifier.verify(written(tmp_path, log, log.whole()), [VKEY])
    assert "Siân" in log.entries[0][1].decode()
