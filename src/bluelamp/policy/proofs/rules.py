"""Rules read over sets of worlds: the same reading gives a proof over all of them or a run over some.

A world is one complete case: a code for each fact. A set of worlds is a number, be it a node of a
diagram, which speaks of all worlds there are, or the bits of a suite of some.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never

from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import AWAITING, Clause, Outcome, Verdict
from bluelamp.policy.diagram import Diagram
from bluelamp.policy.expression import Condition, Every, Is, Not, Some
from bluelamp.policy.facts import Fact, Period

Applies = Mapping[str, int]


class Worlds(Protocol):
    """Sets of worlds: those in which a fact has one of some codes, and what is made of such sets."""

    true: int
    false: int

    def literal(self, level: int, codes: frozenset[int]) -> int:
        """The worlds in which the fact at this level has one of these codes."""

    def both(self, one: int, other: int) -> int:
        """The worlds in both sets."""

    def either(self, one: int, other: int) -> int:
        """The worlds in one of the sets or in both."""

    def opposite(self, test: int) -> int:
        """The worlds that are not in the set."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The clauses of a decision and the order of its steps: all that decides."""

    steps: Sequence[str]
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rules over some worlds, by the levels at which those keep the facts."""

    worlds: Worlds
    levels: Mapping[str, int]

    def condition(self, condition: Condition) -> int:
        """The worlds in which a condition holds."""
        match condition:
            case Is():
                return self.worlds.literal(self.levels[condition.fact], condition.codes)
            case Not():
                return self.worlds.opposite(self.condition(condition.condition))
            case Every():
                root = self.worlds.true
                for part in condition.conditions:
                    root = self.worlds.both(root, self.condition(part))
                return root
            case Some():
                root = self.worlds.false
                for part in condition.conditions:
                    root = self.worlds.either(root, self.condition(part))
                return root
            case _:
                assert_never(condition)

    def applies(self, clause: Clause) -> int:
        """The worlds in which a clause applies."""
        unmet = self.worlds.opposite(self.condition(clause.until))
        return self.worlds.both(self.condition(clause.when), unmet)

    def all_applying(self, clauses: Sequence[Clause]) -> dict[str, int]:
        """For each clause by id, the worlds in which it applies."""
        return {clause.id: self.applies(clause) for clause in clauses}

    def wins(self, rules: Rules, applies: Applies) -> dict[str, int]:
        """For each deciding clause by id, the worlds in which it wins, its step's order respected."""
        worlds, earlier = self.worlds, self.worlds.false
        won: dict[str, int] = {}
        for step in rules.steps:
            here = [clause for clause in rules.clauses if clause.step == step]
            beaten: dict[str, int] = {}
            for clause in here:
                for over in clause.overrides:
                    before = beaten.get(over, worlds.false)
                    beaten[over] = worlds.either(before, applies[clause.id])
            for clause in here:
                loses = worlds.either(earlier, beaten.get(clause.id, worlds.false))
                won[clause.id] = worlds.both(applies[clause.id], worlds.opposite(loses))
            for clause in here:
                earlier = worlds.either(earlier, applies[clause.id])
        return won

    def verdicts(self, rules: Rules, wins: Applies) -> dict[Verdict, int]:
        """For each verdict, the worlds that come to it; a conflict lies under two of them."""
        found: dict[Verdict, int] = {}
        for clause in rules.clauses:
            if clause.verdict is not None:
                before = found.get(clause.verdict, self.worlds.false)
                found[clause.verdict] = self.worlds.either(before, wins[clause.id])
        return found

    def told(self, rules: Rules, applies: Applies, wins: Applies) -> dict[str, int]:
        """What the advice on a world tells beside the verdict: clauses cited, reasons, requirements."""
        worlds = self.worlds
        outcomes: dict[Outcome, int] = {}
        for verdict, root in self.verdicts(rules, wins).items():
            before = outcomes.get(verdict.outcome, worlds.false)
            outcomes[verdict.outcome] = worlds.either(before, root)
        awaiting = self._awaiting(rules, wins)
        told: dict[str, int] = {}
        for clause in rules.clauses:
            shown: list[tuple[str, int]] = []
            favoured = clause.supports | ({clause.verdict.outcome} if clause.verdict else set())
            agreed = worlds.false
            for outcome in favoured:
                agreed = worlds.either(agreed, outcomes.get(outcome, worlds.false))
            shown.append((f"because {clause.clause}", agreed))
            if clause.no_bar:
                shown.append((f"considered {clause.clause}", worlds.true))
            left = agreed if clause.verdict is None else worlds.false
            if clause.verdict is not None and clause.verdict.outcome in AWAITING:
                left = awaiting[clause.step]
            shown += [(f"requires {code}", left) for code in clause.requires]
            for name, root in shown:
                here = worlds.both(applies[clause.id], root)
                told[name] = worlds.either(told.get(name, worlds.false), here)
        return told

    def _awaiting(self, rules: Rules, wins: Applies) -> dict[str, int]:
        """For each step, the worlds in which a clause of it or of an earlier one holds or refers."""
        root, found = self.worlds.false, {}
        for step in rules.steps:
            for clause in rules.clauses:
                if clause.step == step and clause.verdict and clause.verdict.outcome in AWAITING:
                    root = self.worlds.either(root, wins[clause.id])
            found[step] = root
        return found


def rules_of(chart: Chart) -> Rules:
    """The rules that a chart was drawn from."""
    return Rules(tuple(chart.steps), tuple(chart.clauses))


def levels_of(chart: Chart) -> dict[str, int]:
    """At which level of the chart's diagram each fact is asked for."""
    return {name: level for level, name in enumerate(chart.order)}


def possible(chart: Chart, diagram: Diagram) -> int:
    """The node for the worlds that can be: no contradiction, and no event before the one it follows."""
    levels = levels_of(chart)
    barred = chart.barred
    for fact in chart.facts.values():
        if fact.not_before is None:
            continue
        earlier = chart.facts[fact.not_before]
        for period, behind in _out_of_order(earlier, fact):
            both = diagram.both(
                diagram.literal(levels[earlier.name], frozenset({earlier.terms.index(period)})),
                diagram.literal(levels[fact.name], frozenset({fact.terms.index(behind)})),
            )
            barred = diagram.either(barred, both)
    return diagram.opposite(barred)


def _out_of_order(earlier: Fact, later: Fact) -> Iterator[tuple[Period, Period]]:
    """Periods of two events that would have the first come after the second."""
    yield Period.AHEAD, Period.REACHED
    if Period.LAPSED in later.terms:
        yield Period.AHEAD, Period.LAPSED
        if (earlier.months, earlier.days) == (later.months, later.days):
            yield Period.REACHED, Period.LAPSED
