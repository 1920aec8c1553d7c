"""Courses: where the plan's tracks lie in the finished film, and which samples their shapes hold.

It is worked out here anew, and not by what covered them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.terms import Shape

from .plan import Track
from .silhouettes import covers, is_plain, stretches
from .values import Place, Segment

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Course:
    """One part of a track as arrays: times, and the four edges at them."""

    track: Track
    times: NDArray[np.int64]
    edges: Numbers

    def at(self, time: float) -> Numbers | None:
        """Left, top, right and bottom at that time; None where the part does not reach."""
        if not self.times[0] <= time <= self.times[-1]:
            return None
        after = int(self.times.searchsorted(time))
        if self.times[after] == time:
            return np.asarray(self.edges[after])
        before = self.times[after - 1]
        share = (time - before) / (self.times[after] - before)
        return np.asarray(self.edges[after - 1] * (1 - share) + self.edges[after] * share)


def courses(tracks: Iterable[Track], segment: Segment) -> tuple[Course, ...]:
    """Every part of these tracks that reaches into the segment."""
    return tuple(
        _course(track, part)
        for track in tracks
        for part in track.parts
        if part[-1].time >= segment.start and (segment.end is None or part[0].time < segment.end)
    )


def _course(track: Track, part: tuple[Place, ...]) -> Course:
    return Course(
        track,
        np.array([place.time for place in part], np.int64),
        np.array([msgspec.structs.astuple(place)[1:] for place in part], np.float64),
    )


@dataclass(frozen=True, slots=True)
class Spans:
    """The samples that shapes hold in a plane, as stretches of its rows, some of them empty.

    Of each stretch `shape` is whose it is, `begin` its first column, `end` the one behind its last;
    there are `shapes` shapes, some perhaps without a stretch.
    """

    shapes: int
    shape: Counts
    row: Counts
    begin: Counts
    end: Counts

    def counts(self) -> Numbers:
        """How many samples each shape holds."""
        return self._summed(self.end - self.begin)

    def sums(self, integral: NDArray[np.int32]) -> Numbers:
        """The sum of the samples that each shape holds, from the integral image of the plane."""
        flat, below = integral.reshape(-1), integral.shape[1]
        first, last = self.row * below + self.begin, self.row * below + self.end
        along = flat[last + below] - flat[first + below] - flat[last] + flat[first]
        return self._summed(along)

    def of(self, shape: int) -> tuple[tuple[slice, slice], Mask]:
        """The rows and columns that one shape takes, and which samples in them it holds."""
        mine = (self.shape == shape) & (self.end > self.begin)
        row, begin, end = self.row[mine], self.begin[mine], self.end[mine]
        if not row.size:
            return (slice(0), slice(0)), np.zeros((0, 0), bool)
        place = slice(int(row.min()), int(row.max()) + 1), slice(int(begin.min()), int(end.max()))
        size = place[0].stop - place[0].start, place[1].stop - place[1].start + 1
        turns = np.zeros(size, np.int8)
        np.add.at(turns, (row - place[0].start, begin - place[1].start), 1)
        np.add.at(turns, (row - place[0].start, end - place[1].start), -1)
        return place, turns.cumsum(axis=1, dtype=np.int8)[:, :-1] > 0

    def tiles(self, side: int, *, least: float) -> tuple[Spans, Counts]:
        """Shapes of at least so many samples cut into squares of that side; and whose each square is."""
        large = (self.counts() >= least)[self.shape]
        shape, row = self.shape[large], self.row[large]
        begin, end = self.begin[large], self.end[large]
        first = begin // side
        pieces = np.where(end > begin, (end - 1) // side - first + 1, 0)
        of = np.repeat(np.arange(len(row)), pieces)
        column = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        high, wide = (int(each.max(initial=0)) + 1 for each in (row // side, column))
        square = (shape[of] * high + row[of] // side) * wide + column
        cut = Spans(
            self.shapes * high * wide,
            square,
            row[of],
            np.maximum(begin[of], column * side),
            np.minimum(end[of], (column + 1) * side),
        )
        return cut, np.repeat(np.arange(self.shapes), high * wide)

    def with_(self, shape: int, row: Counts, begin: Counts, end: Counts) -> Spans:
        """These and the stretches of one shape more."""
        return Spans(
            self.shapes,
            np.concatenate([self.shape, np.full(len(row), shape)]),
            np.concatenate([self.row, row]),
            np.concatenate([self.begin, begin]),
            np.concatenate([self.end, end]),
        )

    def _summed(self, of_stretches: Counts | NDArray[np.int32]) -> Numbers:
        return np.asarray(np.bincount(self.shape, of_stretches, self.shapes), np.float64)


@dataclass(frozen=True, slots=True)
class Shown:
    """The tracks that are in the picture at one time, and the four edges of each.

    `boxes` says which of them are boxes, `plain` which are boxes or ellipses that cover their inside.
    """

    tracks: tuple[Track, ...]
    edges: Numbers
    boxes: Mask
    plain: Mask

    @classmethod
    def at(cls, time: float, courses: Iterable[Course]) -> Self:
        """Those of these courses that reach over the time, in ticks."""
        there = [(each.track, edges) for each in courses if (edges := each.at(time)) is not None]
        tracks = tuple(track for track, _ in there)
        return cls(
            tracks,
            np.array([edges for _, edges in there]).reshape(-1, 4),
            np.array([track.shape is Shape.BOX for track in tracks], bool),
            np.array([is_plain(track) for track in tracks], bool),
        )

    def holds(self, x: Numbers, y: Numbers) -> Mask:
        """Whether any of the shapes covers each of these points, given as two rows."""
        edges = self.edges[self.plain][:, None]
        away = np.abs(x - (edges[..., 0] + edges[..., 2]) / 2)
        held = (away <= _reach(y, edges, self.boxes[self.plain][:, None])).any(axis=0)
        for number in np.flatnonzero(~self.plain):
            held |= covers(self.tracks[number], self.edges[number], x, y)
        return np.asarray(held, bool)

    def spans(self, size: tuple[int, ...], *, span: int, inset: int) -> Spans:
        """The samples whose middles lie in the shapes, so many samples deep; see `Plane` for span.

        The size is the plane's rows and columns.
        """
        edges = self.edges / span
        found = self._plain_spans(edges, size, inset)
        for number in np.flatnonzero(~self.plain):
            odd = stretches(self.tracks[number], edges[number], size, inset=inset)
            found = found.with_(int(number), *odd)
        return found

    def _plain_spans(self, edges: Numbers, size: tuple[int, ...], inset: int) -> Spans:
        top = np.clip(np.floor(edges[:, 1]), 0, size[0]).astype(np.int64)
        high = np.maximum(np.clip(np.ceil(edges[:, 3]), 0, size[0]).astype(np.int64) - top, 0)
        high[~self.plain] = 0
        shape = np.repeat(np.arange(len(edges)), high)
        row = np.arange(len(shape)) - np.repeat(np.cumsum(high) - high - top, high)
        inner = (edges + np.array((inset, inset, -inset, -inset)))[shape]
        middle = (inner[:, 0] + inner[:, 2]) / 2 - 0.5
        reach = _reach(row + 0.5, inner, self.boxes[shape])
        begin = np.clip(np.ceil(middle - reach), 0, size[1])
        end = np.clip(np.floor(middle + reach) + 1, begin, size[1])
        return Spans(len(edges), shape, row, begin.astype(np.int64), end.astype(np.int64))


def _reach(y: Numbers, edges: Numbers, boxes: Mask) -> Numbers:
    """How far from its middle, to either side, a shape goes at that height; below 0 where it does not."""
    left, top, right, bottom = np.moveaxis(edges, -1, 0)
    wide, high = (right - left) / 2, (bottom - top) / 2
    down = np.abs(y - (top + bottom) / 2)
    there = (wide > 0) & (high > 0) & (down <= high)
    share = np.divide(down, high, out=np.ones_like(down), where=there)
    return np.where(there, np.where(boxes, wide, wide * np.sqrt(1 - share**2)), -1.0)
