"""What visitors of the public sites wrote is settled: by whom, how and why, in the record."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework import access
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as messages
from bluelamp.publication import services as publication
from bluelamp.publication.values import FeedbackKind, FeedbackOutcome, FeedbackView
from bluelamp.record import services as record

_EITHER = (FeedbackOutcome.REMOVED, FeedbackOutcome.KEPT, FeedbackOutcome.ANSWERED)


def settle_message(
    *,
    message: str,
    outcome: FeedbackOutcome,
    reasons: str,
    answer: str,
    case: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Settle a removal request or feedback; `case` names the case where the message does not.

    Raises NotAllowed, BadInput where the outcome lacks its reasons or its answer, OutOfOrder where
    a picture said to have been removed is still published or one said to stay is not, AlreadySettled, NoSuchFeedback.
    """
    if not actor.holds(Role.PRESS_OFFICER):
        raise NotAllowed("Settle a message: only a press officer may do this, and you are not one.")
    with transaction.atomic():
        written = messages.feedback(message)
        concerned = written.case or _known(case, actor=actor, at=at)
        _check(written, outcome, concerned, reasons.strip(), answer.strip())
        publication.settle_feedback(
            reference=message,
            outcome=outcome,
            reasons=reasons.strip(),
            answer=answer.strip(),
            case=concerned,
            by=actor.reference,
            at=at,
        )
        record.append(
            kind="message settled",
            case=concerned or message,
            actor=actor.reference,
            at=at,
            body={
                "message": message,
                "settled": outcome,
                "reasons": reasons.strip(),
                "answer": answer.strip(),
            },
        )


def outcomes_for(written: FeedbackView) -> tuple[FeedbackOutcome, ...]:
    """How this message may be settled: a removal request is never merely read."""
    if written.kind is FeedbackKind.REMOVAL:
        return _EITHER
    about_a_picture = _EITHER[:2] if written.case else ()
    answerable = _EITHER[2:] if written.email else ()
    return (FeedbackOutcome.READ, *answerable, *about_a_picture)


def _check(
    written: FeedbackView, outcome: FeedbackOutcome, case: str, reasons: str, answer: str
) -> None:
    if outcome not in outcomes_for(written):
        raise BadInput("Choose how it is settled.", field="outcome")
    if outcome is FeedbackOutcome.REMOVED:
        _check_removed(case)
    if outcome is FeedbackOutcome.KEPT and written.edition and not written.live:
        raise OutOfOrder("The picture is no longer published, so it cannot be said to stay.")
    if outcome is not FeedbackOutcome.READ and not reasons:
        raise BadInput("Record why it is settled like this.", field="reasons")
    if written.email and outcome is not FeedbackOutcome.READ and not answer:
        raise BadInput("Write what the person who wrote to us will read.", field="answer")


def _check_removed(case: str) -> None:
    if not case:
        raise BadInput("Name the case whose picture was removed.", field="case")
    published = messages.editions_of(case)
    if not published:
        raise BadInput(f"Nothing of case {case} has ever been published.", field="case")
    if any(edition.live for edition in published):
        raise OutOfOrder(
            f"The picture of case {case} is still published: take it down first.",
            what_next="Then come back here and answer.",
        )


def _known(case: str, *, actor: Actor, at: datetime) -> str:
    reference = case.strip().upper()
    if reference and not access.seen_by(actor, at=at).filter(reference=reference).exists():
        raise BadInput(f"There is no case {reference}.", field="case")
    return reference
