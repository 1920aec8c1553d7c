"""Take up an enquiry into a case."""

from datetime import datetime

from django.db import transaction

from bluelamp.publication.errors import NoSuchEnquiry
from bluelamp.publication.models import Enquiry
from bluelamp.publication.public.addresses import enquiry_page
from bluelamp.publication.selectors import enquiry
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import EnquiryStatus, EnquiryView


@transaction.atomic
def take_up(*, reference: str, case: str, at: datetime) -> EnquiryView:
    """Tie an enquiry to a case and tell its asker that it is being considered; raises NoSuchEnquiry.

    Taken up again for the same case, nothing changes and nobody is written to twice.
    """
    row = Enquiry.objects.select_for_update().filter(reference=reference).first()
    if row is None:
        raise NoSuchEnquiry(reference)
    if row.status == EnquiryStatus.RECEIVED:
        row.status = EnquiryStatus.BEING_CONSIDERED
        post(
            to=row.email,
            subject=f"Your enquiry {reference}",
            template="being_considered",
            words={"enquiry": row, "enquiry_page": enquiry_page(row.secret)},
            key=f"considered-{row.pk}",
            thread=f"publication.enquiry-{row.pk}",
            at=at,
        )
    row.case = case
    row.save(update_fields=["status", "case"])
    return enquiry(reference)
