"""Footage is handed over to the prosecution, for which the advice must be to release (BWV-01, BWV-02); never to the public."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access, permitted
from bluelamp.casework.acting import Acting, acting, locked
from bluelamp.casework.entered import need
from bluelamp.casework.errors import AdviceIsNotRelease, BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, HandedItem, HandOver, Image, Rendition
from bluelamp.casework.quarantine import check_free
from bluelamp.casework.routes import Route
from bluelamp.casework.services.advise import advice_entry, keep_advice
from bluelamp.casework.standing import facts, standing
from bluelamp.people.actor import Actor
from bluelamp.record import agreement
from bluelamp.record import services as record


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """To whom and how: a named recipient of an organisation, by which means, on which terms."""

    recipient: str
    organisation: str
    sent_how: str
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file of the case that may be handed over: an original, or an approved rendition, by its sha256."""

    role: str
    sha256: str
    media_type: str
    words: str


def held(case: Case) -> tuple[Held, ...]:
    """What of this round may be handed over, originals first."""
    images = case.images.filter(round=case.round).exclude(right_person=False).order_by("id")
    originals = [
        Held(role="original", sha256=image.sha256, media_type=image.media_type, words=image.source)
        for image in images
    ]
    made = Rendition.objects.filter(plan__image__in=images, approved=True).order_by("id")
    return (
        *originals,
        *(
            Held(
                role="rendition",
                sha256=each.sha256,
                media_type=each.media_type,
                words="Obscured and checked",
            )
            for each in made
        ),
    )


def hand_over(*, case: str, items: tuple[str, ...], to: To, actor: Actor, at: datetime) -> HandOver:
    """Record the hand-over of these files (by sha256), on the footing that the case's facts show.

    Raises AdviceIsNotRelease, from which nobody departs here; BadInput naming what is missing;
    OutOfOrder where a file shows the wrong person; ClosedToRelease.
    """
    _check_to(to)
    agreement.check_open()
    with acting(Act.HAND_OVER, case=case, actor=actor, at=at) as doing:
        chosen = _chosen(doing, items)
        now = standing(doing.case)
        given = keep_advice(now, actor=actor, at=at)
        if given.outcome != "release":
            raise AdviceIsNotRelease(
                f"The advice now is “{given.outcome.replace('_', ' ')}”, so nothing is handed over.",
                what_next="Open the advice to see what is missing and why.",
            )
        row = HandOver.objects.create(
            case=doing.case,
            round=doing.case.round,
            advice=given,
            footing=facts(now, at=at)["instruction"],
            recipient=to.recipient.strip(),
            organisation=to.organisation.strip(),
            sent_how=to.sent_how.strip(),
            terms=to.terms.strip(),
            handed_by=actor.reference,
            handed_for=doing.acted_for,
            handed_at=at,
        )
        _keep_items(row, chosen)
        doing.entry(**_said(row, chosen), **advice_entry(given))
    return row


def record_receipt(
    *, case: str, received_by: str, receipt: str, received_at: datetime, actor: Actor, at: datetime
) -> HandOver:
    """Record who received what was handed over, when, and under which reference; once."""
    need(received_by, "Say who received it.", field="received_by")
    need(receipt, "Give the receipt’s reference.", field="receipt")
    with acting(Act.RECORD_RECEIPT, case=case, actor=actor, at=at) as doing:
        row = doing.case.handovers.filter(round=doing.case.round, received_at=None).first()
        if row is None:
            raise OutOfOrder("The receipt has been recorded already.")
        if not row.handed_at <= received_at <= at:
            raise BadInput("It was received between the hand-over and now.", field="day")
        row.received_by, row.receipt = received_by.strip(), receipt.strip()
        row.received_at = received_at
        row.receipt_recorded_by, row.receipt_recorded_at = actor.reference, at
        row.save()
        doing.entry(
            received_by=row.received_by,
            receipt=row.receipt,
            received_at=received_at.isoformat(),
        )
    return row


def take_copy(*, case: str, sha256: str, actor: Actor, at: datetime) -> Held:
    """Record that this person takes the file out, and for whom, before a byte of it is given.

    It goes to whom it was handed over to, by name; before that, to the officer who takes it.
    Raises NoSuchCase, NotAllowed, OutOfOrder where the case has no such file or shows the wrong person,
    and ClosedToRelease.
    """
    agreement.check_open()
    with transaction.atomic():
        row = locked(case)
        access.check(row, Act.HAND_OVER, actor=actor, at=at)
        permitted.step_of(act=Act.HAND_OVER, route=Route(row.route), actor=actor)
        found = next((each for each in held(row) if each.sha256 == sha256), None)
        if found is None:
            raise OutOfOrder("This case has no such file to hand over.")
        _check_free(row, found)
        record.taken(
            what=sha256,
            recipients=_recipients(row, found) or [actor.reference],
            actor=actor.reference,
            case=case,
            at=at,
        )
    return found


def _recipients(case: Case, item: Held) -> list[str]:
    rows = case.handovers.filter(round=case.round, items__sha256=item.sha256)
    return [f"{row.recipient}, {row.organisation}" for row in rows]


def _check_to(to: To) -> None:
    need(to.recipient, "Name the person to whom it goes.", field="recipient")
    need(to.organisation, "Name the organisation to which it goes.", field="organisation")
    need(to.sent_how, "Say how it is sent.", field="sent_how")
    need(to.terms, "Note the terms on which it goes, or that there are none.", field="terms")


def _chosen(doing: Acting, items: tuple[str, ...]) -> tuple[Held, ...]:
    chosen = tuple(each for each in held(doing.case) if each.sha256 in items)
    if not chosen or len(chosen) != len(set(items)):
        raise BadInput("Choose what is handed over from what the case holds.", field="items")
    for each in chosen:
        _check_free(doing.case, each)
    return chosen


def _check_free(case: Case, item: Held) -> None:
    """Raise OutOfOrder where the file, or the original that it was made of, shows the wrong person."""
    made_of = Image.objects.filter(case=case, plans__renditions__sha256=item.sha256)
    for sha256 in {item.sha256, *made_of.values_list("sha256", flat=True)}:
        check_free(sha256=sha256)


def _keep_items(row: HandOver, chosen: tuple[Held, ...]) -> None:
    HandedItem.objects.bulk_create(
        HandedItem(handover=row, role=each.role, sha256=each.sha256, media_type=each.media_type)
        for each in chosen
    )


def _said(row: HandOver, chosen: tuple[Held, ...]) -> dict[str, object]:
    return {
        "footing": row.footing,
        "recipient": row.recipient,
        "organisation": row.organisation,
        "sent_how": row.sent_how,
        "terms": row.terms,
        "items": [f"{each.role} {each.sha256}" for each in chosen],
    }
