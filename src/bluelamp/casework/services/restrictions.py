"""The restrictions register: what is forbidden about whom, and that somebody looked."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bluelamp.casework import deadlines, restrictions
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.calls import call_down
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import AssertedFact, Restriction, RestrictionCheck
from bluelamp.casework.pack import london
from bluelamp.casework.provisions import Effect, provisions
from bluelamp.casework.restrictions import ADULT, Restricted
from bluelamp.casework.services.advise import assert_settled
from bluelamp.casework.standing import facts, standing
from bluelamp.people.actor import Actor

# In these the law itself keeps the victim anonymous for life (RR-08), so somebody is always protected.
_ALWAYS_A_VICTIM = frozenset({"sexual_offence", "child_sexual_abuse"})


def add_restriction(
    *, case: str, restriction: Restricted, actor: Actor, at: datetime
) -> Restriction:
    """Enter what may not be published; it is in force from now until somebody ends it."""
    provision = provisions().get(restriction.provision)
    if provision is None:
        raise BadInput("Choose the provision.", field="provision")
    need(restriction.wording, "Say what may not be published.", field="wording")
    need(restriction.source, "Say who says so, such as the court’s order.", field="source")
    if not restriction.of_subject:
        need(
            restriction.person,
            "Say whom it protects, without naming them if you can.",
            field="person",
        )
    with acting(Act.ADD_RESTRICTION, case=case, actor=actor, at=at) as doing:
        before = restrictions.settled(doing.case, at=at)
        row = Restriction.objects.create(
            case=doing.case,
            **asdict(restriction)
            | {"person": doing.case.person if restriction.of_subject else restriction.person},
            recorded_by=actor.reference,
            recorded_at=at,
        )
        check_no_child(doing)
        facts = settle(
            doing, before, reason=provision.law, said_by=row.source, evidence=row.evidence
        )
        if doing.case.state == State.LIVE and restrictions.gravest(doing.case) is not Effect.NONE:
            call_down(case, at=at)
        doing.entry(
            provision=provision.law,
            of_subject=row.of_subject,
            wording=row.wording,
            until_on=str(row.until_on or ""),
            until_event=row.until_event,
            source=row.source,
            facts=facts,
        )
    return row


def end_restriction(
    *,
    case: str,
    restriction: int,
    how: str,
    reasons: str,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """End a restriction: a court lifted it, it came to its end, or it was recorded in error."""
    if how not in restrictions.ENDED_WORDS:
        raise BadInput("Choose how it ended.", field="how")
    need(reasons, "Say who lifted it, or how you know that it has ended.", field="reasons")
    with acting(Act.END_RESTRICTION, case=case, actor=actor, at=at) as doing:
        before = restrictions.settled(doing.case, at=at)
        row = doing.case.restrictions.filter(pk=restriction, ended="").first()
        if row is None:
            raise OutOfOrder("That restriction has been ended already.")
        end(doing, row, how, reasons.strip(), evidence.strip())
        law = provisions()[row.provision].law
        facts = settle(
            doing, before, reason=f"{law} no longer applies", evidence=row.ended_evidence
        )
        doing.entry(provision=law, ended=how, reasons=row.ended_because, facts=facts)


def check_restrictions(
    *,
    case: str,
    sources: str,
    related: str,
    reasons: str = "",
    next_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> RestrictionCheck:
    """Record that somebody asked which restrictions are in force, and that the register holds them all.

    `related` answers whether somebody who is protected is related to the person shown, or of the
    same household, school or workplace. Raises BadInput where the answers do not fit the register.
    """
    need(sources, "Say whom you asked, and how.", field="sources")
    if next_on and next_on <= london(at):
        raise BadInput("Choose a day that lies ahead, or leave it empty.", field="next_on")
    with acting(Act.CHECK_RESTRICTIONS, case=case, actor=actor, at=at) as doing:
        before = restrictions.settled(doing.case, at=at)
        found = restrictions.in_force(doing.case)
        _check_related(doing, related, found)
        row = RestrictionCheck.objects.create(
            case=doing.case,
            round=doing.case.round,
            sources=sources.strip(),
            found=len(found),
            related=related,
            reasons=reasons.strip(),
            next_on=next_on,
            checked_by=actor.reference,
            checked_at=at,
        )
        words = "None found" if not found else f"{len(found)} in force"
        facts = settle(doing, before, reason=words, evidence=row.sources, whole=True)
        doing.entry(
            sources=row.sources, found=row.found, related=related, reasons=row.reasons, facts=facts
        )
    return row


def end(doing: Acting, row: Restriction, how: str, because: str, evidence: str = "") -> None:
    """End a restriction, in the act in progress."""
    row.ended, row.ended_by, row.ended_at = how, doing.actor.reference, doing.at
    row.ended_because, row.ended_evidence = because, evidence
    row.save()


def check_no_child(doing: Acting) -> None:
    """Let no adult be protected as a child."""
    if restrictions.age_group(doing.case, at=doing.at) != ADULT:
        return
    if any(restrictions.of_the_child(row) for row in restrictions.in_force(doing.case)):
        raise BadInput(
            "A restriction that protects the person as a child is in force, and the person is an"
            " adult: both cannot be. End it, or put the age right.",
            field="provision",
        )


def _check_related(doing: Acting, related: str, found: list[Restriction]) -> None:
    if related not in restrictions.RELATED_WORDS:
        raise BadInput("Answer about relatives, household, school and workplace.", field="related")
    others = [row for row in found if not row.of_subject]
    known = facts(standing(doing.case), at=doing.at)
    victim = _ALWAYS_A_VICTIM & set(known.get("category") or ())
    if related == restrictions.NOBODY and (others or victim):
        raise BadInput(
            "Somebody is protected here: answer whether they have such a tie to the person shown.",
            field="related",
        )
    if related == restrictions.RELATED and not others:
        raise BadInput("Enter on the register first what protects that person.", field="related")


def settle(
    doing: Acting,
    before: Mapping[str, Any],
    *,
    reason: str,
    said_by: str = "",
    evidence: str = "",
    whole: bool = False,
) -> list[dict[str, Any]]:
    """Assert what the register shows otherwise than `before`; all of it, where somebody has just found it `whole`."""
    after = restrictions.settled(doing.case, at=doing.at)
    asserted = standing(doing.case).asserted
    deadlines.reckon(doing.case, at=doing.at)
    news = [
        name
        for name in sorted({*before, *after})
        if _is_news(name, before, after, asserted.get(name), whole=whole)
    ]
    return assert_settled(doing, after, news, reason=reason, evidence=evidence, said_by=said_by)


def _is_news(
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    row: AssertedFact | None,
    *,
    whole: bool,
) -> bool:
    """Whether the register says what is not recorded; only a check takes back an order, or its graver part."""
    if row is None or not row.known:
        return name in after
    if name == "court_order" and not whole:
        order = [*Effect]
        return name in after and order.index(after[name]) < order.index(row.value)
    told = whole or name == "age_group" or before.get(name) != after.get(name)
    return bool(told and row.value != after.get(name))
