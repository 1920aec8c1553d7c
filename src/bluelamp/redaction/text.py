"""Lines of text, by the detector of PP-OCRv6 at two sizes.

For each pixel the probability that it is of a line's core (Liao et al., "Real-time Scene Text
Detection with Differentiable Binarization", arXiv 1911.08947); a core is grown to its whole line.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .finding import Kind, Sighting
from .geometry import box_around
from .models import Network, network
from .picture import Pixels
from .suppression import join_overlapping

_LONG_SIDES = (736, 1280)  # large letters are missed at the larger size, small ones at the smaller
_CORE = 0.3  # a pixel of this probability is of a core
_SMALLEST = 3  # pixels of the network's input, of a core's shorter side
_UNSHRUNK = 1.6  # the margin of a line round its core, in areas over circumferences of the core
_SAME_LINE, _WITHIN = 0.4, 0.8


class Text:
    """Finds lines of text; ``threshold`` is the least mean probability of a core reported."""

    def __init__(self, *, threshold: float = 0.5) -> None:
        self.threshold = threshold

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Every line in height x width x 3 sRGB pixels, the surest first."""
        image = Image.fromarray(pixels)
        found = np.concatenate([self._at(image, side) for side in _sizes(max(image.size))])
        return tuple(
            Sighting(kind=Kind.TEXT, box=box, confidence=float(row[4]))
            for row in whole_lines(found)
            if (box := box_around(*row[:4]).within(*image.size)).area
        )

    def _at(self, image: Image.Image, side: int) -> NDArray[np.float32]:
        scale = side / max(image.size)
        width, height = (max(32, 32 * round(length * scale / 32)) for length in image.size)
        resized = np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))
        rows = look(resized, network("text", (1, 3, -1, -1)), threshold=self.threshold)
        rows[:, 0:4:2] *= image.width / width
        rows[:, 1:4:2] *= image.height / height
        return rows


def look(pixels: Pixels, model: Network, *, threshold: float) -> NDArray[np.float32]:
    """One pass over sRGB pixels, whose sides are multiples of 32: rows in those pixels.

    Each row is left, top, right, bottom and confidence.
    """
    blue_first = pixels[..., ::-1].astype(np.float32)
    blob = (blue_first / 127.5 - 1).transpose(2, 0, 1)[None]
    (likely,) = model.run(np.ascontiguousarray(blob)).values()
    rows = [row for row in _lines(likely[0, 0]) if row[4] >= threshold]
    return np.array(rows, np.float32).reshape(-1, 5)


def whole_lines(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each line once, with all that was seen of it: a sure find is often of a part alone."""
    return join_overlapping(rows, overlap=_SAME_LINE, inside=_WITHIN)


def _lines(likely: NDArray[np.float32]) -> Iterator[tuple[float, float, float, float, float]]:
    """A row for each core in a map of probabilities."""
    core = (likely > _CORE).astype(np.uint8)
    count, labels, measured, _ = cv2.connectedComponentsWithStats(core)
    sums = np.bincount(labels.ravel(), likely.ravel(), minlength=count)
    for number in range(1, count):
        left, top, width, height, area = (int(one) for one in measured[number])
        if min(width, height) >= _SMALLEST:
            grown = _UNSHRUNK * width * height / (2 * (width + height))
            right, bottom = left + width + grown, top + height + grown
            yield left - grown, top - grown, right, bottom, float(sums[number]) / area


def _sizes(longest: int) -> tuple[int, ...]:
    """The long sides to look at: a picture that is hardly larger than the smaller is looked at once."""
    return _LONG_SIDES if longest > 1.25 * min(_LONG_SIDES) else _LONG_SIDES[:1]
