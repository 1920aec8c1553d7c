"""Fusing sightings: a face in the head area of a body is the same human."""

from __future__ import annotations

from collections.abc import Iterable

from .finding import Finding, Kind, Sighting
from .geometry import Box

# Margins around a face box, which reaches from brow to chin: for hair, ears and beard.
_SIDES, _TOP, _BOTTOM = 0.45, 0.55, 0.40
# In profile the box ends at the ear: so much more, in widths of the face, for each part of turn.
_FRONTAL, _BEHIND, _BEHIND_MOST = 0.10, 8.0, 1.1
# Of a body without a face, the head is looked for in the upper part of its box.
_HEAD_OF_HEIGHT, _HEAD_OF_WIDTH, _ABOVE, _BESIDE = 0.40, 0.60, 0.12, 0.05
_SURE = 0.3


def fuse(sightings: Iterable[Sighting]) -> tuple[Finding, ...]:
    """One finding for each human, the surest first; heads may reach over the picture's edge."""
    ordered = sorted(sightings, key=lambda sighting: -sighting.confidence)
    faces = [sighting for sighting in ordered if sighting.kind is Kind.FACE]
    bodies = [sighting for sighting in ordered if sighting.kind is Kind.PERSON]
    owner = _match(faces, bodies)
    claimed = {id(body) for body in owner.values()}
    found = [_seen(face, owner.get(at)) for at, face in enumerate(faces)]
    found += [_faceless(body) for body in bodies if id(body) not in claimed]
    return tuple(sorted(found, key=lambda finding: -finding.confidence))


def _match(faces: list[Sighting], bodies: list[Sighting]) -> dict[int, Sighting]:
    """For faces by their place in the list, the body that each belongs to: one to one, best first."""
    pairs = sorted(
        (_misfit(face.box, body.box), at, number)
        for at, face in enumerate(faces)
        for number, body in enumerate(bodies)
        if _may_belong(face, body.box)
    )
    owner: dict[int, Sighting] = {}
    taken: set[int] = set()
    for _, at, number in pairs:
        if at not in owner and number not in taken:
            owner[at] = bodies[number]
            taken.add(number)
    return owner


def _may_belong(face: Sighting, body: Box) -> bool:
    """Where the head should be, any face; lower down, as of someone seated or bent, a sure one."""
    if _head_of(body).holds(face.box.centre):
        return True
    upper = Box(body.left, body.top, body.right, body.top + body.height // 2)
    return face.confidence >= _SURE and upper.holds(face.box.centre)


def _misfit(face: Box, body: Box) -> float:
    """How far a face lies from the middle of the top of a body, in widths of the body."""
    x, _ = face.centre
    across = abs(x - body.centre[0])
    down = abs(face.top - body.top)
    return (across + down) / max(1, body.width)


def _seen(face: Sighting, body: Sighting | None) -> Finding:
    return Finding(
        head=_head_around(face),
        face=face.box,
        body=body.box if body else None,
        confidence=face.confidence,
    )


def _head_around(face: Sighting) -> Box:
    """The face's box with its margins, and in profile the back of the head behind it."""
    head = face.box.grown(sides=_SIDES, top=_TOP, bottom=_BOTTOM)
    turned = max(0.0, abs(face.turn) - _FRONTAL)
    behind = round(min(_BEHIND_MOST, turned * _BEHIND) * face.box.width)
    before = behind // 4  # a wider ellipse is flatter at its end, where the profile is
    left, right = (behind, before) if face.turn > 0 else (before, behind)
    return Box(head.left - left, head.top, head.right + right, head.bottom)


def _faceless(body: Sighting) -> Finding:
    """A back of a head, or a face turned away."""
    return Finding(head=_head_of(body.box), body=body.box, confidence=body.confidence)


def _head_of(body: Box) -> Box:
    """The top of a body over its whole width, for the head may lean to either side."""
    tall = round(min(body.height * _HEAD_OF_HEIGHT, body.width * _HEAD_OF_WIDTH))
    top = Box(body.left, body.top, body.right, body.top + max(1, tall))
    return top.grown(sides=_BESIDE, top=_ABOVE, bottom=0.0)
