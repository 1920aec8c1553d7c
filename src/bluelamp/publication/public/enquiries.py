"""The door for reporters: an enquiry comes in, and its asker sees how it stands."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from bluelamp.publication.errors import EnquiryIncomplete, NoSuchEnquiry
from bluelamp.publication.models import Enquiry
from bluelamp.publication.public.addresses import digest, random_name
from bluelamp.publication.public.editions import edition_where
from bluelamp.publication.public.references import insert_with_reference
from bluelamp.publication.values import EditionView, EnquiryReceipt, EnquiryStanding, EnquiryStatus
from bluelamp.publication.words import mailbox, shown

LONGEST: Final = {
    "outlet": 200,
    "name": 200,
    "email": 254,
    "person": 200,
    "court": 200,
    "case_details": 4000,
    "question": 4000,
    "purpose": 2000,
}
NEEDED: Final = ("outlet", "name", "email", "person", "court", "question")


def receive_enquiry(
    *,
    outlet: str,
    name: str,
    email: str,
    person: str,
    court: str,
    case_details: str,
    deadline: datetime | None,
    question: str,
    at: datetime,
    purpose: str = "",
) -> EnquiryReceipt:
    """Keep a reporter's enquiry under the year's next reference.

    The secret is random and opens the status page; the public sites can find it but not read it.
    Raises EnquiryIncomplete, NotAMailbox, Unshowable.
    """
    words = {
        "outlet": outlet,
        "name": name,
        "email": email,
        "person": person,
        "court": court,
        "case_details": case_details,
        "question": question,
        "purpose": purpose,
    }
    words = {field: shown(text) for field, text in words.items()}
    _check(words)
    words["email"] = mailbox(email)
    secret = random_name()
    columns = {
        **words,
        "secret": secret,
        "secret_digest": digest(secret),
        "deadline": deadline,
        "status": EnquiryStatus.RECEIVED,
        "received_at": at,
    }
    enquiry = insert_with_reference(Enquiry, "ENQ", at=at, columns=columns)
    return EnquiryReceipt(reference=enquiry.reference, secret=secret)


def standing(secret: str) -> EnquiryStanding:
    """How the enquiry stands that this secret opens; raises NoSuchEnquiry."""
    found = Enquiry.objects.filter(secret_digest=digest(secret)).values(
        "reference", "status", "message", "received_at", "answered_at", "edition_id"
    )
    row = found.first()
    if row is None:
        raise NoSuchEnquiry
    return EnquiryStanding(
        reference=row["reference"],
        status=EnquiryStatus(row["status"]),
        message=row["message"],
        received_at=row["received_at"],
        answered_at=row["answered_at"],
        edition=_open(row["edition_id"]) if row["edition_id"] else None,
    )


def _open(edition: int) -> EditionView | None:
    """The edition, where it has a page on the public sites."""
    found = edition_where(Q(id=edition))
    return found if found.is_open else None


def _check(words: dict[str, str]) -> None:
    missing = [field for field in NEEDED if not words[field]]
    if missing:
        raise EnquiryIncomplete(f"An enquiry needs: {', '.join(missing)}.")
    long = [f"{field} ({LONGEST[field]})" for field in words if len(words[field]) > LONGEST[field]]
    if long:
        raise EnquiryIncomplete(f"Longer than can be kept, in characters: {', '.join(long)}.")
