"""Entries are appended inside the transaction of what they record, and read back."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings
from tests.record.conftest import Act
from tests.record.guards import unguarded

from bluelamp.jobs import registry
from bluelamp.ledger import notes, tree
from bluelamp.ledger.errors import NotAFrontier, NotAKey, NotCanonical
from bluelamp.record import selectors, services, ticks
from bluelamp.record.errors import (
    HeadMissing,
    KeyMissing,
    NoTransaction,
    RecordDisagrees,
    ReservedKind,
)
from bluelamp.record.models import Entry, Head


@pytest.mark.usefixtures("transactional_db")
def test_an_entry_outside_a_transaction_is_refused(at: datetime) -> None:
    with pytest.raises(NoTransaction):
        services.append(kind="advised", case="CI-26-0001", actor="PO-1041", at=at, body={})
    assert selectors.head() == (0, tree.EMPTY_ROOT.hex())


def test_entries_are_numbered_from_one_and_found_by_case(act: Act, at: datetime) -> None:
    for case in ("CI-26-0001", "CI-26-0002", "CI-26-0001"):
        act(case, said=f"about {case}")
    found = selectors.entries_for("CI-26-0001")
    assert [entry.seq for entry in found] == [1, 3]
    assert found[0].body == {"ground": "CI-1", "said": "about CI-26-0001"}
    assert (found[0].kind, found[0].actor, found[0].at) == ("advised", "PO-1041", at)
    assert [entry.seq for entry in selectors.recent(2)] == [3, 2]
    assert selectors.recent(5, kind="refused") == []


def test_the_head_is_the_root_over_the_stored_leaves(act: Act) -> None:
    appended = [act() for _ in range(11)]
    leaves = [bytes(leaf) for leaf in Entry.objects.values_list("leaf", flat=True).order_by("seq")]
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    assert selectors.head() == (11, tree.Tree(hashes).root().hex())
    assert [each.leaf_hash for each in appended] == [each.hex() for each in hashes]


def test_an_act_that_fails_leaves_no_entry_and_no_gap(act: Act, at: datetime) -> None:
    act()

    @transaction.atomic
    def fail() -> None:
        services.append(kind="decided", case="CI-26-0001", actor="PO-1041", at=at, body={})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert act().seq == 2
    assert services.verify().sound


@pytest.mark.usefixtures("act")
@pytest.mark.parametrize("body", [{"n": 2**53}, {"n": float("nan")}, {"at": object()}, {1: "a"}])
def test_a_body_without_a_canonical_form_is_refused(at: datetime, body: dict[str, str]) -> None:
    with pytest.raises(NotCanonical), transaction.atomic():
        services.append(kind="decided", case="CI-26-0001", actor="PO-1041", at=at, body=body)
    assert selectors.head()[0] == 0


@pytest.mark.usefixtures("act")
def test_a_time_without_a_zone_is_refused(at: datetime) -> None:
    naive = at.replace(tzinfo=None)
    with pytest.raises(NotCanonical, match="no zone"), transaction.atomic():
        services.append(kind="decided", case="CI-26-0001", actor="PO-1041", at=naive, body={})


def test_an_erasure_cannot_be_feigned(act: Act) -> None:
    with pytest.raises(ReservedKind):
        act(kind="erased")


@pytest.mark.usefixtures("act")
def test_a_consultation_stands_before_anything_is_shown(at: datetime) -> None:
    seen = services.consulted(what="original 1f2e", actor="PO-1041", case="CI-26-0001", at=at)
    assert not transaction.get_connection().in_atomic_block
    entry = selectors.entries_for("CI-26-0001")[-1]
    assert (entry.seq, entry.kind, entry.body) == (seen.seq, "consulted", {"what": "original 1f2e"})


def test_the_leaf_names_nobody_and_no_case(act: Act) -> None:
    act(said="Jane Example")
    leaf = bytes(Entry.objects.get().leaf).decode()
    assert not any(words in leaf for words in ("Jane", "PO-1041", "CI-26-0001", "CI-1"))


def test_equal_bodies_have_different_commitments(act: Act) -> None:
    act()
    act()
    first, second = (bytes(leaf)[44:124] for leaf in Entry.objects.values_list("leaf", flat=True))
    assert first != second


def test_a_checkpoint_is_signed_once_for_each_size(
    act: Act, at: datetime, verifying_key: str
) -> None:
    assert selectors.latest_checkpoint() is None
    act()
    first = services.checkpoint(at=at)
    assert (
        services.checkpoint(at=at + timedelta(minutes=1)) == first == selectors.latest_checkpoint()
    )
    act()
    second = services.checkpoint(at=at + timedelta(minutes=1))
    assert (first.size, second.size) == (1, 2)
    text = notes.text_of(second.note, [notes.VerifierKey.parse(verifying_key)])
    assert text.split("\n")[1] == "2"
    assert verifying_key == selectors.verifier_key()


def test_nothing_is_signed_that_does_not_extend_what_was_signed(act: Act, at: datetime) -> None:
    act()
    act()
    services.checkpoint(at=at)
    act()
    leaf = bytes(Entry.objects.get(seq=3).leaf).replace(b"advised", b"refused")
    with unguarded():
        Entry.objects.filter(seq=3).update(leaf=leaf, leaf_hash=tree.leaf_hash(leaf))
    with pytest.raises(RecordDisagrees, match="since the checkpoint of size 2"):
        services.checkpoint(at=at)


@pytest.mark.parametrize(
    ("columns", "refused"),
    [({"root": bytes(32)}, RecordDisagrees), ({"frontier": bytes(32)}, NotAFrontier)],
)
def test_nothing_is_appended_to_a_head_that_contradicts_itself(
    act: Act, columns: dict[str, bytes], refused: type[Exception]
) -> None:
    for _ in range(3):
        act()
    with unguarded():
        Head.objects.update(**columns)
    with pytest.raises(refused):
        act()
    assert selectors.head()[0] == 3


def test_entries_without_a_head_are_not_added_to(act: Act) -> None:
    act()
    with unguarded():
        Head.objects.all().delete()
    with pytest.raises(HeadMissing):
        act()


def test_without_a_key_nothing_is_signed(
    act: Act, at: datetime, tmp_path: Path, settings: Settings
) -> None:
    act()
    settings.BLUELAMP_LEDGER_KEY_FILE = tmp_path / "none"
    with pytest.raises(KeyMissing, match="bluelamp setup"):
        services.checkpoint(at=at)
    assert selectors.latest_checkpoint() is None


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "ledger.key"
    made = services.create_key(file)
    content = file.read_bytes()
    assert services.create_key(file) == made
    assert file.read_bytes() == content
    assert (file.stat().st_mode & 0o777, file.stat().st_uid) == (0o600, os.getuid())
    file.write_text("not a key")
    with pytest.raises(NotAKey):
        services.create_key(file)


def test_every_minute_signs_what_was_added(act: Act, at: datetime) -> None:
    ticks.sign(at)
    assert selectors.latest_checkpoint() is None
    act()
    ticks.sign(at)
    ticks.sign(at + timedelta(minutes=1))
    last = selectors.latest_checkpoint()
    assert last is not None
    assert (last.size, last.created_at) == (1, at)
    assert registry.ticks()["record.checkpoint"] == timedelta(minutes=1)
