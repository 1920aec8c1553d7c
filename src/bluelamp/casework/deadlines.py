"""Deadlines of cases: the rows that keep them, and who lists them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from bluelamp.casework.days_ahead import DeadlineKind, days_ahead
from bluelamp.casework.models import Case, Deadline
from bluelamp.casework.pack import london
from bluelamp.people.actor import SYSTEM

# How a deadline ends: met, fallen with its case, or its ground has changed.
DONE, LAPSED, MOVED = "done", "lapsed", "moved"

# Those that a release meets.
_MET_BY_RELEASE: Final = (DeadlineKind.CONVICTION_DAY, DeadlineKind.THREE_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """A deadline to those who list it: a whole day in London; `reached_at` once it has acted."""

    id: int
    kind: DeadlineKind
    falls_on: date
    why: str
    clause: str
    reached_at: datetime | None
    ended: str
    what_was_done: str

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return not self.ended


def deadlines_of(case: str) -> tuple[DeadlineView, ...]:
    """Every deadline that a case has had, those that no longer hold too, by day."""
    kept = ("id", "falls_on", "why", "clause", "reached_at", "ended", "what_was_done")
    return tuple(
        DeadlineView(kind=DeadlineKind(row.kind), **{name: getattr(row, name) for name in kept})
        for row in Deadline.objects.filter(case__reference=case).order_by("falls_on", "id")
    )


def waiting(*, at: datetime) -> QuerySet[Deadline]:
    """What has come and has not acted yet, oldest first; the day of conviction counts only once it is over."""
    today = london(at)
    over = Q(kind=DeadlineKind.CONVICTION_DAY, falls_on__lt=today)
    come = ~Q(kind=DeadlineKind.CONVICTION_DAY) & Q(falls_on__lte=today)
    return Deadline.objects.filter(over | come, ended="", reached_at=None).order_by(
        "falls_on", "id"
    )


def reached(case: Case) -> list[Deadline]:
    """What has come and waits for somebody, oldest first."""
    return list(
        case.deadlines.filter(ended="", reached_at__isnull=False).order_by("falls_on", "id")
    )


def reckon(case: Case, *, at: datetime) -> None:
    """Set the days that follow from the case's rows now, and close those that no longer do; inside the caller's act."""
    wanted = {(due.kind, due.falls_on, due.set_by): due for due in days_ahead(case, at=at)}
    rows = case.deadlines.exclude(kind=DeadlineKind.REVIEW).order_by("id")
    held = {(row.kind, row.falls_on, row.set_by): row for row in rows}
    for key, row in held.items():
        if not row.ended and key not in wanted:
            end(row, MOVED, by=SYSTEM.reference, at=at)
    for key, due in wanted.items():
        if key not in held or held[key].ended == MOVED:
            Deadline.objects.create(
                case=case,
                kind=due.kind,
                falls_on=due.falls_on,
                why=due.why,
                clause=due.kind.clause,
                set_by=due.set_by,
                set_at=at,
            )


def meet_by_release(case: Case, *, by: str, at: datetime) -> None:
    """Close what a release meets, in the act of releasing."""
    for row in case.deadlines.filter(ended="", kind__in=_MET_BY_RELEASE):
        end(row, DONE, by=by, at=at, what_was_done="Released")


def end(row: Deadline, how: str, *, by: str, at: datetime, what_was_done: str = "") -> None:
    """Close a deadline: DONE, LAPSED or MOVED."""
    row.ended, row.ended_at, row.ended_by, row.what_was_done = how, at, by, what_was_done
    row.save()
