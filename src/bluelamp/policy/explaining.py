"""Explaining: which clauses led to an outcome, which gave way, and what is left to do."""

from datetime import date
from typing import Any

from bluelamp.policy.advice import Defeat, DutyOwed, LawfulUse, Reason
from bluelamp.policy.case import Case
from bluelamp.policy.clauses import AWAITING, Caution, Clause, Duty, Outcome
from bluelamp.policy.expression import Condition, facts_of


class Explanation:
    """The clauses of a decision seen from one case of it and the outcome.

    Args:
        case: the facts known.
        outcome: what they come to.
        asked: with `undetermined`, the fact that is to be asked next.
    """

    def __init__(self, case: Case, outcome: Outcome, asked: str | None) -> None:
        self.decision = case.decision
        self.case = case
        self.outcome = outcome
        self.asked = asked
        drawn = self.decision.chart.drawn
        self.applies = {c.id: case.truth(drawn[c.id].applies) for c in self.decision.clauses}
        self.deciding = self.decision.chart.deciding
        self.possible = self._possible_winners()
        self.winners = self._winners()

    def because(self) -> tuple[Reason, ...]:
        """The clauses that decided, those that agree with them, and those that support the outcome."""
        if self.outcome is Outcome.UNDETERMINED:
            return self._reasons(self.winners)
        agreeing = [
            clause
            for clause in self.deciding
            if clause not in self.winners and self._agrees(clause) and self.applies[clause.id]
        ]
        return self._reasons([*self.winners, *agreeing, *self._supporting()])

    def defeated(self) -> tuple[Defeat, ...]:
        """The clauses that applied, would have decided otherwise, and gave way."""
        if self.outcome is Outcome.UNDETERMINED:
            return ()
        by = tuple(dict.fromkeys(winner.clause for winner in self.winners))
        lost = (c for c in self.deciding if self.applies[c.id] and not self._agrees(c))
        defeats = {
            (c.clause, c.says): Defeat(clause=c.clause, source_lines=c.lines, says=c.says, by=by)
            for c in lost
            if c.clause not in by
        }
        return tuple(defeats.values())

    def considered(self) -> tuple[Reason, ...]:
        """The reasons that were raised and are no bar."""
        return self._reasons([c for c in self.decision.clauses if c.no_bar and self.applies[c.id]])

    def requires(self) -> tuple[str, ...]:
        """What is missing at or after the step that decided; an unknown safeguard is missing."""
        clauses = self._supporting(missing=True)
        if self.outcome in AWAITING:
            clauses = [*self._awaiting(), *clauses]
        missing = (code for c in clauses if self._missing(c) for code in c.requires)
        return tuple(dict.fromkeys(missing))

    def warnings(self) -> tuple[LawfulUse, ...]:
        """The warnings that the case calls for."""
        return tuple(
            LawfulUse(clause=c.clause, source_lines=c.lines, says=c.says)
            for c in self.decision.cautions
            if self._called(c)
        )

    def duties(self) -> tuple[DutyOwed, ...]:
        """The duties that the outcome and the case lay on people."""
        return tuple(
            DutyOwed(duty=d.duty, owner=d.owner, due=self._due(d), clause=d.clause)
            for d in self.decision.duties
            if self._called(d) and not self._holds(d.until)
        )

    def _possible_winners(self) -> list[Clause]:
        """The clauses that decide, for this outcome, in some completion of the case."""
        drawn = self.decision.chart.drawn
        return [
            clause
            for clause in self.deciding
            if (self.outcome is Outcome.UNDETERMINED or self._agrees(clause))
            and self.case.truth(drawn[clause.id].wins) is not False
        ]

    def _winners(self) -> list[Clause]:
        """Of the possible winners, those to cite.

        That is those that certainly apply, or else all; with `undetermined`, those that turn on the
        fact that is to be asked next.
        """
        if self.outcome is Outcome.UNDETERMINED:
            return [clause for clause in self.possible if self.asked in _mentioned(clause)]
        return [clause for clause in self.possible if self.applies[clause.id]] or self.possible

    def _awaiting(self) -> list[Clause]:
        """The clauses that hold or refer, at or after the first step that may decide."""
        steps = self.decision.steps
        first = 0
        if self.outcome is not Outcome.UNDETERMINED:
            first = steps.index(self.possible[0].step)
        return [
            clause
            for clause in self.deciding
            if steps.index(clause.step) >= first
            and clause.verdict is not None
            and clause.verdict.outcome in AWAITING
        ]

    def _agrees(self, clause: Clause) -> bool:
        return clause.verdict is not None and clause.verdict.outcome is self.outcome

    def _supporting(self, *, missing: bool = False) -> list[Clause]:
        return [
            clause
            for clause in self.decision.clauses
            if self.outcome in clause.supports
            and (self._missing(clause) if missing else self.applies[clause.id])
        ]

    def _missing(self, clause: Clause) -> bool:
        drawn = self.decision.chart.drawn[clause.id]
        met = self.case.truth(drawn.until)
        return self.case.truth(drawn.when) is True and met is not True

    def _called(self, notice: Caution | Duty) -> bool:
        stands = Outcome.HOLD if self.outcome is Outcome.UNDETERMINED else self.outcome
        return stands in notice.on and self._holds(notice.when)

    def _holds(self, condition: Condition) -> bool:
        return self.case.truth(self.decision.chart.draw(condition)) is True

    def _due(self, duty: Duty) -> str:
        event = self.case.known.get(duty.due_on or "")
        if duty.due_on is None or not isinstance(event, date):
            return duty.due
        return f"{self.decision.facts[duty.due_on].limit(event).isoformat()}: {duty.due}"

    def _reasons(self, clauses: list[Clause]) -> tuple[Reason, ...]:
        """The clauses as reasons; rules of one clause from one passage are one reason."""
        found: dict[tuple[str, str], Reason] = {}
        for clause in clauses:
            facts = self._facts(clause)
            key = (clause.clause, clause.says)
            if key in found:
                facts = found[key].facts | facts
            found[key] = Reason(
                clause=clause.clause, source_lines=clause.lines, says=clause.says, facts=facts
            )
        return tuple(found.values())

    def _facts(self, clause: Clause) -> dict[str, Any]:
        """The known facts that make the clause apply, or that it mentions where it only may apply."""
        if self.applies[clause.id]:
            names = self.case.grounds(clause.when) | self.case.grounds(clause.until, holds=False)
        else:
            names = set(_mentioned(clause))
        return {name: value for name, value in self.case.known.items() if name in names}


def _mentioned(clause: Clause) -> tuple[str, ...]:
    return (*facts_of(clause.when), *facts_of(clause.until))
