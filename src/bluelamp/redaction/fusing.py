"""Fusing sightings: a face in the head area of a body is the same human."""

from __future__ import annotations

from collections.abc import Iterable

from .finding import Finding, Kind, Sighting
from .geometry import Box

# Margins around a face box, which reaches from brow to chin: for hair, ears and beard.
_SIDES, _TOP, _BOTTOM = 0.40, 0.50, 0.35
# Of a body without a face, the head is looked for in the upper part of its box.
_HEAD_OF_HEIGHT, _HEAD_OF_WIDTH, _ABOVE, _BESIDE = 0.40, 0.60, 0.12, 0.05
# A face this far down a body box may still be its own (someone seated, bent or cut by the edge).
_FACE_AREA = 0.55


def fuse(sightings: Iterable[Sighting], *, width: int, height: int) -> tuple[Finding, ...]:
    """One finding for each human; boxes are cut to a picture of that size."""
    ordered = sorted(sightings, key=lambda sighting: -sighting.confidence)
    faces = [sighting for sighting in ordered if sighting.kind is Kind.FACE]
    bodies = [sighting for sighting in ordered if sighting.kind is Kind.PERSON]
    owner = _match(faces, bodies)
    found = [_seen(face, owner.get(at)) for at, face in enumerate(faces)]
    claimed = {id(body) for body in owner.values()}
    found += [_faceless(body) for body in bodies if id(body) not in claimed]
    return tuple(
        Finding(
            head=finding.head.within(width, height),
            face=finding.face,
            body=finding.body,
            confidence=finding.confidence,
        )
        for finding in sorted(found, key=lambda finding: -finding.confidence)
    )


def _match(faces: list[Sighting], bodies: list[Sighting]) -> dict[int, Sighting]:
    """For faces by their place in the list, the body that each belongs to: one to one, best first."""
    pairs = sorted(
        (_misfit(face.box, body.box), at, number)
        for at, face in enumerate(faces)
        for number, body in enumerate(bodies)
        if _head_area(body.box).holds(face.box.centre)
    )
    owner: dict[int, Sighting] = {}
    taken: set[int] = set()
    for _, at, number in pairs:
        if at not in owner and number not in taken:
            owner[at] = bodies[number]
            taken.add(number)
    return owner


def _head_area(body: Box) -> Box:
    return Box(
        body.left,
        body.top - body.height // 10,
        body.right,
        body.top + round(body.height * _FACE_AREA),
    )


def _misfit(face: Box, body: Box) -> float:
    """How far a face lies from the middle of the top of a body, in widths of the body."""
    x, _ = face.centre
    across = abs(x - body.centre[0])
    down = abs(face.top - body.top)
    return (across + down) / max(1, body.width)


def _seen(face: Sighting, body: Sighting | None) -> Finding:
    return Finding(
        head=face.box.grown(sides=_SIDES, top=_TOP, bottom=_BOTTOM),
        face=face.box,
        body=body.box if body else None,
        confidence=face.confidence,
    )


def _faceless(body: Sighting) -> Finding:
    """A back of a head, or a face turned away: the top of the body over its whole width."""
    box = body.box
    tall = round(min(box.height * _HEAD_OF_HEIGHT, box.width * _HEAD_OF_WIDTH))
    top = Box(box.left, box.top, box.right, box.top + max(1, tall))
    return Finding(
        head=top.grown(sides=_BESIDE, top=_ABOVE, bottom=0.0), body=box, confidence=body.confidence
    )
