"""Deciding: facts in, advice out; exact over every completion of what is unknown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bluelamp.policy.advice import Advice, Change, PackMark, Question, Reason, Unanswered
from bluelamp.policy.asking import Survey
from bluelamp.policy.case import Case, State, read_case
from bluelamp.policy.clauses import Outcome, Verdict
from bluelamp.policy.contrasting import contrasts
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.explaining import Explanation
from bluelamp.policy.interpreting import readings_taken
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.settling import in_force
from bluelamp.policy.sufficing import struck_by, sufficient


def decide(
    pack: Pack,
    decision: str,
    facts: Mapping[str, object],
    as_of: date,
    *,
    readings: Mapping[str, str] | None = None,
    settings: Mapping[str, object] | None = None,
) -> Advice:
    """The advice of a pack's decision on the facts known on a day.

    A fact that is absent or None is unknown, as is {"state": …}, which says why. The outcome is
    determined where every completion of the unknown facts agrees, else `undetermined`; nothing
    unknown that matters is ever released.

    Args:
        pack: the policy.
        decision: which of its decisions.
        facts: by name, what is known.
        as_of: the day.
        readings: by id, what is unclear and to be read otherwise than the pack does.
        settings: what the force has set, by name; None where that is not to be checked.

    Raises:
        NoSuchDecision: the pack has no decision of that name.
        NotInForce: the pack is not in force on the day.
        FactsRefused: a fact is not one of the decision's, has a value that is not allowed, or
            contradicts another.
        NoSuchReading: a reading is not one that can be switched, or has no such value.
        SettingNotMade: the case calls for a setting that the force has not made.
    """
    case = read_case(in_force(pack, decision, as_of, readings), facts, as_of)
    verdicts = _verdicts(case)
    outcome = _outcome(verdicts)
    matter, question = _unsettled(case) if outcome is Outcome.UNDETERMINED else ((), None)
    explanation = Explanation(case, outcome, question)
    if settings is not None:
        explanation.check_settings(settings)
    because, struck = explanation.because(), struck_by(case)
    return Advice(
        decision=decision,
        as_of=as_of,
        outcome=outcome,
        default=_default(verdicts) if outcome is Outcome.REFER else None,
        requires=explanation.requires(),
        because=because,
        defeated=explanation.defeated(),
        considered=explanation.considered(),
        possible=_possible(verdicts) if outcome is Outcome.UNDETERMINED else (),
        open=matter,
        next_question=_question(case.decision, question),
        warnings=explanation.warnings(),
        checklist=explanation.checklist(),
        duties=explanation.duties(),
        changes_on=tuple(_changes(pack, case, outcome, readings)),
        sufficient=_enough(case, outcome, struck, because),
        why_not=tuple(contrasts(case, outcome, struck)),
        readings=tuple(readings_taken(case, frozenset(v.outcome for v in verdicts))),
        unanswered=_unanswered(case, matter),
        pack=PackMark(id=pack.id, version=pack.version, digest=pack.digest),
    )


def possible_outcomes(
    pack: Pack, decision: str, facts: Mapping[str, object], as_of: date
) -> tuple[Outcome, ...]:
    """Every outcome that some completion of the case comes to, unexplained; one alone is determined.

    Raises:
        NoSuchDecision, NotInForce, FactsRefused: as `decide` does.
    """
    return _possible(_verdicts(read_case(in_force(pack, decision, as_of), facts, as_of)))


def _verdicts(case: Case) -> set[Verdict]:
    reckoning = case.decision.reckoning
    standing = reckoning.verdicts.standing(case.allowed)
    verdicts = {verdict for verdict, paths in reckoning.by_verdict.items() if standing & paths}
    if not verdicts:
        names = ", ".join(case.known)
        raise FactsRefused(f"{names}: these facts contradict one another; allowed is one true set")
    return verdicts


def _outcome(verdicts: set[Verdict]) -> Outcome:
    outcomes = {verdict.outcome for verdict in verdicts}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED


def _possible(verdicts: set[Verdict]) -> tuple[Outcome, ...]:
    outcomes = {verdict.outcome for verdict in verdicts}
    return tuple(outcome for outcome in Outcome if outcome in outcomes)


def _default(verdicts: set[Verdict]) -> Outcome:
    """What holds until the human has judged; where that is unknown, not yet."""
    defaults = {verdict.default for verdict in verdicts}
    return Outcome.REFUSE if defaults == {Outcome.REFUSE} else Outcome.HOLD


def _enough(
    case: Case, outcome: Outcome, struck: Sequence[int], because: Sequence[Reason]
) -> dict[str, object]:
    if outcome is Outcome.UNDETERMINED:
        return {}
    return sufficient(case, outcome, struck, {name for reason in because for name in reason.facts})


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


def _question(decision: Decision, name: str | None) -> Question | None:
    if name is None:
        return None
    fact = decision.facts[name]
    return Question(fact=name, question=fact.question, asked_of=fact.asked_of)


def _changes(
    pack: Pack, case: Case, outcome: Outcome, readings: Mapping[str, str] | None
) -> Iterator[Change]:
    """Decide again on each later day on which a date passes into another period, or clauses change."""
    spans = pack.spans[case.decision.id]
    for day in sorted({*_turning_days(case), *(s.day for s in spans if s.day > case.as_of)}):
        if day > (pack.in_force_until or date.max):
            return
        then = case.on(day)
        if len(spans) > 1:
            then = case.under(in_force(pack, case.decision.id, day, readings), day)
        later = _outcome(_verdicts(then))
        if later is not outcome:
            yield Change(on=day, outcome=later)
            outcome = later


def _turning_days(case: Case) -> Iterator[date]:
    for _, fact in case.decision.dated:
        event = case.known.get(fact.name)
        if isinstance(event, date):
            if event > case.as_of:
                yield event
            if fact.limited and case.as_of <= fact.limit(event) < date.max:
                yield fact.limit(event) + timedelta(days=1)
