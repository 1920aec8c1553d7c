"""Is it the right person? A named officer answers for this exact file (CI-21)."""

from datetime import datetime

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Image
from bluelamp.people.actor import Actor


def confirm_identity(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> None:
    """Confirm that the image of this sha256 shows the person named.

    Raises MustBeSomeoneElse where the same person brought the image, OutOfOrder where the image
    has changed since it was looked at or has been answered for already.
    """
    with acting(Act.CONFIRM_IDENTITY, case=case, actor=actor, at=at) as doing:
        image = _unanswered(doing, sha256)
        if image.supplied_by == actor.reference:
            raise MustBeSomeoneElse(
                "You brought this image, so somebody else must confirm that it is the right person."
            )
        _answer(image, right=True, note=note, actor=actor, at=at)
        doing.entry(sha256=sha256, note=note)


def deny_identity(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> None:
    """Say that it is the wrong person: the image is out, and a notice that was sent with it is withdrawn."""
    if not note.strip():
        raise BadInput("Say who or what the image shows instead, as far as you know.", field="note")
    with acting(Act.DENY_IDENTITY, case=case, actor=actor, at=at) as doing:
        image = _current(doing, sha256)
        image.right_person = None
        _answer(image, right=False, note=note, actor=actor, at=at)
        told = doing.case.notices.filter(round=doing.case.round).exclude(ended="withdrawn")
        told.update(ended="withdrawn", closed_at=at)
        doing.entry(sha256=sha256, note=note)


def _current(doing: Acting, sha256: str) -> Image:
    image = doing.case.images.filter(round=doing.case.round).order_by("-id").first()
    if image is None:
        raise OutOfOrder("There is no image to confirm yet: it must be supplied or fetched first.")
    if image.sha256 != sha256:
        raise OutOfOrder("The image has been replaced since you looked: look at the new one first.")
    return image


def _unanswered(doing: Acting, sha256: str) -> Image:
    image = _current(doing, sha256)
    if image.right_person is not None:
        raise OutOfOrder("Somebody has answered for this image already.")
    return image


def _answer(image: Image, *, right: bool, note: str, actor: Actor, at: datetime) -> None:
    image.right_person, image.identity_note = right, note.strip()
    image.identified_by, image.identified_at = actor.reference, at
    image.save()
