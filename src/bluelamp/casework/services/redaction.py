"""Stage 5: people are found by the machine, marked by a person, and obscured by a job."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bluelamp.casework import doubts
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.errors import BadInput, ChangedMeanwhile, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, Image, PlanVersion, Rendition
from bluelamp.casework.pictured import (
    everyone,
    kept_though_listed,
    listed_twice,
    lost_though_listed,
)
from bluelamp.casework.pieces import Piece
from bluelamp.casework.plans import AnyPlan, plan_of
from bluelamp.casework.services.pictured import undo_listing
from bluelamp.casework.services.register_follows import Deciding, follow_plan
from bluelamp.casework.standing import Standing, is_wrong, standing
from bluelamp.casework.under_way import failed_keys
from bluelamp.jobs import services as jobs
from bluelamp.people.actor import Actor
from bluelamp.redaction import RedactionError


def find_people(*, case: str, actor: Actor, at: datetime) -> str:
    """Start the search for people in the newest image, or go on with one that failed or was cancelled; returns the job's key."""
    with acting(Act.FIND_PEOPLE, case=case, actor=actor, at=at) as doing:
        image = _image(standing(doing.case))
        piece = Piece(image=image)
        args = {**piece.args, "actor": actor.reference}
        jobs.enqueue("casework.find_people", key=piece.key, args=args, at=at)
        for failed in failed_keys(piece):
            jobs.retry(failed, at=at)
        jobs.resume(piece.all_keys(), at=at)
        doing.entry(sha256=image.sha256)
    return piece.key


def change_plan(
    *,
    case: str,
    number: int,
    change: Callable[[Any], AnyPlan],
    words: str,
    deciding: Deciding | None = None,
    same_as: int | None = None,
    image: int | None = None,
    actor: Actor,
    at: datetime,
) -> PlanVersion:
    """Make a new version of the plan from version `number`, which must still be the newest.

    The change is of a Plan or a FootagePlan, as the image is a picture or footage. Where it is
    `deciding` who is shown, the register of people follows; `same_as` is the earlier version that it
    brings back; `image` the key of the one that is meant. Raises ChangedMeanwhile where somebody else
    has changed the plan or the image, BadInput where the change does not fit the picture or the register.
    """
    with acting(Act.MARK_PEOPLE, case=case, actor=actor, at=at) as doing:
        newest = newest_plan(doing.case)
        check_image(newest.image, image)
        if newest.number != number:
            raise ChangedMeanwhile(
                "Somebody else has changed who is obscured since you opened this page.",
                what_next="Look at the picture as it is now, and make your change again.",
            )
        changed = _changed(newest, change)
        listed = everyone(newest.image)
        if refusal := lost_though_listed(plan_of(newest), changed, listed):
            raise BadInput(refusal)
        if deciding:
            follow_plan(doing, newest, changed, deciding)
        people = everyone(newest.image)
        if refusal := listed_twice(changed, people) or kept_though_listed(changed, people):
            raise BadInput(refusal)
        version = _next_version(doing, newest, changed, words, same_as=same_as)
        undo_listing(doing)
        doing.entry(plan=version.digest, number=version.number, change=words)
    return version


def prepare(
    *,
    case: str,
    doubts_left: str = "",
    number: int | None = None,
    image: int | None = None,
    actor: Actor,
    at: datetime,
) -> str:
    """Obscure everyone whom the newest plan does not keep, as a job; returns the job's key.

    Raises BadInput where doubts of footage are left, unless `doubts_left` says why it may be, and
    ChangedMeanwhile where version `number` of the plan, or the image of that key, is not the newest.
    """
    with acting(Act.PREPARE, case=case, actor=actor, at=at) as doing:
        now = standing(doing.case)
        plan, why = _plan(now), doubts_left.strip()
        check_image(plan.image, image)
        if number not in {None, plan.number}:
            raise ChangedMeanwhile("Somebody else has changed the plan meanwhile.")
        left = len(doubts.left(doubts.doubts_of(now)))
        if left and not why:
            raise BadInput(
                f"{left:,} {'doubt is' if left == 1 else 'doubts are'} left: settle each with a"
                " reason, or say why it may be obscured nevertheless.",
                field="doubts_left",
            )
        row = Rendition.objects.create(
            plan=plan,
            prepared_by=actor.reference,
            prepared_for=doing.acted_for,
            prepared_at=at,
            doubts_left=why if left else "",
        )
        piece = Piece(image=plan.image, rendition=row)
        jobs.enqueue("casework.render", key=piece.key, args=piece.args, at=at)
        said = {"doubts_left": left, "why": why} if left else {}
        doing.entry(plan=plan.digest, number=plan.number, **said)
    return piece.key


def check_image(newest: Image, meant: int | None) -> None:
    """Raise ChangedMeanwhile where another image than the newest is meant, by its key; None means whichever it is."""
    if meant not in {None, newest.pk}:
        raise ChangedMeanwhile(
            "Another image has taken the place of this one meanwhile.",
            what_next="Open the page again, and look at the image as it is now.",
        )


def _image(now: Standing) -> Image:
    if now.image is None:
        raise OutOfOrder("There is no image yet: it must be supplied or fetched first.")
    if now.wrong_person:
        raise OutOfOrder("This image shows the wrong person: another must be supplied first.")
    return now.image


def newest_plan(case: Case) -> PlanVersion:
    """Who is obscured in the case's newest image, read without all else that stands; raises OutOfOrder for none."""
    image = case.images.filter(round=case.round).order_by("-id").first()
    newest = image.plans.order_by("-number").first() if image else None
    if newest is None or is_wrong(image):
        return _plan(standing(case))
    return newest


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


def _next_version(
    doing: Acting, newest: PlanVersion, plan: AnyPlan, words: str, *, same_as: int | None
) -> PlanVersion:
    return PlanVersion.objects.create(
        image=newest.image,
        number=newest.number + 1,
        text=plan.canonical().decode(),
        digest=plan.digest(),
        made_by=doing.actor.reference,
        made_for=doing.acted_for,
        made_at=doing.at,
        change=words,
        same_as=same_as,
    )
