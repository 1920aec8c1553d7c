"""Whole people, by NanoDet-g on the whole picture and on overlapping tiles of a larger one.

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
_PERSON = 0  # first of COCO's classes
_MEAN = np.array([103.53, 116.28, 123.675], np.float32)  # blue, green, red
_SPREAD = np.array([57.375, 57.12, 58.395], np.float32)
_SAME_PERSON = 0.6
_TILED_FROM = 700  # a long side of this many pixels shrinks small figures too far
_TILE_SHARE, _SLACK = 0.6, 0.02


class People:
    """Finds whole or partly seen people; ``threshold`` is the least confidence reported."""

    def __init__(self, *, threshold: float = 0.35) -> None:
        self.threshold = threshold

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Everyone seen in height x width x 3 sRGB pixels, the surest first."""
        image = Image.fromarray(pixels)
        found = np.concatenate([self._in(image, part) for part in _parts(*image.size)])
        return tuple(
            Sighting(kind=Kind.PERSON, box=box, confidence=float(row[4]))
            for row in keep_strongest(found, overlap=_SAME_PERSON)
            if (box := box_around(*row[:4]).within(*image.size)).area
        )

    def _in(self, image: Image.Image, part: Box) -> NDArray[np.float32]:
        """Rows of left, top, right, bottom, confidence for one part of the picture."""
        corners = (part.left, part.top, part.right, part.bottom)
        resized = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=corners)
        model = network("people", (1, 3, SIDE, SIDE))
        rows = look(np.asarray(resized), model, threshold=self.threshold)
        rows[:, 0:4:2] = rows[:, 0:4:2] * (part.width / SIDE) + part.left
        rows[:, 1:4:2] = rows[:, 1:4:2] * (part.height / SIDE) + part.top
        return rows[~_cut_by_tile(rows, part, image.size)]


def look(pixels: Pixels, model: Network, *, threshold: float) -> NDArray[np.float32]:
    """One pass over SIDE x SIDE sRGB pixels: overlapping rows, in those pixels.

    Each row is left, top, right, bottom, confidence.
    """
    blue_first = pixels[..., ::-1].astype(np.float32)
    blob = ((blue_first - _MEAN) / _SPREAD).transpose(2, 0, 1)[None]
    outputs = model.run(np.ascontiguousarray(blob))
    levels = [
        _read_grid(outputs[f"scores{level}"], outputs[f"boxes{level}"], cell, threshold)
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
    scores: NDArray[np.float32], boxes: NDArray[np.float32], cell: int, threshold: float
) -> NDArray[np.float32]:
    """Rows in pixels of the network's input from one grid of cells."""
    confidence = scores[0, :, _PERSON]
    found = np.nonzero(confidence > threshold)[0]
    odds = np.exp(boxes[0, found].reshape(-1, 4, len(_DISTANCES)))
    left, top, right, bottom = ((odds / odds.sum(-1, keepdims=True)) @ _DISTANCES * cell).T
    down, across = np.divmod(found, SIDE // cell)
    x, y = (across + 0.5) * cell, (down + 0.5) * cell
    columns = (x - left, y - top, x + right, y + bottom, confidence[found])
    return np.stack(columns, axis=1).astype(np.float32)
