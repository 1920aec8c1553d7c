"""A case's facts as they stand: what people have said, and what the case's own rows show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import (
    AssertedFact,
    Authorisation,
    Case,
    Consultation,
    Image,
    OfficerNotice,
    PlanVersion,
    Rendition,
    Wording,
)

# These are never asked in a form: the case's own rows answer them.
SHOWN_BY_THE_CASE = frozenset(
    {
        "image_held",
        "identity",
        "others_visible",
        "senior_authority",
        "senior_risk_assessment",
        "superintendent",
        "officer_notified",
        "objection_window",
        "published",
        "released_before",
    }
)


# How those that are still to be done will stand once they are, and the fact without which nobody
# knows whether they are needed.
WHEN_DONE: tuple[tuple[str, Any, str], ...] = (
    ("image_held", True, ""),
    ("identity", "confirmed", ""),
    ("others_visible", False, ""),
    ("senior_authority", True, "category"),
    ("senior_risk_assessment", True, "category"),
    ("superintendent", "for", "delay_from_related_restriction"),
    ("officer_notified", True, ""),
    ("objection_window", "closed", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What counts of a case now, read once: an earlier round's approvals do not, nor superseded facts."""

    case: Case
    image: Image | None
    plan: PlanVersion | None
    rendition: Rendition | None
    approved: Rendition | None
    authorisation: Authorisation | None
    consultation: Consultation | None
    notice: OfficerNotice | None
    wording: Wording | None
    asserted: Mapping[str, AssertedFact]
    released_before: bool


def standing(case: Case) -> Standing:
    """Gather what counts now: the newest image, its newest plan and that plan's newest rendition."""
    now = {"round": case.round}
    image = case.images.filter(**now).order_by("-id").first()
    plan = image.plans.order_by("-number").first() if image else None
    rendition = plan.renditions.order_by("-id").first() if plan else None
    approved = rendition if rendition and rendition.approved else None
    return Standing(
        case=case,
        image=image,
        plan=plan,
        rendition=rendition,
        approved=approved,
        authorisation=case.authorisations.filter(**now).order_by("-id").first(),
        consultation=case.consultations.filter(**now).order_by("-id").first(),
        # A notice told of one picture: it counts for no other.
        notice=case.notices.filter(**now, rendition=approved)
        .exclude(ended="withdrawn")
        .order_by("-id")
        .first(),
        wording=case.wordings.filter(**now).order_by("-id").first(),
        # The latest assertion of each fact; earlier ones are superseded and kept.
        asserted={row.name: row for row in case.facts.order_by("id")},
        released_before=case.decisions.filter(released=True, round__lt=case.round).exists(),
    )


def facts(now: Standing, *, at: datetime) -> dict[str, Any]:
    """Every fact of the case by the policy's names; one that nobody has stated is absent, hence unknown."""
    said = {name: row.value for name, row in now.asserted.items() if row.known}
    return {**said, **shown(now, at=at)}


def prepared(known: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they will be once everything has been prepared; what has gone against it stays.

    A hold for want of an image says nothing about the questions that must still be asked: these
    facts show which of them matter.
    """
    against = {"wrong_person", "against"}
    done = {
        name: good
        for name, good, needed_for in WHEN_DONE
        if known.get(name) not in against and (not needed_for or needed_for in known)
    }
    return {**known, **done}


def shown(now: Standing, *, at: datetime) -> dict[str, Any]:
    """The facts that the case's own rows show, each as exact as the rows are."""
    return {
        "image_held": now.image is not None,
        "identity": _identity(now.image),
        "others_visible": now.approved is None,
        "senior_authority": bool(now.authorisation and now.authorisation.granted),
        "senior_risk_assessment": bool(
            now.authorisation and now.authorisation.granted and now.authorisation.assessment_adopted
        ),
        "superintendent": _view(now.consultation),
        "officer_notified": now.notice is not None,
        "objection_window": window(now.notice, at=at),
        "published": now.case.state == State.LIVE,
        "released_before": now.released_before,
    }


def hands(rendition: Rendition) -> frozenset[str]:
    """Everyone who worked on the picture, by reference: none of them may check it."""
    makers = rendition.plan.image.plans.values_list("made_by", flat=True)
    return frozenset({rendition.prepared_by, *makers})


def window(notice: OfficerNotice | None, *, at: datetime) -> str:
    """Whether the officer's chance to object has been opened, is open, or has closed (CI-23)."""
    if notice is None:
        return "not_opened"
    return "closed" if notice.closed_at is not None or notice.closes_at <= at else "open"


def _identity(image: Image | None) -> str:
    if image is None or image.right_person is None:
        return "unconfirmed"
    return "confirmed" if image.right_person else "wrong_person"


def _view(consultation: Consultation | None) -> str:
    if consultation is None:
        return "not_consulted"
    return "for" if consultation.in_favour else "against"
