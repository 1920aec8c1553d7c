"""How long a case is kept: each class of the schedule that it falls in, and the day that follows from all of them."""

from collections.abc import Iterable, Iterator
from datetime import date

from bluelamp.retention.schedule import RetentionClass, Schedule
from bluelamp.retention.values import Ground, Span


def grounds(
    schedule: Schedule, spans: Iterable[Span], *, route: str, offence_group: str
) -> tuple[Ground, ...]:
    """Every class that the case falls in, in the schedule's order."""
    held = tuple(spans)
    return tuple(
        _ground(each, span)
        for each in schedule.classes
        if each.is_for(route=route, offence_group=offence_group)
        for span in _matching(each, held)
    )


def last_day(found: Iterable[Ground]) -> date | None:
    """The last day on which the case is kept; None while one of its classes has no end, or where there is none."""
    untils = [each.until for each in found]
    known = [until for until in untils if until is not None]
    return max(known) if known and len(known) == len(untils) else None


def _matching(each: RetentionClass, spans: Iterable[Span]) -> Iterator[Span]:
    return (span for span in spans if span.circumstance == each.circumstance)


def _ground(each: RetentionClass, span: Span) -> Ground:
    until = span.over if each.while_ else each.last_day(span.since)
    return Ground(
        title=each.title,
        law=each.law,
        is_law=each.is_law,
        holds=each.hold,
        since=span.since,
        until=until,
    )
