"""Heads of people whose face is not seen: from behind, turned away, cut by the picture's edge."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from .movement import Edges
from .placing import Run

# A head in its person's box: of the width, and then of the smaller of height and width.
_ACROSS, _OF_HEIGHT, _OF_WIDTH, _ABOVE = 0.76, 0.32, 0.56, 0.10
_LEAST = 0.2  # of the head's width, for a face to be its face


def heads(people: Edges) -> Edges:
    """The upper part of each person's box, but for its outer edges: a head may lean to either side."""
    left, top, right, bottom = people.T
    tall = np.minimum((bottom - top) * _OF_HEIGHT, (right - left) * _OF_WIDTH)
    edge = (right - left) * (1 - _ACROSS) / 2
    return np.column_stack([left + edge, top - _ABOVE * tall, right - edge, top + tall])


def faceless(head: Run, faces: Iterable[Run]) -> Iterator[Run]:
    """The runs of frames in which no face is seen in the head's box."""
    first, boxes = head
    seen = np.zeros(len(boxes), bool)
    for start, face in faces:
        low, high = max(first, start), min(first + len(boxes), start + len(face))
        if low < high:
            own = slice(low - first, high - first)
            seen[own] |= _belongs(face[low - start : high - start], boxes[own])
    for has_face, run in itertools.groupby(range(len(boxes)), key=seen.__getitem__):
        numbers = list(run)
        if not has_face:
            yield first + numbers[0], boxes[numbers[0] : numbers[-1] + 1]


def _belongs(faces: Edges, boxes: Edges) -> NDArray[np.bool_]:
    """Whether each face has its middle in the head's box and is large enough to be its face."""
    middle = (faces[:, :2] + faces[:, 2:]) / 2
    inside = ((boxes[:, :2] <= middle) & (middle <= boxes[:, 2:])).all(axis=1)
    large = faces[:, 2] - faces[:, 0] >= _LEAST * (boxes[:, 2] - boxes[:, 0])
    return np.asarray(inside & large)
