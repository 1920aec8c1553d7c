"""Explaining: which clauses led to an outcome, which gave way, and what is left to do."""

from collections.abc import Iterable, Sequence

import msgspec

from bluelamp.policy.advice import CheckDue, Defeat, LawfulUse, Reason
from bluelamp.policy.case import Case
from bluelamp.policy.clauses import AWAITING, Outcome, Setting
from bluelamp.policy.reckoning import DutyRule, Rule


class Explanation:
    """The clauses of a decision seen from one case of it and the outcome.

    Args:
        case: the facts known.
        outcome: what they come to.
        asked: with `undetermined`, the fact that is to be asked next.
    """

    def __init__(self, case: Case, outcome: Outcome, asked: str | None) -> None:
        self.case = case
        self.outcome = outcome
        self.settled = outcome is not Outcome.UNDETERMINED
        self.reckoning = case.decision.reckoning
        self.standing = self.reckoning.signs.standing(case.allowed)
        self.side = self.reckoning.sides[outcome]
        self.possible = self._possible_winners()
        self.winners = self._winners(asked)

    def because(self) -> tuple[Reason, ...]:
        """The clauses that decided, those that agree with them, and those that support the outcome."""
        if not self.settled:
            return self._reasons(self.winners)
        others = (rule for rule in self.side.agreeing if rule not in self.winners)
        agreeing = [rule for rule in (*others, *self.side.supporting) if self._applies(rule)]
        return self._reasons([*self.winners, *agreeing])

    def defeated(self) -> tuple[Defeat, ...]:
        """The clauses that applied, would have decided otherwise, and gave way."""
        if not self.settled:
            return ()
        by = tuple(dict.fromkeys(winner.cites for winner in self.winners))
        lost = {
            (rule.cites, rule.clause.says): rule.clause
            for rule in self.side.opposing
            if not self.standing & rule.applies and rule.cites not in by
        }
        return tuple(
            Defeat(clause=cites, source_lines=clause.lines, says=says, by=by)
            for (cites, says), clause in lost.items()
        )

    def considered(self) -> tuple[Reason, ...]:
        """The reasons that were raised and are no bar."""
        return self._reasons([rule for rule in self.reckoning.raised if self._applies(rule)])

    def requires(self) -> tuple[str, ...]:
        """What is missing at or after the step that decided; an unknown safeguard is missing."""
        rules = [*self._awaiting(), *self.side.supporting]
        missing = (code for r in rules if self._missing(r) for code in r.clause.requires)
        return tuple(dict.fromkeys(missing))

    def warnings(self) -> tuple[LawfulUse, ...]:
        """The warnings that the case calls for."""
        return tuple(w.gives for w in self.side.warnings if not self.standing & w.when)

    def checklist(self) -> tuple[CheckDue, ...]:
        """What the law asks whoever decides."""
        return tuple(check.gives for check in self.side.checks if not self.standing & check.when)

    def duties(self) -> tuple[DutyRule, ...]:
        """The duties that the outcome and the case lay on people."""
        return tuple(
            duty
            for duty in self.side.duties
            if not self.standing & duty.when and self.standing & duty.until
        )

    def settings(self) -> tuple[Setting, ...]:
        """What the case calls for that the policy leaves to the force."""
        return tuple(each.gives for each in self.side.settings if not self.standing & each.when)

    def _possible_winners(self) -> list[Rule]:
        """The clauses that decide, for this outcome, in some completion of the case."""
        rules = self.side.agreeing if self.settled else self.reckoning.deciding
        return [rule for rule in rules if self.standing & rule.wins]

    def _winners(self, asked: str | None) -> Sequence[Rule]:
        """Of the possible winners, those to cite.

        That is those that certainly apply, or else all; with `undetermined`, those that turn on the
        fact that is to be asked next, or all where nobody is to be asked.
        """
        if not self.settled:
            return [rule for rule in self.possible if asked in (None, *rule.mentions)]
        return [rule for rule in self.possible if self._applies(rule)] or self.possible

    def _awaiting(self) -> Iterable[Rule]:
        """The clauses that hold or refer, at or after the first step that may decide."""
        if self.outcome not in AWAITING:
            return ()
        first = self.possible[0].step if self.settled else 0
        return (rule for rule in self.reckoning.awaiting if rule.step >= first)

    def _applies(self, rule: Rule) -> bool:
        return not self.standing & rule.applies

    def _missing(self, rule: Rule) -> bool:
        return not self.standing & rule.when and bool(self.standing & rule.until)

    def _reasons(self, rules: Iterable[Rule]) -> tuple[Reason, ...]:
        """The clauses as reasons; rules of one clause from one passage are one reason."""
        found: dict[tuple[str, str], Reason] = {}
        for rule in rules:
            reason = self._reason(rule)
            key = (reason.clause, reason.says)
            if key in found:
                facts = found[key].facts | reason.facts
                reason = msgspec.structs.replace(found[key], facts=facts)
            found[key] = reason
        return tuple(found.values())

    def _reason(self, rule: Rule) -> Reason:
        """The clause with the known facts that it rests on: kept, as it mentions but a few."""
        case, known = self.case, self.case.known
        key = (
            tuple([known.get(name) for name in rule.mentions]),
            tuple([case.allowed[level] for level in rule.levels]),
        )
        found = rule.reasons.get(key)
        if found is None:
            names = self._grounds(rule)
            found = Reason(
                clause=rule.cites,
                source_lines=rule.clause.lines,
                says=rule.clause.says,
                facts={name: value for name, value in known.items() if name in names},
            )
            if not rule.dated:
                rule.reasons[key] = found
        return found

    def _grounds(self, rule: Rule) -> set[str]:
        """The known facts that make the clause apply, or that it mentions where it only may apply."""
        if not self._applies(rule):
            return set(rule.mentions)
        until = self.case.grounds(rule.clause.until, holds=False)
        return self.case.grounds(rule.clause.when) | until
