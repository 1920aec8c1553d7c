"""What remains when a release has ended: breaches, recipients who have not answered, a receipt, and then the close."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import Case
from bluelamp.publication import selectors as publication

RECIPIENTS: Final = "recipients"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """One thing that remains: its name among the tasks, in words, the act that it waits for, when it is due, and who may not do it."""

    task: str
    words: str
    act: Act
    due_at: datetime | None = None
    barred: frozenset[str] = frozenset()


def remaining(case: Case) -> Iterator[Remaining]:
    """What remains of a case beside its tasks, the most pressing first; it asks the policy nothing."""
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
