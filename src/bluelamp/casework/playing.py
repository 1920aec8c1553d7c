"""What can be played of footage by now: its proxy as a player asks for it, stretch by stretch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

import msgspec

from bluelamp.casework.models import Image, ProxyPart, Rendition
from bluelamp.casework.plans import Footage
from bluelamp.casework.proxies import HEAD, SOUND
from bluelamp.redaction.footage.proxying import (
    THUMBS,
    Stretch,
    stretches,
    thumb_size,
    thumb_step,
)
from bluelamp.vault import selectors as vault

# As rooms that leave the tables alone call what these give.
Original = Image
Finished = Rendition
_DIGITS: Final = 6  # of seconds: browsers count in microseconds


class Thumbs(msgspec.Struct, frozen=True, kw_only=True):
    """A strip of small pictures side by side: seconds from one to the next, how many, pixels of each."""

    every: float
    count: int
    width: int
    height: int


class Playable(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch, in seconds from the first picture; `times` are those of every frame in it."""

    number: int
    start: float
    end: float
    done: bool
    times: tuple[float, ...] | None
    thumbs: Thumbs | None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All stretches of footage, and how what is done of them is coded (RFC 6381)."""

    mime: str | None
    sound_mime: str | None
    segments: tuple[Playable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part as it goes to a player."""

    media_type: str
    content: bytes


def manifest(image: Image, footage: Footage) -> Manifest:
    """What there is of the image's proxy by now."""
    parts = {row.name: row for row in image.proxy_parts.all()}
    head, sound = parts.get(HEAD), parts.get(SOUND)
    return Manifest(
        mime=head.media_type if head else None,
        sound_mime=sound.media_type if sound else None,
        segments=tuple(_playable(each, footage, parts) for each in stretches(footage.probe)),
    )


def part(image: Image, name: str) -> Part | None:
    """The part of that name; None where it is not there yet. Who looks is recorded by the caller."""
    row = image.proxy_parts.filter(name=name).first()
    if row is None:
        return None
    return Part(media_type=row.media_type, content=_content(image, row.sha256))


def thumbs(image: Image, number: int) -> bytes | None:
    """The strip of thumbnails of a stretch, a JPEG; None where there is none. Recorded as for `part`."""
    row = image.proxy_parts.filter(name=str(number)).first()
    sha256 = row.described["thumbs"] if row else ""
    return _content(image, sha256) if sha256 else None


def _content(image: Image, sha256: str) -> bytes:
    file: IO[bytes]
    with vault.open_proxy(sha256=sha256, case=image.case.reference) as file:
        return file.read()


def _playable(stretch: Stretch, footage: Footage, parts: Mapping[str, ProxyPart]) -> Playable:
    picture, row = footage.probe.picture, parts.get(str(stretch.number))
    tick = picture.time_base[0] / picture.time_base[1]
    width, height = thumb_size(picture)
    every = round(float(thumb_step(stretch)) * tick, _DIGITS)
    strip = Thumbs(every=every, count=THUMBS, width=width, height=height)
    return Playable(
        number=stretch.number,
        start=round(picture.clock(stretch.start), _DIGITS),
        end=round(picture.clock(stretch.end), _DIGITS),
        done=row is not None,
        times=tuple(round(time * tick, _DIGITS) for time in row.described["times"])
        if row
        else None,
        thumbs=strip if row and row.described["thumbs"] else None,
    )
