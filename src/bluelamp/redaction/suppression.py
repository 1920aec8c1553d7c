"""Of boxes that overlap one is left: the one with most confidence, or a box around them all.

The first is greedy non-maximum suppression.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def keep_strongest(
    rows: NDArray[np.float32], *, overlap: float, inside: float = 1.0
) -> NDArray[np.float32]:
    """Of rows (left, top, right, bottom, confidence, …), those that no stronger one stands for.

    A row goes where its intersection over union with a stronger is over ``overlap``, or the share
    of the smaller of the two that lies in the other is over ``inside``.
    """
    left = rows[np.argsort(-rows[:, 4], kind="stable")]
    kept = []
    while len(left):
        kept.append(left[0])
        united, contained = _overlaps(left[0], left[1:])
        left = left[1:][(united <= overlap) & (contained <= inside)]
    return np.array(kept, np.float32).reshape(-1, rows.shape[1])


def join_overlapping(
    rows: NDArray[np.float32], *, overlap: float, inside: float
) -> NDArray[np.float32]:
    """Rows as above, each grown to hold all that overlap it so; the surest of them gives the rest."""
    left = rows[np.argsort(-rows[:, 4], kind="stable")]
    joined = []
    while len(left):
        whole, left = left[0].copy(), left[1:]
        while len(left):
            united, contained = _overlaps(whole, left)
            same = (united > overlap) | (contained > inside)
            if not same.any():
                break
            whole[:2] = np.minimum(whole[:2], left[same, :2].min(axis=0))
            whole[2:4] = np.maximum(whole[2:4], left[same, 2:4].max(axis=0))
            left = left[~same]
        joined.append(whole)
    return np.array(joined, np.float32).reshape(-1, rows.shape[1])


def _overlaps(
    row: NDArray[np.float32], others: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The intersection of one box with each of the others, over their union and over the smaller."""
    width = np.minimum(row[2], others[:, 2]) - np.maximum(row[0], others[:, 0])
    height = np.minimum(row[3], others[:, 3]) - np.maximum(row[1], others[:, 1])
    common = np.clip(width, 0, None) * np.clip(height, 0, None)
    own, theirs = _areas(row[None]), _areas(others)
    smaller = np.maximum(np.minimum(own, theirs), 1e-6)
    return common / np.maximum(own + theirs - common, 1e-6), common / smaller


def _areas(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((rows[:, 2] - rows[:, 0]) * (rows[:, 3] - rows[:, 1]), np.float32)
