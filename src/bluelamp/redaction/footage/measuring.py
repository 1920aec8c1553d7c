"""Measuring: is what the plan covers destroyed in the finished film, frame by frame.

Solid fill is measured by integral images of how far each sample is from it: one pass over a plane,
however many shapes lie in it and over one another.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import cv2
import msgspec
import numpy as np
from av import VideoFrame
from av.video.reformatter import ColorRange
from numpy.typing import NDArray

from bluelamp.redaction.terms import Effect

from .courses import Course, Mask, Shown, Spans
from .frames import Frame

Levels = NDArray[np.uint8]  # rows x columns, of 255
Fine = NDArray[np.float32]  # likewise

# A codec smears across an edge within its blocks; deeper than that nothing but the fill is left.
_EDGE, _SHALLOW = 8, 1  # pixels
_MOST_ERROR, _MOST_DEEP = 10.0, 4.0  # mean distance from the fill, in levels
_BRIGHT, _MOST_BRIGHT = 40, 0.08  # levels from the fill, and the share that may be so far
_ENOUGH = 64  # samples
_LARGE = 160 * 160  # pixels of a shape that is also measured square by square
_SQUARE, _SQUARE_OF_DETAIL, _FINEST = 32, 64, 7  # pixels of their sides; of the finest structure
_DETAIL = 2.0  # deviation of the fine structure, in levels, below which there is none to recognise
_MOST_CORRELATION, _MOST_SHOWING = 0.5, 0.2
_BARE_CORRELATION, _BARE_SHOWING = 0.85, 0.6  # of one square
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
class Plane:
    """One plane of a 4:2:0 frame: samples, its black and what a level counts in them, and its span.

    Black is in levels of 255; the span is how many pixels a sample stands for in a row.
    """

    samples: NDArray[np.uint8] | NDArray[np.uint16]
    black: int
    level: int
    span: int

    def away(self, levels: Levels) -> Levels:
        """How far each sample is from black, in whole levels, put into a plane of that size."""
        away = cv2.convertScaleAbs(self.samples, levels, 1 / self.level, -self.black)
        return np.asarray(away, np.uint8)


@dataclass(slots=True)
class Measure:
    """Takes the frames of the finished film one by one and keeps the worst of each track."""

    effect: Effect
    courses: tuple[Course, ...]
    worst: dict[str, Measured] = field(default_factory=dict)

    def see(self, time: int, film: VideoFrame, original: Frame | None = None) -> None:
        """One frame at its time in ticks of the original; which is needed for any effect but solid."""
        shown = Shown.at(time, self.courses)
        if not shown.tracks:
            return
        planes = tuple(_planes(film))
        if self.effect is Effect.SOLID:
            found = _solid(shown, planes, time)
        else:
            found = _other(shown, planes[0], original, time)
        for each in found:
            known = self.worst.get(each.id)
            self.worst[each.id] = known.with_(each) if known else each

    def result(self) -> tuple[Measured, ...]:
        """One for every track that was seen."""
        return tuple(self.worst.values())


def _solid(shown: Shown, planes: tuple[Plane, ...], time: int) -> Iterator[Measured]:
    """The worst of all planes; what shows and has no sample deep enough in any is missed."""
    depths = {plane.span: _depths(shown, plane) for plane in planes[:2]}
    found = [_off_fill(plane, *depths[plane.span]) for plane in planes]
    error, deep, bright, measured = np.max(found, axis=0)
    bad = (error > _MOST_ERROR) | (deep > _MOST_DEEP) | (bright > _MOST_BRIGHT)
    shows = _deep_in(shown, planes[0], 0).counts() if not measured.all() else measured
    for number, track in enumerate(shown.tracks):
        if measured[number]:
            yield Measured(
                id=track.id,
                frames=1,
                error=round(float(error[number]), 2),
                deep=round(float(deep[number]), 2),
                failures=int(bad[number]),
                bare=(time,) if bad[number] else (),
            )
        elif shows[number]:
            yield Measured(id=track.id, missed=1)


def _depths(shown: Shown, plane: Plane) -> tuple[Spans, Spans]:
    return _deep_in(shown, plane, _SHALLOW), _deep_in(shown, plane, _EDGE // plane.span)


def _deep_in(shown: Shown, plane: Plane, inset: int) -> Spans:
    return shown.spans(plane.samples.shape, span=plane.span, inset=inset)


def _off_fill(plane: Plane, shallow: Spans, deeper: Spans) -> NDArray[np.float64]:
    """For each shape mean distance from the fill, that of the deeper samples, share far off, samples."""
    levels, integral = _room(*plane.samples.shape)
    away = plane.away(levels)
    sums = cv2.integral(away, integral)
    error, deep = _mean(shallow, sums), _mean(deeper, sums, least=_ENOUGH)
    if (deeper.counts() >= _LARGE / plane.span**2).any():
        error = np.maximum(error, _worst_square(deeper, sums, plane.span))
    bright = np.zeros_like(error)
    if (error > _BRIGHT * _MOST_BRIGHT).any():  # too many that are far off make the mean so large
        far = cv2.threshold(away, _BRIGHT, 1, cv2.THRESH_BINARY, levels)[1]
        bright = _mean(shallow, cv2.integral(far, integral))
    return np.stack([error, deep, bright, shallow.counts()])


def _worst_square(spans: Spans, integral: NDArray[Any], span: int) -> NDArray[np.float64]:
    """For each large shape the mean of the square that has the highest: a little that is bare counts.

    At the rim a square would hold more of what the codec smears than of the shape.
    """
    squares, owner = spans.tiles(_SQUARE // span, least=_LARGE / span**2)
    means = _mean(squares, integral, least=_SQUARE**2 // 4 // span**2)
    worst = np.zeros(spans.shapes)
    np.maximum.at(worst, owner, means)
    return worst


def _mean(spans: Spans, integral: NDArray[Any], *, least: int = 1) -> NDArray[np.float64]:
    """The mean of each shape's samples; 0 where there are fewer than the least."""
    counts = spans.counts()
    return np.where(counts < least, 0.0, spans.sums(integral) / np.maximum(counts, 1))


