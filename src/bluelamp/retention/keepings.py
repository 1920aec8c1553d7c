"""The row that says how long a case is kept: found, locked, and reckoned anew."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from bluelamp.retention import registry
from bluelamp.retention.errors import HoldInForce, OutOfTurn
from bluelamp.retention.models import Hold, Keeping
from bluelamp.retention.values import Ground


def locked(case: str, *, at: datetime) -> Keeping:
    """The case's row, reckoned anew and locked until the transaction ends; raises OutOfTurn where there is none, or it is erased."""
    for room in registry.rooms():
        if room.reckon:
            room.reckon(case, at)
    row = Keeping.objects.select_for_update().filter(case=case).first()
    if row is None:
        raise OutOfTurn(f"There is no case {case} that is kept.")
    if row.erased_at is not None:
        raise OutOfTurn(f"Case {case} was erased: nothing more can be done about it.")
    return row


def grounds_of(row: Keeping) -> tuple[Ground, ...]:
    """The classes that the case falls in."""
    return msgspec.convert(row.grounds, tuple[Ground, ...])


def standing_holds(*, on: date) -> QuerySet[Hold]:
    """The holds that stand on that day."""
    return Hold.objects.filter(Q(until=None) | Q(until__gte=on), lifted_at=None)


def check_not_held(row: Keeping, *, at: datetime) -> None:
    """Raise HoldInForce, with who holds the case and why, while anybody, the law or another's work holds it."""
    today = timezone.localdate(at)
    hold = standing_holds(on=today).filter(case=row.case).order_by("id").first()
    if hold is not None:
        until = f"until {hold.until:%-d %B %Y}" if hold.until else "until it is lifted"
        raise HoldInForce(
            f"Case {row.case} is held {until}: {hold.why.rstrip('.')}. Nothing of it can be erased while that stands."
        )
    for room in registry.rooms():
        if room.waits and (words := room.waits(row.case)):
            raise HoldInForce(f"Case {row.case} is kept meanwhile: {words}")
    kept = [each for each in grounds_of(row) if each.holds and each.is_running(today)]
    if kept or not row.grounds:
        why = kept[0].title if kept else "No class of the schedule covers it"
        law = f" ({kept[0].law})" if kept else ""
        end = f" It ends on {kept[0].until:%-d %B %Y}." if kept and kept[0].until else ""
        raise HoldInForce(f"Case {row.case} must be kept: {why}{law}.{end}")


def due_on(until: date | None, retained_until: date | None) -> date | None:
    """The first day on which a case is to be reviewed: the day after the last for which it is kept."""
    if until is None:
        return None
    return max(until, retained_until or until) + timedelta(days=1)


def as_rows(grounds: Iterable[Ground]) -> object:
    """The classes as they are stored."""
    return msgspec.to_builtins(tuple(grounds))
