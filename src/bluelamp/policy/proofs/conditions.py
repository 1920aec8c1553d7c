"""Modified condition/decision coverage: for each condition of a clause, two cases that show it count.

The two differ in the condition's fact alone; the clause applies in one of them only, and the cases
come to different verdicts (unique-cause MC/DC, DO-178C; one fact is the unit of change).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from bluelamp.policy.clauses import Clause
from bluelamp.policy.expression import Condition, Every, Is, Not, Some
from bluelamp.policy.proofs.cases import World, shown
from bluelamp.policy.proofs.theory import Theory


@dataclass(frozen=True, slots=True)
class Obligation:
    """One condition of one clause: a fact that has one of some codes."""

    clause: Clause
    condition: Is

    def told(self, theory: Theory) -> str:
        """The condition in words."""
        fact = theory.chart.facts[self.condition.fact]
        codes = sorted(self.condition.codes)
        return f"{fact.name} in ({', '.join(shown(fact, code) for code in codes)})"


def obligations(theory: Theory) -> Iterator[Obligation]:
    """Every condition of every clause that decides, each once."""
    for clause in theory.chart.deciding:
        atoms = dict.fromkeys([*_atoms(clause.when), *_atoms(clause.until)])
        yield from (Obligation(clause, atom) for atom in atoms)


@dataclass(slots=True)
class Pairs:
    """Finds the pairs of cases; what a fact's value leaves of each verdict is worked out once."""

    theory: Theory
    _left: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def pair(self, obligation: Obligation) -> tuple[World, World] | None:
        """Two cases that show the condition to count, or None, which is proof that none do."""
        level = self.theory.levels[obligation.condition.fact]
        usual = self.theory.ordinary[level]
        size = self.theory.diagram.sizes[level]
        inside = sorted(obligation.condition.codes, key=lambda code: (code != usual, code))
        outside = [code for code in range(size) if code not in obligation.condition.codes]
        for one, other in product(inside, sorted(outside, key=lambda code: code != usual)):
            world = self._showing(obligation.clause, level, one, other)
            if world is not None:
                return _with(world, level, one), _with(world, level, other)
        return None

    def _showing(self, clause: Clause, level: int, one: int, other: int) -> World | None:
        theory, diagram = self.theory, self.theory.diagram
        root = self._turns(theory.applies[clause.id], level, one, other)
        for code in (one, other):
            root = diagram.both(root, self._given(theory.possible, level, code))
        if root == diagram.false:
            return None
        verdicts = theory.verdicts.values()
        turned = theory.any([self._turns(verdict, level, one, other) for verdict in verdicts])
        return theory.case(diagram.both(root, turned))

    def _turns(self, root: int, level: int, one: int, other: int) -> int:
        """The worlds in which a set is entered or left by changing the fact between two codes."""
        return self.theory.differ(self._given(root, level, one), self._given(root, level, other))

    def _given(self, root: int, level: int, code: int) -> int:
        key = (root, level, code)
        if key not in self._left:
            self._left[key] = self.theory.diagram.fixed(root, level, code)
        return self._left[key]


def _with(world: World, level: int, code: int) -> World:
    return (*world[:level], code, *world[level + 1 :])


def _atoms(condition: Condition) -> Iterator[Is]:
    match condition:
        case Is():
            yield condition
        case Not():
            yield from _atoms(condition.condition)
        case Every() | Some():
            for part in condition.conditions:
                yield from _atoms(part)
