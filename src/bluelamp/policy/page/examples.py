"""Worked examples: for each clause a case in which it speaks, and the nearest in which it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bluelamp.policy.advice import Advice
from bluelamp.policy.clauses import Clause
from bluelamp.policy.deciding import decide
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.proofs.cases import World, facts_for, nearest
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.spelling import spell_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case told by what departs from the ordinary one, its facts, and what is advised."""

    departures: tuple[str, ...]
    facts: dict[str, object]
    advice: Advice


class Examples:
    """The worked examples of a decision, on a day on which the pack is in force."""

    def __init__(self, pack: Pack, decision: Decision, as_of: date) -> None:
        self.pack = pack
        self.decision = decision
        self.as_of = as_of
        self.theory = Theory(decision.chart)

    def ordinary(self) -> Example:
        """A case in which everything is in order."""
        return self._example(self.theory.ordinary)

    def ordinary_facts(self) -> Iterator[str]:
        """What is so in an ordinary case."""
        codes = dict(zip(self.decision.chart.order, self.theory.ordinary, strict=True))
        return (spell_code(fact, codes[name]) for name, fact in self.decision.facts.items())

    def of(self, clause: Clause) -> tuple[Example, Example] | None:
        """A case in which the clause decides or is cited, and the one nearest to it where it is not.

        None where there is no such case, or where it is cited in every case.
        """
        theory, diagram = self.theory, self.theory.diagram
        speaks = self._speaks(clause)
        first = theory.case(speaks)
        if first is None:
            return None
        for silent in (theory.applies[clause.id], speaks):
            others = diagram.both(diagram.opposite(silent), theory.possible)
            second = nearest(diagram, others, first)
            if second is not None:
                return self._example(first), self._example(second)
        return None

    def _speaks(self, clause: Clause) -> int:
        theory = self.theory
        if clause.verdict is not None:
            return theory.wins[clause.id]
        if clause.no_bar:
            return theory.applies[clause.id]
        supported = theory.any([theory.outcome(outcome) for outcome in sorted(clause.supports)])
        return theory.diagram.both(theory.applies[clause.id], supported)

    def _example(self, world: World) -> Example:
        chart = self.decision.chart
        codes = zip(chart.order, world, self.theory.ordinary, strict=True)
        facts = facts_for(chart, world, self.as_of)
        return Example(
            departures=tuple(
                spell_code(chart.facts[name], code) for name, code, usual in codes if code != usual
            ),
            facts=facts,
            advice=decide(self.pack, self.decision.id, facts, self.as_of),
        )
