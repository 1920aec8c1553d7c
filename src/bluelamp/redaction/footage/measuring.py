"""Measuring: is what the plan covers destroyed in the finished film, frame by frame.

Where tracks are is worked out here anew, and not by what covered them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import cv2
import msgspec
import numpy as np
from av import VideoFrame
from av.video.reformatter import ColorRange
from numpy.typing import NDArray

from bluelamp.redaction.plan import Effect, Shape

from .frames import Frame
from .plan import Track
from .values import Place, Segment

Levels = NDArray[np.float32]  # rows x columns, in levels of 255
Mask = NDArray[np.bool_]

# A codec smears across an edge within its blocks; deeper than that nothing but the fill is left.
_EDGE, _SHALLOW = 8, 1  # pixels
_MOST_ERROR, _MOST_DEEP = 10.0, 4.0  # mean distance from the fill, in levels
_BRIGHT, _MOST_BRIGHT = 40, 0.08  # levels from the fill, and the share that may be so far
_ENOUGH = 64  # samples
_DETAIL = 2.0  # deviation of the fine structure, in levels, below which there is none to recognise
_MOST_CORRELATION, _MOST_SHOWING = 0.5, 0.2
_LISTED = 20  # times


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """How one covered track came out over a stretch of film.

    `frames` is in how many it was measured, `missed` in how many it shows and could not be.
    `error` is the worst frame's mean distance from the fill in levels of 255, `deep` that of the
    samples away from the edge; for other effects than the solid one `showing` is how much of the
    original's fine structure is left (0 none, 1 all). `bare` are the first times, in ticks, at
    which it was not destroyed, out of `failures`.
    """

    id: str
    frames: int = 0
    missed: int = 0
    error: float = 0.0
    deep: float = 0.0
    showing: float = 0.0
    failures: int = 0
    bare: tuple[int, ...] = ()

    def with_(self, other: Measured) -> Measured:
        """The worse of both in every respect."""
        return Measured(
            id=self.id,
            frames=self.frames + other.frames,
            missed=self.missed + other.missed,
            error=max(self.error, other.error),
            deep=max(self.deep, other.deep),
            showing=max(self.showing, other.showing),
            failures=self.failures + other.failures,
            bare=(*self.bare, *other.bare)[:_LISTED],
        )


@dataclass(frozen=True, slots=True)
class Course:
    """One part of a track as arrays: times, and the four edges at them."""

    track: Track
    times: NDArray[np.int64]
    edges: NDArray[np.float64]

    def at(self, time: float) -> tuple[float, ...] | None:
        """Left, top, right and bottom at that time; None where the part does not reach."""
        if not self.times[0] <= time <= self.times[-1]:
            return None
        return tuple(float(np.interp(time, self.times, column)) for column in self.edges.T)

    def holds(
        self, x: NDArray[np.float64], y: NDArray[np.float64], edges: tuple[float, ...]
    ) -> Mask:
        """Which of these points, a row of x and a column of y, lie in the shape with such edges."""
        left, top, right, bottom = edges
        across = np.abs(x - (left + right) / 2) / ((right - left) / 2)
        down = np.abs(y - (top + bottom) / 2) / ((bottom - top) / 2)
        if self.track.shape is Shape.BOX:
            return np.asarray((down <= 1) & (across <= 1), bool)
        return np.asarray(down**2 + across**2 <= 1, bool)


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
class Plane:
    """One plane of a 4:2:0 frame: samples, its black and what a level counts in them, and its span.

    Black is in levels of 255; the span is how many pixels a sample stands for in a row.
    """

    samples: NDArray[np.uint8] | NDArray[np.uint16]
    black: int
    level: int
    span: int


@dataclass(slots=True)
class Measure:
    """Takes the frames of the finished film one by one and keeps the worst of each track."""

    effect: Effect
    courses: tuple[Course, ...]
    worst: dict[str, Measured] = field(default_factory=dict)

    def see(self, time: int, film: VideoFrame, original: Frame | None = None) -> None:
        """One frame at its time in ticks of the original; which is needed for any effect but solid."""
        planes = list(_planes(film))
        beneath = None if original is None else _grey(original)
        for course in self.courses:
            edges = course.at(time)
            if edges is None:
                continue
            if self.effect is Effect.SOLID:
                found = _solid(course, edges, planes, time)
            else:
                found = _other(course, edges, planes[0], beneath, time)
            if found:
                known = self.worst.get(found.id)
                self.worst[found.id] = known.with_(found) if known else found

    def result(self) -> tuple[Measured, ...]:
        """One for every track that was seen."""
        return tuple(self.worst.values())


def _solid(
    course: Course, edges: tuple[float, ...], planes: list[Plane], time: int
) -> Measured | None:
    errors, deeper, bright = [], [], []
    for plane in planes:
        scaled = tuple(edge / plane.span for edge in edges)
        place, mask = _inside(course, scaled, plane.samples.shape, _SHALLOW)
        if not mask.any():
            continue
        away = np.abs(plane.samples[place].astype(np.float32) / plane.level - plane.black)
        errors.append(float(away[mask].mean()))
        bright.append(float((away[mask] > _BRIGHT).mean()))
        _, deep = _inside(course, scaled, plane.samples.shape, _EDGE // plane.span)
        if np.count_nonzero(deep) >= _ENOUGH:
            deeper.append(float(away[deep].mean()))
    if not errors:
        _, mask = _inside(course, edges, planes[0].samples.shape, 0)
        return Measured(id=course.track.id, missed=1) if mask.any() else None
    error, deep_error = max(errors), max(deeper, default=0.0)
    bad = error > _MOST_ERROR or deep_error > _MOST_DEEP or max(bright) > _MOST_BRIGHT
    return Measured(
        id=course.track.id,
        frames=1,
        error=round(error, 2),
        deep=round(deep_error, 2),
        failures=int(bad),
        bare=(time,) if bad else (),
    )


def _other(
    course: Course,
    edges: tuple[float, ...],
    plane: Plane,
    beneath: Levels | None,
    time: int,
) -> Measured | None:
    film = np.asarray(plane.samples / np.float32(plane.level), np.float32)
    place, mask = _inside(course, edges, film.shape, _SHALLOW)
    if np.count_nonzero(mask) < _ENOUGH:
        return None
    if beneath is None:
        return Measured(id=course.track.id, missed=1)
    correlation, showing = _likeness(_fine(film[place])[mask], _fine(beneath[place])[mask])
    bad = correlation > _MOST_CORRELATION and showing > _MOST_SHOWING
    return Measured(
        id=course.track.id,
        frames=1,
        showing=round(showing, 3),
        failures=int(bad),
        bare=(time,) if bad else (),
    )


def _inside(
    course: Course, edges: tuple[float, ...], size: tuple[int, ...], inset: int
) -> tuple[tuple[slice, slice], Mask]:
    """The rows and columns that a box takes, and which of them lie that deep in its shape."""
    left, top, right, bottom = edges
    rows = slice(max(0, int(top)), max(0, int(top), min(size[0], int(np.ceil(bottom)))))
    columns = slice(max(0, int(left)), max(0, int(left), min(size[1], int(np.ceil(right)))))
    y = np.arange(rows.start, rows.stop, dtype=np.float64)[:, None] + 0.5
    x = np.arange(columns.start, columns.stop, dtype=np.float64)[None, :] + 0.5
    inner = (left + inset, top + inset, right - inset, bottom - inset)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        return (rows, columns), np.zeros((y.size, x.size), bool)
    return (rows, columns), course.holds(x, y, inner)


def _planes(film: VideoFrame) -> Iterator[Plane]:
    deep = film.format.components[0].bits - 8
    dark = 0 if film.color_range == ColorRange.JPEG else 16
    for number, plane in enumerate(film.planes):
        content = memoryview(plane)
        row = np.frombuffer(content, np.uint16) if deep else np.frombuffer(content, np.uint8)
        whole = row.reshape(plane.height, -1)[:, : plane.width]
        yield Plane(whole, 128 if number else dark, 1 << deep, 2 if number else 1)


def _grey(original: Frame) -> Levels:
    return original.grey(original.width, original.height).astype(np.float32)


def _fine(levels: Levels) -> Levels:
    """What is left without what a blur leaves: edges, eyes, the line of a mouth."""
    wide = max(3, min(levels.shape) // 8 | 1)
    return np.asarray(levels - cv2.blur(levels, (wide, wide)), np.float32)


def _likeness(film: Levels, beneath: Levels) -> tuple[float, float]:
    """Pearson's coefficient and the slope of one on the other; 0 where there is no detail."""
    if film.std() < _DETAIL or beneath.std() < _DETAIL:
        return 0.0, 0.0
    a, b = film - film.mean(), beneath - beneath.mean()
    common = abs(float(a @ b))
    return common / float(np.sqrt((a @ a) * (b @ b))), common / float(b @ b)
