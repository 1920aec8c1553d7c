"""Stage 5: people are found by the machine, marked by a person, obscured by a job, and checked by another person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from bluelamp.casework import made
from bluelamp.casework.acting import Acting, acting, reckon
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, ChangedMeanwhile, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Image, PlanVersion, Rendition
from bluelamp.casework.pictured import against, everyone, kept_though_listed
from bluelamp.casework.pieces import WORK, Piece
from bluelamp.casework.plans import AnyPlan, plan_of
from bluelamp.casework.routes import Route
from bluelamp.casework.services.pictured import assert_people, undo_listing
from bluelamp.casework.standing import Standing, hands, standing
from bluelamp.casework.under_way import failed_keys
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.redaction import RedactionError


def find_people(*, case: str, actor: Actor, at: datetime) -> str:
    """Start the search for people in the newest image, or try a failed one again; returns the job's key."""
    with acting(Act.FIND_PEOPLE, case=case, actor=actor, at=at) as doing:
        image = _image(standing(doing.case))
        piece = Piece(image=image)
        args = {**piece.args, "actor": actor.reference}
        jobs.enqueue("casework.find_people", key=piece.key, args=args, at=at)
        for failed in failed_keys(piece):
            jobs.retry(failed, at=at)
        doing.entry(sha256=image.sha256)
    return piece.key


def change_plan(
    *,
    case: str,
    number: int,
    change: Callable[[Any], AnyPlan],
    words: str,
    actor: Actor,
    at: datetime,
) -> PlanVersion:
    """Make a new version of the plan from version `number`, which must still be the newest.

    The change is of a Plan or a FootagePlan, as the image is a picture or footage. Raises ChangedMeanwhile where somebody else has changed it, BadInput where the change does not
    fit the picture.
    """
    with acting(Act.MARK_PEOPLE, case=case, actor=actor, at=at) as doing:
        newest = _plan(standing(doing.case))
        if newest.number != number:
            raise ChangedMeanwhile(
                "Somebody else has changed who is obscured since you opened this page.",
                what_next="Look at the picture as it is now, and make your change again.",
            )
        changed = _changed(newest, change)
        if refusal := kept_though_listed(changed, everyone(newest.image)):
            raise BadInput(refusal)
        version = _next_version(doing, newest, changed, words)
        undo_listing(doing)
        doing.entry(plan=version.digest, number=version.number, change=words)
    return version


def prepare(*, case: str, actor: Actor, at: datetime) -> str:
    """Obscure everyone whom the newest plan does not keep, as a job; returns the job's key."""
    with acting(Act.PREPARE, case=case, actor=actor, at=at) as doing:
        plan = _plan(standing(doing.case))
        row = Rendition.objects.create(
            plan=plan,
            prepared_by=actor.reference,
            prepared_for=doing.acted_for,
            prepared_at=at,
        )
        piece = Piece(image=plan.image, rendition=row)
        jobs.enqueue("casework.render", key=piece.key, args=piece.args, at=at)
        doing.entry(plan=plan.digest, number=plan.number)
    return piece.key


def try_again(*, job: str, actor: Actor, at: datetime) -> None:
    """Let a failed job be done again; of work on an image, whatever else of it has failed too.

    Raises JobUnknown, or NotFailed for a job in any other state.
    """
    with transaction.atomic():
        failed = jobs.retry(job, at=at)
        if failed.kind not in WORK:
            return
        piece = Piece.of(failed.args)
        for other in failed_keys(piece):
            jobs.retry(other, at=at)
        if piece.rendition:
            made.try_again(piece.rendition, actor=actor, at=at)
        reckon(piece.image.case.reference, at=at)


def approve_rendition(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> None:
    """A second person approves exactly this rendition after looking at it (practice 3.1: redactor and checker)."""
    with acting(Act.APPROVE_RENDITION, case=case, actor=actor, at=at) as doing:
        row = _to_check(doing, sha256)
        _check_everyone(doing, row)
        _sign(doing, row, approved=True, note=note)
        assert_people(doing)
        doing.entry(sha256=sha256, plan=row.plan.digest, note=note)


def return_rendition(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> None:
    """A second person sends the rendition back, saying what is wrong."""
    need(note, "Say what is wrong, so that it can be put right.", field="note")
    with acting(Act.RETURN_RENDITION, case=case, actor=actor, at=at) as doing:
        row = _to_check(doing, sha256)
        _sign(doing, row, approved=False, note=note)
        doing.entry(sha256=sha256, plan=row.plan.digest, note=note)


def _image(now: Standing) -> Image:
    if now.image is None:
        raise OutOfOrder("There is no image yet: it must be supplied or fetched first.")
    if now.wrong_person:
        raise OutOfOrder("This image shows the wrong person: another must be supplied first.")
    return now.image


def _plan(now: Standing) -> PlanVersion:
    _image(now)
    if now.plan is None:
        raise OutOfOrder("The people in the picture have not been found yet: that comes first.")
    return now.plan


def _changed(newest: PlanVersion, change: Callable[[Any], AnyPlan]) -> AnyPlan:
    try:
        return change(plan_of(newest))
    except RedactionError as fault:
        raise BadInput(str(fault)) from fault


def _next_version(doing: Acting, newest: PlanVersion, plan: AnyPlan, words: str) -> PlanVersion:
    return PlanVersion.objects.create(
        image=newest.image,
        number=newest.number + 1,
        text=plan.readable().decode(),
        digest=plan.digest(),
        made_by=doing.actor.reference,
        made_for=doing.acted_for,
        made_at=doing.at,
        change=words,
    )


def _to_check(doing: Acting, sha256: str) -> Rendition:
    now = standing(doing.case)
    _image(now)
    row = now.rendition
    if row is None or row.examined is None:
        raise OutOfOrder("There is no finished rendition of the newest plan to check yet.")
    if not row.examined:
        raise OutOfOrder("This rendition failed its examination and cannot be approved.")
    if row.sha256 != sha256:
        raise OutOfOrder(
            "A newer rendition has been made since you looked: look at that one first."
        )
    if row.approved is not None:
        raise OutOfOrder("This rendition has been checked already.")
    doing.check_another_or_alone(
        hands(row), "You worked on this picture, so somebody else must check it."
    )
    return row


def _check_everyone(doing: Acting, row: Rendition) -> None:
    """Whoever stays visible is listed as somebody who may, and whoever is to be obscured is."""
    must_be_listed = doing.case.route == Route.BWV_MEDIA
    people = everyone(row.plan.image)
    wrong = list(against(plan_of(row.plan), people, must_be_listed=must_be_listed))
    if wrong:
        raise OutOfOrder(
            f"This cannot be approved. {' '.join(wrong)}",
            what_next="Put it right among the people in the picture, or obscure them.",
        )


def _sign(doing: Acting, row: Rendition, *, approved: bool, note: str) -> None:
    row.approved, row.check_note = approved, note.strip()
    row.checked_by, row.checked_for = doing.actor.reference, doing.acted_for
    row.checked_at, row.emergency = doing.at, doing.emergency
    row.save()
