"""Say what ended after a case was over."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.record import services as record
from bluelamp.retention import parts
from bluelamp.retention.errors import NotSaid
from bluelamp.retention.keepings import locked
from bluelamp.retention.models import Happened
from bluelamp.retention.values import Ending


@transaction.atomic
def record_ending(
    *, case: str, ending: Ending, on: date, source: str, actor: Actor, at: datetime
) -> None:
    """Record that proceedings, custody or an appeal ended on a day, by whose word, and reckon anew.

    Raises NotForThisPerson, NotSaid without a source or with a day to come, OutOfTurn for a case that is
    not kept or was erased.
    """
    parts.check(actor, parts.TELLERS, "Saying what ended")
    said = parts.check_said(
        source, field="source", what="Say who told you, or where it is written."
    )
    if on > timezone.localdate(at):
        raise NotSaid("The day is today or earlier: only what has ended is recorded.", field="on")
    locked(case, at=at)
    Happened.objects.create(
        case=case,
        ending=ending,
        on=on,
        source=said,
        recorded_by=actor.reference,
        recorded_at=at,
    )
    record.append(
        kind="ending recorded",
        case=case,
        actor=actor.reference,
        at=at,
        body={"ending": ending.words, "on": on.isoformat(), "source": said},
    )
    locked(case, at=at)
