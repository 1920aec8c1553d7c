"""`bluelamp record` checks, exports and names the key, in sentences."""

import argparse
from pathlib import Path

import pytest
from tests.record.conftest import AT, Act
from tests.record.guards import unguarded

from bluelamp.ledger import tree, verifier
from bluelamp.record import command, selectors, services
from bluelamp.record.models import Entry


def ran(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_a_sound_record_says_so(act: Act, capsys: pytest.CaptureFixture[str]) -> None:
    act()
    assert ran("verify") == 0
    assert capsys.readouterr().out == "The record is sound: 1 entry.\n"


def test_each_fault_is_a_sentence_with_its_entry(
    act: Act, capsys: pytest.CaptureFixture[str]
) -> None:
    act()
    with unguarded():
        Entry.objects.update(kind="other")
    assert ran("verify") == 1
    said = capsys.readouterr().out
    assert said == "Entry 1: its number, kind or time is not what its leaf says.\n"


def test_an_export_is_recorded_and_verifies_with_the_key_that_it_names(
    act: Act, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act("A")
    act("B")
    assert ran("export", str(tmp_path), "--actor", "system", "--case", "A") == 0
    key = capsys.readouterr().out.split("--key ")[1].strip()
    assert verifier.verify(tmp_path, [key]).startswith("Verified: 2 entries of case A")
    last = selectors.entries_for("A")[-1]
    assert (last.kind, last.body) == (
        "file taken",
        {"what": "export of A", "recipients": ["system"]},
    )
    assert ran("key") == 0
    assert capsys.readouterr().out.strip() == key


def forge_the_unsigned_entry() -> None:
    """Change entry 2 and its hash, which no checkpoint covers yet."""
    entry = Entry.objects.get(seq=2)
    leaf = bytes(entry.leaf).replace(b"advised", b"refused")
    with unguarded():
        Entry.objects.filter(seq=2).update(leaf=leaf, leaf_hash=tree.leaf_hash(leaf))


def test_a_damaged_record_can_still_be_handed_over(
    act: Act, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act()
    services.checkpoint(at=AT)
    act()
    forge_the_unsigned_entry()
    assert ran("export", str(tmp_path), "--actor", "system") == 0
    assert "check the record before anything more is signed" in capsys.readouterr().err
    assert (tmp_path / "record.txt").exists()


@pytest.mark.usefixtures("act")
def test_an_unknown_officer_exports_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran("export", str(tmp_path), "--actor", "PO-9999") == 2
    assert "PO-9999" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.jsonl"))
