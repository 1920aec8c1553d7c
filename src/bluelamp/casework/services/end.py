"""Stage 7 and other ends: taken down by anyone at the desk, closed, or opened again for the full route."""

from datetime import datetime

from bluelamp.casework.acting import acting
from bluelamp.casework.errors import BadInput
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Takedown
from bluelamp.casework.services.rights import forget_rights_test
from bluelamp.people.actor import Actor
from bluelamp.publication import services as publication
from bluelamp.publication.values import EnquiryStatus

TOMBSTONE = "The reason for showing it has gone."


def take_down(*, case: str, reason: str, explanation: str, actor: Actor, at: datetime) -> Takedown:
    """Take every live edition of the case down at once and tell everyone who had it; nobody's approval is needed."""
    if reason not in TAKEDOWN_REASONS:
        raise BadInput("Choose why it is taken down.", field="reason")
    if not explanation.strip():
        raise BadInput("Say what happened, for the record.", field="explanation")
    with acting(Act.TAKE_DOWN, case=case, actor=actor, at=at) as doing:
        withdrawn = publication.withdraw(case=case, tombstone=TOMBSTONE, at=at)
        row = Takedown.objects.create(
            case=doing.case,
            round=doing.case.round,
            reason=reason,
            explanation=explanation.strip(),
            tombstone=TOMBSTONE,
            recipients=len(withdrawn.recipients),
            taken_down_by=actor.reference,
            taken_down_at=at,
        )
        doing.entry(
            reason=reason,
            explanation=row.explanation,
            editions=[edition.token for edition in withdrawn.editions],
            recipients=list(withdrawn.recipients),
        )
    return row


def reopen(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Open an ended case again: a new round, in which nothing approved before counts."""
    if not reason.strip():
        raise BadInput("Say why the case is opened again.", field="reason")
    with acting(Act.REOPEN, case=case, actor=actor, at=at) as doing:
        doing.case.round += 1
        forget_rights_test(doing)
        doing.entry(reason=reason, round=doing.case.round)


def close(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Close a case that nobody pursues any more, without a decision."""
    if not reason.strip():
        raise BadInput("Say why the case is closed.", field="reason")
    with acting(Act.CLOSE, case=case, actor=actor, at=at) as doing:
        doing.case.notices.filter(ended="").update(ended="withdrawn", closed_at=at)
        for linked in doing.case.enquiries.all():
            publication.answer_enquiry(
                reference=linked.enquiry,
                status=EnquiryStatus.CLOSED,
                message="We have closed this enquiry without a release.",
                at=at,
            )
        doing.entry(reason=reason)
