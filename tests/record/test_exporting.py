"""Exports of the whole record and of one case verify outside; erased bodies leave valid proofs."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.record.conftest import Act
from tests.record.guards import unguarded

from bluelamp.ledger import tree, verifier
from bluelamp.record import selectors, services
from bluelamp.record.errors import CannotErase, NotYetSigned
from bluelamp.record.models import EntryBody
from bluelamp.vault import keys
from bluelamp.vault.errors import KeyDestroyed


def verdict(folder: Path, key: str, case: str | None = None) -> str:
    services.export(folder, case=case)
    return verifier.verify(folder, [key])


def test_the_whole_record_verifies_outside(
    act: Act, at: datetime, tmp_path: Path, verifying_key: str
) -> None:
    for number in range(13):
        act("AB"[number % 2])
        if number % 5 == 0:
            services.checkpoint(at=at)
    services.checkpoint(at=at)
    assert verdict(tmp_path, verifying_key).startswith("Verified: 13 entries, under the checkpoint")
    said = verdict(tmp_path, verifying_key, "A")
    assert said.startswith("Verified: 7 entries of case A, under the checkpoint")
    assert "size 13" in said


@pytest.mark.usefixtures("act")
def test_an_empty_record_verifies(at: datetime, tmp_path: Path, verifying_key: str) -> None:
    services.checkpoint(at=at)
    assert verdict(tmp_path, verifying_key).startswith("Verified: 0 entries")


def test_an_export_that_is_refused_leaves_what_was_there(
    act: Act, at: datetime, tmp_path: Path
) -> None:
    act("A")
    services.checkpoint(at=at)
    services.export(tmp_path)
    before = (tmp_path / "record.txt").read_bytes()
    services.erase(entries=[1], case="A", reason="retention", actor="DO-1", at=at)
    with pytest.raises(NotYetSigned, match="erased since"):
        services.export(tmp_path)
    assert [each.name for each in tmp_path.glob("record*")] == ["record.txt"]
    assert (tmp_path / "record.txt").read_bytes() == before


def test_what_no_checkpoint_covers_is_left_out_and_counted(act: Act, at: datetime) -> None:
    with pytest.raises(NotYetSigned, match="no signed checkpoint"):
        services.export(io.BytesIO())
    act("A")
    services.checkpoint(at=at)
    act("A")
    act("B")
    whole, case = io.BytesIO(), io.BytesIO()
    written = services.export(whole)
    assert (written.entries, written.size, written.beyond) == (1, 1, 2)
    assert services.export(case, case="A").beyond == 1
    header, leaf, body, tile = whole.getvalue().splitlines()
    assert (json.loads(header)["size"], json.loads(leaf)["seq"]) == (1, 1)
    assert json.loads(body[65:])["case"] == "A"
    assert tile.decode() == tree.leaf_hash(leaf).hex()


def test_erased_bodies_are_gone_and_everything_still_verifies(
    act: Act, at: datetime, tmp_path: Path, verifying_key: str
) -> None:
    act("A", said="Jane Example")
    act("B")
    act("A", said="Jane Example again")
    services.checkpoint(at=at)
    services.erase(entries=[1, 3], case="A", reason="retention", actor="DO-1", at=at)
    with pytest.raises(NotYetSigned, match="erased since"):
        services.export(io.BytesIO())
    services.checkpoint(at=at)
    assert services.verify().sound
    assert "4 entries, of which 2 erased" in verdict(tmp_path, verifying_key)
    assert "Jane" not in (tmp_path / "record.txt").read_text()
    assert "3 entries of case A, of which 2" in verdict(tmp_path, verifying_key, "A")
    bodies = [entry.body for entry in selectors.entries_for("A")]
    assert bodies == [None, None, {"entries": [1, 3], "reason": "retention"}]
    assert not EntryBody.objects.filter(entry_id__in=[1, 3]).exists()


def test_the_last_checkpoint_of_each_day_goes_with_the_whole_record(
    act: Act, at: datetime, tmp_path: Path, verifying_key: str
) -> None:
    for hours in (0, 1, 20, 24, 48):
        act("A")
        services.checkpoint(at=at + timedelta(hours=hours))
    assert verdict(tmp_path, verifying_key).startswith("Verified: 5 entries")
    header = json.loads((tmp_path / "record.txt").read_text().splitlines()[0])
    assert [int(note.split("\n")[1]) for note in header["checkpoints"]] == [2, 4, 5]


def test_what_is_withheld_and_what_came_later_stay_out_of_a_cases_export(
    act: Act, at: datetime, tmp_path: Path, verifying_key: str
) -> None:
    for said in ("first", "second", "third", "fourth"):
        act("A", said=said)
    services.checkpoint(at=at)
    written = services.export(tmp_path, case="A", withheld={2}, upto=3)
    assert (written.entries, written.size, written.beyond) == (3, 4, 0)
    text = (tmp_path / "record.txt").read_text()
    assert "third" in text
    assert "second" not in text
    assert "fourth" not in text
    said = verifier.verify(tmp_path, [verifying_key])
    assert "3 entries of case A, under the checkpoint" in said
    assert "withheld: 2." in said


@pytest.mark.usefixtures("_keys_to_destroy")
def test_a_case_whose_key_is_destroyed_says_nothing_more_and_still_verifies(
    act: Act, at: datetime, tmp_path: Path, verifying_key: str
) -> None:
    act("A", said="Jane Example")
    act("B")
    act("A", said="Jane Example again")
    with transaction.atomic():
        services.erase_case(case="A", reason="retention", actor="DO-1", at=at)
    assert {fault.seq for fault in services.verify().faults} == {1, 3}
    keys.destroy(case="A", at=at)
    services.checkpoint(at=at)
    assert services.verify().sound
    assert "4 entries, of which 2 erased" in verdict(tmp_path, verifying_key)
    assert "Jane" not in (tmp_path / "record.txt").read_text()
    assert "3 entries of case A, of which 2 erased" in verdict(tmp_path, verifying_key, "A")
    assert "1 entry of case B" in verdict(tmp_path, verifying_key, "B")
    assert [entry.body for entry in selectors.entries_for("A")] == [None, None]
    assert selectors.recent(1)[0].body == {
        "all": True, "case": "A", "entries": [1, 3], "reason": "retention"
    }  # fmt: skip
    with pytest.raises(KeyDestroyed):
        act("A")
    with pytest.raises(CannotErase):
        services.erase_case(case="", reason="retention", actor="DO-1", at=at)


@pytest.mark.usefixtures("_keys_to_destroy")
def test_a_body_without_its_key_and_without_an_erasure_is_named(act: Act, at: datetime) -> None:
    act("A")
    keys.destroy(case="A", at=at)
    (fault,) = services.verify().faults
    assert (fault.seq, fault.words) == (1, "its body is gone, and no entry records its erasure")


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ([2], "for A: 2"),
        ([1], "for A: 1"),
        ([4], "for A: 4"),
        ([3, 99], "for A: 99"),
        ([], "none given"),
    ],
    ids=["another case's", "erased already", "itself an erasure", "not there", "nothing"],
)
def test_what_cannot_be_erased_is_named_and_nothing_changes(
    act: Act, at: datetime, wanted: list[int], named: str
) -> None:
    for case in ("A", "B", "A"):
        act(case)
    services.erase(entries=[1], case="A", reason="retention", actor="DO-1", at=at)
    with pytest.raises(CannotErase, match=named):
        services.erase(entries=wanted, case="A", reason="retention", actor="DO-1", at=at)
    assert selectors.head()[0] == 4
    assert services.verify().sound


def test_a_body_brought_back_after_its_erasure_is_named(act: Act, at: datetime) -> None:
    act("A")
    body = EntryBody.objects.get()
    services.erase(entries=[1], case="A", reason="retention", actor="DO-1", at=at)
    with unguarded():
        EntryBody.objects.create(entry_id=1, sealed=body.sealed)
    (fault,) = services.verify().faults
    assert (fault.seq, fault.words) == (1, "its erasure is recorded, but its body is still there")
