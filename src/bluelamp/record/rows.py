"""The record's rows as its own check and its exports walk them, in order and a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bluelamp.record.models import Entry

_PAGE = 2000
_COLUMNS = (
    "seq",
    "recorded_at",
    "kind",
    "case",
    "actor",
    "leaf",
    "leaf_hash",
    "erasable__salt",
    "erasable__body",
)


class Row(NamedTuple):
    """An entry and what remains of its body: salt and body are None once erased."""

    seq: int
    recorded_at: datetime
    kind: str
    case: str
    actor: str
    leaf: bytes
    leaf_hash: bytes
    salt: bytes | None
    body: bytes | None


def rows(*, upto: int | None = None, case: str | None = None) -> Iterator[Row]:
    """Every entry, or those of a case, up to a number, in order of their numbers."""
    wanted = Entry.objects.order_by("seq")
    if upto is not None:
        wanted = wanted.filter(seq__lte=upto)
    if case is not None:
        wanted = wanted.filter(case=case)
    for values in wanted.values_list(*_COLUMNS).iterator(chunk_size=_PAGE):
        yield Row(*values[:5], *(_bytes(stored) for stored in values[5:]))


def _bytes(stored: bytes | memoryview | None) -> bytes | None:
    return None if stored is None else bytes(stored)
