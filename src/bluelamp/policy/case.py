"""Cases: the facts as given, checked against one another, and the values still possible."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from operator import getitem
from typing import assert_never

import msgspec

from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.expression import Condition, Every, Is, Not, Some
from bluelamp.policy.facts import PERIODS, Fact, Form, Period
from bluelamp.policy.pack import Decision

Codes = tuple[tuple[int, ...], ...]
Pattern = tuple[object, ...]
# Values that stand for themselves. A number does not: 1 would pass for true.
PLAIN = frozenset({bool, str, type(None)})


class State(StrEnum):
    """How a fact comes to be unknown; all three are alike to the logic."""

    NOT_ASKED = "not_asked"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


class Case(msgspec.Struct, frozen=True):
    """What is known on a day: values as read, and for each fact in chart order the codes possible.

    `states` says why facts are unknown, where that was said; `given` are the codes before those
    were left out that contradict what is known.
    """

    decision: Decision
    known: dict[str, object]
    allowed: Codes
    as_of: date
    states: Mapping[str, State]
    given: Codes

    def pattern(self) -> Pattern:
        """All that bears on the case but the days themselves: what is known, and where dates lie."""
        known = self.known
        places = [
            fact.period(event, self.as_of) if isinstance(event := known.get(name), date) else None
            for name, fact in self.decision.clocks
        ]
        return (self.given, *places, *known, *self.states.items())

    def on(self, day: date) -> "Case":
        """The same facts on another day.

        Raises:
            FactsRefused: on that day they contradict one another.
        """
        return _placed(self.decision, self.known, self.states, self.given, day)

    def under(self, decision: Decision, day: date) -> "Case":
        """The same facts on another day, on which other clauses are in force."""
        codes = dict(zip(self.decision.chart.order, self.given, strict=True))
        given = tuple(codes[name] for name in decision.chart.order)
        return _placed(decision, self.known, self.states, given, day)

    def truth(self, root: int) -> bool | None:
        """Whether a drawn condition holds in every completion, in none, or (None) in some."""
        return self.decision.chart.diagram.truth(root, self.allowed)

    def grounds(self, condition: Condition, *, holds: bool = True) -> set[str]:
        """The known facts on which it rests that the condition holds, or that it does not."""
        if self.truth(self.decision.chart.draw(condition)) is not holds:
            return set()
        match condition:
            case Is():
                return {condition.fact} & set(self.known)
            case Not():
                return self.grounds(condition.condition, holds=not holds)
            case Every() | Some():
                found = [self.grounds(part, holds=holds) for part in condition.conditions]
                # One part settles an "or" that holds and an "and" that does not.
                one_is_enough = isinstance(condition, Some) is holds
                return next(filter(None, found), set()) if one_is_enough else set().union(*found)
            case _:
                assert_never(condition)


def read_case(decision: Decision, facts: Mapping[str, object], as_of: date) -> Case:
    """The case that the facts state; one that is absent, None or {"state": …} is unknown.

    Raises:
        FactsRefused: a name or value is not allowed, or facts contradict one another.
    """
    if not facts.keys() <= decision.facts.keys():
        raise _unknown(decision, facts)
    known = {name: given for name in decision.facts if (given := facts.get(name)) is not None}
    states: dict[str, State] = {}
    apart = decision.read_apart
    given = [*map(facts.get, decision.chart.order)]
    for name in apart:
        given[decision.levels[name]] = None
    if not PLAIN.issuperset(map(type, given)):
        apart, given = (*decision.facts,), [None] * len(given)
    codes = [*map(getitem, decision.plain, given)]
    for name in apart:
        if name in known:
            codes[decision.levels[name]] = _read(decision.facts[name], known, states, as_of)
    return _placed(decision, known, states, codes, as_of)


def _read(
    fact: Fact, known: dict[str, object], states: dict[str, State], as_of: date
) -> tuple[int, ...]:
    """The codes of a fact by the value given, which is read, or by its state, which is set apart."""
    given = known[fact.name]
    if isinstance(given, Mapping) and given.keys() == {"state"}:
        del known[fact.name]
        states[fact.name] = _state(fact.name, given["state"])
        return fact.every_code
    known[fact.name] = value = fact.read(given)
    return (fact.code(value, as_of),) if fact.form is not Form.DATE else fact.every_code


def _placed(
    decision: Decision,
    known: dict[str, object],
    states: Mapping[str, State],
    given: Sequence[tuple[int, ...]],
    as_of: date,
) -> Case:
    """The case with its dates placed on a day, and without the codes that contradict what is known."""
    codes = list(given)
    for level, fact in decision.dated:
        codes[level] = periods(fact, known, states, as_of)
    placed = tuple(codes)
    return Case(decision, known, _narrow(decision, placed), as_of, states, placed)


def _unknown(decision: Decision, facts: Mapping[str, object]) -> FactsRefused:
    name = next(name for name in facts if name not in decision.facts)
    allowed = ", ".join(decision.facts)
    return FactsRefused(f"{name}: no such fact in {decision.id}; allowed are {allowed}")


def _state(name: str, given: object) -> State:
    try:
        return State(str(given))
    except ValueError as error:
        allowed = ", ".join(State)
        raise FactsRefused(f"{name}: no state {given!r}; allowed are {allowed}") from error


def periods(
    fact: Fact, known: Mapping[str, object], states: Mapping[str, State], as_of: date
) -> tuple[int, ...]:
    """The periods in which a date may lie; refused where it precedes the one that it cannot."""
    earliest, given = known.get(fact.not_before or ""), known.get(fact.name)
    if isinstance(given, date):
        if isinstance(earliest, date) and given < earliest:
            raise FactsRefused(
                f"{fact.name}: {given} is before {fact.not_before} {earliest};"
                f" allowed is that day, a later one, or null"
            )
        return (fact.period(given, as_of),)
    if fact.settled_by in known and fact.name not in states:
        return (PERIODS.index(Period.NONE),)
    if isinstance(earliest, date):
        # It cannot have come before the earliest day, so no period beyond that day's is possible.
        return tuple(range(fact.period(earliest, as_of) + 1))
    return fact.every_code


def _narrow(decision: Decision, allowed: Codes) -> Codes:
    """Leave out values that contradict what is known; refuse a case that has none left."""
    levels = decision.contradictable
    if not levels:
        return allowed
    table = decision.reckoning.narrowed
    key = tuple(allowed[level] for level in levels)
    found = table.get(key)
    if found is None:
        found = table[key] = _narrowed(decision, allowed)
    if isinstance(found, str):
        raise FactsRefused(found)
    if found == key:
        return allowed
    whole = list(allowed)
    for level, codes in zip(levels, found, strict=True):
        whole[level] = codes
    return tuple(whole)


def _narrowed(decision: Decision, allowed: Codes) -> Codes | str:
    """The codes left to the facts that may contradict one another, or what they contradict."""
    chart = decision.chart
    for contradiction in decision.contradictions:
        if chart.diagram.truth(chart.draw(contradiction.when), allowed):
            return contradiction.says
    left = list(allowed)
    for level in decision.contradictable:
        if len(left[level]) > 1:
            left[level] = tuple(
                code
                for code in left[level]
                if chart.diagram.truth(chart.barred, [*left[:level], (code,), *left[level + 1 :]])
                is not True
            )
    return tuple(left[level] for level in decision.contradictable)
