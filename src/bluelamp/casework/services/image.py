"""Stage 5 begins: the original comes into the vault, supplied by the officer or fetched (CI-19, CI-20)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

import msgspec
from django.db import transaction

from bluelamp.casework import access, proxies
from bluelamp.casework.acting import acting, locked
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Image, Rendition
from bluelamp.casework.quarantine import is_quarantined
from bluelamp.casework.routes import Route
from bluelamp.casework.services.pictured import undo_listing
from bluelamp.casework.standing import Standing, standing
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record
from bluelamp.redaction import Limits, PictureRefused, open_picture
from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage.likeness import is_footage
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.proxying import Proxied
from bluelamp.vault import services as vault

_MEDIA_TYPES: Final = {
    "AVI": "video/x-msvideo",
    "MKV": "video/x-matroska",
    "MOV": "video/quicktime",
    "TS": "video/mp2t",
}
MAY_SEE_ORIGINALS = frozenset(
    {
        Role.PRESS_OFFICER,
        Role.INVESTIGATING_OFFICER,
        Role.SENIOR_OFFICER,
        Role.SENIOR_INVESTIGATING_OFFICER,
        Role.OFFICER_IN_COMMAND,
        Role.REDACTOR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brought:
    """What came in: a picture, or footage with what its file was found to hold and its first view."""

    media_type: str
    width: int
    height: int
    probe: dict[str, Any] | None = None
    first: Proxied | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the custody record says of a photograph: whom, and when and where it was taken; empty where unknown."""

    record_number: str = ""
    record_name: str = ""
    record_born: date | None = None
    taken_on: date | None = None
    taken_at: str = ""


UNKNOWN: Final = Particulars()


def supply_image(
    *,
    case: str,
    content: bytes | IO[bytes],
    source: str,
    particulars: Particulars = UNKNOWN,
    actor: Actor,
    at: datetime,
) -> Image:
    """The investigating officer supplies a picture or footage; raises BadInput naming what is wrong with the file.

    Footage is given as an open file, which is read a piece at a time and left open.
    """
    brought = _footage(content) if _holds_footage(content) else _picture(content)
    return _take_in(
        Act.SUPPLY_IMAGE,
        case=case,
        content=content,
        brought=brought,
        source=source,
        particulars=particulars,
        actor=actor,
        at=at,
    )


def fetch_image(
    *,
    case: str,
    content: bytes,
    source: str,
    particulars: Particulars = UNKNOWN,
    actor: Actor,
    at: datetime,
) -> Image:
    """Keep a picture that a press officer fetched from the custody imaging system; an officer must confirm it.

    Raises OutOfOrder for a missing person whose picture is not said to be a custody photograph (MP-02).
    """
    return _take_in(
        Act.FETCH_IMAGE,
        case=case,
        content=content,
        brought=_picture(content),
        source=source,
        particulars=particulars,
        actor=actor,
        at=at,
    )


def _take_in(
    act: Act,
    *,
    case: str,
    content: bytes | IO[bytes],
    brought: _Brought,
    source: str,
    particulars: Particulars,
    actor: Actor,
    at: datetime,
) -> Image:
    need(source, "Say where the image comes from, with its reference.", field="source")
    with acting(act, case=case, actor=actor, at=at) as doing:
        if act is Act.FETCH_IMAGE and not may_be_custodys(standing(doing.case)):
            raise OutOfOrder(
                "A missing person’s custody photograph is the last resort: record first, among the"
                " facts, that the picture is a custody photograph."
            )
        sha256 = vault.keep_original(
            content=content, case=case, media_type=brought.media_type, at=at
        )
        if is_quarantined(sha256):
            raise BadInput(
                "This file was found to show the wrong person, so no case may have it.",
                field="image",
            )
        row = Image.objects.create(
            case=doing.case,
            round=doing.case.round,
            sha256=sha256,
            media_type=brought.media_type,
            width=brought.width,
            height=brought.height,
            probe=brought.probe,
            fetched=act is Act.FETCH_IMAGE,
            source=source.strip(),
            **asdict(particulars),
            supplied_by=actor.reference,
            supplied_for=doing.acted_for,
            supplied_at=at,
        )
        undo_listing(doing)
        _show(row, brought.first, at)
        doing.entry(
            sha256=row.sha256,
            source=row.source,
            media_type=row.media_type,
            **{name: str(said) for name, said in asdict(particulars).items() if said},
        )
    return row


