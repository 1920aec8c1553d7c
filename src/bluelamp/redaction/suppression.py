"""Greedy non-maximum suppression: of boxes that overlap, the one with most confidence stays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def keep_strongest(rows: NDArray[np.float32], overlap: float) -> NDArray[np.float32]:
    """Of rows (left, top, right, bottom, confidence), those not over ``overlap`` with a stronger."""
    left = rows[np.argsort(-rows[:, 4], kind="stable")]
    kept = []
    while len(left):
        kept.append(left[0])
        left = left[1:][_overlaps(left[0], left[1:]) <= overlap]
    return np.array(kept, np.float32).reshape(-1, 5)


def _overlaps(row: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of one box with each of the others."""
    width = np.minimum(row[2], others[:, 2]) - np.maximum(row[0], others[:, 0])
    height = np.minimum(row[3], others[:, 3]) - np.maximum(row[1], others[:, 1])
    common = np.clip(width, 0, None) * np.clip(height, 0, None)
    united = _areas(row[None]) + _areas(others) - common
    return np.asarray(common / np.maximum(united, 1e-6), np.float32)


def _areas(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((rows[:, 2] - rows[:, 0]) * (rows[:, 3] - rows[:, 1]), np.float32)
