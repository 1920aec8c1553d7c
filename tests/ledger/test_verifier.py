"""The stand-alone verifier finds what was changed in an export, and names the entry."""

import argparse
import ast
import json
import random
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ledger.exports import KEY, ORIGIN, Line, Log, log_of, written

from bluelamp.ledger import command, verifier
from bluelamp.ledger.notes import SignerKey

VKEY = str(KEY.verifier)
Tampering = Callable[[list[Line]], object]


def fault_of(folder: Path, lines: list[Line]) -> str:
    with pytest.raises(verifier.Fault) as found:
        verifier.verify(written(folder, lines), [VKEY])
    return str(found.value)


def nth(lines: list[Line], seq: int) -> Line:
    return next(line for line in lines if line.get("seq") == seq)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 21])
def test_a_whole_record_verifies(tmp_path: Path, size: int) -> None:
    export = written(tmp_path, log_of(size).whole(1, 2, 5))
    said = verifier.verify(export, [VKEY])
    counted = "1 entry" if size == 1 else f"{size} entries"
    assert said.startswith(f"Verified: {counted}, under the checkpoint of {ORIGIN} at size {size}")
    assert verifier.verify(tmp_path, [VKEY]) == said


def test_one_case_verifies_and_claims_no_completeness(tmp_path: Path) -> None:
    said = verifier.verify(written(tmp_path, log_of(21).of_case("A")), [VKEY])
    assert said.startswith("Verified: 11 entries of case A,")
    assert said.endswith("That the case has no others is not shown.")


def reuse_a_salt(lines: list[Line]) -> None:
    nth(lines, 6)["salt"] = nth(lines, 7)["salt"]


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda e: nth(e, 6).update(body=nth(e, 6)["body"].replace("PO-1", "PO-2")), "entry 6: its body is not"),
        (lambda e: nth(e, 6).update(body=nth(e, 8)["body"]), "entry 6: its body is not"),
        (reuse_a_salt, "entry 6: its body is not"),
        (lambda e: nth(e, 6).update(salt="AAAA"), "entry 6: its body is not"),
        (lambda e: nth(e, 6).update(salt="?"), "entry 6: its body or salt cannot be read"),
        (lambda e: nth(e, 6).pop("salt"), "entry 6: its body or salt cannot be read"),
        (lambda e: (nth(e, 6).pop("salt"), nth(e, 6).pop("body")), "entry 6: its body is absent, and no entry"),
        (lambda e: nth(e, 6).update(leaf=nth(e, 6)["leaf"].replace("advised", "refused")), "entry 6: its leaf is not the one"),
        (lambda e: nth(e, 6).update(leaf="{}"), "entry 6: its leaf cannot be read"),
        (lambda e: nth(e, 6).update(leaf=nth(e, 6)["leaf"].replace('"seq":6', '"seq":7')), "entry 6: its leaf is numbered 7"),
        (lambda e: nth(e, 6).update(leaf=5), "entry 6: its leaf cannot be read"),
        (lambda e: nth(e, 6).update(hash="00"), "entry 6: its leaf is not the one"),
        (lambda e: e.remove(nth(e, 6)), "entry 6: it is missing; entry 7 stands there"),
        (lambda e: nth(e, 6).update(seq=9), "entry 6: it is missing; entry 9 stands there"),
        (lambda e: e.insert(8, dict(nth(e, 6))), "entry 7: it is missing; entry 6 stands there"),
        (lambda e: e.__delitem__(slice(10, -1)), "entry 9: it is missing; a signed checkpoint counts 12"),
        (lambda e: e.__delitem__(slice(10, None)), "entry 6: no signed checkpoint covers it, up to entry 12"),
        (lambda e: e.insert(2, e.pop(6)), "entry 2: it is missing; a signed checkpoint counts 5 entries"),
        (lambda e: e.insert(8, e.pop(6)), "after entry 7: the checkpoint of size 5 is out of its place"),
    ],
)  # fmt: skip
def test_what_was_changed_in_a_whole_record_is_named(
    tmp_path: Path, tamper: Tampering, named: str
) -> None:
    lines = log_of(12).whole(5)
    tamper(lines)
    assert fault_of(tmp_path, lines).startswith(named)


