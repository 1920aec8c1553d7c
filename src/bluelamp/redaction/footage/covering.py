"""Covering: drawing over the planes of a frame, brightness and both colours, where tracks are.

Solid fill depends on nothing beneath it. Pixelation does and is the weaker choice: at most four by
four cells, four levels, and noise that stays the same throughout a track, for fresh noise in every
frame would average out.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.random import PCG64, Generator  # not by np.random, which is loaded at its first use
from numpy.typing import NDArray

from bluelamp.redaction.terms import Effect

from .plan import FootagePlan, Track
from .stencils import Stencil, stencil
from .whereabouts import Reach

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

    def draw(self, planes: tuple[Plane, ...], placed: Iterable[tuple[Track, Reach]]) -> None:
        """Draw over everything that is placed, in the planes themselves."""
        regions = list(placed)
        cuts: dict[int, list[tuple[Track, Stencil]]] = {}  # both colours are cut alike
        for number, plane in enumerate(planes):
            before = plane.samples.copy() if self._effect is Effect.PIXELATE else plane.samples
            if plane.span not in cuts:
                cuts[plane.span] = [*self._cut(regions, plane)]
            for track, cut in cuts[plane.span]:
                self._fill(plane, number, before, track, cut)

    def _cut(
        self, regions: Iterable[tuple[Track, Reach]], plane: Plane
    ) -> Iterator[tuple[Track, Stencil]]:
        """What is to be drawn over in planes like this one, as far as it is in the picture."""
        slack = self._slack if plane.span > 1 else 0
        for track, reach in regions:
            cut = stencil(track, reach, size=plane.samples.shape, span=plane.span, slack=slack)
            if plane.samples[cut.place].size:
                yield track, cut

    def _fill(self, plane: Plane, number: int, before: Samples, track: Track, cut: Stencil) -> None:
        match self._effect:
            case Effect.SOLID:
                fill: Samples | int = plane.black
            case Effect.PIXELATE:
                cells = (
                    _cells(cut.place[0], cut.box.top, cut.box.bottom),
                    _cells(cut.place[1], cut.box.left, cut.box.right),
                )
                fill = _blocks(before[cut.place], plane, cells, self._noise_of(track)[number])
            case _:
                assert_never(self._effect)
        np.copyto(plane.samples[cut.place], fill, where=cut.mask, casting="unsafe")

    def _noise_of(self, track: Track) -> NDArray[np.float64]:
        """Three planes of four by four numbers, drawn from the plan's digest and the track's id."""
        if track.id not in self._noise:
            seed = hashlib.sha256(f"{self._digest} {track.id}".encode()).digest()
            source = Generator(PCG64(int.from_bytes(seed, "big")))
            self._noise[track.id] = source.normal(0, _NOISE, (3, _CELLS, _CELLS))
        return self._noise[track.id]


def _cells(samples: slice, first: float, last: float) -> list[slice]:
    """The rows or columns of each cell: those of the whole box, however little of it is in the picture."""
    middles = np.arange(samples.start, samples.stop) + 0.5
    cell = np.clip(np.floor(_CELLS * (middles - first) / max(last - first, 1.0)), 0, _CELLS - 1)
    bounds = np.searchsorted(cell, np.arange(_CELLS + 1))
    return [slice(start, stop) for start, stop in itertools.pairwise(bounds.tolist())]


def _blocks(
    under: Samples,
    plane: Plane,
    cells: tuple[list[slice], list[slice]],
    noise: NDArray[np.float64],
) -> Samples:
    blocks = np.empty_like(under)
    scale = (plane.highest - plane.lowest) / 219
    step = (plane.highest - plane.lowest) / (_LEVELS - 1)
    rows, columns = cells
    for down, these in enumerate(rows):
        for across, those in enumerate(columns):
            cell = under[these, those]
            if not cell.size:
                continue
            level = cell.mean() + scale * noise[down, across] - plane.lowest
            quantised = np.clip(np.round(level / step), 0, _LEVELS - 1) * step
            blocks[these, those] = round(plane.lowest + quantised)
    return blocks
