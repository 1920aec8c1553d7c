"""Settle a visitor's message: say how and why, and answer whoever wrote it."""

from datetime import datetime

from django.db import transaction

from bluelamp.publication.errors import AlreadySettled, NoSuchFeedback
from bluelamp.publication.models import Feedback
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import FeedbackKind, FeedbackOutcome


@transaction.atomic
def settle_feedback(
    *,
    reference: str,
    outcome: FeedbackOutcome,
    reasons: str = "",
    answer: str = "",
    case: str = "",
    by: str,
    at: datetime,
) -> None:
    """Mark a message as settled by an officer, and send the answer if there is one.

    Raises NoSuchFeedback, AlreadySettled.
    """
    message = Feedback.objects.select_for_update().filter(reference=reference).first()
    if message is None:
        raise NoSuchFeedback(reference)
    if message.settled_at is not None:
        raise AlreadySettled(reference)
    message.settled_at, message.settled_by, message.outcome = at, by, outcome
    message.reasons, message.answer, message.case = reasons, answer, case
    message.save(update_fields=["settled_at", "settled_by", "outcome", "reasons", "answer", "case"])
    if answer and message.email:
        removal = message.kind == FeedbackKind.REMOVAL
        post(
            to=message.email,
            subject=f"Your {'request' if removal else 'message'} {reference}",
            template="settled",
            words={"message": message, "answer": answer},
            key=f"settled-{message.pk}",
            thread=f"publication.message-{message.pk}",
            at=at,
        )
