"""The head of the record: one row, which whoever appends holds until its transaction ends."""

from django.db import connection

from bluelamp.ledger.tree import Frontier
from bluelamp.record.errors import HeadMissing, NoTransaction, RecordDisagrees
from bluelamp.record.models import Entry, Head


def held() -> tuple[Head, Frontier]:
    """Lock the head and give it with its right edge.

    PostgreSQL locks the row; SQLite's transactions, begun IMMEDIATE, already exclude other writers.
    Raises NoTransaction outside one, HeadMissing if entries exist without a head, and
    RecordDisagrees or NotAFrontier if the head contradicts itself: nothing is built on it then.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(
            "An entry is appended inside the transaction of the act that it records."
        )
    head = _locked() or _begun()
    frontier = Frontier.from_bytes(head.size, bytes(head.frontier))
    if frontier.root() != bytes(head.root):
        raise RecordDisagrees(
            "The root at the record's head is not that of its right edge: check the record."
        )
    return head, frontier


def _locked() -> Head | None:
    return Head.objects.select_for_update().filter(id=1).first()


def _begun() -> Head:
    if Entry.objects.exists():
        raise HeadMissing(
            "The record has entries but no head: check it with `bluelamp record verify`."
        )
    start = Frontier()
    row = Head(id=1, size=0, root=start.root(), frontier=start.to_bytes())
    Head.objects.bulk_create([row], ignore_conflicts=True)
    return Head.objects.select_for_update().get(id=1)
