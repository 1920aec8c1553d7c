"""Whereabouts: the boxes that cover each track at a moment, from its places before and after."""

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

    def meet(self, other: Edges) -> Edges:
        """The part common to both; where there is none, right is not beyond left, or bottom top."""
        return Edges(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def over(self, span: int) -> Edges:
        """In samples that each span so many pixels."""
        return Edges(self.left / span, self.top / span, self.right / span, self.bottom / span)


class Reach(NamedTuple):
    """A track's box half a frame before a moment, at it, and half a frame after it."""

    before: Edges
    here: Edges
    after: Edges

    @property
    def around(self) -> Edges:
        """The smallest box around all three."""
        return self.before.join(self.here).join(self.after)

    @property
    def common(self) -> Edges:
        """What lies in all three; see `Edges.meet`."""
        return self.before.meet(self.here).meet(self.after)


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

    def at(self, time: int) -> Iterator[tuple[Track, Reach]]:
        """Everything that is there at that time, in ticks, and the way to cover."""
        for track, part, times in self._parts:
            if times[0] <= time <= times[-1]:
                yield track, self._reach(part, times, time)

    def _reach(self, part: Sequence[Place], times: list[int], time: int) -> Reach:
        return Reach(
            between(part, times, max(time - self._half, times[0])),
            between(part, times, time),
            between(part, times, min(time + self._half, times[-1])),
        )


def half_a_frame(picture: PictureStream) -> float:
    """Half the time from one frame to the next at the stream's own rate, in ticks."""
    return float(1 / (picture.rate * Fraction(*picture.time_base))) / 2


def between(part: Sequence[Place], times: list[int], moment: float) -> Edges:
    """Where a part is at a moment that it holds: linear between the places before and after."""
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
