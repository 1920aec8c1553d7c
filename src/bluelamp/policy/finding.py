"""Findings: all of an advice that cases of one pattern share, worked out when the first is seen.

Two cases have one pattern where they differ at most in the days of their events, and these lie alike
before and after the day of the decision. What names a day is written for each case anew.
"""

from collections.abc import Sequence

import msgspec

from bluelamp.policy.advice import (
    CheckDue,
    Defeat,
    LawfulUse,
    Question,
    ReadingTaken,
    Reason,
    Unanswered,
)
from bluelamp.policy.asking import Survey
from bluelamp.policy.case import Case, State
from bluelamp.policy.clauses import Outcome, Setting, Verdict
from bluelamp.policy.contrasting import Nearest, contrasts
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.explaining import Explanation
from bluelamp.policy.interpreting import readings_taken
from bluelamp.policy.reckoning import DutyRule
from bluelamp.policy.sufficing import struck_by, sufficient

# Some kilobytes each; cases of one day's desk have far fewer patterns.
MOST_PATTERNS = 4096


class Finding(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The parts of an advice, of which `because`, `considered` and `why_not` show the first case's days.

    `sufficient` names the facts, `duties` are not dated yet, and `called_for` are the settings that
    the force must have made.
    """

    outcome: Outcome
    default: Outcome | None
    requires: tuple[str, ...]
    because: tuple[Reason, ...]
    defeated: tuple[Defeat, ...]
    considered: tuple[Reason, ...]
    possible: tuple[Outcome, ...]
    open: tuple[str, ...]
    next_question: Question | None
    warnings: tuple[LawfulUse, ...]
    checklist: tuple[CheckDue, ...]
    duties: tuple[DutyRule, ...]
    sufficient: tuple[str, ...]
    why_not: tuple[Nearest, ...]
    readings: tuple[ReadingTaken, ...]
    unanswered: tuple[Unanswered, ...]
    called_for: tuple[Setting, ...]


def found(case: Case) -> Finding:
    """The finding on the case's pattern, kept from another case of it or worked out.

    Raises:
        FactsRefused: the facts contradict one another.
    """
    kept, pattern = case.decision.findings, case.pattern()
    finding = kept.get(pattern)
    if finding is None:
        if len(kept) >= MOST_PATTERNS:
            kept.clear()
        finding = kept[pattern] = _find(case)
    return finding


def verdicts(case: Case) -> tuple[Verdict, ...]:
    """Every verdict that some completion of the case comes to.

    Raises:
        FactsRefused: none, as the facts contradict one another.
    """
    reached = case.decision.reckoning.reached(case.allowed)
    if not reached:
        names = ", ".join(case.known)
        raise FactsRefused(f"{names}: these facts contradict one another; allowed is one true set")
    return reached


def outcomes(reached: Sequence[Verdict]) -> tuple[Outcome, ...]:
    """The outcomes among some verdicts, in their order."""
    if len(reached) == 1:
        return (reached[0].outcome,)
    among = {verdict.outcome for verdict in reached}
    return tuple(outcome for outcome in Outcome if outcome in among)


def settled(possible: Sequence[Outcome]) -> Outcome:
    """The one outcome that is possible, or that they are several."""
    return possible[0] if len(possible) == 1 else Outcome.UNDETERMINED


def _find(case: Case) -> Finding:
    reached = verdicts(case)
    possible = outcomes(reached)
    outcome = settled(possible)
    is_open = outcome is Outcome.UNDETERMINED
    matter, question = _unsettled(case) if is_open else ((), None)
    explanation, struck = Explanation(case, outcome, question), struck_by(case)
    because = explanation.because()
    cited = {name for reason in because for name in reason.facts}
    return Finding(
        outcome=outcome,
        default=_default(reached) if outcome is Outcome.REFER else None,
        requires=explanation.requires(),
        because=because,
        defeated=explanation.defeated(),
        considered=explanation.considered(),
        possible=possible if is_open else (),
        open=matter,
        next_question=_question(case, question),
        warnings=explanation.warnings(),
        checklist=explanation.checklist(),
        duties=explanation.duties(),
        sufficient=() if is_open else sufficient(case, outcome, struck, cited),
        why_not=tuple(contrasts(case, outcome, struck)),
        readings=tuple(readings_taken(case, frozenset(possible))),
        unanswered=_unanswered(case, matter),
        called_for=explanation.settings(),
    )


def _default(reached: Sequence[Verdict]) -> Outcome:
    """What holds until the human has judged; where that is unknown, not yet."""
    defaults = {verdict.default for verdict in reached}
    return Outcome.REFUSE if defaults == {Outcome.REFUSE} else Outcome.HOLD


def _unsettled(case: Case) -> tuple[tuple[str, ...], str | None]:
    """The facts that still matter, and the one to ask next: none that somebody cannot tell."""
    survey = Survey(case)
    matter = survey.open_facts()
    asked = [name for name in matter if case.states.get(name) in (None, State.NOT_ASKED)]
    return matter, survey.best_question(asked) if asked else None


def _unanswered(case: Case, matter: Sequence[str]) -> tuple[Unanswered, ...]:
    """Of the facts that matter, those that somebody has said they cannot tell."""
    facts = case.decision.facts
    return tuple(
        Unanswered(fact=name, state=state, instead=facts[name].otherwise)
        for name, state in case.states.items()
        if state is not State.NOT_ASKED and name in matter
    )


def _question(case: Case, name: str | None) -> Question | None:
    if name is None:
        return None
    fact = case.decision.facts[name]
    return Question(fact=name, question=fact.question, asked_of=fact.asked_of)
