"""Doubts about what was followed, for a person to read before anyone is kept visible."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bluelamp.redaction.finding import Kind

from .linking import Trail
from .movement import Edges
from .placing import Run

_WEAK = 0.4  # confidence below which even the surest sighting is doubtful
_CROSSING = 0.25  # of the smaller box, in the other
_FAST = 0.4  # of its size a frame, beyond which the picture is blurred
_EDGE = 0.02  # of the picture


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing through one shot: runs of boxes to cover, and the trail that they were made from."""

    kind: Kind
    runs: tuple[Run, ...]
    shot: range
    trail: Trail

    @property
    def first(self) -> int:
        """Its first frame."""
        return self.runs[0][0]

    @property
    def last(self) -> int:
        """Its last frame."""
        return self.runs[-1][0] + len(self.runs[-1][1]) - 1


def doubts(
    followed: Sequence[Followed], ids: Sequence[str], *, size: tuple[int, int]
) -> dict[str, tuple[str, ...]]:
    """What is doubtful about each, by id; `followed` is in the order of the first frames."""
    crossed: dict[str, list[str]] = {id_: [] for id_ in ids}
    for one, other in _crossings(followed):
        crossed[ids[one]].append(ids[other])
        crossed[ids[other]].append(ids[one])
    return {
        id_: (*_of_itself(one, size), *(f"crosses {other}" for other in crossed[id_]))
        for id_, one in zip(ids, followed, strict=True)
    }


def _of_itself(one: Followed, size: tuple[int, int]) -> Iterator[str]:
    if one.trail.confidence < _WEAK:
        yield "low confidence"
    if one.kind is Kind.PERSON:
        yield "face not seen"
    if any(_fast(boxes) for _, boxes in one.runs):
        yield "moves fast, may be blurred"
    if one.first > one.shot.start and not _at_edge(one.runs[0][1][0], size):
        yield "appears in mid-picture"
    if one.last < one.shot.stop - 1 and not _at_edge(one.runs[-1][1][-1], size):
        yield "vanishes in mid-picture"


def _fast(boxes: Edges) -> bool:
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    step = np.hypot(*np.diff(middle, axis=0).T)
    return bool((step > _FAST * np.hypot(*(boxes[1:, 2:] - boxes[1:, :2]).T)).any())


def _at_edge(box: Edges, size: tuple[int, int]) -> bool:
    width, height = size
    near_x, near_y = _EDGE * width, _EDGE * height
    return bool(
        box[0] < near_x or box[1] < near_y or box[2] > width - near_x or box[3] > height - near_y
    )


def _crossings(followed: Sequence[Followed]) -> Iterator[tuple[int, int]]:
    """Pairs, by their place in the order, that overlap in some frame."""
    live: list[int] = []
    for number, one in enumerate(followed):
        live = [other for other in live if followed[other].last >= one.first]
        for other in live:
            pairs = itertools.product(followed[other].runs, one.runs)
            if any(_overlap(theirs, own) for theirs, own in pairs):
                yield other, number
        live.append(number)


def _overlap(one: Run, other: Run) -> bool:
    """Whether they have much of the smaller box in common in some frame."""
    first = max(one[0], other[0])
    end = min(one[0] + len(one[1]), other[0] + len(other[1]))
    if first >= end:
        return False
    a, b = one[1][first - one[0] : end - one[0]], other[1][first - other[0] : end - other[0]]
    common = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=1) for boxes in (a, b)]
    shares = np.clip(common, 0, None).prod(axis=1) / np.maximum(np.minimum(*areas), 1e-6)
    return bool((shares > _CROSSING).any())
