"""Cases: the facts as given, checked against one another, and the values still possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.expression import Condition, Every, Is, Not, Some
from bluelamp.policy.facts import PERIODS, Fact, Period
from bluelamp.policy.pack import Decision

Codes = tuple[tuple[int, ...], ...]


class State(StrEnum):
    """How a fact comes to be unknown; all three are alike to the logic."""

    NOT_ASKED = "not_asked"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Case:
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
    known: dict[str, object] = {}
    states: dict[str, State] = {}
    codes = []
    for name, fact, every, plain in decision.forms:
        given = facts.get(name)
        if given is None:
            codes.append(every)
            continue
        kind = type(given)
        found = plain.get(given) if kind is bool or kind is str else None
        if found is not None:
            known[name] = given
        elif isinstance(given, Mapping) and given.keys() == {"state"}:
            states[name], found = _state(name, given["state"]), every
        else:
            known[name] = value = fact.read(given)
            found = (fact.code(value, as_of),)
        codes.append(found)
    return _placed(decision, known, states, decision.in_chart_order(codes), as_of)


def _placed(
    decision: Decision,
    known: dict[str, object],
    states: Mapping[str, State],
    given: Codes,
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
        return (fact.code(given, as_of),)
    if fact.settled_by in known and fact.name not in states:
        return (PERIODS.index(Period.NONE),)
    if isinstance(earliest, date):
        # It cannot have come before the earliest day, so no period beyond that day's is possible.
        return tuple(range(fact.code(earliest, as_of) + 1))
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
