"""The head of the record: one row, which whoever appends holds until its transaction ends."""

from typing import NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bluelamp.ledger.tree import Frontier
from bluelamp.record.errors import HeadMissing, NoTransaction, RecordDisagrees
from bluelamp.record.models import Entry, Head

_READ = "SELECT size, root, frontier FROM record_head WHERE id = 1"
_READ_AND_LOCK = f"{_READ} FOR UPDATE"


class Held(NamedTuple):
    """The head's row while it is locked: how many entries there are, their root and their right edge."""

    size: int
    root: bytes
    frontier: Frontier


def held() -> Held:
    """Lock the head and read it.

    PostgreSQL locks the row; SQLite's transactions, begun IMMEDIATE, already exclude other writers.
    Raises NoTransaction outside one, HeadMissing if entries exist without a head, and
    RecordDisagrees or NotAFrontier if the head contradicts itself: nothing is built on it then.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(
            "An entry is appended inside the transaction of the act that it records."
        )
    size, root, edge = _locked() or _begun()
    frontier = Frontier.from_bytes(size, bytes(edge))
    if frontier.root() != bytes(root):
        raise RecordDisagrees(
            "The root at the record's head is not that of its right edge: check the record."
        )
    return Held(size, bytes(root), frontier)


def moved(cursor: CursorWrapper, size: int, frontier: Frontier) -> None:
    """Move the locked head on to the next entry."""
    cursor.execute(
        "UPDATE record_head SET size = %s, root = %s, frontier = %s WHERE id = 1",
        [size, frontier.root(), frontier.to_bytes()],
    )


def _locked() -> tuple[int, bytes, bytes] | None:
    locking = connection.features.has_select_for_update
    with connection.cursor() as cursor:
        cursor.execute(_READ_AND_LOCK if locking else _READ)
        row: tuple[int, bytes, bytes] | None = cursor.fetchone()
    return row


def _begun() -> tuple[int, bytes, bytes]:
    if Entry.objects.exists():
        raise HeadMissing(
            "The record has entries but no head: check it with `bluelamp record verify`."
        )
    start = Frontier()
    row = Head(id=1, size=0, root=start.root(), frontier=start.to_bytes())
    Head.objects.bulk_create([row], ignore_conflicts=True)
    locked = _locked()
    assert locked is not None  # noqa: S101  made just above, and never deleted
    return locked
