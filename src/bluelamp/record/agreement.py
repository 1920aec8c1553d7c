"""Whether the record still extends what is kept of it elsewhere; while it does not, nothing is released.

The database is one witness of itself: an older copy put back, or one rewritten with its signing key,
is sound in itself. What was signed before is kept aside, and by the witnesses: it must be a beginning
of what the database holds now.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from django.db import transaction

from bluelamp.ledger.errors import LedgerError
from bluelamp.record import aside, closures, head, returning
from bluelamp.record.aside import Kept
from bluelamp.record.errors import (
    AsideUnusable,
    ClosedToRelease,
    KeyMissing,
    RecordDisagrees,
    RecordError,
)
from bluelamp.record.models import Checkpoint, Entry, Head
from bluelamp.record.values import ClosureView, Fault


def check_open() -> None:
    """Let something be released or handed over. Raises ClosedToRelease with what was found, and at which entry."""
    closed = closures.standing()
    found = closed or difference()
    if found:
        at_entry = f" from entry {found.seq} on" if found.seq else ""
        raise ClosedToRelease(
            f"The desk is closed to release{at_entry}: {found.words}. Taking down and all other work "
            "go on. An administrator opens it with `bluelamp record rejoin`."
        )


def look(*, at: datetime, thoroughly: bool = False) -> ClosureView | None:
    """Look whether the record agrees with what is kept elsewhere, and close the desk to release where it does not.

    An older copy gets its missing leaves back first, so that whatever is done meanwhile is numbered
    after them. `thoroughly` compares every leaf, and lets everybody write meanwhile.
    """
    with transaction.atomic():
        found = _head_fault(at) or difference()
    if thoroughly and found is None:
        found = next(faults(), None)
    if found:
        with transaction.atomic():
            closures.close(words=found.words, seq=found.seq, at=at)
    return closures.standing()


def doubt(*, witness: str, words: str, size: int | None, at: datetime) -> None:
    """Close the desk to release because a witness has cosigned what is not in this record; `size`, what it has seen."""
    held = Head.objects.filter(id=1).values_list("size", flat=True).first() or 0
    seq = held + 1 if size is not None and size > held else None
    closures.close(words=f"the witness {witness} says: {words.rstrip('.')}", seq=seq, at=at)


def difference() -> Fault | None:
    """Where the record does not extend the checkpoint aside; None where it does. Reads few rows."""
    try:
        kept = aside.checkpoint()
    except (AsideUnusable, KeyMissing) as fault:
        return _in_words(fault)
    if kept is None:
        return _nothing_aside()
    size = Head.objects.filter(id=1).values_list("size", flat=True).first() or 0
    if size < kept.size:
        words = f"the database holds {size} entries, of {kept.size} that were signed"
        return Fault(seq=size + 1, words=words)
    return None if extends(kept) else _altered(kept) or _not_signed_here(kept)


def check_extends() -> None:
    """Raise RecordDisagrees where this database never signed what is kept aside: nothing more is signed then."""
    try:
        kept = aside.checkpoint()
    except (AsideUnusable, KeyMissing):
        return
    if kept and not extends(kept):
        raise RecordDisagrees(
            f"The record does not extend the checkpoint of size {kept.size} that is kept aside: "
            "nothing more is signed over it."
        )


def extends(kept: Kept) -> bool:
    """Whether what is kept aside was signed in this database too, which carries it forward itself."""
    return Checkpoint.objects.filter(size=kept.size, root=kept.root).exists()


def faults() -> Iterator[Fault]:
    """The first entry that is not what is kept aside, every leaf compared."""
    found = difference()
    kept = aside.checkpoint() if found is None else None
    if kept is not None:
        found = _altered(kept)
    if found is not None:
        yield found


def _nothing_aside() -> Fault | None:
    """Only the first checkpoint of all may find nothing there."""
    if Checkpoint.objects.count() < 2:
        return None
    return Fault(seq=None, words=f"nothing of the record is kept aside in {aside.folder()}")


def _altered(kept: Kept) -> Fault | None:
    """The first entry whose leaf is not the one kept aside."""
    try:
        return _first_altered(kept)
    except AsideUnusable as fault:
        return _in_words(fault)


def _first_altered(kept: Kept) -> Fault | None:
    entries = Entry.objects.filter(seq__lte=kept.size).order_by("seq")
    here = entries.values_list("seq", "leaf").iterator(chunk_size=2000)
    there = enumerate(aside.leaves(0, kept.size), 1)
    for held, (seq, leaf) in zip_longest(here, there, fillvalue=(None, b"")):
        if held[0] != seq:
            return Fault(seq=seq, words="an entry that is kept aside is missing")
        if bytes(held[1]) != leaf:
            return Fault(seq=seq, words="an entry is not the one that is kept aside")
    return None


def _not_signed_here(kept: Kept) -> Fault:
    words = f"the checkpoint aside over {kept.size} entries was never signed in this database"
    return Fault(seq=kept.size, words=words)


def _head_fault(at: datetime) -> Fault | None:
    """What keeps the head from being read; an older copy gets its leaves back."""
    try:
        returning.taken_back(head.held(), at=at)
    except (RecordError, LedgerError) as fault:
        return _in_words(fault)
    return None


def _in_words(fault: Exception) -> Fault:
    return Fault(seq=None, words=str(fault).rstrip("."))
