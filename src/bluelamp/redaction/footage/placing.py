"""Placing: from a trail's sightings to the box of the thing in every frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .linking import Steps, Trail, edges_of
from .movement import Carried, Edges, carry
from .values import Place

_AROUND = 3  # sightings to either side that a sighting's edges are held against
_FAR_OUT = 0.9  # of the picture's sides; with what is left out, a plan takes no place beyond one
_LEFT_OUT = 0.015  # of a box's size, by which its place may be off

Run = tuple[int, Edges]  # the number of the first frame, and a box for each frame


def extend(trails: Sequence[Trail], steps: Steps, *, shot: range, beyond: int) -> None:
    """Carry trails so many frames back and on past their sightings, as far as the shot goes."""
    if not trails:
        return
    for trail in trails:
        del trail.path[trail.last_seen - trail.first + 1 :]
    onward = _carried_past(trails, steps, shot=shot, beyond=beyond, back=False)
    before = _carried_past(trails, steps, shot=shot, beyond=beyond, back=True)
    for trail, later, earlier in zip(trails, onward, before, strict=True):
        trail.path = [*earlier[::-1], *trail.path, *later]
        trail.first -= len(earlier)


def _carried_past(
    trails: Sequence[Trail], steps: Steps, *, shot: range, beyond: int, back: bool
) -> list[list[NDArray[np.float64]]]:
    """Each trail's path beyond its first or last sighting; its own way is taken from there."""
    ends = np.array([trail.first if back else trail.last_seen for trail in trails])
    at = np.array([trail.path[0 if back else -1] for trail in trails])
    edges = np.array([edges_of(t.sightings[end]) for t, end in zip(trails, ends, strict=True)])
    own = np.zeros((len(trails), 2))
    paths: list[list[NDArray[np.float64]]] = [[] for _ in trails]
    # The step back from a frame is the one by which it was reached, so a shot's first has none.
    frames = (
        range(int(ends.max()), shot.start, -1) if back else range(int(ends.min()) + 1, shot.stop)
    )
    for frame in frames:
        past = ends - frame if back else frame - ends - 1
        live = np.flatnonzero((past >= 0) & (past < beyond))
        if live.size:
            here, change = carry(Carried(edges[live], own[live]), steps(frame), back=back)
            edges[live], own[live] = here.edges, here.own
            at[live] += change
            for number in live:
                paths[number].append(at[number].copy())
    return paths


def boxes(trail: Trail) -> Edges:
    """The thing's box in each frame of its path, no smaller than the sightings nearby ask for.

    Worked out in coordinates that move along with the path, in which a thing hardly moves at all.
    """
    path, seen = np.array(trail.path), np.array(sorted(trail.sightings))
    raw = np.array([edges_of(trail.sightings[int(frame)]) for frame in seen])
    here = path[seen - trail.first]
    centre = (raw[:, :2] + raw[:, 2:]) / 2 - here[:, :2]
    half = (raw[:, 2:] - raw[:, :2]) / 2 / np.exp(here[:, 2:])
    low, high = _outward(centre - half, -1), _outward(centre + half, 1)
    frames = np.arange(trail.first, trail.last + 1)
    still = np.column_stack([np.interp(frames, seen, edge) for edge in (*low.T, *high.T)])
    centre = (still[:, :2] + still[:, 2:]) / 2 + path[:, :2]
    half = (still[:, 2:] - still[:, :2]) / 2 * np.exp(path[:, 2:])
    return np.hstack([centre - half, centre + half])


def _outward(edges: NDArray[np.float64], sign: int) -> NDArray[np.float64]:
    """Each edge, or the median of those around it where that lies further out."""
    padded = np.pad(edges, ((_AROUND, _AROUND), (0, 0)), mode="edge")
    around = np.stack([padded[at : at + len(edges)] for at in range(2 * _AROUND + 1)])
    median = np.sort(around, axis=0)[_AROUND]  # quicker than np.median
    return np.asarray(sign * np.maximum(sign * edges, sign * median))


def places(run: Run, times: Sequence[int], size: tuple[int, int]) -> tuple[Place, ...]:
    """The run by presentation time, without the frames that lie close to the line between others.

    Each box is larger by what is left out, so that nothing is uncovered by it; what lies far outside
    a picture of that size, in pixels, is cut off.
    """
    first, edges = run
    edges = _near_the_picture(edges, size, beyond=_FAR_OUT)
    slack = _LEFT_OUT * np.sqrt(np.maximum((edges[:, 2:] - edges[:, :2]).prod(axis=1), 1.0))
    wider = edges + slack[:, None] * np.array([-1, -1, 1, 1])
    wider = _near_the_picture(wider, size, beyond=1.0)
    moments = np.array(times[first : first + len(edges)], np.float64)
    return tuple(
        Place(times[first + at], *wider[at].round(1).tolist())
        for at in _corners(moments, edges, slack)
    )


def _near_the_picture(edges: Edges, size: tuple[int, int], *, beyond: float) -> Edges:
    """Boxes cut at so many widths and heights beyond the picture, none smaller than a pixel."""
    least, most = -beyond * np.array(size), (1 + beyond) * np.array(size)
    low = np.clip(edges[:, :2], least, most - 1)
    high = np.clip(edges[:, 2:], low + 1, most)
    return np.hstack([low, high])


def _corners(moments: NDArray[np.float64], edges: Edges, slack: NDArray[np.float64]) -> list[int]:
    """Those frames from which the others follow by straight lines, to within the slack.

    Ramer, Computer Graphics and Image Processing 1 (1972), for boxes in time.
    """
    kept, open_spans = {0, len(edges) - 1}, [(0, len(edges) - 1)]
    while open_spans:
        start, end = open_spans.pop()
        if end - start < 2:
            continue
        share = (moments[start : end + 1] - moments[start]) / (moments[end] - moments[start])
        line = edges[start] + share[:, None] * (edges[end] - edges[start])
        stray = np.abs(edges[start : end + 1] - line).max(axis=1) / slack[start : end + 1]
        worst = start + int(stray.argmax())
        if stray.max() > 1:
            kept.add(worst)
            open_spans += [(start, worst), (worst, end)]
    return sorted(kept)
