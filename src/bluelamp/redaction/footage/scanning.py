"""Scanning: a frame of the finished film looked at for faces, at several sizes and piece by piece.

What a network holds at a time grows with the picture: pieces of about 700 pixels a side take a
fraction of the memory, and no more time. They overlap, so that a face which is too small to be found
in a smaller picture lies whole in one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction import faces
from bluelamp.redaction.models import Network, network
from bluelamp.redaction.suppression import keep_strongest

from .frames import Frame

_LONG_SIDES, _LONGEST = (320, 640, 1280), 1920
_CLOSE_UP = 20  # at the smallest size only faces of this many pixels are believed
_STEP = 32  # the network takes sides that are multiples of it
_PIECE, _OVERLAP = 640, 96  # pixels a side: what is new in a piece, and shared with the next
_SAME_FACE, _WITHIN = 0.35, 0.55

Rows = NDArray[np.float32]  # left, top, right, bottom, confidence and turn


def prepare() -> None:
    """Load the model and run it once: afterwards no file needs to be opened."""
    faces.look(np.zeros((_STEP, _STEP, 3), np.uint8), _network(), threshold=1)


def scan(frame: Frame, *, threshold: float) -> Rows:
    """Everyone seen with at least that confidence, in pixels of the upright frame, the surest first."""
    found = [_at(frame, side, threshold) for side in _sides(max(frame.width, frame.height))]
    return keep_strongest(np.concatenate(found), overlap=_SAME_FACE, inside=_WITHIN)


def _sides(longest: int) -> tuple[int, ...]:
    """The long sides to look at: three set ones, and the picture's own where it is clearly larger."""
    own = min(longest, _LONGEST)
    return (*_LONG_SIDES, own) if own > 1.25 * max(_LONG_SIDES) else _LONG_SIDES


def _at(frame: Frame, side: int, threshold: float) -> Rows:
    scale = side / max(frame.width, frame.height) / _STEP
    width, height = (max(1, round(edge * scale)) * _STEP for edge in (frame.width, frame.height))
    pixels = frame.rgb(width, height)
    seen = []
    for down in _pieces(height):
        for across in _pieces(width):
            rows = faces.look(pixels[down, across], _network(), threshold=threshold)
            rows[:, :4] += (across.start, down.start) * 2
            seen.append(rows)
    rows = np.concatenate(seen)
    if side == _LONG_SIDES[0]:
        rows = rows[rows[:, 3] - rows[:, 1] >= _CLOSE_UP]
    rows[:, 0:4:2] *= frame.width / width
    rows[:, 1:4:2] *= frame.height / height
    return rows


def _pieces(length: int) -> Iterator[slice]:
    """A side cut into pieces of one length, which overlap; all lengths are multiples of the step."""
    count = max(1, -(-(length - _OVERLAP) // _PIECE))
    piece = -(-(length + (count - 1) * _OVERLAP) // (count * _STEP)) * _STEP
    for number in range(count):
        start = number * (length - piece) // max(1, count - 1)
        yield slice(start, start + piece)


def _network() -> Network:
    return network("faces", (1, 3, -1, -1), threads=1)
