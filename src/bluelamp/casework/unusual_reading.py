"""Reading that an auditor had better look at: what each sign is, and how it is reckoned.

Three signs are counted by officer and day, from a number that the force sets, and held against that
officer's own usual day and that of others in the same role: many originals, many cases, much out of
hours. Two hold however seldom: cases for whose reader nothing waited, and closed or sensitive ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case
from bluelamp.casework.pack import london
from bluelamp.people import selectors as people
from bluelamp.people.actor import SYSTEM
from bluelamp.people.roles import Role
from bluelamp.record import reading
from bluelamp.record.operations import FILE_TAKEN, ORIGINAL_READ, READ_OUT_OF_TURN
from bluelamp.record.reading import Read

# How far back the usual is looked for, before the day that is held against it.
BASELINE: Final = timedelta(days=28)
_PICTURES: Final = frozenset({ORIGINAL_READ, FILE_TAKEN})
SHUT: Final = frozenset({State.CLOSED, State.REFUSED})
_SATURDAY: Final = 5
# How many parameters a query may have on every database.
_AT_ONCE: Final = 900


class Sign(StrEnum):
    """What is unusual."""

    ORIGINALS = "originals"
    CASES = "cases"
    OUT_OF_HOURS = "out_of_hours"
    OUT_OF_TURN = "out_of_turn"
    SENSITIVE = "sensitive"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """One sign of one officer: on `day`, or in the whole span where that is None.

    `own` and `others` are the medians of the officer's earlier days with reading and of those of
    others in the same role (None without any); `cases` the references, where the sign is of cases.
    """

    sign: Sign
    officer: str
    day: date | None
    count: int
    own: float | None = None
    others: float | None = None
    cases: tuple[str, ...] = ()


@dataclass(slots=True)
class _Day:
    originals: int = 0
    out_of_hours: int = 0
    read: set[str] = field(default_factory=set)

    def count(self, sign: Sign) -> int:
        match sign:
            case Sign.ORIGINALS:
                return self.originals
            case Sign.CASES:
                return len(self.read)
            case _:
                return self.out_of_hours


Days = dict[str, dict[date, _Day]]


def unusual(*, since: datetime, until: datetime) -> tuple[Unusual, ...]:
    """What is unusual in the span, by sign, the most first; a threshold that the force left open shows nothing."""
    held = list(reading.reads(since=since - BASELINE, until=until))
    within = [each for each in held if each.hour >= since]
    found = [*_by_day(_days(held), london(since)), *_of_cases(within)]
    order = list(Sign)
    return tuple(sorted(found, key=lambda one: (order.index(one.sign), -one.count, one.officer)))


def thresholds() -> dict[Sign, int | None]:
    """From which count each sign of a day is looked at, as the force has set it."""
    rules = settings.BLUELAMP_FORCE.reading
    return {
        Sign.ORIGINALS: rules.many_originals,
        Sign.CASES: rules.many_cases,
        Sign.OUT_OF_HOURS: rules.many_out_of_hours if rules.working_hours else None,
    }


def _days(held: Iterable[Read]) -> Days:
    """What every officer read on each day, with the day in London and whether it was in hours worked out once an hour."""
    days: Days = defaultdict(lambda: defaultdict(_Day))
    hours: dict[datetime, tuple[date, bool]] = {}
    for each in held:
        if each.hour not in hours:
            hours[each.hour] = (london(each.hour), _is_out_of_hours(each.hour))
        day, is_late = hours[each.hour]
        kept = days[each.actor][day]
        kept.read.update({each.case} - {""})
        kept.originals += each.kind in _PICTURES
        kept.out_of_hours += is_late
    return days


def _is_out_of_hours(at: datetime) -> bool:
    hours, local = settings.BLUELAMP_FORCE.reading.working_hours, timezone.localtime(at)
    if hours is None:
        return False
    return local.weekday() >= _SATURDAY or not hours[0] <= local.hour < hours[1]


def _by_day(days: Days, since: date) -> Iterator[Unusual]:
    roles = {one.reference: one.roles for one in people.everyone()}
    times = settings.BLUELAMP_FORCE.reading.times_usual
    for sign, most in thresholds().items():
        for officer, day, count in _at_least(days, sign, most, since):
            own = _usual([days[officer]], sign, day)
            peers = _peers(officer, roles, days)
            others = _usual([days[peer] for peer in peers], sign, day)
            known = [each for each in (own, others) if each is not None]
            if not known or any(count > times * each for each in known):
                yield Unusual(
                    sign=sign, officer=officer, day=day, count=count, own=own, others=others
                )


def _at_least(
    days: Days, sign: Sign, most: int | None, since: date
) -> Iterator[tuple[str, date, int]]:
    if most is None:
        return
    for officer, theirs in days.items():
        if officer == SYSTEM.reference:
            continue
        for day, kept in theirs.items():
            if day >= since and kept.count(sign) >= most:
                yield officer, day, kept.count(sign)


def _peers(officer: str, roles: Mapping[str, frozenset[Role]], days: Days) -> list[str]:
    mine = roles.get(officer, frozenset())
    return [one for one in days if one != officer and mine & roles.get(one, frozenset())]


def _usual(held: Iterable[Mapping[date, _Day]], sign: Sign, day: date) -> float | None:
    """The median of the days with reading within the baseline before the day; None without any."""
    first = day - BASELINE
    counts = [
        kept.count(sign) for theirs in held for on, kept in theirs.items() if first <= on < day
    ]
    return median(counts) if counts else None


def _of_cases(within: Iterable[Read]) -> Iterator[Unusual]:
    read: dict[tuple[Sign, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    held = [each for each in within if each.case and each.actor != SYSTEM.reference]
    sensitive, shut = _apart({each.case for each in held})
    for each in held:
        signs = {
            Sign.OUT_OF_TURN: each.kind == READ_OUT_OF_TURN,
            Sign.SENSITIVE: each.case in sensitive,
            Sign.CLOSED: each.case in shut and each.hour > shut[each.case],
        }
        for sign in (sign for sign, holds in signs.items() if holds):
            read[sign, each.actor][each.case] += 1
    for (sign, officer), cases in read.items():
        count, named = sum(cases.values()), tuple(sorted(cases))
        yield Unusual(sign=sign, officer=officer, day=None, count=count, cases=named)


def _apart(references: set[str]) -> tuple[set[str], dict[str, datetime]]:
    """Which of these cases are sensitive, and since when those are shut that are."""
    sensitive: set[str] = set()
    shut: dict[str, datetime] = {}
    wanted = sorted(references)
    for start in range(0, len(wanted), _AT_ONCE):
        some = Case.objects.filter(reference__in=wanted[start : start + _AT_ONCE])
        apart = some.filter(Q(sensitive=True) | Q(state__in=SHUT))
        for case in apart.only("reference", "sensitive", "state", "changed_at"):
            if case.sensitive:
                sensitive.add(case.reference)
            if case.state in SHUT:
                shut[case.reference] = case.changed_at
    return sensitive, shut
