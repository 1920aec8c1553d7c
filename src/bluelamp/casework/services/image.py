"""Stage 5 begins: the original comes into the vault, supplied by the officer or fetched (CI-19, CI-20)."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework.acting import acting, locked
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Image, Rendition
from bluelamp.casework.standing import standing
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record
from bluelamp.redaction import PictureRefused, open_picture
from bluelamp.vault import services as vault

MAY_SEE_ORIGINALS = frozenset(
    {Role.PRESS_OFFICER, Role.INVESTIGATING_OFFICER, Role.SENIOR_OFFICER, Role.REDACTOR}
)


def supply_image(*, case: str, content: bytes, source: str, actor: Actor, at: datetime) -> Image:
    """The investigating officer supplies the image; raises BadInput naming what is wrong with the file."""
    return _take_in(Act.SUPPLY_IMAGE, case=case, content=content, source=source, actor=actor, at=at)


def fetch_image(*, case: str, content: bytes, source: str, actor: Actor, at: datetime) -> Image:
    """Keep an image that a press officer fetched from the custody imaging system; an officer must confirm it."""
    return _take_in(Act.FETCH_IMAGE, case=case, content=content, source=source, actor=actor, at=at)


def _take_in(
    act: Act, *, case: str, content: bytes, source: str, actor: Actor, at: datetime
) -> Image:
    if not source.strip():
        raise BadInput("Say where the image comes from, with its reference.", field="source")
    try:
        picture = open_picture(content)
    except PictureRefused as refused:
        raise BadInput(str(refused), field="image") from refused
    with acting(act, case=case, actor=actor, at=at) as doing:
        media_type = f"image/{picture.format.lower()}"
        row = Image.objects.create(
            case=doing.case,
            round=doing.case.round,
            sha256=vault.keep_original(content=content, case=case, media_type=media_type, at=at),
            media_type=media_type,
            width=picture.width,
            height=picture.height,
            fetched=act is Act.FETCH_IMAGE,
            source=source.strip(),
            supplied_by=actor.reference,
            supplied_at=at,
        )
        doing.entry(sha256=row.sha256, source=row.source, media_type=media_type)
    return row


def view_original(*, case: str, actor: Actor, at: datetime) -> Image:
    """Record that this person consults the original, before a byte of it is shown; returns which one."""
    _check_works_the_case(actor)
    with transaction.atomic():
        image = standing(locked(case)).image
        if image is None:
            raise OutOfOrder("This case has no image yet: it must be supplied or fetched first.")
        record.consulted(what=image.sha256, actor=actor.reference, case=case, at=at)
    return image


def view_rendition(*, case: str, actor: Actor, at: datetime) -> Rendition:
    """The newest finished rendition; until a second person has approved it, it is guarded like the original."""
    with transaction.atomic():
        rendition = standing(locked(case)).rendition
        if rendition is None or not rendition.sha256:
            raise OutOfOrder("There is no finished rendition of this case's picture yet.")
        if not rendition.approved:
            _check_works_the_case(actor)
            record.consulted(what=rendition.sha256, actor=actor.reference, case=case, at=at)
    return rendition


def _check_works_the_case(actor: Actor) -> None:
    if not MAY_SEE_ORIGINALS & actor.roles:
        raise NotAllowed("Only the people who work the case may see its original.")
