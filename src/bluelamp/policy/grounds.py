"""Grounds: what a case rests on besides the clauses cited: what is there, absent, and not known."""

from collections.abc import Iterator, KeysView, Sequence
from typing import assert_never

from bluelamp.policy.advice import Advice
from bluelamp.policy.case import Case, State
from bluelamp.policy.clauses import Clause, Outcome
from bluelamp.policy.expression import Condition, Every, Is, Not, Some, facts_of
from bluelamp.policy.spelling import spell, spell_value

# A fact compared with values of its own, and whether that is so in the case.
Leaf = tuple[Is, bool]


class Grounds:
    """The facts that keep a case from being decided otherwise, in the pack's words."""

    def __init__(self, case: Case, advice: Advice) -> None:
        self.case = case
        self.facts = case.decision.facts
        self.advice = advice
        self.cited = {name for reason in advice.because for name in reason.facts}
        self.leaves = [leaf for clause in self._passed() for leaf in self._why_not(clause)]

    def present(self) -> Iterator[str]:
        """What is so, and keeps an earlier clause from deciding otherwise."""
        for name in self._present_facts():
            yield spell_value(self.facts[name], self.case.known[name], self.case.as_of)

    def absent(self) -> Iterator[str]:
        """What would have decided otherwise, and is not recorded."""
        codes: dict[str, frozenset[int]] = {}
        for is_, so in self.leaves:
            if not so and is_.fact not in self.cited | self._present_facts():
                codes[is_.fact] = codes.get(is_.fact, frozenset()) | is_.codes
        yield from (spell(Is(fact, values), self.facts) for fact, values in codes.items())

    def unknown(self) -> Iterator[str]:
        """What is not known and matters: to the outcome, or to what is still missing."""
        routes = {each.fact: each.instead for each in self.advice.unanswered}
        for name in dict.fromkeys([*self.advice.open, *self._unknown_safeguards()]):
            instead = f": {routes[name]}" if name in routes else ""
            asked = self.case.states.get(name) is State.DONT_KNOW
            told = "; whoever was asked does not know" if asked else ""
            yield f"{self.facts[name].phrase(None)}{told}{instead}"

    def _present_facts(self) -> KeysView[str]:
        names = (is_.fact for is_, so in self.leaves if so)
        return dict.fromkeys(
            n for n in names if n in self.case.known and n not in self.cited
        ).keys()

    def _passed(self) -> Sequence[Clause]:
        """The clauses that came before the one that decided, and did not apply."""
        if self.advice.outcome is Outcome.UNDETERMINED:
            return ()
        drawn, truth = self.case.decision.chart.drawn, self.case.truth
        deciding = self.case.decision.chart.deciding
        first = next((c.step for c in deciding if truth(drawn[c.id].wins) is not False), "")
        steps = list(self.case.decision.steps)
        earlier = steps[: steps.index(first)]
        return [c for c in deciding if c.step in earlier and truth(drawn[c.id].applies) is False]

    def _why_not(self, clause: Clause) -> list[Leaf]:
        return self._settling(clause.when, so=False) or self._settling(clause.until, so=True)

    def _settling(self, condition: Condition, *, so: bool) -> list[Leaf]:
        """The comparisons by which the condition holds, or does not."""
        if self.case.truth(self.case.decision.chart.draw(condition)) is not so:
            return []
        match condition:
            case Is():
                return [(condition, so)]
            case Not():
                return self._settling(condition.condition, so=not so)
            case Every() | Some():
                found = [self._settling(part, so=so) for part in condition.conditions]
                if isinstance(condition, Some) is so:
                    return next(filter(None, found), [])
                return [leaf for leaves in found for leaf in leaves]
            case _:
                assert_never(condition)

    def _unknown_safeguards(self) -> Iterator[str]:
        """The unknown facts on which something required is counted as missing."""
        drawn, required = self.case.decision.chart.drawn, set(self.advice.requires)
        for clause in self.case.decision.clauses:
            if required & set(clause.requires) and self.case.truth(drawn[clause.id].until) is None:
                yield from (n for n in facts_of(clause.until) if n not in self.case.known)
