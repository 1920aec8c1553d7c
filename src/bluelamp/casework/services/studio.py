"""The studio's own acts: back and forth through the versions of a plan, and doubts settled with a reason."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from bluelamp.casework import doubts
from bluelamp.casework.acting import acting, locked
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, ChangedMeanwhile, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import EditReceived, Image, PlanVersion, SettledDoubt
from bluelamp.casework.plans import plan_of
from bluelamp.casework.services.redaction import change_plan, check_image, newest_plan
from bluelamp.casework.services.register_follows import Deciding
from bluelamp.casework.versions import Turn, history_of
from bluelamp.people.actor import Actor


def undo_change(*, case: str, number: int, actor: Actor, at: datetime) -> PlanVersion:
    """Bring back the plan as it was before the change that counts now, whoever made it; raises OutOfOrder for none."""
    image = _image(case)
    turn = history_of(image).undo
    if turn is None:
        raise OutOfOrder("There is nothing to undo: this is the plan as it was first proposed.")
    return _bring_back(image, turn, "Undone", number=number, actor=actor, at=at)


def redo_change(*, case: str, number: int, actor: Actor, at: datetime) -> PlanVersion:
    """Bring back what was undone last; raises OutOfOrder where nothing was since the last change."""
    image = _image(case)
    turn = history_of(image).redo
    if turn is None:
        raise OutOfOrder("There is nothing to do again: nothing was undone since the last change.")
    return _bring_back(image, turn, "Done again", number=number, actor=actor, at=at)


def restore_version(
    *, case: str, number: int, version: int, actor: Actor, at: datetime
) -> PlanVersion:
    """Bring back any earlier version, as a change that can itself be undone; raises BadInput for none of that number."""
    row = _image(case).plans.filter(number=version).first()
    if row is None:
        raise BadInput(f"There is no version {version} to go back to.", field="version")
    return change_plan(
        case=case,
        number=number,
        change=lambda _: plan_of(row),
        words=f"Back to version {version}",
        deciding=Deciding(why=f"As in version {version}", is_turn=True),
        actor=actor,
        at=at,
    )


def settle_doubts(
    *, case: str, number: int, keys: Collection[str], why: str, actor: Actor, at: datetime
) -> None:
    """Settle these doubts of version `number` of the plan with one reason.

    Raises BadInput for one that it does not have, ChangedMeanwhile where it is no longer the newest.
    """
    need(why, "Say why this is settled.", field="why")
    with acting(Act.MARK_PEOPLE, case=case, actor=actor, at=at) as doing:
        newest = newest_plan(doing.case)
        if newest.number != number:
            raise ChangedMeanwhile(
                "Somebody else has changed who is obscured since you opened this page.",
                what_next="Look at the doubts as they are now, and settle them again.",
            )
        image = newest.image
        known = {each.key: each for each in doubts.doubts_in(image, newest)}
        chosen = _known(keys, known)
        open_ones = [known[key] for key in chosen if known[key].settled is None]
        SettledDoubt.objects.bulk_create(
            SettledDoubt(
                image=image,
                key=each.key,
                why=why.strip(),
                settled_by=actor.reference,
                settled_at=at,
            )
            for each in open_ones
        )
        doing.entry(sha256=image.sha256, settled=chosen, why=why.strip())


def unsettle_doubts(*, case: str, keys: Collection[str], actor: Actor, at: datetime) -> None:
    """Open these doubts again; raises BadInput for one that is not settled."""
    with acting(Act.MARK_PEOPLE, case=case, actor=actor, at=at) as doing:
        image = newest_plan(doing.case).image
        rows = SettledDoubt.objects.filter(image=image, undone_at=None)
        chosen = _known(keys, {row.key: row for row in rows})
        rows.filter(key__in=chosen).update(undone_by=actor.reference, undone_at=at)
        doing.entry(sha256=image.sha256, opened_again=chosen)


def _known(keys: Collection[str], known: Collection[str]) -> list[str]:
    chosen = sorted(set(keys))
    if not chosen:
        raise BadInput("Say which doubts are meant.", field="keys")
    for key in chosen:
        if key not in known:
            raise BadInput(f"There is no doubt “{key}” any more.", field="keys")
    return chosen


def _image(reference: str) -> Image:
    of_now = Image.objects.filter(case__reference=reference, round=F("case__round"))
    image = of_now.select_related("case").order_by("-id").first()
    if image is None:
        raise OutOfOrder("This case has no image yet: it must be supplied or fetched first.")
    return image


def _bring_back(
    image: Image, turn: Turn, words: str, *, number: int, actor: Actor, at: datetime
) -> PlanVersion:
    row = image.plans.get(number=turn.back_to)
    return change_plan(
        case=image.case.reference,
        number=number,
        change=lambda _: plan_of(row),
        words=f"{words}: {turn.words}"[:300],
        deciding=Deciding(why=f"As in version {turn.back_to}", is_turn=True),
        same_as=turn.back_to,
        actor=actor,
        at=at,
    )


def once(*, case: str, key: str, meant: int, at: datetime, act: Callable[[], object]) -> None:
    """Do an act that a page gave a name to, unless it has been done already: an answer may be lost on the way.

    Raises ChangedMeanwhile where `meant`, the key of the page's image, is not the newest.
    """
    with transaction.atomic():
        image = _image(locked(case).reference)
        check_image(image, meant)
        if not key:
            act()
        elif not EditReceived.objects.filter(image=image, key=key).exists():
            act()
            EditReceived.objects.create(image=image, key=key, received_at=at)
