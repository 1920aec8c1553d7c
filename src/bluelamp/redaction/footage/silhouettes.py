"""Silhouettes: the samples under polygons, and under what covers all but its shape, to be measured.

It is worked out here by equations, and not by what covered them.
"""

from __future__ import annotations

from typing import assert_never

import cv2
import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.terms import Shape

from .plan import Track

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Stretches = tuple[Counts, Counts, Counts]  # rows; of each stretch the first column, and the end


def is_plain(track: Track) -> bool:
    """Whether the track covers a box or an ellipse, in which each row holds one stretch."""
    return track.shape is not Shape.POLYGON and not track.inverse


def covers(track: Track, edges: Numbers, x: Numbers, y: Numbers) -> Mask:
    """Whether the track, in this box, covers each of the points (arrays that broadcast)."""
    inside = _inside(track, edges, x, y)
    return ~inside if track.inverse else inside


def stretches(track: Track, edges: Numbers, size: tuple[int, ...], *, inset: int) -> Stretches:
    """The stretches of rows that a track covers so many samples deep, in a plane of rows and columns.

    The edges are in samples.  The plane's own edge is none of the shape's: up to there is deep.
    """
    left, top, right, bottom = edges if not track.inverse else (0, 0, size[1], size[0])
    low = np.clip(np.floor((left, top)).astype(int) - inset - 1, 0, size[1::-1])
    high = np.clip(np.ceil((right, bottom)).astype(int) + inset + 1, low, size[1::-1])
    x = np.arange(low[0], high[0]) + 0.5
    y = np.arange(low[1], high[1])[:, None] + 0.5
    if not (x.size and y.size):
        return (np.zeros(0, np.int64),) * 3
    deep = _deep(covers(track, edges, x, y), inset)
    return _runs(deep, int(low[1]), int(low[0]))


def _inside(track: Track, edges: Numbers, x: Numbers, y: Numbers) -> Mask:
    left, top, right, bottom = edges
    match track.shape:
        case Shape.BOX:
            return np.asarray((left <= x) & (x <= right) & (top <= y) & (y <= bottom))
        case Shape.ELLIPSE:
            across = (2 * x - left - right) / (right - left)
            down = (2 * y - top - bottom) / (bottom - top)
            return np.asarray(across**2 + down**2 <= 1)
        case Shape.POLYGON:
            shares = np.array(track.points, np.float64)
            return _in_polygon((left, top) + shares * (right - left, bottom - top), x, y)
        case _:
            assert_never(track.shape)


def _in_polygon(corners: Numbers, x: Numbers, y: Numbers) -> Mask:
    """Whether a ray to the left from each point crosses the outline an odd number of times."""
    inside = np.zeros(np.broadcast_shapes(x.shape, y.shape), bool)
    for (from_x, from_y), (to_x, to_y) in zip(corners, np.roll(corners, -1, 0), strict=True):
        if from_y != to_y:
            at = from_x + (y - from_y) * ((to_x - from_x) / (to_y - from_y))
            inside ^= ((from_y <= y) != (to_y <= y)) & (at < x)
    return inside


def _deep(covered: Mask, inset: int) -> Mask:
    """Samples around which all in a square that reaches so far are covered."""
    if not inset:
        return covered
    square = np.ones((2 * inset + 1, 2 * inset + 1), np.uint8)
    return np.asarray(cv2.erode(covered.view(np.uint8), square), bool)


def _runs(mask: Mask, top: int, left: int) -> Stretches:
    """The stretches of a mask whose corner lies there in the plane, row by row."""
    padded = np.pad(mask.view(np.int8), ((0, 0), (1, 1)))
    turns = np.diff(padded, axis=1)
    row, begin = np.nonzero(turns == 1)
    return row + top, begin + left, np.nonzero(turns == -1)[1] + left
