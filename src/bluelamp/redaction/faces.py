"""Faces, by CenterFace at several sizes: large faces are missed at full size, small ones at a small.

Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point", arXiv 1911.03599:
a heat map, box sizes and offsets on a grid of one cell for four pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .finding import Kind, Sighting
from .geometry import box_around
from .models import Network, network
from .picture import Pixels
from .suppression import keep_strongest

_CELL = 4
_LONG_SIDES = (320, 640, 1280)
_CLOSE_UP = 20  # at the smallest size only faces of this many pixels are believed
_LONGEST_SIDE = 2560
_SAME_FACE, _WITHIN = 0.35, 0.55


class Faces:
    """Finds faces; ``threshold`` is the least confidence that is reported."""

    def __init__(self, *, threshold: float = 0.15) -> None:
        self.threshold = threshold

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Everyone seen in height x width x 3 sRGB pixels, the surest first."""
        image = Image.fromarray(pixels)
        found = np.concatenate([self._at(image, side) for side in _sizes(max(image.size))])
        return tuple(
            Sighting(kind=Kind.FACE, box=box, confidence=float(row[4]), turn=float(row[5]))
            for row in keep_strongest(found, overlap=_SAME_FACE, inside=_WITHIN)
            if (box := box_around(*row[:4]).within(*image.size)).area
        )

    def _at(self, image: Image.Image, side: int) -> NDArray[np.float32]:
        """Rows of left, top, right, bottom, confidence, turn; the picture scaled to that long side."""
        scale = side / max(image.size)
        width, height = (max(32, 32 * round(length * scale / 32)) for length in image.size)
        resized = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))
        rows = look(resized, network("faces", (1, 3, -1, -1)), threshold=self.threshold)
        if side == _LONG_SIDES[0]:
            rows = rows[rows[:, 3] - rows[:, 1] >= _CLOSE_UP]
        rows[:, 0:4:2] *= image.width / width
        rows[:, 1:4:2] *= image.height / height
        return rows


def look(pixels: Pixels, model: Network, *, threshold: float) -> NDArray[np.float32]:
    """One pass over sRGB pixels, whose sides are multiples of 32: overlapping rows, in those pixels.

    Each row is left, top, right, bottom, confidence and turn.
    """
    blob = np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], np.float32)
    return _read_grid(model.run(blob), threshold)


def _sizes(longest: int) -> tuple[int, ...]:
    """The long sides to look at: three set ones, and the picture's own where it is larger."""
    own = min(longest, _LONGEST_SIDE)
    return (*_LONG_SIDES, own) if own > 1.25 * max(_LONG_SIDES) else _LONG_SIDES


def _read_grid(outputs: dict[str, NDArray[np.float32]], threshold: float) -> NDArray[np.float32]:
    heat, size, offset = outputs["537"][0, 0], outputs["538"][0], outputs["539"][0]
    down, across = np.nonzero(heat > threshold)
    height, width = np.exp(size[:, down, across]) * _CELL
    middle_y = (down + offset[0, down, across] + 0.5) * _CELL
    middle_x = (across + offset[1, down, across] + 0.5) * _CELL
    columns = (
        middle_x - width / 2,
        middle_y - height / 2,
        middle_x + width / 2,
        middle_y + height / 2,
        heat[down, across],
        _turns(outputs["540"][0][:, down, across]),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _turns(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """The nose against the middle of the eyes: of ten rows, y and x of eyes, nose and mouth corners.

    The coordinates are shares of the face's box.
    """
    left_eye, right_eye, nose = points[1], points[3], points[5]
    return np.asarray(nose - (left_eye + right_eye) / 2, np.float32)