def _show(image: Image, first: Proxied | None, at: datetime) -> None:
    """Let footage be made playable; what was made of an image that this one replaces goes."""
    for replaced in image.case.images.exclude(pk=image.pk):
        proxies.remove(replaced)
    if image.probe is not None:
        proxies.begin(image, at=at)
    if first is not None:
        proxies.keep_stretch(image, first)


def may_be_custodys(now: Standing) -> bool:
    """Whether the picture may be a custody photograph: for a missing person that must have been said (MP-02)."""
    said = now.asserted.get("image_source")
    is_said = bool(said and said.known and said.value == "custody")
    return is_said or now.case.route != Route.MISSING_PERSON


def _holds_footage(content: bytes | IO[bytes]) -> bool:
    return not isinstance(content, bytes) and is_footage(_path(content))


def _path(content: bytes | IO[bytes]) -> Path:
    """A way to open the file again, though it may have no name."""
    assert not isinstance(content, bytes)  # noqa: S101  footage comes as a file
    content.flush()
    return Path(f"/proc/self/fd/{content.fileno()}")


def _picture(content: bytes | IO[bytes]) -> _Brought:
    if not isinstance(content, bytes):
        content.seek(0)
        content = content.read(Limits().file_bytes + 1)
    try:
        picture = open_picture(content)
    except PictureRefused as refused:
        raise BadInput(str(refused), field="image") from refused
    media_type = f"image/{picture.format.lower()}"
    return _Brought(media_type=media_type, width=picture.width, height=picture.height)


def _footage(content: bytes | IO[bytes]) -> _Brought:
    try:
        found = probe(_path(content))
    except FootageRefused as refused:
        raise BadInput(str(refused), field="image") from refused
    return _Brought(
        media_type=_MEDIA_TYPES.get(found.container, "video/mp4"),
        width=found.picture.width,
        height=found.picture.height,
        probe=msgspec.to_builtins(found),
        first=proxies.first_view(_path(content), found),
    )


def original_for(*, case: str, actor: Actor, at: datetime) -> Image:
    """The newest original, for somebody who may see it; to show of it, `view_original` comes first.

    Raises NoSuchCase where the case is closed to them, NotAllowed where their role sees no originals.
    """
    seen = access.case_seen(case, actor=actor, at=at)
    _check_works_the_case(actor)
    image = seen.images.filter(round=seen.round).order_by("-id").first()
    if image is None:
        raise OutOfOrder("This case has no image yet: it must be supplied or fetched first.")
    return image


def view_original(*, case: str, actor: Actor, at: datetime, recorded: str = "") -> Image:
    """Record that this person consults the original, before a byte of it is shown; returns which one.

    `recorded` is the sha256 of one whose opening by this person has been recorded already. Raises
    as `original_for`.
    """
    image = original_for(case=case, actor=actor, at=at)
    if image.sha256 == recorded:
        return image
    with transaction.atomic():
        locked(case)
        image = original_for(case=case, actor=actor, at=at)
        record.consulted(what=image.sha256, actor=actor.reference, case=case, at=at)
    return image


def view_rendition(*, case: str, actor: Actor, at: datetime, recorded: str = "") -> Rendition:
    """The newest finished rendition; until a second person has approved it, it is guarded like the original.

    `recorded` is the sha256 of one whose opening by this person has been recorded already.
    """
    access.case_seen(case, actor=actor, at=at)
    with transaction.atomic():
        rendition = standing(locked(case)).rendition
        if rendition is None or not rendition.sha256:
            raise OutOfOrder("There is no finished rendition of this case's picture yet.")
        if not rendition.approved:
            _check_works_the_case(actor)
            if rendition.sha256 != recorded:
                record.consulted(what=rendition.sha256, actor=actor.reference, case=case, at=at)
    return rendition


def _check_works_the_case(actor: Actor) -> None:
    if not MAY_SEE_ORIGINALS & actor.roles:
        raise NotAllowed("Only the people who work the case may see its original.")
