"""The log of s. 62 as the record holds it: who did which operation on whose case, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, overload

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, Substr

from bluelamp.record import selectors
from bluelamp.record.models import Entry
from bluelamp.record.operations import (
    CASE_READ,
    FILE_TAKEN,
    READ_OUT_OF_TURN,
    READS,
    REQUEST_READ,
    Operation,
    kinds_of,
)
from bluelamp.record.values import EntryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which entries are looked for: those that fit every filter given; `until` itself is left out."""

    operation: Operation | None = None
    officer: str = ""
    case: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Line(NamedTuple):
    """One entry without what it says."""

    seq: int
    at: datetime
    kind: str
    case: str
    actor: str


class Read(NamedTuple):
    """That an officer read of a kind in a case; `hour` is the beginning of the hour in which, in UTC."""

    actor: str
    kind: str
    case: str
    hour: datetime


@dataclass(frozen=True, slots=True)
class Log(Sequence[EntryView]):
    """The entries looked for, newest first, with what they say; a page of them takes the same few queries."""

    entries: QuerySet[Entry]

    def __len__(self) -> int:
        return self.entries.count()

    @overload
    def __getitem__(self, place: int) -> EntryView: ...
    @overload
    def __getitem__(self, place: slice) -> list[EntryView]: ...
    def __getitem__(self, place: int | slice) -> EntryView | list[EntryView]:
        if isinstance(place, slice):
            # Their numbers first: a database sorts these without the entries themselves.
            numbers = list(self.entries.values_list("seq", flat=True)[place])
            whole = Entry.objects.filter(seq__in=numbers).select_related("erasable")
            return selectors.views(whole.order_by("-seq"))
        return self[place : place + 1][0]

    def lines(self) -> Iterator[Line]:
        """Every entry without what it says, as a file lists them."""
        columns = self.entries.values_list("seq", "recorded_at", "kind", "case", "actor")
        return (Line(*each) for each in columns.iterator(chunk_size=2000))


def log(asked: Asked) -> Log:
    """The entries that fit, newest first."""
    found = Entry.objects.order_by("-seq")
    if asked.operation:
        found = found.filter(kind__in=kinds_of(asked.operation))
    wanted = {
        "actor": asked.officer,
        "case": asked.case,
        "recorded_at__gte": asked.since,
        "recorded_at__lt": asked.until,
    }
    return Log(found.filter(**{column: value for column, value in wanted.items() if value}))


def is_reading(*, case: str, actor: str, since: datetime) -> bool:
    """Whether it has been recorded since that moment that this person reads the pages of the case, or of the request."""
    opened = Entry.objects.filter(case=case, kind__in={CASE_READ, READ_OUT_OF_TURN, REQUEST_READ})
    return actor in _actors(opened.filter(recorded_at__gt=since))


def has_acted(*, case: str, actor: str) -> bool:
    """Whether this person has done anything in the case but read."""
    return actor in _actors(Entry.objects.filter(case=case).exclude(kind__in=READS))


def _actors(of_case: QuerySet[Entry]) -> set[str]:
    """Who made these entries: a case has few, and an officer may have made very many elsewhere."""
    return set(of_case.order_by().values_list("actor", flat=True).distinct())


def reads(*, since: datetime, until: datetime) -> Iterator[Read]:
    """Everything read or taken out as a file within the span, to the hour, in no order."""
    # The database writes a moment as text that begins with its day and hour in UTC.
    hour = Substr(Cast("recorded_at", TextField()), 1, 13)
    read = Entry.objects.filter(
        kind__in=READS | {FILE_TAKEN}, recorded_at__gte=since, recorded_at__lt=until
    )
    hours: dict[str, datetime] = {}
    columns = read.order_by().values_list("actor", "kind", "case", hour)
    for actor, kind, case, text in columns.iterator(chunk_size=2000):
        if text not in hours:
            hours[text] = datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)
        yield Read(actor, kind, case, hours[text])
