"""Restrict the use of what a case holds of somebody, and lift that again: nothing is released meanwhile."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework.acting import locked
from bluelamp.casework.entered import need
from bluelamp.casework.errors import NotAllowed, OutOfOrder
from bluelamp.casework.models import UseRestricted
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record


def restrict_use(*, case: str, because: str, actor: Actor, at: datetime) -> None:
    """Let nothing of the case be released until it is lifted; where it is restricted already, nothing changes.

    Raises NotAllowed for anyone but a disclosure officer, NoSuchCase, BadInput.
    """
    _check(actor)
    need(because, "Say why its use is restricted.", field="reasons")
    with transaction.atomic():
        row = locked(case)
        if row.use_restrictions.filter(lifted_at=None).exists():
            return
        UseRestricted.objects.create(
            case=row, because=because.strip(), restricted_by=actor.reference, restricted_at=at
        )
        _enter("use restricted", case, because, actor=actor, at=at)


def lift_use_restriction(*, case: str, because: str, actor: Actor, at: datetime) -> None:
    """Let the case be used again; raises NotAllowed, NoSuchCase, BadInput, OutOfOrder where its use is not restricted."""
    _check(actor)
    need(because, "Say why it is lifted.", field="because")
    with transaction.atomic():
        row = locked(case).use_restrictions.filter(lifted_at=None).first()
        if row is None:
            raise OutOfOrder(f"The use of case {case} is not restricted.")
        row.lifted_by, row.lifted_at = actor.reference, at
        row.lifted_because = because.strip()
        row.save()
        _enter("use allowed again", case, because, actor=actor, at=at)


def _check(actor: Actor) -> None:
    if not actor.holds(Role.DISCLOSURE_OFFICER):
        raise NotAllowed("Restricting use: only a disclosure officer may do this.")


def _enter(kind: str, case: str, because: str, *, actor: Actor, at: datetime) -> None:
    record.append(
        kind=kind,
        case=case,
        actor=actor.reference,
        at=at,
        body={"reasons": because.strip()},
    )
