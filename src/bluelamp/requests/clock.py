"""By when a request must be answered: working days and months, and what stops them or makes them longer."""

import calendar
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import holidays

from bluelamp.requests.values import Kind, Wait

DAYS: Final = 20
MONTHS: Final = 1
MORE_MONTHS: Final = 2
_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """What was waited for from the day it was asked until the day it came; `came_on` is None until then."""

    wait: Wait
    asked_on: date
    came_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the time stands: the day that it is counted from, and the last day; `stopped_on` while it stands still.

    `due_on` is None while it stands still, since nobody knows when it goes on.
    """

    counted_from: date
    due_on: date | None
    stopped_on: date | None
    is_extended: bool

    def days_over(self, today: date) -> int:
        """By how many days it is overdue; 0 where it is not, or stands still."""
        return max(0, (today - self.due_on).days) if self.due_on else 0


def reckon(kind: Kind, *, received_on: date, pauses: Iterable[Pause], is_extended: bool) -> Clock:
    """The clock of a request.

    Information: twenty working days after receipt, counted anew from the day on which a clarification
    came (FOIA s.1(3), s.10(1), s.10(6)), and twenty more where the public interest takes longer to weigh
    (s.10(3)). Rights: a month from receipt or from the proof of identity (DPA 2018 s.54, UK GDPR
    article 12A), in which days waited for a clarification do not count, and two more where it is extended.
    """
    held = list(pauses)
    stopped = next((each.asked_on for each in held if each.came_on is None), None)
    restarts = [each for each in held if not kind.is_right or each.wait is Wait.IDENTITY]
    came = (each.came_on for each in restarts if each.came_on)
    start = max([received_on, *came])
    due = None if stopped else _due(kind, start, held, is_extended=is_extended)
    return Clock(counted_from=start, due_on=due, stopped_on=stopped, is_extended=is_extended)


def working_days_after(day: date, number: int) -> date:
    """The day that many working days after another, by the Freedom of Information Act 2000 s.10(6).

    A bank holiday in any part of the United Kingdom is no working day.
    """
    while number:
        day += _ONE_DAY
        number -= _works(day, _anywhere_in_the_uk())
    return day


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_working_day(day: date) -> date:
    """The day itself, or the first after it that is a working day in England and Wales."""
    while not _works(day, _england_and_wales()):
        day += _ONE_DAY
    return day


def _due(kind: Kind, start: date, pauses: Iterable[Pause], *, is_extended: bool) -> date:
    if not kind.is_right:
        return working_days_after(start, DAYS * (2 if is_extended else 1))
    months = MONTHS + (MORE_MONTHS if is_extended else 0)
    waited = sum(
        (each.came_on - max(each.asked_on, start)).days
        for each in pauses
        if each.wait is Wait.CLARIFICATION and each.came_on and each.came_on > start
    )
    # A last day that is no working day runs on to the next one (Regulation 1182/71 article 3(4)).
    return next_working_day(months_after(start, months) + timedelta(days=waited))


def _works(day: date, closed: Container[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in closed


@cache
def _anywhere_in_the_uk() -> Container[date]:
    england, wales, scotland, ireland = (
        holidays.country_holidays("GB", subdiv=part) for part in ("ENG", "WLS", "SCT", "NIR")
    )
    return england + wales + scotland + ireland


@cache
def _england_and_wales() -> Container[date]:
    return holidays.country_holidays("GB", subdiv="ENG") + holidays.country_holidays("GB", subdiv="WLS")  # fmt: skip
