"""A stamp: words burnt into a picture, so large and so often that no crop of use is without them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .picture import Pixels

_ROWS = (1 / 6, 1 / 2, 5 / 6)  # of the height, where the middles of the lines lie
_WIDTH, _HEIGHT = 0.9, 0.12  # of the picture, that a line fills at most
_SMALLEST = 10.0  # points
_STRENGTH = 0.6
_TRIAL = 100.0

Weights = NDArray[np.float32]  # rows x columns, 0 to 1


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the letters and their dark rims are in a picture of one size."""

    letters: Weights
    rims: Weights

    def press(
        self, samples: NDArray[np.uint8] | NDArray[np.uint16], *, dark: int, light: int
    ) -> None:
        """Draw it into a plane of the same size, or one with colours behind, in place."""
        shape = (*self.rims.shape, *[1] * (samples.ndim - 2))
        for weights, level in ((self.rims, dark), (self.letters, light)):
            blended = samples + (level - samples.astype(np.float32)) * weights.reshape(shape)
            np.copyto(samples, blended, casting="unsafe")

    def halved(self) -> Stamp:
        """For the planes of colour of a 4:2:0 frame, which have half as many rows and columns."""
        return Stamp(self.letters[::2, ::2], self.rims[::2, ::2])


def stamp(words: str, *, width: int, height: int) -> Stamp:
    """The words across a picture of that size in pixels, in three lines."""
    size = max(_SMALLEST, _TRIAL * min(_WIDTH * width / _length(words), _HEIGHT * height / _TRIAL))
    font, rim = ImageFont.load_default(size), max(1, round(size / 16))
    layers: list[Weights] = []
    for stroke in (0, rim):
        layer = Image.new("L", (width, height))
        for row in _ROWS:
            place = (width / 2, height * row)
            ImageDraw.Draw(layer).text(
                place, words, fill=255, font=font, anchor="mm", stroke_width=stroke
            )
        layers.append(np.asarray(layer, np.float32) * np.float32(_STRENGTH / 255))
    return Stamp(*layers)


def stamped(pixels: Pixels, *, words: str) -> Pixels:
    """A copy of the picture with the words across it."""
    marked = pixels.copy()
    height, width = marked.shape[:2]
    stamp(words, width=width, height=height).press(marked, dark=0, light=255)
    return marked


def _length(words: str) -> float:
    return max(1.0, ImageFont.load_default(_TRIAL).getlength(words))
