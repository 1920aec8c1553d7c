"""How things move from one frame to the next: dense optical flow, kept as a coarse grid.

Kroeger et al., "Fast Optical Flow using Dense Inverse Search", arXiv 1603.03590, on small frames.
"""

from __future__ import annotations

import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

from .frames import Grey

GRID = (32, 18)  # columns, rows
LONG_SIDE = 160  # pixels of the small frames that are compared
_HALVINGS, _REFINEMENTS = 1, 2  # of the small frames, down to the finest searched; of what is found
_STEPS = 127  # the fastest cell of a frame moves by so many steps
CUT_BELOW = 0.7  # of likeness between two frames: a new shot
_FLAT = 1.0  # a spread of grey values below which there is nothing to compare

Field = NDArray[np.float32]  # rows x columns x 2: right and down, in shares of the width and height


class Flow:
    """Movement between neighbouring small frames, all of one size."""

    def __init__(self) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._search.setFinestScale(_HALVINGS)
        self._search.setVariationalRefinementIterations(_REFINEMENTS)

    def between(self, earlier: Grey, later: Grey) -> tuple[Field, float]:
        """Where each cell of the grid goes, and how alike the frames are once that is undone.

        The likeness is the correlation of their greys, -1 to 1: above 0.9 within a shot, however
        fast the camera turns, and below 0.6 over a cut, in the footage that was measured.
        """
        flow = self._search.calc(earlier, later, None)  # type: ignore[call-overload]
        cells = cv2.resize(flow, GRID, interpolation=cv2.INTER_AREA)
        field = np.asarray(cells / np.array(earlier.shape[::-1]), np.float32)
        return field, _likeness(earlier, later, flow)


def _likeness(earlier: Grey, later: Grey, flow: NDArray[np.float32]) -> float:
    """Of what is in both pictures; 1 where both are flat, for then nothing tells them apart."""
    height, width = earlier.shape
    x = flow[..., 0] + np.arange(width, dtype=np.float32)
    y = flow[..., 1] + np.arange(height, dtype=np.float32)[:, None]
    undone = cv2.remap(later, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    in_both = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    one, other = earlier[in_both].astype(np.float32), undone[in_both].astype(np.float32)
    if min(one.size, other.size) < 2:
        return 0.0
    spreads = float(one.std()), float(other.std())
    if max(spreads) < _FLAT:
        return 1.0
    together = float(((one - one.mean()) * (other - other.mean())).mean())
    return together / max(spreads[0] * spreads[1], 1e-6)


def pack(field: Field) -> bytes:
    """The field in about eight hundred bytes: a step's size as float32, then compressed steps."""
    step = np.float32(max(float(np.abs(field).max()), 1e-6) / _STEPS)
    return step.tobytes() + zlib.compress(np.rint(field / step).astype(np.int8).tobytes(), 1)


def unpack(packed: bytes, grid: tuple[int, int]) -> Field:
    """The field that was packed, to within half a step."""
    steps = np.frombuffer(zlib.decompress(packed[4:]), np.int8)
    step = np.frombuffer(packed[:4], np.float32)
    return np.asarray(steps.reshape(grid[1], grid[0], 2) * step, np.float32)
