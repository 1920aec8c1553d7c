"""The record must extend what is kept of it aside; while it does not, the desk is closed to release."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from tests.record.backups import Restore
from tests.record.conftest import AT, Act
from tests.record.guards import unguarded

from bluelamp.jobs.models import Job
from bluelamp.ledger import entries, keyfile, proofs, tree
from bluelamp.ledger.checkpoints import Checkpoint as Statement
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role
from bluelamp.record import agreement, aside, closures, rejoining, selectors, services, ticks
from bluelamp.record.errors import CannotRejoin, ClosedToRelease, RecordDisagrees
from bluelamp.record.models import Checkpoint, Entry, EntryBody, Head

Backup = Callable[[], Restore]
ADA = Actor(
    reference="AD-901",
    name="Ada Quill",
    rank=Rank.POLICE_STAFF,
    unit="Systems",
    roles=frozenset({Role.ADMINISTRATOR}),
)


def acts(act: Act, number: int) -> None:
    for _ in range(number):
        act()
    services.checkpoint(at=AT)


def rejoined(**differs: bool) -> rejoining.Rejoined:
    return rejoining.rejoin(actor=ADA, reasons="Disk failed; Monday's backup.", at=AT, **differs)


@pytest.fixture
def older(act: Act, backup: Backup) -> None:
    """A backup of three entries, put back after six were signed."""
    acts(act, 3)
    restore = backup()
    acts(act, 3)
    restore()


def test_a_record_that_was_only_added_to_is_open(act: Act) -> None:
    agreement.check_open()
    acts(act, 2)
    act()
    acts(act, 2)
    assert agreement.look(at=AT, thoroughly=True) is None
    agreement.check_open()


def test_what_is_signed_is_kept_aside_leaf_by_leaf(act: Act) -> None:
    acts(act, 2)
    act()
    kept = aside.checkpoint()
    assert kept is not None
    assert (kept.size, aside.reach()) == (2, 2)
    acts(act, 1)
    leaves = [bytes(leaf) for leaf in Entry.objects.order_by("seq").values_list("leaf", flat=True)]
    assert list(aside.leaves(0, 4)) == leaves
    assert (aside.folder() / "leaves").read_bytes() == b"".join(leaf + b"\n" for leaf in leaves)
    assert aside.reach() == 4


@pytest.mark.usefixtures("older")
def test_an_older_copy_is_refused_before_anybody_looked() -> None:
    with pytest.raises(
        ClosedToRelease, match="from entry 4 on: the database holds 3 entries, of 6"
    ):
        agreement.check_open()


@pytest.mark.usefixtures("older")
def test_an_older_copy_gets_its_leaves_back_and_closes_the_desk() -> None:
    closed = agreement.look(at=AT + timedelta(hours=1))
    assert closed is not None
    assert (closed.seq, closed.closed_at) == (4, AT + timedelta(hours=1))
    assert "it ended at entry 3, and entries 4 to 6 were signed since" in closed.words
    assert selectors.head()[0] == 6
    with pytest.raises(ClosedToRelease, match="from entry 4 on"):
        agreement.check_open()
    assert agreement.look(at=AT + timedelta(hours=2)) == closed
    assert len(closures.history()) == 1


@pytest.mark.usefixtures("older")
def test_what_is_done_meanwhile_is_numbered_after_what_was_signed(act: Act) -> None:
    signed = aside.checkpoint()
    assert signed is not None
    assert act().seq == 7
    assert agreement.look(at=AT) is not None
    now = services.checkpoint(at=AT)
    proof = selectors.consistency(6, now.size)
    assert proofs.extends(6, signed.root, now.size, bytes.fromhex(now.root), proof)
    assert aside.reach() == 7


@pytest.mark.usefixtures("older")
def test_an_act_that_fails_puts_nothing_back(act: Act) -> None:

    @transaction.atomic
    def fail() -> None:
        act()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert selectors.head()[0] == 3
    assert closures.standing() is None
    with pytest.raises(ClosedToRelease):
        agreement.check_open()


def test_a_database_that_begins_anew_gets_everything_back(act: Act, backup: Backup) -> None:
    restore = backup()
    acts(act, 300)  # more than a tile
    restore()
    closed = agreement.look(at=AT)
    assert closed is not None
    assert closed.seq == 1
    assert selectors.head()[0] == 300
    rejoined()
    assert services.verify().faults == ()


def fork(act: Act, backup: Backup, tmp_path: Path) -> None:
    """An older copy is worked on while the folder aside is away."""
    acts(act, 3)
    restore = backup()
    acts(act, 3)
    restore()
    aside.folder().rename(tmp_path / "away")
    act()
    act()
    act()
    act()
    (tmp_path / "away").rename(aside.folder())


def test_a_fork_is_named_by_its_first_entry_and_never_signed(
    act: Act, backup: Backup, tmp_path: Path
) -> None:
    fork(act, backup, tmp_path)
    closed = agreement.look(at=AT)
    assert closed is not None
    assert closed.seq == 4
    assert "not the one that is kept aside" in closed.words
    with pytest.raises(RecordDisagrees, match="kept aside"):
        services.checkpoint(at=AT)
    assert act().seq == 8  # work goes on
    with pytest.raises(RecordDisagrees):
        rejoined()
    with pytest.raises(ClosedToRelease):
        agreement.check_open()
    assert (services.verify().faults[0].seq, aside.reach()) == (4, 6)


def test_no_newer_head_is_given_to_an_older_record(act: Act, backup: Backup) -> None:
    """Somebody sets the head of an older copy to that of the newer record."""
    acts(act, 3)
    restore = backup()
    acts(act, 3)
    newer = Head.objects.values().get()
    restore()
    with unguarded():
        Head.objects.update(**newer)
    assert agreement.look(at=AT) is not None
    with pytest.raises(ClosedToRelease):
        agreement.check_open()
    assert services.verify().faults[0].seq == 4


def rewrite(seq: int) -> None:
    """What an insider can do who has the database and the signing key: another entry, everything after it signed anew."""
    row = Entry.objects.get(seq=seq)
    leaf = entries.leaf(seq=seq, kind="refused", at=row.recorded_at, commitment=bytes(32))
    EntryBody.objects.filter(entry_id=seq).delete()
    Entry.objects.filter(seq=seq).update(leaf=leaf, kind="refused", leaf_hash=tree.leaf_hash(leaf))
    edge = tree.Frontier()
    key = keyfile.read(settings.BLUELAMP_LEDGER_KEY_FILE)
    for found in Entry.objects.order_by("seq"):
        edge = edge.append(tree.leaf_hash(bytes(found.leaf)))
        note = Statement(origin=key.name, size=edge.size, root=edge.root()).signed(key)
        columns = {"root": edge.root(), "frontier": edge.to_bytes()}
        Checkpoint.objects.filter(size=edge.size).update(**columns, note=note)
    Head.objects.update(**columns)


def test_a_history_rewritten_with_its_signing_key_is_found_and_named(act: Act) -> None:
    acts(act, 3)
    acts(act, 3)
    with unguarded():
        rewrite(2)
    with pytest.raises(ClosedToRelease, match="from entry 2 on: an entry is not the one"):
        agreement.check_open()
    closed = agreement.look(at=AT)
    assert closed is not None
    assert closed.seq == 2
    with pytest.raises(RecordDisagrees):
        services.checkpoint(at=AT)


def test_an_entry_altered_beneath_the_checkpoint_is_found_by_the_thorough_look(act: Act) -> None:
    acts(act, 6)
    with unguarded():
        leaf = bytes(Entry.objects.get(seq=5).leaf).replace(b"advised", b"refused")
        Entry.objects.filter(seq=5).update(leaf=leaf, leaf_hash=tree.leaf_hash(leaf))
    assert agreement.look(at=AT) is None
    closed = agreement.look(at=AT, thoroughly=True)
    assert closed is not None
    assert closed.seq == 5


def test_without_the_folder_aside_nothing_is_released(act: Act, tmp_path: Path) -> None:
    acts(act, 2)
    acts(act, 1)
    aside.folder().rename(tmp_path / "away")
    act()
    with pytest.raises(ClosedToRelease, match="nothing of the record is kept aside"):
        agreement.check_open()
    agreement.look(at=AT)
    services.checkpoint(at=AT)  # the record goes on by itself
    assert aside.checkpoint() is None
    opened = rejoined()
    assert (len(opened.closed), opened.redone, aside.reach()) == (1, [], 4)
    agreement.check_open()


def test_the_folder_of_another_record_is_refused(
    act: Act, settings: object, tmp_path: Path
) -> None:
    acts(act, 1)
    there = aside.folder()
    settings.BLUELAMP_LEDGER_KEY_FILE = tmp_path / "another" / "ledger.key"  # type: ignore[attr-defined]
    services.create_key(tmp_path / "another" / "ledger.key")
    settings.BLUELAMP_ASIDE = there  # type: ignore[attr-defined]
    with pytest.raises(ClosedToRelease, match="is not this record’s"):
        agreement.check_open()


@pytest.mark.usefixtures("older")
def test_only_an_administrator_with_reasons_opens_the_desk() -> None:
    clerk = Actor(
        reference="PO-1", name="P", rank=Rank.POLICE_STAFF, unit="", roles=frozenset({Role.AUDITOR})
    )
    with pytest.raises(CannotRejoin, match="Only an administrator"):
        rejoining.rejoin(actor=clerk, reasons="Because", at=AT)
    with pytest.raises(CannotRejoin, match="Say why"):
        rejoining.rejoin(actor=ADA, reasons=" ", at=AT)
    with pytest.raises(ClosedToRelease):
        agreement.check_open()


@pytest.mark.usefixtures("older")
def test_rejoining_says_in_the_record_what_is_lost_and_who_opened_the_desk(at: datetime) -> None:
    opened = rejoined()
    agreement.check_open()
    assert opened.redone == ["What these entries said is lost: 4, 5, 6."]
    assert services.verify().faults == ()
    erased, last = reversed(selectors.recent(2))
    assert (erased.kind, erased.actor, erased.body and erased.body["entries"]) == (
        "erased",
        "AD-901",
        [4, 5, 6],
    )
    assert (last.kind, last.actor, last.at) == ("desk opened", "AD-901", at)
    assert last.body is not None
    assert last.body["reasons"] == "Disk failed; Monday's backup."
    (closed,) = closures.history()
    assert (closed.opened_by, closed.reasons) == ("AD-901", "Disk failed; Monday's backup.")
    with pytest.raises(CannotRejoin, match="The desk is open"):
        rejoined()


def test_what_was_erased_since_the_backup_is_erased_again(act: Act, backup: Backup) -> None:
    act(said="Jane Example")
    acts(act, 1)
    restore = backup()
    services.erase(entries=[1], case="CI-26-0001", reason="Ordered", actor="DO-1", at=AT)
    services.checkpoint(at=AT)
    restore()
    agreement.look(at=AT)
    assert selectors.entries_for("CI-26-0001")[0].body is not None
    assert rejoined().redone[0] == "Erased again: entries 1."
    assert selectors.entries_for("CI-26-0001")[0].body is None
    assert services.verify().faults == ()


@pytest.mark.usefixtures("older")
def test_what_the_rooms_do_again_comes_before_the_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def redo(*, actor: Actor, at: datetime) -> list[str]:
        with pytest.raises(ClosedToRelease):
            agreement.check_open()
        seen.append((actor, at))
        return ["Done again."]

    monkeypatch.setattr(rejoining, "_redone", [redo])
    assert rejoined().redone[-1] == "Done again."
    assert seen == [(ADA, AT)]


def test_leaves_beyond_the_checkpoint_aside_belong_to_a_write_that_was_cut_off(act: Act) -> None:
    acts(act, 2)
    with (aside.folder() / "leaves").open("ab") as file:
        file.write(b'{"seq": 3}\n{"se')
    acts(act, 2)
    assert [json.loads(leaf)["seq"] for leaf in aside.leaves(0, 4)] == [1, 2, 3, 4]
    assert agreement.look(at=AT, thoroughly=True) is None


def test_leaves_that_are_gone_from_the_folder_aside_are_missed(act: Act) -> None:
    acts(act, 3)
    leaves = aside.folder() / "leaves"
    leaves.write_bytes(leaves.read_bytes()[:-10])
    closed = agreement.look(at=AT, thoroughly=True)
    assert closed is not None
    assert "entry 3 is missing there" in closed.words


def test_the_press_desk_is_written_to_once(act: Act) -> None:
    acts(act, 2)
    ticks.agree(AT)
    assert not Job.objects.exists()
    agreement.doubt(witness="HMICFRS", words="It has seen 9 entries.", size=9, at=AT)
    ticks.agree(AT)
    ticks.agree(AT + timedelta(minutes=1))
    (letter,) = Job.objects.filter(kind="mail.send")
    assert letter.args["subject"] == "The desk is closed to release"
    assert "It has seen 9 entries" in letter.args["text"]


def test_a_witness_who_saw_more_closes_the_desk(act: Act) -> None:
    acts(act, 2)
    agreement.doubt(witness="HMICFRS", words="It has seen 9 entries.", size=9, at=AT)
    with pytest.raises(
        ClosedToRelease, match="from entry 3 on: the witness HMICFRS says: It has seen 9"
    ):
        agreement.check_open()
