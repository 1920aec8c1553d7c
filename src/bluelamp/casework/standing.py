"""A case's facts as they stand: what people have said, and what the case's own rows show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from bluelamp.casework import deadlines, restrictions
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import (
    AssertedFact,
    Authorisation,
    Case,
    CommunicationsView,
    Consultation,
    Deadline,
    Decision,
    Image,
    LegalAdvice,
    Listing,
    OfficerNotice,
    PlanVersion,
    Rendition,
    RestrictionCheck,
    RightsTest,
    Wording,
)
from bluelamp.casework.pack import facts_of
from bluelamp.casework.quarantine import is_quarantined
from bluelamp.people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What counts of a case now, read once: an earlier round's approvals do not, nor superseded facts."""

    case: Case
    image: Image | None
    wrong_person: bool
    listing: Listing | None
    plan: PlanVersion | None
    rendition: Rendition | None
    approved: Rendition | None
    is_copied: bool
    authorisation: Authorisation | None
    consultation: Consultation | None
    communications: CommunicationsView | None
    rights: RightsTest | None
    legal: LegalAdvice | None
    notice: OfficerNotice | None
    wording: Wording | None
    # The check for restrictions that still counts, whether one in force bars a release, and what has fallen due.
    checked: RestrictionCheck | None
    barred: bool
    due: tuple[Deadline, ...]
    asserted: Mapping[str, AssertedFact]
    released_before: bool
    embargoed: Decision | None


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
        wrong_person=is_wrong(image),
        listing=plan.listings.filter(undone_at=None).first() if plan else None,
        plan=plan,
        rendition=rendition,
        approved=approved,
        is_copied=approved is not None and approved.exact_copies.exists(),
        authorisation=case.authorisations.filter(**now).order_by("-id").first(),
        consultation=case.consultations.filter(**now).order_by("-id").first(),
        communications=case.communications_views.filter(**now).order_by("-id").first(),
        rights=case.rights_tests.filter(**now).order_by("-id").first(),
        legal=case.legal_advice.filter(**now).order_by("-id").first(),
        # A notice told of one picture: it counts for no other.
        notice=case.notices.filter(**now, rendition=approved)
        .exclude(ended="withdrawn")
        .order_by("-id")
        .first(),
        wording=case.wordings.filter(**now).order_by("-id").first(),
        checked=restrictions.counting_check(case),
        barred=restrictions.bars(case),
        due=tuple(deadlines.reached(case)),
        # The latest assertion of each fact; earlier ones are superseded and kept.
        asserted={row.name: row for row in case.facts.order_by("id")},
        released_before=case.decisions.filter(round__lt=case.round).exclude(edition="").exists(),
        embargoed=case.decisions.filter(released=True, edition="", held_at=None).first(),
    )


def facts(now: Standing, *, at: datetime) -> dict[str, Any]:
    """Every fact of the case by the policy's names; one that nobody has stated is absent, hence unknown."""
    said = {name: row.value for name, row in now.asserted.items() if row.known}
    known = facts_of(now.case.route)
    shown = {name: one.value(now, at) for name, one in SHOWN.items() if name in known}
    return {**said, **shown}


