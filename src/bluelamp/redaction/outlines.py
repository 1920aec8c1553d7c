"""Outlines of polygons: their points, and the samples of a plane that they take while they move.

Points are in shares of a box, 0 to 1, from its left and from its top, so that a polygon moves and
scales with its box.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .errors import PlanRefused

Points = tuple[tuple[float, float], ...]
Corners = NDArray[np.float64]  # points x 2: to the right and down, in samples
Fine = NDArray[np.int32]  # likewise, in parts of a sample
Mask = NDArray[np.bool_]  # rows x columns

_FEWEST, _MOST = 3, 100
_SMALLEST = 1e-4  # of the box
_FINER = 4  # halvings of a sample to which OpenCV is told where corners lie
_LINE = 2  # samples: wide enough to take every one that an edge cuts
_RIM = 8  # samples around the plane, where OpenCV cuts lines off it does not do so exactly


def check_points(points: Points, *, id: str) -> None:  # noqa: A002  the plan's word
    """Raises PlanRefused where these are not the points of a polygon that goes round once."""
    if not _FEWEST <= len(points) <= _MOST:
        raise PlanRefused(
            f"{id} has {len(points)} points; a polygon has from {_FEWEST} to {_MOST}."
        )
    if not all(0 <= share <= 1 for point in points for share in point):
        raise PlanRefused(f"{id} has a point outside its box; points are shares of it, 0 to 1.")
    if abs(_area(points)) < _SMALLEST:
        raise PlanRefused(f"The points of {id} enclose nothing.")
    if any(_cross(one, other) for one, other in itertools.combinations(_sides(points), 2)):
        raise PlanRefused(f"The outline of {id} crosses itself; its points must go round once.")


def taken(
    moments: Sequence[Corners], size: tuple[int, int], *, wider: int = 0
) -> tuple[Mask, Mask]:
    """What lies in a polygon at the first of these moments, and what its edges sweep until the last.

    Together they are all samples that it touches at any time; those of the first that are not in
    the second lie wholly within it all the time. Its corners go straight from moment to moment;
    `wider` is by how many samples more the edges reach to either side.
    """
    ground = (size[0] + 2 * _RIM, size[1] + 2 * _RIM)
    inside, edges = np.zeros(ground, np.uint8), np.zeros(ground, np.uint8)
    outlines = [_fine(corners) for corners in moments]
    line = _LINE + 2 * wider
    cv2.fillPoly(inside, outlines[:1], 1, shift=_FINER)
    for earlier, later in itertools.pairwise(outlines):
        if not np.array_equal(earlier, later):
            _sweep(edges, earlier, later, line)
    cv2.polylines(edges, outlines, isClosed=True, color=1, thickness=line, shift=_FINER)
    within = slice(_RIM, -_RIM), slice(_RIM, -_RIM)
    return inside[within].astype(bool), edges[within].astype(bool)


def _sweep(edges: NDArray[np.uint8], earlier: Fine, later: Fine, line: int) -> None:
    """Each side of the polygon takes at most the hull of where it was and where it goes."""
    for way in np.stack([earlier, np.roll(earlier, -1, 0), np.roll(later, -1, 0), later], axis=1):
        hull = cv2.convexHull(way)
        cv2.fillConvexPoly(edges, hull, 1, shift=_FINER)
        cv2.polylines(edges, [hull], isClosed=True, color=1, thickness=line, shift=_FINER)


def _fine(corners: Corners) -> Fine:
    """As OpenCV takes them, for which a sample's middle is at a whole number."""
    return np.asarray(np.rint((corners + _RIM - 0.5) * (1 << _FINER)), np.int32)


def _sides(points: Points) -> list[Points]:
    return list(zip(points, (*points[1:], points[0]), strict=True))


def _area(points: Points) -> float:
    """Of the box; its sign says which way round the points go."""
    return math.fsum(ax * by - bx * ay for (ax, ay), (bx, by) in _sides(points)) / 2


def _cross(one: Points, other: Points) -> bool:
    """Whether each has its ends on different sides of the other; touching is no crossing."""
    return _apart(one, other) and _apart(other, one)


def _apart(line: Points, ends: Points) -> bool:
    return _area((*line, ends[0])) * _area((*line, ends[1])) < 0
