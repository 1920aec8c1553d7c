"""Acknowledge what came in through the public sites, which may not send mail themselves."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from bluelamp.publication.models import Enquiry, Feedback
from bluelamp.publication.public.addresses import enquiry_page, gallery_page
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import FeedbackKind


def acknowledge(*, at: datetime) -> int:
    """Write to the asker of each new enquiry, and pass new messages on; give how many there were."""
    waiting = Enquiry.objects.filter(acknowledged_at=None).order_by("id")
    written = Feedback.objects.filter(passed_on_at=None).order_by("id")
    enquiries, messages = list(waiting), list(written)
    for enquiry in enquiries:
        _acknowledge_enquiry(enquiry, at=at)
    for message in messages:
        _pass_on(message, at=at)
    return len(enquiries) + len(messages)


@transaction.atomic
def _acknowledge_enquiry(enquiry: Enquiry, *, at: datetime) -> None:
    enquiry.acknowledged_at = at
    enquiry.save(update_fields=["acknowledged_at"])
    post(
        to=enquiry.email,
        subject=f"Your enquiry {enquiry.reference}",
        template="acknowledged",
        words={"enquiry": enquiry, "enquiry_page": enquiry_page(enquiry.secret)},
        key=f"acknowledged-{enquiry.pk}",
        thread=f"publication.enquiry-{enquiry.pk}",
        at=at,
    )


@transaction.atomic
def _pass_on(message: Feedback, *, at: datetime) -> None:
    message.passed_on_at = at
    message.save(update_fields=["passed_on_at"])
    removal = message.kind == FeedbackKind.REMOVAL
    page = gallery_page(message.edition.token) if message.edition else ""
    words = {
        "message": message,
        "removal": removal,
        "gallery_page": page,
        "desk_page": f"{settings.BLUELAMP_DESK_URL}/messages/{message.reference}/",
    }
    thread = f"publication.message-{message.pk}"
    subject = f"{'Removal request' if removal else 'Feedback'} {message.reference}"
    post(
        to=settings.BLUELAMP_FORCE.press_email,
        subject=subject,
        template="message_received",
        words=words,
        key=f"message-{message.pk}",
        thread=thread,
        at=at,
    )
    if removal:
        post(
            to=message.email,
            subject=f"Your request {message.reference}",
            template="removal_received",
            words=words,
            key=f"removal-{message.pk}",
            thread=thread,
            at=at,
        )
