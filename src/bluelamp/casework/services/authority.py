"""Stage 4: the senior officer's authority, and the Superintendent's view."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework.acting import acting
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Authorisation, Consultation
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank


def ask_authority(*, case: str, request: str, actor: Actor, at: datetime) -> Authorisation:
    """Ask for a senior officer's authority and risk assessment (CI-12); raises SettingNotMade if no rank is set."""
    settings.BLUELAMP_FORCE.needs("senior_officer_rank")
    if not request.strip():
        raise BadInput(
            "Say what the senior officer is asked to authorise, and why.", field="request"
        )
    with acting(Act.ASK_AUTHORITY, case=case, actor=actor, at=at) as doing:
        if _waiting(doing.case.pk, doing.case.round):
            raise OutOfOrder("A senior officer has already been asked and has not answered yet.")
        asked = Authorisation.objects.create(
            case=doing.case,
            round=doing.case.round,
            asked_by=actor.reference,
            asked_at=at,
            request=request.strip(),
        )
        doing.entry(request=asked.request)
    return asked


def authorise(
    *,
    case: str,
    granted: bool,
    reasons: str,
    risk_assessment: str,
    assessment_adopted: bool,
    actor: Actor,
    at: datetime,
) -> Authorisation:
    """Give or decline authority, adopting a specific risk assessment as one's own (CI-12, X-13).

    Raises NotAllowed below the rank that the force has set, MustBeSomeoneElse where the officer
    asked for the authority too, BadInput without reasons or, if granted, without the assessment.
    """
    _check_rank(actor)
    _check_authority(granted, reasons, risk_assessment, assessment_adopted)
    with acting(Act.AUTHORISE, case=case, actor=actor, at=at) as doing:
        asked = _waiting(doing.case.pk, doing.case.round)
        if asked is None:
            raise OutOfOrder("Nobody has asked for authority yet: the press officer asks first.")
        if asked.asked_by == actor.reference:
            raise MustBeSomeoneElse(
                "You asked for this authority, so another senior officer must answer."
            )
        asked.answered_by, asked.answered_at, asked.rank = actor.reference, at, actor.rank
        asked.granted, asked.reasons = granted, reasons.strip()
        asked.risk_assessment, asked.assessment_adopted = (
            risk_assessment.strip(),
            assessment_adopted,
        )
        asked.save()
        doing.entry(
            granted=granted,
            rank=actor.rank,
            reasons=asked.reasons,
            risk_assessment=asked.risk_assessment,
            assessment_adopted=assessment_adopted,
        )
    return asked


def consult(
    *,
    case: str,
    consulted: str,
    rank: Rank,
    in_favour: bool,
    rationale: str,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Record a Superintendent's or higher officer's view on a late release, with the rationale (CI-17, CI-18)."""
    if not rank.at_least(Rank.SUPERINTENDENT):
        raise BadInput("The officer consulted must be a Superintendent or above.", field="rank")
    if not consulted.strip():
        raise BadInput("Enter the name of the officer consulted.", field="consulted")
    if not rationale.strip():
        raise BadInput("Record the rationale for or against release.", field="rationale")
    with acting(Act.CONSULT, case=case, actor=actor, at=at) as doing:
        row = Consultation.objects.create(
            case=doing.case,
            round=doing.case.round,
            consulted=consulted.strip(),
            rank=rank,
            in_favour=in_favour,
            rationale=rationale.strip(),
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            consulted=row.consulted, rank=rank, in_favour=in_favour, rationale=row.rationale
        )
    return row


def _waiting(case: int, round_: int) -> Authorisation | None:
    return Authorisation.objects.filter(case=case, round=round_, answered_at=None).first()


def _check_rank(actor: Actor) -> None:
    wanted: Rank = settings.BLUELAMP_FORCE.needs("senior_officer_rank")
    if not actor.rank.at_least(wanted):
        raise NotAllowed(
            f"Authority must come from a {wanted.words} or above; your rank is {actor.rank.words}."
        )


def _check_authority(granted: bool, reasons: str, assessment: str, adopted: bool) -> None:  # noqa: FBT001
    if not reasons.strip():
        raise BadInput("Give your reasons.", field="reasons")
    if granted and not assessment.strip():
        raise BadInput("Write or paste the specific risk assessment.", field="risk_assessment")
    if granted and not adopted:
        raise BadInput(
            "Adopt the risk assessment as your own, or decline authority.",
            field="assessment_adopted",
        )
