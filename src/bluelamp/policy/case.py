"""Cases: the facts as given, checked against one another, and the values still possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.expression import Condition, Every, Is, Not, Some, facts_of
from bluelamp.policy.facts import Fact, Form, Period
from bluelamp.policy.pack import Decision


@dataclass(frozen=True, slots=True)
class Case:
    """What is known on a day: values as read, and for each fact in chart order the codes possible."""

    decision: Decision
    known: Mapping[str, object]
    allowed: tuple[tuple[int, ...], ...]
    as_of: date

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
    """The case that the facts state; a fact that is absent or None is unknown.

    Raises:
        FactsRefused: a name or value is not allowed, or facts contradict one another.
    """
    known = _known(decision, facts)
    _check_dates(decision, known)
    possible = {name: _codes(fact, known, as_of) for name, fact in decision.facts.items()}
    _narrow(decision, possible)
    allowed = tuple(possible[name] for name in decision.chart.order)
    return Case(decision, known, allowed, as_of)


def _known(decision: Decision, facts: Mapping[str, object]) -> dict[str, object]:
    for name in facts:
        if name not in decision.facts:
            allowed = ", ".join(decision.facts)
            raise FactsRefused(f"{name}: no such fact in {decision.id}; allowed are {allowed}")
    return {
        name: fact.read(facts[name])
        for name, fact in decision.facts.items()
        if facts.get(name) is not None
    }


def _check_dates(decision: Decision, known: Mapping[str, object]) -> None:
    for fact in decision.facts.values():
        later, earlier = known.get(fact.name), known.get(fact.not_before or "")
        if isinstance(later, date) and isinstance(earlier, date) and later < earlier:
            raise FactsRefused(
                f"{fact.name}: {later} is before {fact.not_before} {earlier};"
                f" allowed is that day, a later one, or null"
            )


def _codes(fact: Fact, known: Mapping[str, object], as_of: date) -> tuple[int, ...]:
    if fact.name in known:
        return (fact.code(known[fact.name], as_of),)
    if fact.form is not Form.DATE:
        return tuple(range(fact.size))
    if fact.settled_by in known:
        return (fact.terms.index(Period.NONE),)
    earliest = known.get(fact.not_before or "")
    if not isinstance(earliest, date):
        return tuple(range(fact.size))
    # The event cannot have come before the earliest day, so no period beyond that day's is possible.
    return tuple(range(fact.code(earliest, as_of) + 1))


def _narrow(decision: Decision, possible: dict[str, tuple[int, ...]]) -> None:
    """Leave out values that contradict what is known; refuse a case that has none left."""
    chart = decision.chart
    for contradiction in decision.contradictions:
        allowed = tuple(possible[name] for name in chart.order)
        if chart.diagram.truth(chart.draw(contradiction.when), allowed):
            raise FactsRefused(contradiction.says)
    for name in dict.fromkeys(n for c in decision.contradictions for n in facts_of(c.when)):
        if len(possible[name]) > 1:
            possible[name] = tuple(
                c for c in possible[name] if _feasible(decision, possible, name, c)
            )


def _feasible(
    decision: Decision, possible: Mapping[str, tuple[int, ...]], name: str, code: int
) -> bool:
    chart = decision.chart
    allowed = [(code,) if fact == name else possible[fact] for fact in chart.order]
    return chart.diagram.truth(chart.barred, allowed) is not True
