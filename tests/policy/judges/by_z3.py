"""z3 decides: the clauses as formulas over numbers, for one case, for all, or for what is possible."""

from collections.abc import Mapping, Sequence
from typing import Any

import z3

from bluelamp.policy import Clause, Decision, Outcome
from bluelamp.policy.expression import Condition, Every, Is, Not, Some

# Wide enough for the codes of any fact.
WIDTH = 9


class Z3Judge:
    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.facts = {name: z3.BitVec(name, WIDTH) for name in decision.chart.order}
        self.ranges = [
            z3.ULT(variable, decision.chart.facts[name].size)
            for name, variable in self.facts.items()
        ]
        self.barred = z3.Or([self.formula(c.when) for c in decision.contradictions])
        self.outcome = z3.BitVec("outcome", WIDTH)
        self.codes = {outcome: number for number, outcome in enumerate(Outcome)}
        self.solver = z3.SolverFor("QF_FD")
        self.tied = z3.And(self.rules())
        self.solver.add(self.tied)

    def formula(self, condition: Condition) -> Any:
        match condition:
            case Is():
                fact = self.facts[condition.fact]
                return z3.Or([fact == code for code in sorted(condition.codes)])
            case Not():
                return z3.Not(self.formula(condition.condition))
            case Every():
                return z3.And([self.formula(part) for part in condition.conditions])
            case Some():
                return z3.Or([self.formula(part) for part in condition.conditions])

    def applies(self, clause: Clause) -> Any:
        return z3.And(self.formula(clause.when), z3.Not(self.formula(clause.until)))

    def wins(self) -> list[tuple[Clause, Any]]:
        """Each deciding clause with the formula for the cases in which it wins."""
        steps = list(self.decision.steps)
        deciding = [clause for clause in self.decision.clauses if clause.verdict]
        return [
            (
                clause,
                z3.And(
                    self.applies(clause),
                    *(
                        z3.Not(self.applies(other))
                        for other in deciding
                        if steps.index(other.step) < steps.index(clause.step)
                        or (other.step == clause.step and clause.id in other.overrides)
                    ),
                ),
            )
            for clause in deciding
        ]

    def rules(self) -> list[Any]:
        """What ties the outcome to the facts."""
        return [
            *self.ranges,
            z3.Not(self.barred),
            *(
                z3.Implies(won, self.outcome == self.codes[clause.verdict.outcome])
                for clause, won in self.wins()
                if clause.verdict
            ),
        ]

    def possible(self, allowed: Mapping[str, Sequence[int]]) -> set[str]:
        """Every outcome that some completion of a case comes to."""
        self.solver.push()
        for name, codes in allowed.items():
            self.solver.add(z3.Or([self.facts[name] == code for code in codes]))
        found: set[str] = set()
        while self.solver.check() == z3.sat:
            code = self.solver.model()[self.outcome].as_long()
            found.add(next(o for o, number in self.codes.items() if number == code))
            self.solver.add(self.outcome != code)
        self.solver.pop()
        return found

    def matters(self, allowed: Mapping[str, Sequence[int]], name: str) -> bool:
        """Whether two completions that differ in one fact alone come to two outcomes."""
        other = z3.BitVec(f"other {name}", WIDTH)
        other_outcome = z3.BitVec("other outcome", WIDTH)
        self.solver.push()
        for fact, codes in allowed.items():
            self.solver.add(z3.Or([self.facts[fact] == code for code in codes]))
        self.solver.add(z3.Or([other == code for code in allowed[name]]))
        renamed = [(self.facts[name], other), (self.outcome, other_outcome)]
        self.solver.add(z3.substitute(self.tied, *renamed))
        self.solver.add(self.outcome != other_outcome)
        found = self.solver.check() == z3.sat
        self.solver.pop()
        return found

    def drawn(self, root: int) -> Any:
        """A diagram of the engine's as a formula for the number of its outcome."""
        diagram = self.decision.chart.diagram
        made: dict[int, Any] = {}

        def formula(node: int) -> Any:
            if node not in made:
                level = diagram.levels[node]
                if level == diagram.bottom:
                    outcome = getattr(diagram.labels[node], "outcome", None)
                    made[node] = z3.BitVecVal(self.codes.get(outcome, len(self.codes)), WIDTH)
                else:
                    fact = self.facts[self.decision.chart.order[level]]
                    *first, last = enumerate(diagram.children[node])
                    found = formula(last[1])
                    for code, child in first:
                        found = z3.If(fact == code, formula(child), found)
                    made[node] = found
            return made[node]

        return formula(root)
