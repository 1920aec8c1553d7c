"""Heads of people whose face is not seen: from behind, turned away, cut by the picture's edge."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

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


def faceless(people: Sequence[Run], faces: Iterable[Run]) -> list[tuple[Run, ...]]:
    """For the head of each person, the runs of frames in which no face is taken for theirs.

    In each frame a face is that of one person alone: of those whose head's box holds it, the one
    whose head has its middle nearest.  Who stands beside them may have turned away.
    """
    bare = [np.ones(len(boxes), bool) for _, boxes in people]
    for start, face in faces:
        owner, nearest = np.full(len(face), -1), np.full(len(face), np.inf)
        for number, (first, boxes) in enumerate(people):
            low, high = max(first, start), min(first + len(boxes), start + len(face))
            if low < high:
                here = slice(low - start, high - start)
                apart = _apart(face[here], boxes[low - first : high - first])
                owner[here] = np.where(apart < nearest[here], number, owner[here])
                nearest[here] = np.minimum(nearest[here], apart)
        for number, (first, _) in enumerate(people):
            bare[number][start - first + np.flatnonzero(owner == number)] = False
    return [tuple(_runs(head, of_it)) for head, of_it in zip(people, bare, strict=True)]


def _runs(head: Run, chosen: NDArray[np.bool_]) -> Iterator[Run]:
    """The stretches of frames that are chosen."""
    first, boxes = head
    for is_chosen, run in itertools.groupby(range(len(boxes)), key=chosen.__getitem__):
        numbers = list(run)
        if is_chosen:
            yield first + numbers[0], boxes[numbers[0] : numbers[-1] + 1]


def _apart(faces: Edges, boxes: Edges) -> NDArray[np.float64]:
    """How far each face's middle is from that of the head's box, in pixels.

    Infinite where it is not in the box, or the face is too small to be its face.
    """
    middle = (faces[:, :2] + faces[:, 2:]) / 2
    inside = ((boxes[:, :2] <= middle) & (middle <= boxes[:, 2:])).all(axis=1)
    large = faces[:, 2] - faces[:, 0] >= _LEAST * (boxes[:, 2] - boxes[:, 0])
    distance = np.hypot(*(middle - (boxes[:, :2] + boxes[:, 2:]) / 2).T)
    return np.where(inside & large, distance, np.inf)
