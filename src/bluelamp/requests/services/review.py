"""Internal review: somebody is not content with the answer, and somebody else looks at it again."""

from datetime import date, datetime

from django.utils import timezone

from bluelamp.casework.errors import MustBeSomeoneElse
from bluelamp.people.actor import Actor
from bluelamp.requests import post
from bluelamp.requests.clock import DAYS, working_days_after
from bluelamp.requests.doing import WORKS, doing, enter, need
from bluelamp.requests.errors import BadInput, NotNow
from bluelamp.requests.models import Request, Review
from bluelamp.requests.values import ReviewOutcome, State


def ask_review(*, request: str, reasons: str, asked_on: date, actor: Actor, at: datetime) -> None:
    """Record that a review was asked for, due in twenty working days (the s.45 code); raises NotNow, BadInput."""
    with doing(request, actor=actor, states=(State.ANSWERED,)) as row:
        said = need(reasons, "Say what they are not content with.", field="reasons")
        answered_on = timezone.localdate(row.ended_at)
        if not answered_on <= asked_on <= timezone.localdate(at):
            raise BadInput(
                f"That day must be from {answered_on:%-d %B %Y} to today.", field="asked_on"
            )
        if row.reviews.filter(decided_at=None).exists():
            raise NotNow("A review is under way already.")
        review = Review.objects.create(
            request=row,
            asked_on=asked_on,
            reasons=said,
            due_on=working_days_after(asked_on, DAYS),
            first_by=row.ended_by,
            recorded_by=actor.reference,
            recorded_at=at,
        )
        text = post.draft("review_asked", row, review=review)
        post.write(row, words="your request for a review", text=text, by=actor, at=at)
        enter(
            "review asked",
            row,
            actor=actor,
            at=at,
            reasons=said,
            asked_on=asked_on.isoformat(),
        )


def decide_review(
    *, request: str, outcome: ReviewOutcome, answer: str, actor: Actor, at: datetime
) -> None:
    """Decide the review and send its answer.

    Raises MustBeSomeoneElse for anybody who had a hand in the first answer, NotNow, BadInput.
    """
    with doing(request, actor=actor, states=(State.ANSWERED,)) as row:
        review = row.reviews.filter(decided_at=None).first()
        if review is None:
            raise NotNow("No review is under way.")
        if actor.hands & _answered(row):
            raise MustBeSomeoneElse(
                "A review is decided by somebody who had no part in the first answer."
            )
        words = need(answer, "Write the answer to the review.", field="answer")
        review.outcome, review.answer = outcome, words
        review.decided_by, review.decided_at = actor.reference, at
        review.decided_for = actor.stands_in_for(WORKS)
        review.save()
        text = post.draft("review_decided", row, review=review, outcome=outcome)
        post.write(row, words="the review of our answer", text=text, by=actor, at=at)
        enter(
            "review decided",
            row,
            actor=actor,
            at=at,
            finding=outcome.words,
            answer=words,
            recipients=[row.email or row.name],
        )


def _answered(row: Request) -> set[str]:
    """Everybody who had a part in the first answer."""
    decided = row.questions.values_list("decided_by", flat=True)
    settled = row.places.values_list("settled_by", flat=True)
    return {row.ended_by, *decided, *settled} - {""}