def prepared(known: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they will be once everything has been prepared; what has gone against it stays.

    A hold for want of an image says nothing about the questions that must still be asked: these
    facts show which of them matter.
    """
    against = {"wrong_person", "against"}
    done = {
        name: one.once_done
        for name, one in SHOWN.items()
        if name in known
        and one.once_done is not None
        and known[name] not in against
        and (not one.needed_for or one.needed_for in known)
    }
    return {**known, **done}


def hands(rendition: Rendition) -> frozenset[str]:
    """Everyone who worked on the picture, by reference: none of them may check it.

    Whoever settled a doubt that still is, or had somebody followed, worked on it too.
    """
    image = rendition.plan.image
    makers = chain.from_iterable(image.plans.values_list("made_by", "made_for"))
    settlers = image.settled_doubts.filter(undone_at=None).values_list("settled_by", flat=True)
    followers = image.pursuits.values_list("asked_by", flat=True)
    worked = {rendition.prepared_by, rendition.prepared_for, *makers, *settlers, *followers}
    return frozenset(worked - {""})


def window(notice: OfficerNotice | None, *, at: datetime) -> str:
    """Whether the officer's chance to object has been opened, is open, or has closed (CI-23)."""
    if notice is None:
        return "not_opened"
    return "closed" if notice.closed_at is not None or notice.closes_at <= at else "open"


def is_wrong(image: Image | None) -> bool:
    """Whether somebody has said, in this case or in any other, that the image shows the wrong person."""
    return image is not None and (image.right_person is False or is_quarantined(image.sha256))


def _identity(now: Standing) -> str:
    if now.wrong_person:
        return "wrong_person"
    return "confirmed" if now.image and now.image.right_person else "unconfirmed"


def _view(consultation: Consultation | None) -> str:
    if consultation is None:
        return "not_consulted"
    return "for" if consultation.in_favour else "against"


def categories(now: Standing) -> frozenset[str]:
    """The sensitive categories into which the investigation is said to fall (CI-12)."""
    said = now.asserted.get("category")
    return frozenset(said.value or ()) if said and said.known else frozenset()


def covers(authorisation: Authorisation, now: Standing) -> bool:
    """Whether it was given with every sensitive category in view that stands now; one that came later asks anew."""
    return categories(now) <= set(authorisation.categories)


def _granted(now: Standing) -> Authorisation | None:
    given = now.authorisation
    return given if given and given.granted and covers(given, now) else None


def _adopted(now: Standing) -> bool:
    granted = _granted(now)
    return bool(granted and granted.assessment_adopted)


def _approver(now: Standing) -> str:
    """Who has approved it, as the policy calls them (WP-02)."""
    granted = _granted(now)
    return _APPROVERS.get(granted.role, "other") if granted else "none"


_APPROVERS: Final[dict[str, str]] = {
    Role.SENIOR_INVESTIGATING_OFFICER: "sio",
    Role.OFFICER_IN_COMMAND: "officer_in_command",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A fact that is never asked, because the case's own rows show it.

    `once_done` is how it stands when that part of preparing is done (None where it is none), and
    `needed_for` the fact without which nobody knows whether that part is needed.
    """

    value: Callable[[Standing, datetime], Any]
    once_done: Any = None
    needed_for: str = ""


# By the policy's names; a case shows those that its route asks about.
SHOWN: Final[dict[str, Shown]] = {
    "image_held": Shown(value=lambda now, _: now.image is not None, once_done=True),
    "identity": Shown(value=lambda now, _: _identity(now), once_done="confirmed"),
    "others_visible": Shown(value=lambda now, _: now.approved is None, once_done=False),
    "senior_authority": Shown(value=lambda now, _: _granted(now) is not None, once_done=True, needed_for="category"),
    "senior_risk_assessment": Shown(value=lambda now, _: _adopted(now), once_done=True, needed_for="category"),
    "superintendent": Shown(value=lambda now, _: _view(now.consultation), once_done="for", needed_for="delay_from_related_restriction"),
    "approved_by": Shown(value=lambda now, _: _approver(now), once_done="sio"),
    "decided_by": Shown(value=lambda now, _: _approver(now), once_done="sio"),
    # The officer's approval here is the entry in the decision log (BWV-07).
    "decision_logged": Shown(value=lambda now, _: _granted(now) is not None, once_done=True),
    "comms_consulted": Shown(value=lambda now, _: now.communications is not None, once_done=True),
    "officer_notified": Shown(value=lambda now, _: now.notice is not None, once_done=True),
    "objection_window": Shown(value=lambda now, at: window(now.notice, at=at), once_done="closed"),
    "exact_copy_kept": Shown(value=lambda now, _: now.is_copied, once_done=True),
    "published": Shown(value=lambda now, _: now.case.state == State.LIVE),
    "released_before": Shown(value=lambda now, _: now.released_before),
}  # fmt: skip
