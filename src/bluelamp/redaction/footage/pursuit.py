"""Pursuit: a box drawn by a person carried from frame to frame, on or back, with what is in it.

Dense flow around the box moves it and says how it grows; what the box first showed, or showed a
while ago, sets it right where it is found again near by. Kalal, Mikolajczyk and Matas,
"Forward-backward error: automatic detection of tracking failures" (ICPR 2010), for the box from flow.
"""

from __future__ import annotations

import math
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from .frames import Grey
from .motion import LONG_SIDE, Flow
from .movement import Edges, plane

_AROUND, _LEAST_AROUND = 0.5, 12  # of the box's sides, and pixels, that are looked at around it
_SHORTEST = 40  # pixels of what is compared
_WITHIN = 0.8  # of the box: cells that move with it, and not with what is behind it
_MOST_GROWTH = 0.04  # in one step
_PATCH, _SEARCH = 32, 8  # pixels a side of what is remembered, and that it may be off
_FARTHER, _FARTHEST = 2, 16  # pixels more for each frame in which it was not seen, and at most
_SIZES = (0.97, 1.0, 1.03)  # at which it is looked for
_SURE, _UNSURE = 0.75, 0.45  # of correlation: is the same; is something else
_RENEWED = 8  # frames after which what was seen is remembered instead of what was before
_FLAT = 2.0  # deviation, in levels, below which there is nothing to know again
_CLEAR, _NARROW, _GONE = 0.95, 0.25, 0.03  # shares of the box in the picture
_TIRE = 0.99  # of its way that what is hidden keeps in one step


class Ending(StrEnum):
    """Why a pursuit went no further."""

    CUT = "cut"
    EDGE = "edge"
    LOST = "lost"
    END = "end"
    BOUND = "bound"


class Pursuit:
    """One box on its way through frames of one size, each given once, in the order of the pursuit.

    `patience` is for how many frames it is believed to go on as before while it is not seen.
    """

    def __init__(self, box: Edges, frame: Grey, *, patience: int) -> None:
        self.path = [box.astype(np.float64)]
        self.certain = 0  # of the path, the last where it was seen
        self._frame, self._patience = frame, patience
        self._way = np.zeros(2)
        self._flow = Flow()
        self._first = _patch(frame, self.path[0])
        self._recent, self._remembered = self._first, 0

    def go(self, frame: Grey | None) -> Ending | None:
        """One frame further, None where that cannot be seen; why there is no further, if so."""
        here = self.path[-1]
        on = here + np.tile(self._way, 2)
        there, likeness = on, 0.0
        if frame is not None:
            share = _share_inside(here, self._frame.shape)
            if share > _NARROW:
                there, likeness = self._seen(self._carried(here, frame), on, frame, share > _CLEAR)
            self._frame = frame
        sure = likeness >= _SURE
        self._way = _middle(there) - _middle(here) if sure else self._way * _TIRE
        self.path.append(there)
        if sure or (likeness >= _UNSURE and not self._unseen):
            self.certain = len(self.path) - 1
        return self._ending(_share_inside(there, self._frame.shape))

    @property
    def _unseen(self) -> int:
        """For how many frames it was not seen."""
        return len(self.path) - 1 - self.certain

    def _ending(self, share: float) -> Ending | None:
        tired = self._unseen > self._patience
        if share <= _GONE or (share <= _NARROW and tired):
            return Ending.EDGE
        return Ending.LOST if tired else None

    def _carried(self, here: Edges, frame: Grey) -> Edges:
        """The box after the flow between where it was and where it is expected."""
        left, top, right, bottom = _window(here, self._frame.shape)
        ahead = np.rint(self._way).astype(int)
        height, width = frame.shape
        across, down = (
            int(np.clip(step, -low, limit - high))
            for step, low, limit, high in zip(
                ahead, (left, top), (width, height), (right, bottom), strict=True
            )
        )
        size = _size(right - left, bottom - top)
        before = cv2.resize(self._frame[top:bottom, left:right], size, interpolation=cv2.INTER_AREA)
        after = cv2.resize(
            frame[top + down : bottom + down, left + across : right + across],
            size,
            interpolation=cv2.INTER_AREA,
        )
        field, _ = self._flow.between(np.asarray(before, np.uint8), np.asarray(after, np.uint8))
        span = np.array([right - left, bottom - top], np.float64)
        moved = _moved(field * span, here - np.tile((left, top), 2), span)
        return np.asarray(moved + np.tile((left + across, top + down), 2), np.float64)

    def _seen(
        self,
        there: Edges,
        on: Edges,
        frame: Grey,
        clear: bool,  # noqa: FBT001
    ) -> tuple[Edges, float]:
        """The box where what is remembered is seen, and how like it that is, up to 1.

        What is only half like it is where flow or its own way has it, whichever is more like it:
        something may be passing in front.
        """
        if not clear or self._first.std() < _FLAT:
            return there, 1.0
        search = _SEARCH + min(_FARTHER * self._unseen, _FARTHEST)
        found = [
            (likeness >= _SURE and patch is self._first, likeness, place, expected)
            for expected in (there, on)
            for patch in (self._first, self._recent)
            for likeness, place in [_found(patch, frame, expected, search)]
        ]
        _, likeness, place, expected = max(found, key=lambda each: each[:2])
        if likeness >= _SURE:
            self._remember(frame, place)
            return place, likeness
        return (on if self._unseen or likeness < _UNSURE else expected), likeness

    def _remember(self, frame: Grey, box: Edges) -> None:
        self._remembered += 1
        if self._remembered >= _RENEWED:
            self._recent, self._remembered = _patch(frame, box), 0


