"""Linking: sightings of the same thing from look to look, carried between by how the picture moves.

In two rounds, after Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection
Box", arXiv 2110.06864: what is well known chooses first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .movement import Carried, Edges, Movement, carry
from .values import Seen

_ALIKE = 0.2  # the least overlap (over union) of a sighting with where it was expected
_NEAR, _AS_LARGE = 0.5, 1.8  # or the distance in sizes, and the ratio of sizes, of what just misses
_KNOWN = 0.3  # what was once seen with that confidence chooses first

Steps = Callable[[int], Movement]  # the movement to a frame from the one before


@dataclass(slots=True, eq=False)
class Trail:
    """One thing through one shot: its sightings by frame, and the path along which they are carried.

    `path` has for each frame from `first` on how far right, down and (as logarithm) in size the thing
    has moved; `now` is where it is.
    """

    first: int
    now: Carried
    path: list[NDArray[np.float64]]
    sightings: dict[int, Seen] = field(default_factory=dict)
    last_seen: int = 0
    confidence: float = 0.0

    @property
    def last(self) -> int:
        """The frame that the path ends at."""
        return self.first + len(self.path) - 1

    def see(self, frame: int, seen: Seen) -> None:
        """Note a sighting, which is where the thing now is."""
        self.sightings[frame] = seen
        self.last_seen = frame
        self.confidence = max(self.confidence, seen.confidence)
        self.now = Carried(edges_of(seen), self.now.own)


def edges_of(seen: Seen) -> Edges:
    """Left, top, right and bottom of a sighting."""
    place = seen.place
    return np.array([place.left, place.top, place.right, place.bottom])


def link(
    steps: Steps, looks: Mapping[int, Sequence[Seen]], *, shot: range, patience: int
) -> Iterator[Trail]:
    """The trails of one shot, each once it has ended.

    `looks` is what was seen in those frames that were looked at.  A trail ends after `patience`
    frames without a sighting.
    """
    live: list[Trail] = []
    for frame in shot:
        if live and frame > shot.start:
            _move(live, steps(frame))
        if frame in looks:
            live += _look(live, frame, looks[frame])
        ended = {id(trail) for trail in live if frame - trail.last_seen >= patience}
        yield from (trail for trail in live if id(trail) in ended)
        live = [trail for trail in live if id(trail) not in ended]
    yield from live


def _move(live: list[Trail], step: Movement) -> None:
    """Carry all trails over one step of time."""
    here = Carried(
        np.array([trail.now.edges for trail in live]), np.array([trail.now.own for trail in live])
    )
    there, change = carry(here, step)
    for trail, edges, own, moved in zip(live, there.edges, there.own, change, strict=True):
        trail.now = Carried(edges, own)
        trail.path.append(trail.path[-1] + moved)


def _look(live: list[Trail], frame: int, seen: Sequence[Seen]) -> list[Trail]:
    """Give each trail its sighting; what none takes begins a new trail."""
    left = list(seen)
    for known in (True, False):
        trails = [trail for trail in live if (trail.confidence >= _KNOWN) is known]
        for trail, one in _pair(trails, left):
            trail.see(frame, one)
            left = [other for other in left if other is not one]
    return [_begun(frame, one) for one in left]


def _begun(frame: int, seen: Seen) -> Trail:
    trail = Trail(frame, Carried(edges_of(seen), np.zeros(2)), [np.zeros(3)])
    trail.see(frame, seen)
    return trail


def _pair(trails: list[Trail], seen: list[Seen]) -> list[tuple[Trail, Seen]]:
    """The best fitting pairs, each trail and each sighting once."""
    if not trails or not seen:
        return []
    expected = np.array([trail.now.edges for trail in trails])
    fit = _fit(expected, np.array([edges_of(one) for one in seen]))
    pairs = []
    for _ in range(min(fit.shape)):
        at, to = divmod(int(fit.argmax()), fit.shape[1])
        if fit[at, to] <= 0:
            break
        pairs.append((trails[at], seen[to]))
        fit[at, :] = fit[:, to] = 0
    return pairs


def _fit(expected: Edges, seen: Edges) -> NDArray[np.float64]:
    """How well each expected box fits each that was seen: 0 where not at all, 1 where it is the same.

    By overlap; small things that just miss each other fit a little, by nearness.
    """
    one, other = expected[:, None], seen[None]
    sizes = [np.prod(np.maximum(boxes[..., 2:] - boxes[..., :2], 1e-3), axis=-1) for boxes in (one, other)]  # fmt: skip
    corners = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
    common = np.prod(np.clip(corners, 0, None), axis=-1)
    overlap = common / (sizes[0] + sizes[1] - common)
    apart = (one[..., :2] + one[..., 2:] - other[..., :2] - other[..., 2:]) / 2
    distance = np.sqrt((apart**2).sum(-1) / np.sqrt(sizes[0] * sizes[1]))
    ratio = np.sqrt(np.maximum(sizes[0] / sizes[1], sizes[1] / sizes[0]))
    near = (distance < _NEAR) & (ratio < _AS_LARGE)
    return np.where(overlap >= _ALIKE, overlap, np.where(near, _ALIKE * (1 - distance), 0.0))
