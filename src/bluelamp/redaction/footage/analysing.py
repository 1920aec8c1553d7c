"""Analysing: what is seen in one segment of footage, and how everything in it moves.

Faces are looked for often at a small size, where those that fill the picture are found too, less
often at larger ones, for those far away, and at each in turn, so that no long time passes without a
look. Nothing can be carried beyond a shot, so its first frame and its last are looked at too, but not
at the largest size, which costs the most: that look comes soon after the first frame, or, where the
shot is over before, at its last. Number plates, text, screens and vehicles are looked for with people,
where they are asked for.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction import faces, people
from bluelamp.redaction.finding import Finding, Kind
from bluelamp.redaction.models import Network, network
from bluelamp.redaction.suppression import keep_strongest

from .frames import Frame, Grey
from .motion import CUT_BELOW, GRID, LONG_SIDE, Flow, pack
from .things import Surroundings
from .values import Analysis, PictureStream, Place, Probe, Seen, Segment

# By the long side in pixels, which frames of a shot besides its ends: from this on every so many.
_FACES_AT = {480: (4, 4), 640: (6, 12), 1280: (10, 20)}
_LARGEST = max(_FACES_AT)
_PEOPLE_EVERY = 20
_AT_THE_END = 480
_FACES_FROM, _PEOPLE_FROM = 0.08, 0.3  # the least confidence that is noted
_SAME_FACE, _WITHIN, _SAME_PERSON = 0.35, 0.55, 0.6
_STEP = 32  # the network for faces takes sides that are multiples of it

Size = tuple[int, int]
Rows = NDArray[np.float32]


def prepare(probe: Probe, *, kinds: Collection[Kind] = ()) -> None:
    """Load the models and run each once: afterwards no file needs to be opened.

    The largest comes first, so that what was needed to compile it serves the others too.
    """
    for width, height in sorted(_sizes(probe.picture).values(), reverse=True):
        faces.look(np.zeros((height, width, 3), np.uint8), _of_faces(width, height), threshold=1)
    people.look(np.zeros((people.SIDE, people.SIDE, 3), np.uint8), _of_people(), threshold=1)
    Surroundings((probe.picture.width, probe.picture.height), kinds)
    _give_back_memory()


def _give_back_memory() -> None:
    """Return to the system what compiling has freed, where the C library can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _of_faces(width: int, height: int) -> Network:
    return network("faces", (1, 3, height, width), threads=1)


def _of_people() -> Network:
    return network("people", (1, 3, people.SIDE, people.SIDE), threads=1)


def _sizes(picture: PictureStream) -> dict[int, Size]:
    """Width and height by the long side, in the shape that the picture is shown in."""
    wide, high = picture.sample_aspect_ratio
    shown = (picture.width * (wide or 1) / (high or 1), float(picture.height))
    return {side: _scaled(shown, side, _STEP) for side in _FACES_AT}


def _scaled(shape: tuple[float, float], side: int, step: int) -> Size:
    """About so long, each side a multiple of the step."""
    width, height = (max(step, step * round(edge * side / max(shape) / step)) for edge in shape)
    return width, height


