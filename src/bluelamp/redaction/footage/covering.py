"""Covering: drawing over the planes of a frame, brightness and both colours, where tracks are.

Solid fill depends on nothing beneath it. Pixelation does and is the weaker choice: at most four by
four cells, four levels, and noise that stays the same throughout a track, for fresh noise in every
frame would average out.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.random import PCG64, Generator  # not by np.random, which is loaded at its first use
from numpy.typing import NDArray

from bluelamp.redaction.plan import Effect, Shape

from .plan import FootagePlan, Track
from .whereabouts import Edges

Samples = NDArray[np.uint8] | NDArray[np.uint16]  # rows x columns, a view into the frame
_CELLS, _LEVELS, _NOISE = 4, 4, 40.0
_NEIGHBOUR_LINES = 2  # chroma of an interlaced frame belongs to every other line


@dataclass(frozen=True, slots=True)
class Plane:
    """One plane of a 4:2:0 frame: its samples, how many pixels each spans, black, and the range."""

    samples: Samples
    span: int
    black: int
    lowest: int
    highest: int


class Cover:
    """Covers frames by one plan."""

    def __init__(self, plan: FootagePlan, *, interlaced: bool) -> None:
        self._effect = plan.effect
        self._digest = plan.digest()
        self._slack = _NEIGHBOUR_LINES if interlaced else 0
        self._noise: dict[str, NDArray[np.float64]] = {}

    def draw(self, planes: tuple[Plane, ...], placed: Iterable[tuple[Track, Edges]]) -> None:
        """Draw over everything that is placed, in the planes themselves."""
        regions = list(placed)
        for number, plane in enumerate(planes):
            before = plane.samples.copy() if self._effect is Effect.PIXELATE else plane.samples
            for track, edges in regions:
                self._draw_one(plane, number, before, track, edges)

    def _draw_one(
        self, plane: Plane, number: int, before: Samples, track: Track, edges: Edges
    ) -> None:
        slack = self._slack if plane.span > 1 else 0
        scaled = Edges(
            edges.left / plane.span,
            (edges.top - slack) / plane.span,
            edges.right / plane.span,
            (edges.bottom + slack) / plane.span,
        )
        place = _rows_and_columns(scaled, plane.samples)
        under = plane.samples[place]
        if not under.size:
            return
        match self._effect:
            case Effect.SOLID:
                fill: Samples | int = plane.black
            case Effect.PIXELATE:
                cells = (
                    _cells(place[0], scaled.top, scaled.bottom),
                    _cells(place[1], scaled.left, scaled.right),
                )
                fill = _blocks(before[place], plane, cells, self._noise_of(track)[number])
            case _:
                assert_never(self._effect)
        np.copyto(under, fill, where=_shape(track.shape, scaled, place), casting="unsafe")

    def _noise_of(self, track: Track) -> NDArray[np.float64]:
        """Three planes of four by four numbers, drawn from the plan's digest and the track's id."""
        if track.id not in self._noise:
            seed = hashlib.sha256(f"{self._digest} {track.id}".encode()).digest()
            source = Generator(PCG64(int.from_bytes(seed, "big")))
            self._noise[track.id] = source.normal(0, _NOISE, (3, _CELLS, _CELLS))
        return self._noise[track.id]


def _rows_and_columns(edges: Edges, samples: Samples) -> tuple[slice, slice]:
    """The samples that the box touches, cut to the plane."""
    rows, columns = samples.shape
    top, bottom = max(0, math.floor(edges.top)), min(rows, math.ceil(edges.bottom))
    left, right = max(0, math.floor(edges.left)), min(columns, math.ceil(edges.right))
    return slice(top, max(top, bottom)), slice(left, max(left, right))


def _shape(shape: Shape, edges: Edges, place: tuple[slice, slice]) -> NDArray[np.bool_] | bool:
    """Which samples of the place the shape takes: an ellipse every one that it cuts."""
    match shape:
        case Shape.BOX:
            return True
        case Shape.ELLIPSE:
            down = _nearness(place[0], edges.top, edges.bottom)
            across = _nearness(place[1], edges.left, edges.right)
            return np.asarray(down[:, None] + across[None, :] < 1.0)
        case _:
            assert_never(shape)


def _nearness(samples: slice, first: float, last: float) -> NDArray[np.float32]:
    """For each row or column, the square of its nearest edge's distance from the middle; 1 at the rim."""
    middles = np.arange(samples.start, samples.stop, dtype=np.float32) + np.float32(0.5)
    away = np.maximum(np.abs(middles - (first + last) / 2) - 0.5, 0.0) / ((last - first) / 2)
    return np.asarray(away * away, np.float32)


def _cells(samples: slice, first: float, last: float) -> list[NDArray[np.intp]]:
    """The rows or columns of each cell: those of the whole box, however little of it is in the picture."""
    middles = np.arange(samples.start, samples.stop) + 0.5
    cell = np.clip(np.floor(_CELLS * (middles - first) / max(last - first, 1.0)), 0, _CELLS - 1)
    return [np.flatnonzero(cell == number) for number in range(_CELLS)]


def _blocks(
    under: Samples,
    plane: Plane,
    cells: tuple[list[NDArray[np.intp]], list[NDArray[np.intp]]],
    noise: NDArray[np.float64],
) -> Samples:
    blocks = np.empty_like(under)
    scale = (plane.highest - plane.lowest) / 219
    step = (plane.highest - plane.lowest) / (_LEVELS - 1)
    rows, columns = cells
    for down, these in enumerate(rows):
        for across, those in enumerate(columns):
            if not these.size or not those.size:
                continue
            cell = np.ix_(these, those)
            level = under[cell].mean() + scale * noise[down, across] - plane.lowest
            quantised = np.clip(np.round(level / step), 0, _LEVELS - 1) * step
            blocks[cell] = round(plane.lowest + quantised)
    return blocks
