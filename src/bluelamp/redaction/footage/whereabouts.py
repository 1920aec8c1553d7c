"""Whereabouts: the box that covers each track at a moment, from its places before and after."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from .plan import Track
from .values import PictureStream, Place, Segment


class Edges(NamedTuple):
    """Left, top, right and bottom in pixels of the upright picture, fractions allowed."""

    left: float
    top: float
    right: float
    bottom: float

    def join(self, other: Edges) -> Edges:
        """The smallest box around both."""
        return Edges(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Whereabouts:
    """Where tracks are during one segment; `half` is half the time of a frame, in ticks.

    What moves between two frames is covered over its whole way: a frame's cover reaches from half
    a frame before its time to half a frame after, within the part.
    """

    def __init__(self, tracks: Iterable[Track], *, segment: Segment, half: float) -> None:
        self._half = half
        self._parts = [
            (track, part, [place.time for place in part])
            for track in tracks
            for part in track.parts
            if part[-1].time >= segment.start
            and (segment.end is None or part[0].time < segment.end)
        ]

    def at(self, time: int) -> Iterator[tuple[Track, Edges]]:
        """Everything that is there at that time, in ticks, and the box to cover."""
        for track, part, times in self._parts:
            if times[0] <= time <= times[-1]:
                yield track, self._reach(part, times, time)

    def _reach(self, part: Sequence[Place], times: list[int], time: int) -> Edges:
        here = _between(part, times, time)
        for moment in (time - self._half, time + self._half):
            here = here.join(_between(part, times, min(max(moment, times[0]), times[-1])))
        return here


def half_a_frame(picture: PictureStream) -> float:
    """Half the time from one frame to the next at the stream's own rate, in ticks."""
    return float(1 / (picture.rate * Fraction(*picture.time_base))) / 2


def _between(part: Sequence[Place], times: list[int], moment: float) -> Edges:
    """Linear between the places before and after."""
    after = bisect.bisect_left(times, moment)
    later = part[after]
    if later.time == moment:
        return Edges(later.left, later.top, later.right, later.bottom)
    earlier = part[after - 1]
    share = (moment - earlier.time) / (later.time - earlier.time)
    return Edges(
        earlier.left + share * (later.left - earlier.left),
        earlier.top + share * (later.top - earlier.top),
        earlier.right + share * (later.right - earlier.right),
        earlier.bottom + share * (later.bottom - earlier.bottom),
    )
