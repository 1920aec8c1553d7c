"""A further enquiry joins a case; one for which no case is opened is answered all the same, in the record."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework.acting import acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import LinkedEnquiry
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as enquiries
from bluelamp.publication import services as publication
from bluelamp.publication.values import EnquiryStatus, EnquiryView
from bluelamp.record import services as record

WITHOUT_A_CASE = frozenset({EnquiryStatus.NOT_RELEASED, EnquiryStatus.CLOSED})


def answer_without_case(
    *, enquiry: str, status: EnquiryStatus, message: str, actor: Actor, at: datetime
) -> None:
    """Tell the asker that nothing is released, or that the enquiry is closed, where no case is open for it.

    Raises NotAllowed, BadInput without words for the asker, OutOfOrder where a case has taken the
    enquiry up or it has been answered.
    """
    if not actor.holds(Role.PRESS_OFFICER):
        raise NotAllowed(
            "Answer an enquiry: only a press officer may do this, and you are not one."
        )
    if status not in WITHOUT_A_CASE:
        raise BadInput("Choose what the answer is.", field="status")
    need(message, "Write what the asker will read.", field="message")
    with transaction.atomic():
        must_wait(enquiries.enquiry(enquiry))
        publication.answer_enquiry(reference=enquiry, status=status, message=message.strip(), at=at)
        record.append(
            kind="enquiry answered",
            case=enquiry,
            actor=actor.reference,
            at=at,
            body={"status": status, "message": message.strip()},
        )


def add_enquiry(*, case: str, enquiry: str, actor: Actor, at: datetime) -> None:
    """Let a case answer one more enquiry about the same person; where it is live, the asker is told at once.

    Raises OutOfOrder where another case has taken the enquiry up or it has been answered.
    """
    with acting(Act.ADD_ENQUIRY, case=case, actor=actor, at=at) as doing:
        must_wait(enquiries.enquiry(enquiry))
        LinkedEnquiry.objects.create(case=doing.case, enquiry=enquiry)
        publication.take_up(reference=enquiry, case=case, at=at)
        for edition in enquiries.editions_of(case):
            if edition.live:
                publication.answer_enquiry(
                    reference=enquiry,
                    status=EnquiryStatus.RELEASED,
                    message="The image has been released.",
                    edition=edition.token,
                    at=at,
                )
        doing.entry(enquiry=enquiry)


def must_wait(asked: EnquiryView) -> None:
    """Raise OutOfOrder unless the enquiry still waits for somebody."""
    if asked.case:
        raise OutOfOrder("A case has taken up this enquiry already.")
    if asked.status is not EnquiryStatus.RECEIVED:
        raise OutOfOrder("This enquiry has been answered already.")
