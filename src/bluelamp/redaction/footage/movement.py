"""One step of time, as those who follow things need it: how boxes move, and how the camera does."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .motion import Field, unpack

_ROUNDS = 3  # of leaving out what does not move with the camera
_STRAYS, _STILL = 2.0, 1.0  # beyond so many medians, and so many pixels
_POINTS = np.array([-0.3, 0.0, 0.3])  # across and down a box, in its widths and heights
_JUMP, _SLACK = 0.12, 2.0  # by so many sizes and pixels nothing changes its own way in one step
_LEARN, _TIRE = 0.7, 0.9  # of its own way, in one step: what it learns, and keeps while hidden

Edges = NDArray[np.float64]  # (rows of) left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Movement:
    """One step of time in pixels of the upright frame: the grid's field and the camera's share of it.

    `camera` are the coefficients (3 x 2) that give a point's movement from 1, x and y.
    """

    field: Field
    camera: NDArray[np.float64]
    size: tuple[int, int]

    @property
    def zoom(self) -> float:
        """By what share of their size things grow."""
        return float(self.camera[1, 0] + self.camera[2, 1]) / 2

    def of_camera(self, centres: NDArray[np.float64]) -> NDArray[np.float64]:
        """How points of the still background move: rows of right, down."""
        return np.asarray(self.camera[0] + centres @ self.camera[1:])

    def of_boxes(self, edges: Edges) -> NDArray[np.float64]:
        """How boxes move: the median over nine points of each, as rows of right, down."""
        rows, columns = self.field.shape[:2]
        middle, size = (edges[:, :2] + edges[:, 2:]) / 2, edges[:, 2:] - edges[:, :2]
        points = middle[:, None] + _POINTS[:, None] * size[:, None]  # boxes x points x 2
        across = _cell(points[..., 0] * (columns / self.size[0]), columns)
        down = _cell(points[..., 1] * (rows / self.size[1]), rows)
        cells = self.field[down[:, :, None], across[:, None, :]]
        ordered = np.sort(cells.reshape(len(edges), -1, 2), axis=1)  # quicker than np.median
        return ordered[:, ordered.shape[1] // 2].astype(np.float64)


def _cell(position: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    return np.clip(position.astype(np.intp), 0, count - 1)


@dataclass(frozen=True, slots=True)
class Carried:
    """Boxes (one, or rows) and how each moves of its own, beside what the camera does."""

    edges: Edges
    own: NDArray[np.float64]


def carry(
    here: Carried, step: Movement, *, back: bool = False
) -> tuple[Carried, NDArray[np.float64]]:
    """Boxes one step of time later, or earlier, and rows of right, down and logarithm of size.

    A thing that seems to change its way all at once has had something pass in front of it: it is
    believed to go on as before.
    """
    centre, half = (here.edges[:, :2] + here.edges[:, 2:]) / 2, (here.edges[:, 2:] - here.edges[:, :2]) / 2  # fmt: skip
    camera = step.of_camera(centre)
    own = step.of_boxes(here.edges) - camera
    size = 2 * np.sqrt(np.maximum(half.prod(axis=1), 1))
    hidden = np.abs(own - here.own).max(axis=1) > _JUMP * size + _SLACK
    learnt = here.own + _LEARN * (own - here.own)
    own = np.where(hidden[:, None], here.own * _TIRE, learnt)
    sign = -1 if back else 1
    moved = sign * (camera + own)
    growth = sign * step.zoom
    half = half * np.exp(growth)
    change = np.column_stack([moved, np.full(len(moved), growth)])
    return Carried(np.hstack([centre + moved - half, centre + moved + half]), own), change


def movement(packed: bytes, grid: tuple[int, int], size: tuple[int, int]) -> Movement:
    """The movement of one step, for frames of that width and height in pixels."""
    field = np.asarray(unpack(packed, grid) * np.array(size), np.float32)
    return Movement(field, _camera(field, size), size)


def _camera(field: Field, size: tuple[int, int]) -> NDArray[np.float64]:
    """A plane through the field by least squares, each time without what strays from the last."""
    return plane(_middles(field.shape[:2], size), field.reshape(-1, 2).astype(np.float64))


def plane(points: NDArray[np.float64], moved: NDArray[np.float64]) -> NDArray[np.float64]:
    """The coefficients (3 x 2) that give most movements from 1, x and y, those of a few left out."""
    camera = np.zeros((3, 2))
    camera[0] = np.median(moved, axis=0)
    for _ in range(_ROUNDS):
        stray = np.abs(moved - points @ camera).max(axis=1)
        close = stray <= max(_STILL, float(np.median(stray)) * _STRAYS)
        chosen = points[close]
        camera = np.linalg.solve(chosen.T @ chosen, chosen.T @ moved[close])
    return camera


@functools.lru_cache(maxsize=1)
def _middles(grid: tuple[int, int], size: tuple[int, int]) -> NDArray[np.float64]:
    """1, x and y of the middle of every cell of a grid of so many rows and columns, row by row."""
    rows, columns = grid
    x = (np.arange(columns) + 0.5) * size[0] / columns
    y = (np.arange(rows) + 0.5) * size[1] / rows
    return np.column_stack([np.ones(rows * columns), np.tile(x, rows), np.repeat(y, columns)])
