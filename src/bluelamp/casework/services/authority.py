"""Stage 4: the senior officer's authority, and the Superintendent's view."""

from datetime import datetime

from django.conf import settings

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Authorisation, CommunicationsView, Consultation
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import categories, standing
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


def ask_authority(*, case: str, request: str, actor: Actor, at: datetime) -> Authorisation:
    """Ask for a senior officer's authority and risk assessment (CI-12), or for the approval that the route needs (WP-02).

    Raises SettingNotMade where the policy asks for a senior officer and the force has set no rank.
    """
    need(request, "Say what the officer is asked to authorise, and why.", field="request")
    with acting(Act.ASK_AUTHORITY, case=case, actor=actor, at=at) as doing:
        if not _is_approval(doing):
            settings.BLUELAMP_FORCE.needs("senior_officer_rank")
        if _waiting(doing.case.pk, doing.case.round):
            raise OutOfOrder("An officer has already been asked and has not answered yet.")
        asked = Authorisation.objects.create(
            case=doing.case,
            round=doing.case.round,
            asked_by=actor.reference,
            asked_for=doing.acted_for,
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
    risk_assessment: str = "",
    assessment_adopted: bool = False,
    decided_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Authorisation:
    """Give or decline authority, adopting a specific risk assessment as one's own (CI-12, X-13), or approval (WP-02).

    `decided_at` is when the officer decided, where that was before it is entered here. Authority
    holds for the sensitive categories that stand now: another that comes later asks for it anew.
    Raises NotAllowed below the rank that the force has set, MustBeSomeoneElse where the officer
    asked for the authority too, BadInput without reasons or, if granted, without the assessment.
    """
    need(reasons, "Give your reasons.", field="reasons")
    if decided_at is not None and decided_at > at:
        raise BadInput("The decision cannot have been made later than now.", field="decided_on")
    with acting(Act.AUTHORISE, case=case, actor=actor, at=at) as doing:
        if not _is_approval(doing):
            _check_rank(actor, "senior_officer_rank", "Authority")
            _check_assessment(granted, risk_assessment, assessment_adopted)
        elif _role(doing) == Role.OFFICER_IN_COMMAND:
            _check_rank(actor, "officer_in_command", "An officer in command’s approval")
        asked = _waiting(doing.case.pk, doing.case.round)
        if asked is None:
            raise OutOfOrder("Nobody has asked for authority yet: that comes first.")
        doing.check_another(
            {asked.asked_by, asked.asked_for},
            "You asked for this authority, so another officer must answer.",
        )
        asked.answered_by, asked.answered_for = actor.reference, doing.acted_for
        asked.answered_at, asked.rank = at, actor.rank
        asked.role, asked.decided_at = _role(doing), decided_at
        asked.categories = sorted(categories(standing(doing.case)))
        asked.granted, asked.reasons = granted, reasons.strip()
        asked.risk_assessment, asked.assessment_adopted = (
            risk_assessment.strip(),
            assessment_adopted,
        )
        asked.save()
        doing.entry(
            granted=granted,
            rank=actor.rank,
            role=asked.role,
            reasons=asked.reasons,
            risk_assessment=asked.risk_assessment,
            assessment_adopted=assessment_adopted,
            decided_at=decided_at.isoformat() if decided_at else "",
            categories=asked.categories,
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
    need(consulted, "Enter the name of the officer consulted.", field="consulted")
    need(rationale, "Record the rationale for or against release.", field="rationale")
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


def give_communications_view(
    *, case: str, in_favour: bool, view: str, actor: Actor, at: datetime
) -> CommunicationsView:
    """The communications department, consulted, says what it thinks; the senior investigating officer decides (BWV-08)."""
    need(view, "Record the department’s view and its reasons.", field="view")
    with acting(Act.GIVE_COMMUNICATIONS_VIEW, case=case, actor=actor, at=at) as doing:
        row = CommunicationsView.objects.create(
            case=doing.case,
            round=doing.case.round,
            in_favour=in_favour,
            view=view.strip(),
            given_by=actor.reference,
            given_at=at,
        )
        doing.entry(in_favour=in_favour, view=row.view)
    return row


def _is_approval(doing: Acting) -> bool:
    return bool(Route(doing.case.route).way.approved)


def _role(doing: Acting) -> str:
    """The part in which the officer answers; who holds both answers as the senior investigating officer."""
    may = doing.step.who & doing.actor.roles
    first = Role.SENIOR_INVESTIGATING_OFFICER
    return first if first in may else min(may)


def _waiting(case: int, round_: int) -> Authorisation | None:
    return Authorisation.objects.filter(case=case, round=round_, answered_at=None).first()


def _check_rank(actor: Actor, setting: str, what: str) -> None:
    wanted: Rank = settings.BLUELAMP_FORCE.needs(setting)
    if not actor.rank.at_least(wanted):
        raise NotAllowed(
            f"{what} must come from the rank of {wanted.words} or above; your rank is {actor.rank.words}."
        )


def _check_assessment(granted: bool, assessment: str, adopted: bool) -> None:  # noqa: FBT001
    if granted and not assessment.strip():
        raise BadInput("Write or paste the specific risk assessment.", field="risk_assessment")
    if granted and not adopted:
        raise BadInput(
            "Adopt the risk assessment as your own, or decline authority.",
            field="assessment_adopted",
        )
