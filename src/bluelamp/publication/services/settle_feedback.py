"""Settle a visitor's message: a removal request is answered, feedback is read."""

from datetime import datetime

from django.db import transaction

from bluelamp.publication.errors import NoSuchFeedback
from bluelamp.publication.models import Feedback
from bluelamp.publication.services.letters import post


@transaction.atomic
def settle_feedback(*, reference: str, answer: str, at: datetime) -> None:
    """Mark a message as settled, and send the answer if there is one; raises NoSuchFeedback.

    A message settled before stays as it was.
    """
    message = Feedback.objects.select_for_update().filter(reference=reference).first()
    if message is None:
        raise NoSuchFeedback(reference)
    if message.settled_at is not None:
        return
    message.settled_at = at
    message.save(update_fields=["settled_at"])
    if answer and message.email:
        post(
            to=message.email,
            subject=f"Your request {reference}",
            template="settled",
            words={"message": message, "answer": answer},
            key=f"settled-{message.pk}",
            thread=f"publication.message-{message.pk}",
            at=at,
        )
