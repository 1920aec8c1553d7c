"""Whole people, and vehicles and screens in the same look, by NanoDet-g on the whole picture and on overlapping tiles of a larger one.

Boxes are distributions over ten distances a side (Li et al., "Generalized Focal Loss",
arXiv 2006.04388), on grids of one cell for 8, 16 and 32 pixels.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .finding import Kind, Sighting
from .geometry import Box, box_around
from .models import Network, network
from .picture import Pixels
from .suppression import keep_strongest

SIDE = 416
_CELLS, _DISTANCES = (8, 16, 32), np.arange(11, dtype=np.float32)
# COCO's classes, counted from 0: car, motorcycle, bus and truck; television, laptop and telephone.
_CLASSES = {Kind.PERSON: (0,), Kind.VEHICLE: (2, 3, 5, 7), Kind.SCREEN: (62, 63, 67)}
_MEAN = np.array([103.53, 116.28, 123.675], np.float32)  # blue, green, red
_SPREAD = np.array([57.375, 57.12, 58.395], np.float32)
_SAME = 0.6
_TILED_FROM = 700  # a long side of this many pixels shrinks small figures too far
_TILE_SHARE, _SLACK = 0.6, 0.02


class People:
    """Finds whole or partly seen people, and what else of ``kinds``; at least that confidence."""

    def __init__(
        self, *, threshold: float = 0.35, kinds: tuple[Kind, ...] = (Kind.PERSON,)
    ) -> None:
        self.threshold = threshold
        self.kinds = kinds

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Everyone seen in height x width x 3 sRGB pixels, the surest of each kind first."""
        image = Image.fromarray(pixels)
        found = np.concatenate([self._in(image, part) for part in _parts(*image.size)])
        return tuple(
            Sighting(kind=kind, box=box, confidence=float(row[4]))
            for number, kind in enumerate(self.kinds)
            for row in keep_strongest(found[found[:, 5] == number], overlap=_SAME)
            if (box := box_around(*row[:4]).within(*image.size)).area
        )

    def _in(self, image: Image.Image, part: Box) -> NDArray[np.float32]:
        """Rows as of `look` for one part of the picture, in pixels of the whole."""
        corners = (part.left, part.top, part.right, part.bottom)
        resized = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=corners)
        model = network("people", (1, 3, SIDE, SIDE))
        rows = look(np.asarray(resized), model, threshold=self.threshold, kinds=self.kinds)
        rows[:, 0:4:2] = rows[:, 0:4:2] * (part.width / SIDE) + part.left
        rows[:, 1:4:2] = rows[:, 1:4:2] * (part.height / SIDE) + part.top
        return rows[~_cut_by_tile(rows, part, image.size)]


def look(
    pixels: Pixels, model: Network, *, threshold: float, kinds: tuple[Kind, ...] = (Kind.PERSON,)
) -> NDArray[np.float32]:
    """One pass over SIDE x SIDE sRGB pixels: overlapping rows, in those pixels.

    Each row is left, top, right, bottom, confidence and the number of its kind among ``kinds``.
    """
    blue_first = pixels[..., ::-1].astype(np.float32)
    blob = ((blue_first - _MEAN) / _SPREAD).transpose(2, 0, 1)[None]
    outputs = model.run(np.ascontiguousarray(blob))
    levels = [
        _read_grid(outputs[f"scores{level}"], outputs[f"boxes{level}"], cell, (threshold, kinds))
        for level, cell in enumerate(_CELLS)
    ]
    return np.concatenate(levels)


def _cut_by_tile(rows: NDArray[np.float32], part: Box, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which boxes end where a tile does and the picture does not: half a person, seen whole elsewhere."""
    near = _SLACK * max(part.width, part.height)
    cut = np.zeros(len(rows), bool)
    if part.left > 0:
        cut |= rows[:, 0] < part.left + near
    if part.top > 0:
        cut |= rows[:, 1] < part.top + near
    if part.right < size[0]:
        cut |= rows[:, 2] > part.right - near
    if part.bottom < size[1]:
        cut |= rows[:, 3] > part.bottom - near
    return cut


def _parts(width: int, height: int) -> tuple[Box, ...]:
    """The whole picture, and of a larger one four corners that overlap by a fifth."""
    whole = Box(0, 0, width, height)
    if max(width, height) < _TILED_FROM:
        return (whole,)
    across, down = round(width * _TILE_SHARE), round(height * _TILE_SHARE)
    corners = itertools.product((0, width - across), (0, height - down))
    return (whole, *(Box(x, y, x + across, y + down) for x, y in corners))


def _read_grid(
    scores: NDArray[np.float32],
    boxes: NDArray[np.float32],
    cell: int,
    wanted: tuple[float, tuple[Kind, ...]],
) -> NDArray[np.float32]:
    """Rows in pixels of the network's input from one grid of cells."""
    threshold, kinds = wanted
    confidence = np.stack([scores[0][:, _CLASSES[kind]].max(axis=1) for kind in kinds])
    number, found = np.nonzero(confidence > threshold)
    odds = np.exp(boxes[0, found].reshape(-1, 4, len(_DISTANCES)))
    left, top, right, bottom = ((odds / odds.sum(-1, keepdims=True)) @ _DISTANCES * cell).T
    down, across = np.divmod(found, SIDE // cell)
    x, y = (across + 0.5) * cell, (down + 0.5) * cell
    columns = (x - left, y - top, x + right, y + bottom, confidence[number, found], number)
    return np.stack(columns, axis=1).astype(np.float32)
