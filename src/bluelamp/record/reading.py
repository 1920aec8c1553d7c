"""The log of s. 62 as the record holds it: who did which operation on whose case, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, overload

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast, Substr

from bluelamp.record import selectors
from bluelamp.record.models import Entry
from bluelamp.record.operations import CASE_READ, READ_OUT_OF_TURN, READS, Operation, kinds_of
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


class Tally(NamedTuple):
    """How often an officer read of a kind in a case within an hour; `hour` is its beginning, in UTC."""

    actor: str
    kind: str
    case: str
    hour: datetime
    times: int


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
            return selectors.views(self.entries[place])
        return selectors.views(self.entries[place : place + 1])[0]

    def lines(self) -> Iterator[Line]:
        """Every entry without what it says, as a file lists them."""
        columns = self.entries.values_list("seq", "recorded_at", "kind", "case", "actor")
        return (Line(*each) for each in columns.iterator(chunk_size=2000))


def log(asked: Asked) -> Log:
    """The entries that fit, newest first."""
    found = Entry.objects.select_related("erasable").order_by("-seq")
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
    """Whether it has been recorded since that moment that this person reads the pages of the case."""
    opened = Entry.objects.filter(case=case, actor=actor, kind__in={CASE_READ, READ_OUT_OF_TURN})
    return opened.filter(recorded_at__gt=since).exists()


def has_acted(*, case: str, actor: str) -> bool:
    """Whether this person has done anything in the case but read."""
    return Entry.objects.filter(case=case, actor=actor).exclude(kind__in=READS).exists()


def tallies(*, since: datetime, until: datetime) -> Iterator[Tally]:
    """Everything read within the span, counted by the hour."""
    # The database writes a moment as text that begins with its day and hour in UTC.
    hour = Substr(Cast("recorded_at", TextField()), 1, 13)
    read = Entry.objects.filter(kind__in=READS, recorded_at__gte=since, recorded_at__lt=until)
    counted = read.order_by().values_list("actor", "kind", "case", hour).annotate(Count("seq"))
    hours: dict[str, datetime] = {}
    for actor, kind, case, text, times in counted.iterator(chunk_size=2000):
        if text not in hours:
            hours[text] = datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)
        yield Tally(actor, kind, case, hours[text], times)
