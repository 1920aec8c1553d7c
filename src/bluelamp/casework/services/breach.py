"""A breach of personal data: opened when it is known, told to the Commissioner within 72 hours, closed with what was done."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction

from bluelamp.casework import letters
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Breach, BreachStep, Takedown
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role

# DPA 2018 s.67(1): where feasible within 72 hours of becoming aware of it.
COMMISSIONER_TOLD_WITHIN: Final = timedelta(hours=72)
# How long before their end the press desk is called, once, if the Commissioner has not been told.
CALLED_AHEAD: Final = timedelta(hours=24)


class BreachKind(StrEnum):
    """What came out."""

    WRONG_PERSON = "wrong_person"
    SOMEONE_EXPOSED = "someone_exposed"

    @property
    def words(self) -> str:
        """The same, in words."""
        return _KINDS[self]


class StepKind(StrEnum):
    """What can be done about a breach; of the Commissioner and of the person each, one of two (DPA 2018 ss.67, 68)."""

    COMMISSIONER_TOLD = "commissioner_told"
    COMMISSIONER_NOT_TOLD = "commissioner_not_told"
    SUBJECT_TOLD = "subject_told"
    SUBJECT_NOT_TOLD = "subject_not_told"
    PUT_RIGHT = "put_right"

    @property
    def words(self) -> str:
        """The same, in words."""
        return _STEPS[self]


_KINDS: Final = {
    BreachKind.WRONG_PERSON: "The wrong person was shown",
    BreachKind.SOMEONE_EXPOSED: "Somebody who should be obscured could be recognised",
}
_STEPS: Final = {
    StepKind.COMMISSIONER_TOLD: "The Information Commissioner was told",
    StepKind.COMMISSIONER_NOT_TOLD: "The Commissioner need not be told: a risk to the person is unlikely",
    StepKind.SUBJECT_TOLD: "The person affected was told",
    StepKind.SUBJECT_NOT_TOLD: "The person affected is not told, for a reason",
    StepKind.PUT_RIGHT: "Something was put right",
}
# A breach is closed once each of these has been answered, one way or the other.
ANSWERED: Final = (
    (
        {StepKind.COMMISSIONER_TOLD, StepKind.COMMISSIONER_NOT_TOLD},
        "whether the Commissioner was told",
    ),
    ({StepKind.SUBJECT_TOLD, StepKind.SUBJECT_NOT_TOLD}, "whether the person affected was told"),
    ({StepKind.PUT_RIGHT}, "what was put right"),
)


def open_breach(
    *, case: str, kind: BreachKind, account: str, known_at: datetime, actor: Actor, at: datetime
) -> Breach:
    """Open a breach record; its 72 hours run from when it was known."""
    with acting(Act.OPEN_BREACH, case=case, actor=actor, at=at) as doing:
        row = begin(doing, kind=kind, account=account, known_at=known_at)
        doing.entry(kind=kind.words, explanation=row.account, due_at=row.due_at.isoformat())
    return row


def begin(
    doing: Acting,
    *,
    kind: BreachKind,
    account: str,
    known_at: datetime,
    takedown: Takedown | None = None,
) -> Breach:
    """Open the record within an act of another kind, such as the takedown; raises BadInput."""
    need(account, "Say what came out, and who could be recognised.", field="account")
    if known_at > doing.at:
        raise BadInput("It was known at some time up to now.", field="day")
    return Breach.objects.create(
        case=doing.case,
        takedown=takedown,
        kind=kind,
        account=account.strip(),
        known_at=known_at,
        due_at=known_at + COMMISSIONER_TOLD_WITHIN,
        opened_by=doing.actor.reference,
        opened_at=doing.at,
    )


def record_breach_step(
    *,
    case: str,
    breach: int,
    kind: StepKind,
    words: str,
    reference: str = "",
    happened_at: datetime,
    actor: Actor,
    at: datetime,
) -> BreachStep:
    """Record who was told, why somebody was not, or what was put right.

    The Commissioner told after the 72 hours is told why it took longer (s.67(2)): `words` say it.
    """
    need(words, "Say what was said or done, or why it was not.", field="words")
    if happened_at > at:
        raise BadInput("It happened at some time up to now.", field="day")
    with acting(Act.RECORD_BREACH_STEP, case=case, actor=actor, at=at) as doing:
        row = BreachStep.objects.create(
            breach=_open(doing, breach),
            kind=kind,
            words=words.strip(),
            reference=reference.strip(),
            happened_at=happened_at,
            recorded_by=actor.reference,
            recorded_at=at,
        )
        doing.entry(
            step=kind.words,
            explanation=row.words,
            reference=row.reference,
            happened_at=happened_at.isoformat(),
        )
    return row


def close_breach(*, case: str, breach: int, conclusion: str, actor: Actor, at: datetime) -> None:
    """Close a breach; raises OutOfOrder naming what has not been answered yet."""
    need(conclusion, "Say how it came about and what has changed since.", field="conclusion")
    with acting(Act.CLOSE_BREACH, case=case, actor=actor, at=at) as doing:
        row = _open(doing, breach)
        if left := unanswered(row):
            raise OutOfOrder(f"Before it is closed, record {' and '.join(left)}.")
        row.closed_by, row.closed_at, row.conclusion = actor.reference, at, conclusion.strip()
        row.save()
        doing.entry(conclusion=row.conclusion)


def unanswered(breach: Breach) -> tuple[str, ...]:
    """What is still to be recorded of a breach, in words; the Commissioner first."""
    done = {StepKind(kind) for kind in breach.steps.values_list("kind", flat=True)}
    return tuple(words for kinds, words in ANSWERED if not kinds & done)


@transaction.atomic
def call_out(*, breach: int, at: datetime) -> None:
    """Write to the press desk, once, that the 72 hours are nearly over and the Commissioner has not been told."""
    row = Breach.objects.select_for_update().filter(pk=breach, called_at=None).first()
    if row is None or ANSWERED[0][1] not in unanswered(row):
        return
    row.called_at = at
    row.save(update_fields=["called_at"])
    letters.write(
        case=row.case,
        to=Role.PRESS_OFFICER,
        words="breach: the 72 hours are nearly over",
        text="Tell the Information Commissioner, or record why that is not needed.",
        page="breach",
        at=at,
    )


def _open(doing: Acting, breach: int) -> Breach:
    row = doing.case.breaches.filter(pk=breach).first()
    if row is None or row.closed_at is not None:
        raise OutOfOrder("There is no such open breach on this case.")
    return row
