"""Hold a case, and let go of it again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.record import services as record
from bluelamp.retention import parts
from bluelamp.retention.errors import NotSaid, OutOfTurn
from bluelamp.retention.keepings import locked
from bluelamp.retention.models import Hold


@transaction.atomic
def place_hold(*, case: str, why: str, until: date | None, actor: Actor, at: datetime) -> None:
    """Hold a case until a day, or until it is lifted: nothing of it is erased while the hold stands.

    Raises NotForThisPerson, NotSaid without a reason or with a day that is over, OutOfTurn for a case
    that is not kept or was erased.
    """
    parts.check(actor, parts.HOLDERS, "Holding a case")
    said = parts.check_said(why, field="why", what="Say why the case must be kept.")
    if until is not None and until < timezone.localdate(at):
        raise NotSaid("The day until which a case is held is today or later.", field="until")
    locked(case, at=at)
    Hold.objects.create(case=case, why=said, until=until, placed_by=actor.reference, placed_at=at)
    record.append(
        kind="hold placed",
        case=case,
        actor=actor.reference,
        at=at,
        body={"why": said, "until": until.isoformat() if until else None},
    )


@transaction.atomic
def lift_hold(*, hold: int, case: str, because: str, actor: Actor, at: datetime) -> None:
    """Lift a hold of the case, with the reason.

    Raises NotForThisPerson, NotSaid without a reason, OutOfTurn where it no longer stands.
    """
    parts.check(actor, parts.LIFTERS, "Lifting a hold")
    said = parts.check_said(because, field="because", what="Say why the hold is no longer needed.")
    locked(case, at=at)
    row = Hold.objects.filter(pk=hold, case=case, lifted_at=None).first()
    if row is None:
        raise OutOfTurn(f"Case {case} has no such hold, or it was lifted already.")
    row.lifted_by, row.lifted_at, row.lifted_because = actor.reference, at, said
    row.save()
    record.append(
        kind="hold lifted",
        case=case,
        actor=actor.reference,
        at=at,
        body={"why": row.why, "because": said},
    )