class Analyst:
    """Sees the frames of one segment in the order of time, then says what was in them.

    Besides faces and people it looks for things of the given kinds.
    The last frame that it is shown may be the next segment's first.
    """

    def __init__(self, probe: Probe, segment: Segment, *, kinds: Collection[Kind] = ()) -> None:
        self._segment = segment
        self._picture = (probe.picture.width, probe.picture.height)
        self._sizes = _sizes(probe.picture)
        self._small = _scaled(self._picture, LONG_SIDE, 1)
        self._flow = Flow()
        self._times: list[int] = []
        self._cuts: list[int] = []
        self._faces: dict[int, dict[int, Rows]] = {}  # by time and size
        self._people: dict[int, Rows] = {}
        self._surroundings = Surroundings(self._picture, kinds)
        self._things: dict[int, tuple[Finding, ...]] = {}
        self._motion: list[bytes] = []
        self._latest: tuple[Frame, Grey] | None = None
        self._of_shot = 0

    def see(self, frame: Frame) -> None:
        """Compare a frame with the one before, and look at it where its turn has come."""
        small = frame.grey(*self._small)
        self._compare(frame, small)
        self._latest = frame, small
        if self._segment.end is not None and frame.time >= self._segment.end:
            return
        self._times.append(frame.time)
        self._look(
            frame,
            sides=[side for side in _FACES_AT if _is_turn(self._of_shot, side)],
            for_people=self._of_shot % _PEOPLE_EVERY == 0,
        )
        self._of_shot += 1

    def result(self) -> Analysis:
        """What was seen, the last frame of the file included."""
        if self._latest and self._segment.end is None:
            self._look_at_last(self._latest[0])
        faces_seen = (
            _seen(time, Kind.FACE, row)
            for time, found in self._faces.items()
            for row in keep_strongest(
                np.concatenate([*found.values()]), overlap=_SAME_FACE, inside=_WITHIN
            )
        )
        people_seen = (
            _seen(time, Kind.PERSON, row) for time, rows in self._people.items() for row in rows
        )
        things_seen = (
            _thing(time, found) for time, several in self._things.items() for found in several
        )
        return Analysis(
            segment=self._segment.number,
            times=tuple(self._times),
            cuts=tuple(self._cuts),
            looked=tuple(sorted(self._faces)),
            seen=(*faces_seen, *people_seen, *things_seen),
            grid=GRID,
            motion=tuple(self._motion),
        )

    def _compare(self, frame: Frame, small: Grey) -> None:
        """Note the movement since the frame before, and whether a new shot begins."""
        if self._latest is None:
            return
        earlier, earlier_small = self._latest
        field, likeness = self._flow.between(earlier_small, small)
        self._motion.append(pack(field))
        if likeness < CUT_BELOW:
            self._cuts.append(frame.time)
            self._look_at_last(earlier)
            self._of_shot = 0

    def _look_at_last(self, frame: Frame) -> None:
        """The last frame of a shot, as far as it was not yet looked at."""
        wanted = {_AT_THE_END}
        if self._of_shot <= _FACES_AT[_LARGEST][0]:
            wanted.add(_LARGEST)
        done = self._faces.get(frame.time, {})
        self._look(
            frame, sides=sorted(wanted - done.keys()), for_people=frame.time not in self._people
        )

    def _look(self, frame: Frame, *, sides: Iterable[int], for_people: bool) -> None:
        if frame.blank:
            return
        for side in sides:
            self._faces.setdefault(frame.time, {})[side] = self._faces_at(frame, self._sizes[side])
        if for_people:
            self._people[frame.time] = self._people_in(frame)
            self._things[frame.time] = self._surroundings.look(frame)

    def _faces_at(self, frame: Frame, size: Size) -> Rows:
        """Faces at one size, in pixels of the upright picture."""
        rows = faces.look(frame.rgb(*size), _of_faces(*size), threshold=_FACES_FROM)
        return self._in_picture(rows, size)

    def _people_in(self, frame: Frame) -> Rows:
        size = (people.SIDE, people.SIDE)
        rows = people.look(frame.rgb(*size), _of_people(), threshold=_PEOPLE_FROM)
        return keep_strongest(self._in_picture(rows, size), overlap=_SAME_PERSON)

    def _in_picture(self, rows: Rows, size: Size) -> Rows:
        rows[:, 0:4:2] *= self._picture[0] / size[0]
        rows[:, 1:4:2] *= self._picture[1] / size[1]
        return rows


def _is_turn(number: int, side: int) -> bool:
    """Whether a frame of a shot, by its number, is looked at in this size."""
    if number == 0:
        return side != _LARGEST
    start, every = _FACES_AT[side]
    return number >= start and (number - start) % every == 0


def _seen(time: int, kind: Kind, row: Rows) -> Seen:
    place = Place(time, *(round(float(edge), 1) for edge in row[:4]))
    turn = round(float(row[5]), 2) if kind is Kind.FACE else 0.0
    return Seen(place=place, kind=kind, confidence=round(float(row[4]), 3), turn=turn)


def _thing(time: int, found: Finding) -> Seen:
    box = found.head
    place = Place(time, float(box.left), float(box.top), float(box.right), float(box.bottom))
    return Seen(place=place, kind=found.kind, confidence=round(found.confidence, 3))
