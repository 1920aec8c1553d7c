"""Following: from what was seen in each segment to tracks, one for each person as far as can be told.

Pure: the same analyses give the same tracks.  What is doubtful is covered too, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bluelamp.redaction.finding import Kind
from bluelamp.redaction.terms import Shape

from .doubts import Followed, doubts
from .heads import faceless, heads
from .linking import Trail, link
from .placing import Run, boxes, extend, places
from .plan import Track
from .reel import Reel
from .things import THINGS
from .values import Analysis, Probe

_PATIENCE, _BEYOND = 1.2, 1.0  # seconds: unseen within a trail, and carried past its ends
_SURE, _TOGETHER = 0.3, 0.55  # one sighting's confidence, or that of all together
_SURE_PERSON, _PEOPLE_TOGETHER = 0.6, 3.0
# Around a face, for the whole head and the edges of a mask: left, top, right, bottom in its sizes.
_MARGINS = np.array([-0.34, -0.32, 0.34, 0.38])
# Of a face's size: no strip is left between a head and the picture's edge that is not wider.
_TO_THE_EDGE = 0.25
_AROUND_A_THING = 0.08  # of its sides


def follow(probe: Probe, analyses: Iterable[Analysis]) -> tuple[Track, ...]:
    """Everyone who was seen, in the order of their appearing, ids t1, t2 and so on."""
    reel = Reel(probe, analyses)
    found = [one for shot in reel.shots for one in _in_shot(reel, shot)]
    found.sort(key=lambda one: (one.runs[0][0], *one.runs[0][1][0]))
    ids = [f"t{number}" for number in range(1, len(found) + 1)]
    said = doubts(found, ids, size=reel.size)
    return tuple(
        Track(
            id=id_,
            kind=one.kind,
            shape=Shape.BOX,
            parts=tuple(places(run, reel.times, reel.size) for run in one.runs),
            confidence=one.trail.confidence,
            doubts=said[id_],
        )
        for id_, one in zip(ids, found, strict=True)
    )


def _in_shot(reel: Reel, shot: range) -> Iterator[Followed]:
    """Faces that can be believed, then heads of people while no face of theirs is seen; then things."""
    faces = [
        Followed(Kind.FACE, (_whole_head(trail, reel.size),), shot, trail)
        for trail in _trails(reel, shot, Kind.FACE, sure=_SURE, together=_TOGETHER)
    ]
    yield from faces
    bare = [(one.trail.first, boxes(one.trail)) for one in faces]
    people = list(_trails(reel, shot, Kind.PERSON, sure=_SURE_PERSON, together=_PEOPLE_TOGETHER))
    seen = [(trail.first, heads(boxes(trail))) for trail in people]
    for trail, runs in zip(people, faceless(seen, bare), strict=True):
        if runs:
            yield Followed(Kind.PERSON, runs, shot, trail)
    for kind in sorted(THINGS):
        for trail in _trails(reel, shot, kind, sure=0, together=0):
            yield Followed(kind, (_with_rim(trail),), shot, trail)


def _trails(reel: Reel, shot: range, kind: Kind, *, sure: float, together: float) -> list[Trail]:
    """The trails of one kind with enough confidence, carried past both ends within the shot."""
    found = [
        trail
        for trail in link(
            reel.steps, reel.looks(kind, shot), shot=shot, patience=reel.frames(_PATIENCE)
        )
        if trail.confidence >= sure
        or sum(seen.confidence for seen in trail.sightings.values()) >= together
    ]
    extend(found, reel.steps, shot=shot, beyond=reel.frames(_BEYOND))
    return found


def _whole_head(trail: Trail, size: tuple[int, int]) -> Run:
    face = boxes(trail)
    own = face[:, 2:] - face[:, :2]
    head = face + np.hstack([own, own]) * _MARGINS
    near, edge = own * _TO_THE_EDGE, np.array(size, float)
    start, end = head[:, :2], head[:, 2:]
    start = np.where(start < near, np.minimum(start, 0), start)
    end = np.where(end > edge - near, np.maximum(end, edge), end)
    return trail.first, np.hstack([start, end])


def _with_rim(trail: Trail) -> Run:
    thing = boxes(trail)
    size = thing[:, 2:] - thing[:, :2]
    return trail.first, thing + np.hstack([-size, size]) * _AROUND_A_THING
