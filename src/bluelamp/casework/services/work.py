"""Durable work on an image, stopped and gone on with by a person: what was finished of it is kept meanwhile."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access, made, permitted
from bluelamp.casework.acting import locked, reckon
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.lifecycle import ENDED, STATE_WORDS, State
from bluelamp.casework.models import Case, Rendition
from bluelamp.casework.pieces import PROXY_WORK, is_dropped, is_superseded
from bluelamp.casework.routes import Route
from bluelamp.casework.undertakings import Undertaking, undertaking_of
from bluelamp.jobs import selectors
from bluelamp.jobs import services as jobs
from bluelamp.jobs.values import JobState
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

    Raises JobUnknown, NoSuchCase, NotAllowed, or OutOfOrder where it was not cancelled, where the
    case is past it, or where it is of an image or a plan that another has taken the place of.
    """
    work = _checked(job, actor, at)
    with transaction.atomic():
        case = locked(work.image.case.reference)
        _check_open(work, case, actor)
        if is_dropped(work.image):
            raise OutOfOrder("The case works on this image no more, so this is not gone on with.")
        if work.rendition and is_superseded(work.rendition):
            raise OutOfOrder(
                "The plan has changed since this was cancelled, or it was begun anew meanwhile:"
                " obscure everyone anew instead."
            )
        if not jobs.resume(work.keys, at=at):
            raise OutOfOrder(f"{work.words}: this was not cancelled, so it cannot be resumed.")
        if work.rendition:
            made.resume(work.rendition)
        _enter("work resumed", work, case, actor, at)


def try_again(*, job: str, actor: Actor, at: datetime) -> None:
    """Let a failed job be done again; of work on an image, whatever else of it has failed too.

    Raises JobUnknown, NotFailed for a job in any other state, and of work on an image what
    `resume_work` raises; what is of an image that was replaced ends at once.
    """
    with transaction.atomic():
        if undertaking_of(selectors.state(job)) is None:
            jobs.retry(job, at=at)
            return
        work = _checked(job, actor, at)
        _check_open(work, locked(work.image.case.reference), actor)
        jobs.retry(job, at=at)
        for key, other in selectors.states(work.keys).items():
            if other.state is JobState.FAILED:
                jobs.retry(key, at=at)
        if work.rendition:
            made.try_again(work.rendition, actor=actor, at=at)
        reckon(work.image.case.reference, at=at)


def _checked(job: str, actor: Actor, at: datetime) -> Undertaking:
    """The work that the job belongs to, for whoever may see its case and may do what it began with."""
    work = undertaking_of(selectors.state(job))
    if work is None:
        raise OutOfOrder("That is no work on a picture or on footage.")
    case = work.image.case
    access.check(case, work.act, actor=actor, at=at)
    permitted.step_of(act=work.act, route=Route(case.route), actor=actor)
    return work


def _check_open(work: Undertaking, case: Case, actor: Actor) -> None:
    """Raise OutOfOrder where the case is past the work; what is to be played is made until it has ended."""
    state = State(case.state)
    if work.job.kind not in PROXY_WORK:
        permitted.check(act=work.act, state=state, route=Route(case.route), actor=actor)
    elif state in ENDED:
        raise OutOfOrder(f"{work.words}: this case is “{STATE_WORDS[state].lower()}”.")


def _stop(keys: Collection[str], at: datetime) -> bool:
    """Cancel until nothing is left to do: what ends meanwhile may let in the next.

    The case is not locked, since whoever ends a job holds that and then waits for the case.
    """
    stopped = False
    while jobs.cancel(keys, at=at):
        stopped = True
    return stopped


def _enter(kind: str, work: Undertaking, case: Case, actor: Actor, at: datetime) -> None:
    reckon(case.reference, at=at)
    record.append(
        kind=kind,
        case=case.reference,
        actor=actor.reference,
        at=at,
        body={"work": work.words, "sha256": work.image.sha256},
    )
