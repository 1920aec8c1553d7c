"""Stencils: which samples of a plane are drawn over for a track, every one that its shape touches.

Of a track that covers all but its shape, only samples that lie wholly in the shape are left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.outlines import Corners, taken
from bluelamp.redaction.terms import Shape

from .plan import Track
from .whereabouts import Edges, Reach

Rows = tuple[slice, slice]  # and columns
Size = tuple[int, ...]  # rows and columns of a plane
Mask = NDArray[np.bool_] | bool


@dataclass(frozen=True, slots=True)
class Stencil:
    """The rows and columns of a plane, which samples in them, and the box around it all."""

    place: Rows
    mask: Mask
    box: Edges


def stencil(track: Track, reach: Reach, *, size: Size, span: int, slack: int) -> Stencil:
    """For a plane of that size whose samples span so many pixels.

    `slack` is by how many of its rows more the shape reaches up and down.
    """
    if track.inverse:
        whole = Edges(0, 0, size[1], size[0])
        return Stencil(_place(whole, size), ~_left(track, reach, size, span, slack), whole)
    around = reach.around.over(span)
    box = around._replace(top=around.top - slack, bottom=around.bottom + slack)
    place = _place(box, size)
    return Stencil(place, _touched(track, reach, place, box, span, slack), box)


def _place(box: Edges, size: Size) -> Rows:
    """The samples that the box touches, cut to the plane."""
    top, bottom = max(0, math.floor(box.top)), min(size[0], math.ceil(box.bottom))
    left, right = max(0, math.floor(box.left)), min(size[1], math.ceil(box.right))
    return slice(top, max(top, bottom)), slice(left, max(left, right))


def _touched(track: Track, reach: Reach, place: Rows, box: Edges, span: int, slack: int) -> Mask:
    match track.shape:
        case Shape.BOX:
            return True
        case Shape.ELLIPSE:
            down = _away(place[0], box.top, box.bottom, by=-0.5)
            across = _away(place[1], box.left, box.right, by=-0.5)
            return np.asarray(down[:, None] + across[None, :] < 1.0)
        case Shape.POLYGON:
            inside, edges = _polygon(track, reach, place, span, slack)
            return inside | edges
        case _:
            assert_never(track.shape)


def _left(track: Track, reach: Reach, size: Size, span: int, slack: int) -> NDArray[np.bool_]:
    """What a track that covers all but its shape leaves: what lies in it all the way."""
    common = reach.common.over(span)
    box = common._replace(top=common.top + slack, bottom=common.bottom - slack)
    if box.left >= box.right or box.top >= box.bottom:
        return np.zeros(size, bool)
    whole = _place(Edges(0, 0, size[1], size[0]), size)
    match track.shape:
        case Shape.BOX | Shape.ELLIPSE:
            down = _away(whole[0], box.top, box.bottom, by=0.5)
            across = _away(whole[1], box.left, box.right, by=0.5)
            if track.shape is Shape.BOX:
                return np.asarray((down <= 1.0)[:, None] & (across <= 1.0)[None, :])
            return np.asarray(down[:, None] + across[None, :] <= 1.0)
        case Shape.POLYGON:
            inside, edges = _polygon(track, reach, whole, span, slack)
            return inside & ~edges
        case _:
            assert_never(track.shape)


def _away(samples: slice, first: float, last: float, *, by: float) -> NDArray[np.float32]:
    """For each row or column, the square of its distance from the middle; 1 at the rim.

    Of a sample counts its nearest edge, or its farthest: by half a sample less or more.
    """
    middles = np.arange(samples.start, samples.stop, dtype=np.float32) + np.float32(0.5)
    away = np.maximum(np.abs(middles - (first + last) / 2) + by, 0.0) / ((last - first) / 2)
    return np.asarray(away * away, np.float32)


def _polygon(
    track: Track, reach: Reach, place: Rows, span: int, slack: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    shares = np.array(track.points, np.float64)
    origin = (place[1].start, place[0].start)
    moments = [_corners(shares, edges.over(span)) - origin for edges in reach]
    size = place[0].stop - place[0].start, place[1].stop - place[1].start
    return taken(moments, size, wider=slack)


def _corners(shares: Corners, box: Edges) -> Corners:
    return np.asarray((box.left, box.top) + shares * (box.right - box.left, box.bottom - box.top))
