"""The record's rows as its own check and its exports walk them, in order and a page at a time."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bluelamp.record import bodies
from bluelamp.record.bodies import Opened
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
    "erasable__sealed",
)


class Row(NamedTuple):
    """An entry and its sealed body, None where the row was deleted."""

    seq: int
    recorded_at: datetime
    kind: str
    case: str
    actor: str
    leaf: bytes
    leaf_hash: bytes
    sealed: bytes | None

    def opened(self) -> Opened | None:
        """What the entry says, None once erased. Raises BodyDamaged."""
        return bodies.opened(seq=self.seq, case=self.case, sealed=self.sealed)


def rows(
    *, upto: int | None = None, case: str | None = None, kind: str | None = None
) -> Iterator[Row]:
    """Every entry, or those of a case or a kind, up to a number, in order of their numbers."""
    wanted = Entry.objects.order_by("seq")
    if upto is not None:
        wanted = wanted.filter(seq__lte=upto)
    if case is not None:
        wanted = wanted.filter(case=case)
    if kind is not None:
        wanted = wanted.filter(kind=kind)
    for values in wanted.values_list(*_COLUMNS).iterator(chunk_size=_PAGE):
        seq, at, kind, case, actor, leaf, hashed, sealed = values
        body = None if sealed is None else _bytes(sealed)
        yield Row(seq, at, kind, case, actor, _bytes(leaf), _bytes(hashed), body)


def _bytes(stored: bytes | memoryview | str) -> bytes:
    """What a column of bytes holds; SQLite keeps text there too, where somebody put it."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)