def test_a_leaf_rewritten_with_its_hash_is_placed_between_two_checkpoints(tmp_path: Path) -> None:
    log = log_of(12)
    lines = log.whole(5, 9)
    other = Log()
    for kind in ["advised"] * 6 + ["refused"] * 6:
        other.add(kind)
    lines[lines.index(nth(lines, 7))] = other.lines[6]
    said = fault_of(tmp_path, lines)
    assert said == "entry 6: it or one up to entry 9 is not what was signed"


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda e: nth(e, 7)["proof"].reverse(), "entry 7: its proof does not lead to the signed root"),
        (lambda e: nth(e, 7)["proof"].pop(), "entry 7: its proof is not one of entry 7 among 12"),
        (lambda e: nth(e, 7).update(proof=["AAAA"] * 4), "entry 7: its proof is not one"),
        (lambda e: nth(e, 7).pop("proof"), "entry 7: its proof is not one"),
        (lambda e: nth(e, 7).update(nth(log_of(12).of_case("B"), 8)), "entry 8: it belongs to B, not to A"),
        (lambda e: e.insert(1, e.pop(3)), "entry 1: it stands after entry 5"),
        (lambda e: e[0].update(size=11), "entry 11: its proof is not one|the checkpoint is of"),
        (lambda e: e.pop(), "a checkpoint is not signed by the given key"),
        (lambda e: e.append(e[1]), "lines follow the checkpoint"),
        (lambda e: e[-1].update(log_of(11).note(11)), f"the checkpoint is of {ORIGIN} at size 11"),
    ],
)  # fmt: skip
def test_what_was_changed_in_a_case_is_named(tmp_path: Path, tamper: Tampering, named: str) -> None:
    lines = log_of(12).of_case("A")
    tamper(lines)
    assert fault_of(tmp_path, lines).startswith(tuple(named.split("|")))


def test_a_checkpoint_by_another_key_or_of_another_log_is_refused(tmp_path: Path) -> None:
    log = log_of(3)
    stranger = SignerKey.generate(ORIGIN)
    lines = [*log.whole()[:-1], log.note(3, key=stranger)]
    assert fault_of(tmp_path, lines) == "after entry 3: a checkpoint is not signed by the given key"
    lines = [*log.whole()[:-1], log.note(3, "other.example", SignerKey("other.example", KEY.seed))]
    assert "is not signed by the given key" in fault_of(tmp_path, lines)
    renamed = SignerKey("other.example", KEY.seed)
    lines[-1] = log.note(3, "other.example", renamed)
    with pytest.raises(verifier.Fault, match=r"the checkpoint is of other\.example"):
        verifier.verify(written(tmp_path, lines), [VKEY, str(renamed.verifier)])


def test_erased_bodies_are_counted_when_an_entry_records_their_erasure(tmp_path: Path) -> None:
    log = log_of(4)
    log.add("erased", entries=[2, 3], reason="retention")
    lines = log.whole()
    for seq in (2, 3):
        del nth(lines, seq)["body"], nth(lines, seq)["salt"]
    said = verifier.verify(written(tmp_path, lines), [VKEY])
    assert "5 entries, of which 2 erased" in said
    del nth(lines, 4)["body"], nth(lines, 4)["salt"]
    assert (
        fault_of(tmp_path, lines) == "entry 4: its body is absent, and no entry records its erasure"
    )


def test_no_random_change_goes_unseen(tmp_path: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311  repeatable, not secret
    whole = written(tmp_path, log_of(12).whole(5)).read_bytes()
    verdicts = {0: 0, 1: 0, 2: 0}
    for _ in range(600):
        place = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        (tmp_path / "record.jsonl").write_bytes(changed)
        verdict = verifier.main([str(tmp_path), "--key", VKEY])
        verdicts[verdict] += 1
        # Only the spare bits before base64's padding say nothing; these places meet none of them.
        assert verdict != 0, f"byte {place}: {whole[place - 20 : place + 20]!r}"
    assert verdicts[1] > 300


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"[]\n",
        b"{}\n",
        b"\xff\xfe\n",
        b'{"format": "bluelamp-record/2"}\n',
        b"not json\n",
    ],
)
def test_what_is_no_export_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.jsonl").write_bytes(content)
    assert verifier.main([str(tmp_path), "--key", VKEY]) == verifier.UNREADABLE
    assert verifier.main([str(tmp_path / "absent"), "--key", VKEY]) == verifier.UNREADABLE


@pytest.mark.parametrize(
    "key", ["", "x", VKEY[:-2], VKEY.replace("ambershire", "amber"), VKEY + "=", str(KEY)]
)
def test_what_is_no_key_is_refused(tmp_path: Path, key: str) -> None:
    written(tmp_path, log_of(2).whole())
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
    export = written(tmp_path, log_of(5).whole())
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
    export = written(tmp_path, log.whole())
    assert command.run(parsed("verify", str(export), "--key", VKEY)) == 0
    assert "Verified: 4 entries" in capsys.readouterr().out
    lines = log.whole()
    nth(lines, 3)["body"] = "{}"
    assert command.run(parsed("verify", str(written(tmp_path, lines)), "--key", VKEY)) == 1
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
    assert "1 entry" in verifier.verify(written(tmp_path, log.whole()), [VKEY])
    assert json.loads(log.lines[0]["body"])["body"]["note"].startswith("Siân")
    assert b64encode(bytes(32)).decode() not in log.lines[0]["salt"]
