"""Stage 5 ends: a second person looks at the finished rendition, and approves exactly that or sends it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from bluelamp.casework import access, checking, permitted
from bluelamp.casework.acting import Acting, acting, declared_alone, locked
from bluelamp.casework.checking import WORKED_ON_IT
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, OutOfOrder
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import Case, Looked, Remark, Rendition
from bluelamp.casework.pictured import against, everyone
from bluelamp.casework.plans import plan_of
from bluelamp.casework.routes import Route
from bluelamp.casework.services.pictured import assert_people
from bluelamp.casework.standing import Standing, hands, standing
from bluelamp.people.actor import Actor
from bluelamp.redaction import Box

_NOT_ALL: Final = (
    "You have looked at {looked} of {listed} moments in the studio: say how you checked the rest."
)
_AT_MOST: Final = 200  # remarks on one rendition: more says that it must be done again


def look_at(*, case: str, sha256: str, moment: str, actor: Actor, at: datetime) -> None:
    """This checker has looked at a moment of the rendition; told twice it counts once.

    Raises BadInput where the list of moments holds no such one.
    """
    with transaction.atomic():
        now, row = _under_check(case, sha256, actor=actor, at=at)
        if moment not in {each.key for each in checking.moments(now)}:
            raise BadInput(f"“{moment}” is no moment of what is to be looked at.", field="moment")
        Looked.objects.get_or_create(
            rendition=row,
            moment=moment,
            looked_by=actor.reference,
            defaults={"looked_at": at},
        )


def remark(
    *,
    case: str,
    sha256: str,
    seconds: float,
    words: str,
    box: Box | None = None,
    actor: Actor,
    at: datetime,
) -> Remark:
    """The checker says of a frame of the rendition that it must go back, and why.

    `seconds` from the first picture, `box` in pixels upright. Raises BadInput where either lies
    outside the rendition, or nothing is said.
    """
    need(words, "Say what is wrong in this frame, so that it can be put right.", field="words")
    with transaction.atomic():
        now, row = _under_check(case, sha256, actor=actor, at=at)
        checking.check_place(now, seconds=seconds, box=box)
        if len(checking.remarks(row)) >= _AT_MOST:
            raise BadInput(f"There are {_AT_MOST} marks already: send it back with these.")
        return Remark.objects.create(
            rendition=row,
            seconds=seconds,
            box=[box.left, box.top, box.right, box.bottom] if box else None,
            words=words.strip()[:500],
            made_by=actor.reference,
            made_at=at,
        )


def withdraw_remark(*, case: str, sha256: str, number: int, actor: Actor, at: datetime) -> None:
    """Whoever made a remark takes it back, before the rendition is signed; raises BadInput for any other."""
    with transaction.atomic():
        _, row = _under_check(case, sha256, actor=actor, at=at)
        theirs = row.remarks.filter(pk=number, made_by=actor.reference, withdrawn_at=None)
        if not theirs.update(withdrawn_at=at):
            raise BadInput("This mark is not there any more, or somebody else made it.")


def approve_rendition(
    *, case: str, sha256: str, note: str, plan: str = "", actor: Actor, at: datetime
) -> None:
    """A second person approves exactly this rendition after looking at it (practice 3.1: redactor and checker).

    `plan` is the digest of the plan that was shown, where a page showed one: of another plan the
    approval is refused though the bytes are the same. Whoever has not looked at every moment says in
    the note how it was checked. Raises OutOfOrder while frames of it are marked as going back.
    """
    with acting(Act.APPROVE_RENDITION, case=case, actor=actor, at=at) as doing:
        now, row = _to_check(doing, sha256, plan)
        _check_everyone(doing, row)
        if checking.remarks(row):
            raise OutOfOrder(
                "Frames of this are marked as going back, so it cannot be approved.",
                what_next="Send it back with the marks, or take them off first.",
            )
        looked, listed = _looked(doing, now, row)
        if looked < listed:
            need(note, _NOT_ALL.format(looked=looked, listed=listed), field="note")
        _sign(doing, row, approved=True, note=note.strip())
        assert_people(doing)
        doing.entry(
            sha256=sha256,
            plan=row.plan.digest,
            note=note,
            looked_at=f"{looked} of {listed} moments",
        )


def return_rendition(
    *, case: str, sha256: str, note: str, plan: str = "", actor: Actor, at: datetime
) -> None:
    """A second person sends the rendition back, saying what is wrong, in words or on its frames."""
    with acting(Act.RETURN_RENDITION, case=case, actor=actor, at=at) as doing:
        now, row = _to_check(doing, sha256, plan)
        remarks = checking.remarks(row)
        said = _with_remarks(note, remarks)
        need(said, "Say what is wrong, so that it can be put right.", field="note")
        _sign(doing, row, approved=False, note=said)
        looked, listed = _looked(doing, now, row)
        doing.entry(
            sha256=sha256,
            plan=row.plan.digest,
            note=said,
            looked_at=f"{looked} of {listed} moments",
        )


def _under_check(
    case: str, sha256: str, *, actor: Actor, at: datetime
) -> tuple[Standing, Rendition]:
    """The case locked and its rendition, for somebody who may check it."""
    row = locked(case)
    access.check(row, Act.APPROVE_RENDITION, actor=actor, at=at)
    permitted.check(
        act=Act.APPROVE_RENDITION, state=State(row.state), route=Route(row.route), actor=actor
    )
    now = standing(row)
    rendition = _finished(now, sha256)
    _check_another(row, rendition, actor=actor, at=at)
    return now, rendition


def _check_another(case: Case, rendition: Rendition, *, actor: Actor, at: datetime) -> None:
    worked = actor.hands & hands(rendition)
    if worked and declared_alone(case, actor=actor, at=at) is None:
        raise MustBeSomeoneElse(WORKED_ON_IT)


def _to_check(doing: Acting, sha256: str, plan: str) -> tuple[Standing, Rendition]:
    now = standing(doing.case)
    row = _finished(now, sha256)
    if plan and row.plan.digest != plan:
        raise OutOfOrder("The plan has been changed since you looked: check what it makes now.")
    doing.check_another_or_alone(hands(row), WORKED_ON_IT)
    return now, row


def _finished(now: Standing, sha256: str) -> Rendition:
    """The newest rendition, which must be finished, examined and not yet signed, and the one that was looked at."""
    if now.image is None or now.wrong_person:
        raise OutOfOrder("There is no picture of the right person to check.")
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
    row.approved, row.check_note = approved, note
    row.checked_by, row.checked_for = doing.actor.reference, doing.acted_for
    row.checked_at, row.emergency = doing.at, doing.emergency
    row.save()


def _looked(doing: Acting, now: Standing, row: Rendition) -> tuple[int, int]:
    """At how many moments this checker has looked, and how many there are."""
    keys = {each.key for each in checking.moments(now)}
    return len(keys & checking.looked_at(row, by=doing.actor.reference)), len(keys)


def _with_remarks(note: str, remarks: Sequence[Remark]) -> str:
    """The note, and below it each marked frame in a line of its own."""
    lines = [f"At {each.seconds:.1f} seconds: {each.words}" for each in remarks]
    return "\n".join([note.strip(), *lines]).strip()