def _middle(box: Edges) -> NDArray[np.float64]:
    return np.asarray((box[:2] + box[2:]) / 2)


def _share_inside(box: Edges, size: tuple[int, ...]) -> float:
    """How much of a box lies in a picture of so many rows and columns."""
    inside = np.clip(box, 0, (size[1], size[0]) * 2)
    return float((inside[2:] - inside[:2]).prod() / max((box[2:] - box[:2]).prod(), 1e-6))


def _window(box: Edges, size: tuple[int, ...]) -> tuple[int, int, int, int]:
    """The part of the picture around a box, in whole pixels."""
    around = np.maximum((box[2:] - box[:2]) * _AROUND, _LEAST_AROUND)
    limit = np.array((size[1], size[0]))
    low = np.clip(np.floor(box[:2] - around), 0, limit - 1).astype(int)
    high = np.clip(np.ceil(box[2:] + around), low + 1, limit).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _size(width: int, height: int) -> tuple[int, int]:
    """In which the flow is searched: as long as the frames that flow is made for, none too narrow."""
    share = LONG_SIDE / max(width, height)
    return max(_SHORTEST, round(width * share)), max(_SHORTEST, round(height * share))


def _moved(field: NDArray[np.float64], box: Edges, span: NDArray[np.float64]) -> Edges:
    """A box after the movement (rows x columns x 2) of cells that divide so wide and high a window."""
    rows, columns = field.shape[:2]
    x = (np.arange(columns) + 0.5) * span[0] / columns
    y = (np.arange(rows) + 0.5) * span[1] / rows
    middle, half = _middle(box), (box[2:] - box[:2]) / 2
    near = np.abs(y - middle[1])[:, None] <= max(_WITHIN * half[1], span[1] / rows)
    cells = near & (np.abs(x - middle[0]) <= max(_WITHIN * half[0], span[0] / columns))
    down, across = np.nonzero(cells)
    points = np.column_stack([np.ones(len(down)), x[across] - middle[0], y[down] - middle[1]])
    try:
        fitted = plane(points, field[cells])
    except np.linalg.LinAlgError:  # too little of it is in the picture to say how it grows
        fitted = np.zeros((3, 2))
        fitted[0] = np.median(field[cells], axis=0) if len(down) else 0
    growth = float(np.clip((fitted[1, 0] + fitted[2, 1]) / 2, -_MOST_GROWTH, _MOST_GROWTH))
    half = half * math.exp(growth)
    return np.concatenate([middle + fitted[0] - half, middle + fitted[0] + half])


def _patch(frame: Grey, box: Edges, around: int = 0) -> NDArray[np.float32]:
    """What the box shows, as 32 by 32 pixels and so many more to each side."""
    side = _PATCH + 2 * around
    scale = (box[2:] - box[:2]) / _PATCH
    start = box[:2] + scale * (0.5 - around) - 0.5
    transform = np.array([[scale[0], 0, start[0]], [0, scale[1], start[1]]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpAffine(
        frame, transform, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(shown, np.float32)


def _found(patch: NDArray[np.float32], frame: Grey, box: Edges, search: int) -> tuple[float, Edges]:
    """How like the patch the frame is where it is most so, within so many of its pixels; and the box."""
    best = (-1.0, box)
    for size in _SIZES:
        middle, half = _middle(box), (box[2:] - box[:2]) / 2 * size
        sized = np.concatenate([middle - half, middle + half])
        scores = cv2.matchTemplate(_patch(frame, sized, search), patch, cv2.TM_CCOEFF_NORMED)
        _, score, _, at = cv2.minMaxLoc(scores)
        if score > best[0]:
            step = (np.array(at) - search) * 2 * half / _PATCH
            best = (float(score), sized + np.tile(step, 2))
    return best
