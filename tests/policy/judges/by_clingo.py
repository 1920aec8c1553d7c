"""clingo decides: the clauses as a logic program with negation as failure, grounded once."""

from collections.abc import Iterator, Mapping, Sequence

import clingo

from bluelamp.policy import Decision
from bluelamp.policy.expression import Condition, Every, Is, Not, Some

STEPS = """
beaten(C) :- applies(C), step(C,S), applies(D), step(D,T), T < S.
beaten(C) :- applies(C), step(C,S), applies(D), step(D,S), overrides(D,C).
outcome(O) :- applies(C), not beaten(C), decides(C,O).
1 { is(F,V) : value(F,V) } 1 :- fact(F).
:- barred.
#show outcome/1.
"""


class ClingoJudge:
    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self._made: dict[Condition, str] = {}
        self._program: list[str] = [STEPS]
        for clause in decision.clauses:
            if clause.verdict:
                when, until = self._atom(clause.when), self._atom(clause.until)
                step = list(decision.steps).index(clause.step)
                self._program += [
                    f'step("{clause.id}",{step}).',
                    f'decides("{clause.id}","{clause.verdict.outcome}").',
                    f'applies("{clause.id}") :- {when}, not {until}.',
                    *(f'overrides("{clause.id}","{other}").' for other in clause.overrides),
                ]
        for contradiction in decision.contradictions:
            self._program.append(f"barred :- {self._atom(contradiction.when)}.")
        for name in decision.chart.order:
            size = decision.chart.facts[name].size
            self._program.append(f'fact("{name}"). value("{name}",0..{size - 1}).')
        self.control = clingo.Control(["--enum-mode=brave", "0"], logger=lambda *_: None)
        self.control.add("base", [], "\n".join(self._program))
        self.control.ground([("base", [])])

    def possible(self, allowed: Mapping[str, Sequence[int]]) -> set[str]:
        """Every outcome that some answer set of a case has."""
        found: set[str] = set()
        with self.control.solve(assumptions=list(self._assumed(allowed)), yield_=True) as handle:
            for model in handle:
                found = {symbol.arguments[0].string for symbol in model.symbols(shown=True)}
        return found

    def _assumed(
        self, allowed: Mapping[str, Sequence[int]]
    ) -> Iterator[tuple[clingo.Symbol, bool]]:
        for name, codes in allowed.items():
            for code in range(self.decision.chart.facts[name].size):
                if code not in codes:
                    is_ = clingo.Function("is", [clingo.String(name), clingo.Number(code)])
                    yield is_, False

    def _atom(self, condition: Condition) -> str:
        """An atom that holds just where the condition does."""
        if condition not in self._made:
            name = f"c({len(self._made)})"
            self._made[condition] = name
            self._program += [f"{name} :- {body}." for body in self._bodies(condition)]
        return self._made[condition]

    def _bodies(self, condition: Condition) -> list[str]:
        match condition:
            case Is():
                return [f'is("{condition.fact}",{code})' for code in sorted(condition.codes)]
            case Not():
                return [f"not {self._atom(condition.condition)}"]
            case Every():
                parts = [self._atom(part) for part in condition.conditions]
                return [", ".join(parts) or "0 = 0"]
            case Some():
                return [self._atom(part) for part in condition.conditions]
