"""What is changed behind the record's back is named by its own check and by the stand-alone verifier."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from tests.record.conftest import AT, Act
from tests.record.guards import unguarded

from bluelamp.ledger import entries, keyfile, tree, verifier
from bluelamp.ledger.checkpoints import Checkpoint as Statement
from bluelamp.record import aside, bodies, services
from bluelamp.record.models import Checkpoint, Entry, EntryBody, Head
from bluelamp.record.rows import rows


@pytest.fixture(autouse=True)
def _nine_entries_and_two_checkpoints(act: Act) -> None:
    for number in range(1, 10):
        act("AB"[number % 2], said=str(number))
        if number in {4, 9}:
            services.checkpoint(at=AT + timedelta(days=number))


def seal(seq: int, salt: bytes, body: bytes) -> None:
    """Put another body in an entry's place, sealed as who holds the case's key could."""
    case = Entry.objects.get(seq=seq).case
    sealed = bodies.sealed(seq=seq, case=case, salt=salt, body=body, at=AT)
    EntryBody.objects.filter(entry_id=seq).update(sealed=sealed)


def said(seq: int) -> bodies.Opened:
    (row,) = (row for row in rows() if row.seq == seq)
    opened = row.opened()
    assert opened is not None
    return opened


def rewrite_body() -> None:
    seal(6, said(6).salt, said(6).body.replace(b"CI-1", b"CI-2"))


def rewrite_sealed() -> None:
    kept = bytearray(EntryBody.objects.get(entry_id=6).sealed)
    kept[40] ^= 1
    EntryBody.objects.filter(entry_id=6).update(sealed=bytes(kept))


def rewrite_leaf_and_hash() -> None:
    leaf = bytes(Entry.objects.get(seq=6).leaf).replace(b"advised", b"refused")
    Entry.objects.filter(seq=6).update(leaf=leaf, leaf_hash=tree.leaf_hash(leaf), kind="refused")


def delete_entry(seq: int) -> None:
    EntryBody.objects.filter(entry_id=seq).delete()
    Entry.objects.filter(seq=seq).delete()


def delete_tail() -> None:
    delete_entry(9)
    Head.objects.update(size=8)


def swap_bodies() -> None:
    sixth, eighth = said(6), said(8)
    seal(6, *eighth)
    seal(8, *sixth)


def swap_sealed() -> None:
    sixth, eighth = (EntryBody.objects.get(entry_id=seq) for seq in (6, 8))
    EntryBody.objects.filter(entry_id=6).update(sealed=eighth.sealed)
    EntryBody.objects.filter(entry_id=8).update(sealed=sixth.sealed)


def renumber() -> None:
    delete_entry(9)
    Entry.objects.filter(seq=8).update(kind="moved")


def set_head(**columns: bytes | int) -> Callable[[], None]:
    return lambda: Head.objects.update(**columns) and None


def forge_entry() -> None:
    """Append, after the last checkpoint, an entry whose leaf says another number."""
    ninth = Entry.objects.get(seq=9)
    Entry.objects.create(
        seq=10, recorded_at=AT, kind="advised", case="A", actor="PO-1", leaf=ninth.leaf, leaf_hash=ninth.leaf_hash
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tamper", "first", "outside"),
    [
        (rewrite_body, (6, "its body is not the one"), "entry 6: its body is not the one"),
        (swap_bodies, (6, "its body is not the one"), "entry 6: its body is not the one"),
        (rewrite_sealed, (6, "its body is not the one that was sealed"), "entry 6: its body or salt cannot be read"),
        (swap_sealed, (6, "its body is not the one that was sealed"), "entry 6: its body or salt cannot be read"),
        (lambda: seal(6, bytes(32), said(6).body), (6, "its body is not the one that was recorded"), "entry 6: its body is not"),
        (lambda: seal(6, said(6).salt, b"\xff\xfe"), (6, "its body is not the one that was recorded"), "entry 6: its body is not"),
        (lambda: EntryBody.objects.filter(entry_id=6).update(sealed=b""), (6, "its body is not the one that was sealed"), "entry 6: its body or salt cannot be read"),
        (lambda: EntryBody.objects.filter(entry_id=6).delete(), (6, "its body is gone"), "entry 6: its body is absent"),
        (rewrite_leaf_and_hash, (5, "it or a later one, up to entry 9"), "entry 5: it or one up to entry 9"),
        (lambda: Entry.objects.filter(seq=6).update(kind="refused"), (6, "its number, kind or time"), None),
        (lambda: Entry.objects.filter(seq=6).update(recorded_at=AT.replace(hour=8)), (6, "its number, kind or time"), None),
        (lambda: Entry.objects.filter(seq=6).update(case="B"), (6, "its body is not the one that was sealed"), "entry 6: its body or salt cannot be read"),
        (lambda: Entry.objects.filter(seq=6).update(case="none"), (6, "its body is not the one that was sealed"), "entry 6: its body or salt cannot be read"),
        (lambda: Entry.objects.filter(seq=6).update(actor="PO-2"), (6, "its case or actor"), None),
        (lambda: delete_entry(6), (6, "missing: entry 7 is the next"), "entry 6: it is missing; entry 7"),
        (lambda: delete_entry(1), (1, "missing: entry 2 is the next"), "entry 1: it is missing; entry 2"),
        (delete_tail, (9, "missing: a signed checkpoint counts 9"), "entry 9: it is missing"),
        (renumber, (8, "its number, kind or time"), "entry 9: it is missing"),
        (set_head(size=8), (9, "the head counts 8 entries, and the last there is is 9"), None),
        (set_head(size=12), (10, "the head counts 12 entries, and the last there is is 9"), None),
        (set_head(root=bytes(32)), (9, "the root at the head"), None),
        (set_head(frontier=bytes(64)), (9, "the right edge at the head"), None),
        (lambda: Head.objects.all().delete(), (None, "the head of the record is missing"), None),
        (forge_entry, (10, "its number, kind or time"), None),
        (lambda: Checkpoint.objects.filter(size=4).update(note="nothing"), (4, "the checkpoint here is not sound"), "a checkpoint has a line that is no signature"),
        (lambda: Checkpoint.objects.filter(size=4).update(root=bytes(32)), (1, "it or a later one, up to entry 4"), None),
        (lambda: Checkpoint.objects.filter(size=4).update(size=5), (1, "it or a later one, up to entry 5"), None),
    ],
)  # fmt: skip
def test_tampering_is_named(
    tamper: Callable[[], object],
    first: tuple[int | None, str],
    outside: str | None,
    tmp_path: Path,
    verifying_key: str,
) -> None:
    assert services.verify().sound
    with unguarded():
        tamper()
    fault = services.verify().faults[0]
    assert (fault.seq, fault.words[: len(first[1])]) == first
    services.export(tmp_path / "record.txt")
    if outside is None:  # nothing of it leaves in an export
        assert verifier.verify(tmp_path, [verifying_key]).startswith("Verified: 9 entries")
    else:
        with pytest.raises(verifier.Fault) as found:
            verifier.verify(tmp_path, [verifying_key])
        assert str(found.value).startswith(outside)


def test_a_leaf_rewritten_beneath_its_hash_is_named(tmp_path: Path, verifying_key: str) -> None:
    changed = bytes(Entry.objects.get(seq=6).leaf).replace(b"advised", b"refused")
    with unguarded():
        if connection.vendor == "postgresql":
            with pytest.raises(IntegrityError, match="entry_leaf_is_hashed"):
                Entry.objects.filter(seq=6).update(leaf=changed)
            return
        Entry.objects.filter(seq=6).update(leaf=changed)
    fault = services.verify().faults[0]
    assert (fault.seq, fault.words) == (6, "its leaf is not the one that was hashed")
    services.export(tmp_path / "record.txt")
    with pytest.raises(verifier.Fault, match="entry 6: its leaf is not the one that was hashed"):
        verifier.verify(tmp_path, [verifying_key])


def test_a_case_whose_record_has_lost_an_entry_cannot_be_proved(
    tmp_path: Path, verifying_key: str
) -> None:
    with unguarded():
        delete_entry(2)
    services.export(tmp_path / "record.txt", case="B")
    with pytest.raises(verifier.Fault, match="entry 1: its proof is not one of entry 1 among 9"):
        verifier.verify(tmp_path, [verifying_key])


def test_who_holds_database_and_key_is_caught_by_a_checkpoint_kept_elsewhere(
    tmp_path: Path, verifying_key: str
) -> None:
    """The limit of what the record proves of itself, stated as a test: what lies aside is rewritten too."""
    kept = Checkpoint.objects.get(size=9)
    with unguarded():
        forge_history()
    with aside.turn():
        aside.extend(0, [row.leaf for row in rows()], Checkpoint.objects.get(size=9).note)
    assert services.verify().sound
    services.export(tmp_path / "record.txt")
    assert verifier.verify(tmp_path, [verifying_key]).startswith("Verified: 9 entries")
    assert bytes(Checkpoint.objects.get(size=9).root) != bytes(kept.root)


def forge_history() -> None:
    """Rewrite entry 6 and everything that follows from it, signing anew."""
    key = keyfile.read(settings.BLUELAMP_LEDGER_KEY_FILE)
    salt, body = said(6).salt, said(6).body.replace(b"CI-1", b"CI-2")
    promised = entries.commitment(salt, body)
    leaf = entries.leaf(seq=6, kind="advised", at=AT, commitment=promised)
    seal(6, salt, body)
    Entry.objects.filter(seq=6).update(leaf=leaf, leaf_hash=tree.leaf_hash(leaf))
    frontier = tree.Frontier()
    for stored in Entry.objects.order_by("seq").values_list("leaf", flat=True):
        frontier = frontier.append(tree.leaf_hash(bytes(stored)))
    columns = {"root": frontier.root(), "frontier": frontier.to_bytes()}
    Head.objects.update(**columns)
    note = Statement(origin=key.name, size=9, root=frontier.root()).signed(key)
    Checkpoint.objects.filter(size=9).update(note=note, **columns)
