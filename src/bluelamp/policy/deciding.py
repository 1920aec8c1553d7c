"""Deciding: facts in, advice out; exact over every completion of what is unknown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from bluelamp.policy.advice import Advice, Change, DutyOwed, Reason
from bluelamp.policy.case import Case, read_case
from bluelamp.policy.clauses import Outcome
from bluelamp.policy.errors import SettingNotMade
from bluelamp.policy.finding import Finding, found, outcomes, settled, verdicts
from bluelamp.policy.pack import Pack
from bluelamp.policy.reckoning import DutyRule
from bluelamp.policy.settling import in_force


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
    finding = found(case)
    if settings is not None:
        _check_settings(finding, settings)
    return Advice(
        decision=decision,
        as_of=as_of,
        outcome=finding.outcome,
        default=finding.default,
        requires=finding.requires,
        because=_of_this_case(case, finding.because),
        defeated=finding.defeated,
        considered=_of_this_case(case, finding.considered),
        possible=finding.possible,
        open=finding.open,
        next_question=finding.next_question,
        warnings=finding.warnings,
        checklist=finding.checklist,
        duties=tuple([_dated(case, duty) if duty.dated else duty.gives for duty in finding.duties]),
        changes_on=tuple(_changes(pack, case, finding.outcome, readings)),
        sufficient={name: case.known.get(name) for name in finding.sufficient},
        why_not=tuple([nearest.contrast(case) for nearest in finding.why_not]),
        readings=finding.readings,
        unanswered=finding.unanswered,
        pack=pack.mark,
    )


def possible_outcomes(
    pack: Pack, decision: str, facts: Mapping[str, object], as_of: date
) -> tuple[Outcome, ...]:
    """Every outcome that some completion of the case comes to, unexplained; one alone is determined.

    Raises:
        NoSuchDecision, NotInForce, FactsRefused: as `decide` does.
    """
    return outcomes(verdicts(read_case(in_force(pack, decision, as_of), facts, as_of)))


def _check_settings(finding: Finding, made: Mapping[str, object]) -> None:
    for setting in finding.called_for:
        if made.get(setting.id) is None:
            raise SettingNotMade(setting.id, setting.clause, setting.about)


def _of_this_case(case: Case, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Reasons from another case of the same pattern, with the days of this one."""
    known, dates = case.known, case.decision.dates
    return tuple(
        [
            reason
            if dates.isdisjoint(reason.facts)
            else replace(reason, facts={name: known[name] for name in reason.facts})
            for reason in reasons
        ]
    )


def _dated(case: Case, rule: DutyRule) -> DutyOwed:
    """A duty that is due on a day of the case, where that day is known."""
    name = rule.dated.due_on or rule.dated.due_within or "" if rule.dated else ""
    event = case.known.get(name)
    if rule.dated is None or not isinstance(event, date):
        return rule.gives
    day = case.decision.facts[name].limit(event) if rule.dated.due_within else event
    return replace(rule.gives, due=f"{day}: {rule.gives.due}")


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
        later = settled(outcomes(verdicts(then)))
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
