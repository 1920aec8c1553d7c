"""Review a case: one person proposes to erase it or to keep it for longer, another answers."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.record import services as record
from bluelamp.retention import parts
from bluelamp.retention.erasing import begin
from bluelamp.retention.errors import NotForThisPerson, NotSaid, OutOfTurn
from bluelamp.retention.keepings import check_not_held, due_on, locked
from bluelamp.retention.models import Keeping, Review
from bluelamp.retention.values import Verdict


@transaction.atomic
def propose(
    *,
    case: str,
    because: str,
    actor: Actor,
    at: datetime,
    verdict: Verdict = Verdict.ERASE,
    until: date | None = None,
) -> None:
    """Propose that a case be erased, or kept until a later day; the reasons name nobody, for they stay.

    Erasure may be proposed before its time, as where the person asks for it and the law does not hold it.
    Raises HoldInForce, NotForThisPerson, NotSaid, and OutOfTurn where something is proposed already.
    """
    parts.check(actor, parts.PROPOSERS, "Proposing what becomes of a case")
    said = parts.check_said(because, field="because", what="Say why.")
    row = locked(case, at=at)
    if Review.objects.filter(case=case, confirmed=None).exists():
        raise OutOfTurn(f"Something is proposed for case {case} already, and waits for an answer.")
    if verdict is Verdict.ERASE:
        check_not_held(row, at=at)
    elif until is None or until <= max(timezone.localdate(at), row.until or date.min):
        raise NotSaid("Say until which later day the case is kept.", field="until")
    Review.objects.create(
        case=case,
        verdict=verdict,
        because=said,
        until=None if verdict is Verdict.ERASE else until,
        proposed_by=actor.reference,
        proposed_for=actor.stands_in_for(parts.PROPOSERS),
        proposed_at=at,
    )
    kind = "erasure proposed" if verdict is Verdict.ERASE else "longer keeping proposed"
    kept = {"until": until.isoformat()} if until and verdict is Verdict.RETAIN else {}
    record.append(
        kind=kind, case=case, actor=actor.reference, at=at, body={"because": said, **kept}
    )


@transaction.atomic
def answer(*, case: str, confirmed: bool, words: str, actor: Actor, at: datetime) -> None:
    """Confirm what another proposed, or decline it with reasons; an erasure begins with its confirmation.

    Raises HoldInForce where the case has come to be held meanwhile, NotForThisPerson (also for whoever
    proposed it), NotSaid for a refusal without reasons, and OutOfTurn where nothing waits.
    """
    parts.check(actor, parts.CONFIRMERS, "Answering what is proposed for a case")
    row = locked(case, at=at)
    review = Review.objects.filter(case=case, confirmed=None).first()
    if review is None:
        raise OutOfTurn(f"Nothing is proposed for case {case} that waits for an answer.")
    if actor.hands & {review.proposed_by, review.proposed_for} - {""}:
        raise NotForThisPerson("Somebody else than who proposed it must answer.")
    if not confirmed:
        parts.check_said(words, field="words", what="Say why you decline.")
    review.confirmed, review.answer = confirmed, words.strip()
    review.answered_by, review.answered_at = actor.reference, at
    review.answered_for = actor.stands_in_for(parts.CONFIRMERS)
    review.save()
    if not confirmed:
        _note("proposal declined", review)
    elif review.verdict == Verdict.RETAIN:
        _retain(row, review)
    else:
        check_not_held(row, at=at)
        begin(review, at=at)


def _retain(row: Keeping, review: Review) -> None:
    row.retained_until = review.until
    row.due_on = due_on(row.until, review.until)
    row.save()
    _note("kept for longer", review)


def _note(kind: str, review: Review) -> None:
    assert review.answered_at  # noqa: S101  it has just been answered
    record.append(
        kind=kind,
        case=review.case,
        actor=review.answered_by,
        at=review.answered_at,
        body={
            "proposed": Verdict(review.verdict).words,
            "because": review.because,
            "until": review.until.isoformat() if review.until else None,
            "answer": review.answer,
        },
    )