@functools.lru_cache(maxsize=4)
def _room(rows: int, columns: int) -> tuple[Levels, NDArray[np.int32]]:
    """A plane and its integral image to write in: fresh memory for each costs more than the sums."""
    return np.empty((rows, columns), np.uint8), np.empty((rows + 1, columns + 1), np.int32)


def _other(shown: Shown, plane: Plane, original: Frame | None, time: int) -> Iterator[Measured]:
    beneath = None if original is None else original.grey(original.width, original.height)
    spans = _deep_in(shown, plane, _SHALLOW)
    for number, track in enumerate(shown.tracks):
        place, mask = spans.of(number)
        if np.count_nonzero(mask) < _ENOUGH:
            continue
        if beneath is None:
            yield Measured(id=track.id, missed=1)
            continue
        film = plane.samples[place].astype(np.float32) / np.float32(plane.level)
        under = beneath[place].astype(np.float32)
        correlation, showing = _likeness(_fine(film)[mask], _fine(under)[mask])
        bad = correlation > _MOST_CORRELATION and showing > _MOST_SHOWING
        if np.count_nonzero(mask) >= _LARGE:
            bad |= _shows_in_a_square(_finest(film), _finest(under), mask)
        yield Measured(
            id=track.id,
            frames=1,
            showing=round(showing, 3),
            failures=int(bad),
            bare=(time,) if bad else (),
        )


def _planes(film: VideoFrame) -> Iterator[Plane]:
    deep = film.format.components[0].bits - 8
    dark = 0 if film.color_range == ColorRange.JPEG else 16
    for number, plane in enumerate(film.planes):
        content = memoryview(plane)
        row = np.frombuffer(content, np.uint16) if deep else np.frombuffer(content, np.uint8)
        whole = row.reshape(plane.height, -1)[:, : plane.width]
        yield Plane(whole, 128 if number else dark, 1 << deep, 2 if number else 1)


def _fine(levels: Fine) -> Fine:
    """What is left without what a blur leaves: edges, eyes, the line of a mouth."""
    wide = max(3, min(levels.shape) // 8 | 1)
    return np.asarray(levels - cv2.blur(levels, (wide, wide)), np.float32)


def _finest(levels: Fine) -> Fine:
    """What is left without what blocks leave, but for their edges."""
    return np.asarray(levels - cv2.blur(levels, (_FINEST, _FINEST)), np.float32)


def _shows_in_a_square(film: Fine, beneath: Fine, mask: Mask) -> bool:
    """Whether any square that the shape fills by half is bare; edges of blocks are a little alike."""
    held = mask.astype(np.float32)
    size = (_SQUARE_OF_DETAIL, _SQUARE_OF_DETAIL)
    share = np.maximum(cv2.boxFilter(held, -1, size), 1e-6)

    def mean(of: Fine) -> Fine:
        return np.asarray(cv2.boxFilter(of * held, -1, size) / share, np.float32)

    a, b = mean(film), mean(beneath)
    spread, spread_beneath = mean(film * film) - a * a, mean(beneath * beneath) - b * b
    common = np.abs(mean(film * beneath) - a * b)
    detailed = (share >= 0.5) & (np.minimum(spread, spread_beneath) >= _DETAIL**2)
    alike = common > _BARE_CORRELATION * np.sqrt(np.maximum(spread * spread_beneath, 1e-6))
    return bool((detailed & alike & (common > _BARE_SHOWING * spread_beneath)).any())


def _likeness(film: Fine, beneath: Fine) -> tuple[float, float]:
    """Pearson's coefficient and the slope of one on the other; 0 where there is no detail."""
    if film.std() < _DETAIL or beneath.std() < _DETAIL:
        return 0.0, 0.0
    a, b = film - film.mean(), beneath - beneath.mean()
    common = abs(float(a @ b))
    return common / float(np.sqrt((a @ a) * (b @ b))), common / float(b @ b)
