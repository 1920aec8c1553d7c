"""What remains when a release has ended: breaches, recipients who have not answered, a receipt, and then the close."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bluelamp.casework import reviews
from bluelamp.casework.lifecycle import STEPS, Act, State
from bluelamp.casework.models import Case, Turn
from bluelamp.casework.routes import Route
from bluelamp.publication import selectors as publication

RECIPIENTS: Final = "recipients"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """One thing that remains: its name among the tasks, in words, the act that it waits for, and when it is due."""

    task: str
    words: str
    act: Act
    due_at: datetime | None = None


def remaining(case: Case) -> tuple[Remaining, ...]:
    """What remains of a case beside its tasks, the most pressing first; it asks the policy nothing."""
    return tuple(_remaining(case))


def call_for(case: Case) -> datetime | None:
    """Put what remains on the work list of those who may do it; when the first of it is due."""
    left = remaining(case)
    Turn.objects.bulk_create(
        Turn(case=case, place=place, task=each.task, words=each.words, role=role)
        for place, each in enumerate(left, start=reviews.PLACE + 1)
        for role in sorted(STEPS[each.act, Route(case.route)].who)
    )
    return min((each.due_at for each in left if each.due_at), default=None)


# The most that remains at once; the other tasks come behind.
MOST: Final = 3


def _remaining(case: Case) -> Iterator[Remaining]:
    breach = case.breaches.filter(closed_at=None).order_by("due_at").first()
    if breach is not None:
        yield Remaining(
            task="breach",
            words="Breach: who is told, and what is put right",
            act=Act.RECORD_BREACH_STEP,
            due_at=breach.due_at,
        )
    receipt = case.handovers.filter(round=case.round, received_at=None).exists()
    if receipt:
        words = "Hand-over: its receipt is to be recorded"
        yield Remaining(task="handover", words=words, act=Act.RECORD_RECEIPT)
    left = bool(publication.left_over(case.reference))
    if left:
        words = "Takedown: not everybody has said that it is gone"
        yield Remaining(task=RECIPIENTS, words=words, act=Act.SETTLE_RECIPIENT)
    ended = case.state in {State.TAKEN_DOWN, State.HANDED_OVER}
    if ended and breach is None and not receipt and not left:
        yield Remaining(task="conclude", words="All is done: close the case", act=Act.CONCLUDE)
