"""Proofs about a decision, made when its pack is loaded: each failure shows a case."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import assert_never

from bluelamp.policy.chart import GAP, Chart
from bluelamp.policy.clauses import Clause, Outcome
from bluelamp.policy.expression import Condition
from bluelamp.policy.facts import Fact, Form


class LogicRefused(ValueError):
    """The clauses contradict one another or leave a case without an outcome.

    Args:
        fault: what is wrong, ending in a case that shows it.
        clause: the id of a clause at fault, where one can be named.
    """

    def __init__(self, fault: str, clause: str | None = None) -> None:
        self.clause = clause
        super().__init__(fault)


def prove(chart: Chart, only_if: Mapping[Outcome, Condition]) -> None:
    """Prove that every case has one outcome, and that an outcome keeps to its stated bounds.

    Raises:
        LogicRefused: there is a gap, a conflict, a breach of bounds, or a clause that never wins.
    """
    _refuse(chart, chart.root, GAP, "no clause decides the case")
    for outcome, bound in only_if.items():
        _prove_bound(chart, outcome, bound)
    for step in chart.steps:
        _prove_step(chart, [c for c in chart.deciding if c.step == step])


def _prove_bound(chart: Chart, outcome: Outcome, bound: Condition) -> None:
    diagram = chart.diagram
    breach = diagram.choose(chart.draw(bound), diagram.false, chart.root)
    verdicts = {c.verdict for c in chart.deciding if c.verdict and c.verdict.outcome is outcome}
    for verdict in verdicts:
        _refuse(chart, breach, verdict, f"{outcome} is advised outside its bounds")


def _prove_step(chart: Chart, clauses: Sequence[Clause]) -> None:
    diagram = chart.diagram
    possible = diagram.opposite(chart.barred)
    wins = {c.id: diagram.both(chart.drawn[c.id].wins, possible) for c in clauses}
    for one, other in combinations(clauses, 2):
        if one.verdict != other.verdict:
            fault = f"{one.id} and {other.id} decide the same case differently"
            _refuse(chart, diagram.both(wins[one.id], wins[other.id]), True, fault, other.id)
    for clause in clauses:
        if wins[clause.id] == diagram.false:
            raise LogicRefused(f"{clause.id} can never win", clause.id)


def _refuse(
    chart: Chart, root: int, label: Hashable, fault: str, clause: str | None = None
) -> None:
    witness = chart.diagram.witness(root, label)
    if witness is not None:
        raise LogicRefused(f"{fault}: {_shown(chart, witness)}", clause)


def _shown(chart: Chart, witness: Mapping[int, int]) -> str:
    """A witness in words: the facts that it fixes."""
    named = (
        f"{chart.order[level]} = {_value(chart.facts[chart.order[level]], code)}"
        for level, code in sorted(witness.items())
    )
    return ", ".join(named) or "any case"


def _value(fact: Fact, code: int) -> str:
    """A code of the fact in the pack's words."""
    match fact.form:
        case Form.BOOLEAN:
            return "true" if code else "false"
        case Form.SEVERAL:
            members = [value for place, value in enumerate(fact.values) if code >> place & 1]
            return f"[{', '.join(members)}]"
        case Form.CHOICE | Form.DATE:
            return fact.terms[code]
        case _:
            assert_never(fact.form)
