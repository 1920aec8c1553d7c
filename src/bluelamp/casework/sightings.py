"""What the search for people in footage has seen so far, segment by segment, while nobody has been followed yet."""

from collections.abc import Collection, Iterator
from typing import Final

import msgspec

from bluelamp.casework.models import Image
from bluelamp.casework.pieces import LOOK, Piece
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.values import Analysis, Probe, Seen, Segment

Sighting = tuple[float, int, int, int, int]

_WHOM: Final = {Kind.FACE, Kind.PERSON}
_APART: Final = 0.2  # seconds between two moments that are told of
_AT_ONCE: Final = 20  # segments in one answer; the rest come with the next


class SeenSegment(msgspec.Struct, frozen=True, kw_only=True):
    """Where faces and people were seen in a finished segment, which lasts from `start` up to `end` in seconds.

    Each sighting is its moment in seconds from the first picture, then left, top, right and bottom in
    pixels of the upright picture.
    """

    number: int
    start: float
    end: float
    sightings: list[Sighting]


def is_over(image: Image) -> bool:
    """Whether the people have been followed, so that the plan says all and no segment is told of."""
    return image.probe is None or image.plans.exists()


def seen_so_far(image: Image, *, but: Collection[int] = ()) -> list[SeenSegment]:
    """The segments that the search has finished but for those of these numbers, the first twenty in order of time."""
    if is_over(image):
        return []
    piece = Piece(image=image)
    probe, folder = piece.probe, piece.folder()
    left = [
        each for each in probe.segments if each.number not in but and folder.holds(LOOK.file(each))
    ]
    try:
        return [_seen(probe, each, folder.parts(LOOK.file(each))) for each in left[:_AT_ONCE]]
    except FileNotFoundError:
        return []  # the search has ended meanwhile, and its folder is gone


def _seen(probe: Probe, segment: Segment, parts: Iterator[bytes]) -> SeenSegment:
    analyses = [msgspec.msgpack.decode(part, type=Analysis) for part in parts if part]
    seen = [one for each in analyses for one in each.seen if one.kind in _WHOM]
    clock = probe.picture.clock
    return SeenSegment(
        number=segment.number,
        start=round(clock(segment.start), 3),
        end=round(probe.duration if segment.end is None else clock(segment.end), 3),
        sightings=list(_thinned(probe, seen)),
    )


def _thinned(probe: Probe, seen: list[Seen]) -> Iterator[Sighting]:
    """The sightings of moments that lie far enough apart."""
    last = None
    for place in sorted((one.place for one in seen), key=lambda place: place.time):
        seconds = probe.picture.clock(place.time)
        if last is None or seconds >= last + _APART:
            last = seconds
        if seconds == last:
            box = (place.left, place.top, place.right, place.bottom)
            left, top, right, bottom = (round(edge) for edge in box)
            yield round(seconds, 3), left, top, right, bottom
