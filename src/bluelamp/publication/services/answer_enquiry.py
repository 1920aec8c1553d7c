"""Answer an enquiry: its asker is told how it stands and why, in the press office's words."""

from datetime import datetime

from django.db import transaction

from bluelamp.publication.errors import EnquiryIncomplete, NoSuchEdition, NoSuchEnquiry
from bluelamp.publication.models import Edition, Enquiry
from bluelamp.publication.public.addresses import enquiry_page
from bluelamp.publication.selectors import enquiry
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import EnquiryStatus, EnquiryView


@transaction.atomic
def answer_enquiry(
    *,
    reference: str,
    status: EnquiryStatus,
    message: str,
    at: datetime,
    edition: str | None = None,
) -> EnquiryView:
    """Set how an enquiry stands and write to its asker, unless nothing has changed.

    `edition` is a token, needed for what is released or withdrawn. Raises NoSuchEnquiry,
    NoSuchEdition, EnquiryIncomplete.
    """
    row = Enquiry.objects.select_for_update().filter(reference=reference).first()
    if row is None:
        raise NoSuchEnquiry(reference)
    shown = _edition(edition) if edition else row.edition
    if status in {EnquiryStatus.RELEASED, EnquiryStatus.WITHDRAWN} and shown is None:
        raise EnquiryIncomplete(f"An enquiry that is {status.value} names the release.")
    if (row.status, row.message, row.edition) == (status, message, shown):
        return enquiry(reference)
    row.status, row.message, row.edition, row.answered_at = status, message, shown, at
    row.save(update_fields=["status", "message", "edition", "answered_at"])
    _write(row, at=at)
    return enquiry(reference)


def _edition(token: str) -> Edition:
    found = Edition.objects.filter(token=token).first()
    if found is None:
        raise NoSuchEdition
    return found


def _write(row: Enquiry, *, at: datetime) -> None:
    post(
        to=row.email,
        subject=f"Your enquiry {row.reference}",
        template="answer",
        words={
            "enquiry": row,
            "status": EnquiryStatus(row.status),
            "enquiry_page": enquiry_page(row.secret),
        },
        key=f"answer-{row.pk}-{row.status}-{at:%Y%m%dT%H%M%S%f}",
        thread=f"publication.enquiry-{row.pk}",
        at=at,
    )
