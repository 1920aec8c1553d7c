"""Why not another outcome: the fewest facts that would have to be otherwise, and how."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, assert_never

import msgspec
from dateutil.relativedelta import relativedelta

from bluelamp.policy.advice import Contrast
from bluelamp.policy.case import Case
from bluelamp.policy.clauses import Outcome
from bluelamp.policy.facts import PERIODS, Fact, Form, Period

Codes = tuple[int, ...]
Cube = Mapping[int, Codes]
DAY = timedelta(days=1)


class Nearest(msgspec.Struct, frozen=True, eq=False):
    """The change of facts found for another outcome: the path to take, and the facts that keep from it.

    `shown` is the change to the first case of its pattern; only a day in it is another in the others.
    """

    cube: Cube
    differing: tuple[int, ...]
    shown: Contrast

    def contrast(self, case: Case) -> Contrast:
        """The change, to this case."""
        if case.decision.dates.isdisjoint(self.shown.change):
            return self.shown
        return Contrast(outcome=self.shown.outcome, change=_change(case, self.cube, self.differing))


def contrasts(case: Case, outcome: Outcome, struck: Sequence[int]) -> Iterator[Nearest]:
    """For every other outcome of the decision, the nearest change of facts that would give it.

    Nearest is fewest facts changed, and then fewest answered that are unknown.

    Args:
        case: the facts known.
        outcome: what they come to.
        struck: the paths that each fact strikes out.
    """
    reckoning, given = case.decision.reckoning, case.given
    sieve, tally = reckoning.verdicts, reckoning.tally
    unknown = [level for level in sieve.levels if len(given[level]) > 1]
    changed = tally.count(struck)
    answered = tally.count([sieve.asking[level] for level in unknown]) if unknown else b""
    end = 0
    for other, paths in reckoning.by_outcome.items():
        first, end = end, end + paths.bit_count()
        if other is not outcome:
            cube = sieve.cubes[tally.paths[_fewest(changed, answered, first, end)]]
            differing = [level for level, codes in cube.items() if given[level][0] not in codes]
            if unknown:
                differing = _needed(case, cube, other)
            shown = Contrast(outcome=other, change=_change(case, cube, differing))
            yield Nearest(cube, tuple(differing), shown)


def _fewest(changed: bytes, answered: bytes, first: int, end: int) -> int:
    """From one place to another, that with the fewest changed and then the fewest answered."""
    fewest = 0
    while (place := changed.find(fewest, first, end)) < 0:
        fewest += 1
    if not answered:
        return place
    alike = (other for other in range(place, end) if changed[other] == fewest)
    return min(alike, key=answered.__getitem__)


def _needed(case: Case, cube: Cube, outcome: Outcome) -> list[int]:
    """The facts on the path that are given otherwise, and the unknown ones that it cannot spare."""
    reckoning, given = case.decision.reckoning, case.given
    others, tables = reckoning.other_paths[outcome], reckoning.tables
    known = [table[cube.get(lv, given[lv])] for lv, table in tables if len(given[lv]) == 1]
    answers = {lv: table[cube[lv]] for lv, table in tables if len(given[lv]) > 1 and lv in cube}
    struck = reduce(or_, known, 0)
    for level in tuple(answers):
        rest = (paths for other, paths in answers.items() if other != level)
        if others & ~reduce(or_, rest, struck) == 0:
            del answers[level]
    return [
        level
        for level, codes in cube.items()
        if level in answers or (len(given[level]) == 1 and given[level][0] not in codes)
    ]


def _change(case: Case, cube: Cube, levels: Sequence[int]) -> dict[str, Any]:
    """What to change or to answer, by name, so that the case takes the path."""
    facts, order = case.decision.facts, case.decision.chart.order
    change = {order[level]: _value(facts[order[level]], cube[level], case) for level in levels}
    for _, fact in case.decision.dated:
        if fact.name in change or fact.not_before in change:
            _keep_apart(case, change, fact)
    return change


def _keep_apart(case: Case, change: dict[str, Any], fact: Fact) -> None:
    """Where a date that is changed would come before the one that it cannot, move the other too."""
    earlier = fact.not_before or ""
    both = case.known | change
    first, second = both.get(earlier), both.get(fact.name)
    if isinstance(first, date) and isinstance(second, date) and second < first:
        if earlier in change:
            change[fact.name] = first
        else:
            change[earlier] = second


def _value(fact: Fact, codes: Codes, case: Case) -> object:
    """An answer that has one of the codes on the day of the case."""
    match fact.form:
        case Form.BOOLEAN:
            return bool(codes[0])
        case Form.CHOICE:
            return fact.values[codes[0]]
        case Form.SEVERAL:
            return _members(fact, codes, case.known.get(fact.name))
        case Form.DATE:
            return _day(fact, PERIODS[codes[0]], case.as_of)
        case _:
            assert_never(fact.form)


def _members(fact: Fact, codes: Codes, given: object) -> tuple[str, ...]:
    """The members of that code which departs least from what is given."""
    now = fact.code(given, date.min) if isinstance(given, tuple) else 0
    nearest = min(codes, key=lambda code: (code ^ now).bit_count())
    return tuple(value for place, value in enumerate(fact.values) if nearest >> place & 1)


def _day(fact: Fact, period: Period, as_of: date) -> date | None:
    """A day of an event that lies in the period, as near to the day of the case as may be."""
    match period:
        case Period.NONE:
            return None
        case Period.AHEAD:
            return as_of + DAY
        case Period.REACHED:
            return as_of
        case Period.LAPSED:
            return _before(fact, as_of)
        case _:
            assert_never(period)


def _before(fact: Fact, as_of: date) -> date:
    """The last day whose limit has passed."""
    days = timedelta(days=fact.days or 0)
    return as_of - relativedelta(months=fact.months or 0) - days - DAY
