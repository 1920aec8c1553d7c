"""Charts: the clauses of a decision as diagrams over its facts.

Steps are tried in order and an earlier step displaces a later one; within a step a clause gives way
to those that override it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bluelamp.policy.clauses import Clause, Verdict
from bluelamp.policy.diagram import Allowed, Diagram
from bluelamp.policy.expression import Condition, Every, Is, Not, Some, facts_of
from bluelamp.policy.facts import Fact

GAP = "gap"
CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One clause's diagrams: where `when` holds, where `until` does, where it applies and wins."""

    when: int
    until: int
    applies: int
    wins: int


@dataclass(slots=True)
class Chart:
    """A decision's diagrams over its facts, in the order in which the steps ask for them."""

    facts: Mapping[str, Fact]
    steps: Sequence[str]
    clauses: Sequence[Clause]
    impossible: Sequence[Condition] = ()
    deciding: tuple[Clause, ...] = field(init=False)
    order: tuple[str, ...] = field(init=False)
    diagram: Diagram = field(init=False)
    root: int = field(init=False)
    barred: int = field(init=False)
    drawn: dict[str, Drawn] = field(init=False, default_factory=dict)
    _levels: dict[str, int] = field(init=False)
    _conditions: dict[Condition, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_step = {step: [c for c in self.clauses if c.step == step] for step in self.steps}
        self.deciding = tuple(clause for step in self.steps for clause in by_step[step])
        self.order = self._order()
        self._levels = {name: level for level, name in enumerate(self.order)}
        self.diagram = Diagram([self.facts[name].size for name in self.order])
        self.barred = self.draw(Some(tuple(self.impossible)))
        self.root = self.diagram.choose(
            self.barred, self.diagram.leaf(CONTRADICTED), self._decide()
        )

    def draw(self, condition: Condition) -> int:
        """The diagram of a condition; every condition of a decision is drawn when it is loaded."""
        found = self._conditions.get(condition)
        if found is None:
            found = self._conditions[condition] = self._drawing(condition)
        return found

    def verdicts(self, allowed: Allowed) -> set[Verdict]:
        """Every verdict that some completion of the case comes to; none where facts contradict."""
        labels = self.diagram.reached(self.root, allowed)
        return {label for label in labels if isinstance(label, Verdict)}

    def _order(self) -> tuple[str, ...]:
        """Facts as the steps first mention them, contradictions next, the others last."""
        mentioned = [
            name
            for clause in self.deciding
            for condition in (clause.when, clause.until)
            for name in facts_of(condition)
        ]
        mentioned += [name for condition in self.impossible for name in facts_of(condition)]
        return tuple(dict.fromkeys([*mentioned, *self.facts]))

    def _decide(self) -> int:
        """The diagram of the verdict: steps from first to last, then the gap."""
        diagram, earlier = self.diagram, self.diagram.false
        won: list[tuple[int, int]] = []
        for step in self.steps:
            here = [clause for clause in self.deciding if clause.step == step]
            applies = {clause.id: self._applies(clause) for clause in here}
            for clause in here:
                wins = diagram.both(applies[clause.id], diagram.opposite(earlier))
                for other in here:
                    if clause.id in other.overrides:
                        wins = diagram.both(wins, diagram.opposite(applies[other.id]))
                self._keep(clause, applies[clause.id], wins)
                won.append((wins, diagram.leaf(clause.verdict)))
            for root in applies.values():
                earlier = diagram.either(earlier, root)
        for clause in self.clauses:
            if clause.verdict is None:
                self._keep(clause, self._applies(clause), diagram.false)
        root = diagram.leaf(GAP)
        for wins, verdict in reversed(won):
            root = diagram.choose(wins, verdict, root)
        return root

    def _keep(self, clause: Clause, applies: int, wins: int) -> None:
        drawn = Drawn(self.draw(clause.when), self.draw(clause.until), applies, wins)
        self.drawn[clause.id] = drawn

    def _applies(self, clause: Clause) -> int:
        return self.diagram.choose(
            self.draw(clause.until), self.diagram.false, self.draw(clause.when)
        )

    def _drawing(self, condition: Condition) -> int:
        diagram = self.diagram
        match condition:
            case Is():
                return diagram.literal(self._levels[condition.fact], condition.codes)
            case Not():
                return diagram.opposite(self.draw(condition.condition))
            case Every():
                root = diagram.true
                for part in condition.conditions:
                    root = diagram.both(root, self.draw(part))
                return root
            case Some():
                root = diagram.false
                for part in condition.conditions:
                    root = diagram.either(root, self.draw(part))
                return root
            case _:
                assert_never(condition)
