"""Why not another outcome: the fewest facts that would have to be otherwise, and how."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, assert_never

from dateutil.relativedelta import relativedelta

from bluelamp.policy.advice import Contrast
from bluelamp.policy.case import Case
from bluelamp.policy.clauses import Outcome
from bluelamp.policy.facts import Fact, Form, Period
from bluelamp.policy.sufficing import Bearing

Codes = tuple[int, ...]
DAY = timedelta(days=1)


def contrasts(case: Case, outcome: Outcome, given: Sequence[Bearing]) -> Iterator[Contrast]:
    """For every other outcome of the decision, the nearest change of facts that would give it.

    Nearest is fewest facts changed, and then fewest answered that are unknown.
    """
    reckoning = case.decision.reckoning
    sieve, order = reckoning.verdicts, case.decision.chart.order
    names = {one.name for one in given}
    unknown = [sieve.asking[level] for level in sieve.levels if order[level] not in names]
    changed, answered = _count(one.struck for one in given), _count(unknown)
    for other, paths in reckoning.by_outcome.items():
        if other is not outcome:
            nearest = _fewest(answered, _fewest(changed, paths))
            path = (nearest & -nearest).bit_length() - 1
            yield Contrast(outcome=other, change=_change(case, sieve.cubes[path], other))


def _count(masks: Iterable[int]) -> list[int]:
    """How many of the masks each path is in, as the bits of a number: plane by plane."""
    planes: list[int] = []
    for mask in masks:
        carry = mask
        for place, plane in enumerate(planes):
            if not carry:
                break
            planes[place], carry = plane ^ carry, plane & carry
        if carry:
            planes.append(carry)
    return planes


def _fewest(planes: Sequence[int], paths: int) -> int:
    """Of some paths, those that are in fewest of the masks counted."""
    for plane in reversed(planes):
        paths = paths & ~plane or paths
    return paths


def _change(case: Case, cube: Mapping[int, Codes], outcome: Outcome) -> dict[str, Any]:
    """What to change or to answer, by name in the pack's order, so that the case takes the path."""
    order, facts = case.decision.chart.order, case.decision.facts
    change = {
        order[level]: _value(facts[order[level]], codes, case)
        for level, codes in _differing(case, cube, outcome).items()
    }
    for _, fact in case.decision.dated:
        _keep_apart(case, change, fact)
    return {name: change[name] for name in facts if name in change}


def _differing(case: Case, cube: Mapping[int, Codes], outcome: Outcome) -> dict[int, Codes]:
    """The facts on the path that are given otherwise, and the unknown ones that it cannot spare."""
    sieve = case.decision.reckoning.verdicts
    others = case.decision.reckoning.other_paths[outcome]
    found: dict[int, Codes] = {}
    unknown: dict[int, Codes] = {}
    struck = 0
    for level in sieve.levels:
        given, needed = case.given[level], cube.get(level)
        if len(given) > 1 and needed:
            unknown[level] = needed
        elif needed and given[0] not in needed:
            found[level] = needed
            struck |= sieve.struck(level, needed)
        else:
            struck |= sieve.struck(level, given)
    for level in tuple(unknown):
        rest = [sieve.struck(other, codes) for other, codes in unknown.items() if other != level]
        if others & ~reduce(or_, rest, struck) == 0:
            del unknown[level]
    return found | unknown


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
            return _day(fact, Period(fact.terms[codes[0]]), case.as_of)
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
            return as_of - relativedelta(months=fact.months or 0) - DAY
        case _:
            assert_never(period)
