"""Durable work on an image, stopped and gone on with by a person: what was finished of it is kept meanwhile."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access, made, permitted
from bluelamp.casework.acting import locked, reckon
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.models import Case, Rendition
from bluelamp.casework.routes import Route
from bluelamp.casework.undertakings import Undertaking, undertaking_of
from bluelamp.jobs import selectors
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.record import services as record


def cancel_work(*, job: str, actor: Actor, at: datetime) -> None:
    """Stop the work that a job belongs to; whoever is at it meets the fence.

    Raises JobUnknown, NoSuchCase, NotAllowed, or OutOfOrder where it is over already.
    """
    work = _checked(job, actor, at)
    if not _stop(work.keys, at):
        raise OutOfOrder(f"{work.words}: this is over already, so there is nothing to cancel.")
    with transaction.atomic():
        case = locked(work.image.case.reference)
        if work.rendition:
            Rendition.objects.filter(pk=work.rendition.pk, examined=None).update(
                cancelled_by=actor.reference, cancelled_at=at
            )
        _enter("work cancelled", work, case, actor, at)


def resume_work(*, job: str, actor: Actor, at: datetime) -> None:
    """Go on with cancelled work from where it was.

    Raises JobUnknown, NoSuchCase, NotAllowed, or OutOfOrder where it was not cancelled, or is of a
    plan that has changed since.
    """
    work = _checked(job, actor, at)
    with transaction.atomic():
        case = locked(work.image.case.reference)
        if work.rendition and _is_superseded(work.rendition):
            raise OutOfOrder(
                "The plan has changed since this was cancelled: obscure everyone anew instead."
            )
        if not jobs.resume(work.keys, at=at):
            raise OutOfOrder(f"{work.words}: this was not cancelled, so it cannot be resumed.")
        if work.rendition:
            made.resume(work.rendition)
        _enter("work resumed", work, case, actor, at)


def _checked(job: str, actor: Actor, at: datetime) -> Undertaking:
    """The work that the job belongs to, for whoever may see its case and may do what it began with."""
    work = undertaking_of(selectors.state(job))
    if work is None:
        raise OutOfOrder("That is no work on a picture or on footage.")
    case = work.image.case
    access.check(case, work.act, actor=actor, at=at)
    permitted.step_of(act=work.act, route=Route(case.route), actor=actor)
    return work


def _stop(keys: Collection[str], at: datetime) -> bool:
    """Cancel until nothing is left to do: what ends meanwhile may let in the next.

    The case is not locked, since whoever ends a job holds that and then waits for the case.
    """
    stopped = False
    while jobs.cancel(keys, at=at):
        stopped = True
    return stopped


def _is_superseded(row: Rendition) -> bool:
    return row.plan.image.plans.filter(number__gt=row.plan.number).exists()


def _enter(kind: str, work: Undertaking, case: Case, actor: Actor, at: datetime) -> None:
    reckon(case.reference, at=at)
    record.append(
        kind=kind,
        case=case.reference,
        actor=actor.reference,
        at=at,
        body={"work": work.words, "sha256": work.image.sha256},
    )
