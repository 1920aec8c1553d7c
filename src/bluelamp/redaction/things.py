"""What names somebody without being a person: number plates, text, screens, vehicles.

No detector here knows number plates.  A line of text on or near a vehicle is taken for one, and so
is a line of a plate's proportions anywhere but on a person: a plate left bare is worse than a sign
covered, and what people wear is text.  Plates too small or dim to be seen as text are not found;
there the whole vehicle can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .finding import Finding, Kind, Sighting
from .geometry import Box

# Margins in shares of a line's height or width: a plate's rim, and the lines of a state's name.
_SIDES, _UPRIGHT = 0.08, 0.35
_ROUND_A_VEHICLE = 0.10
_PLATE_FROM, _PLATE_TO = 2.0, 6.5  # width over height, of a plate's letters
_ALL_BUT = 0.95  # of a line's area: hidden with a plate
_NEXT_LINE = 0.6  # of a line's height: lines nearer than that are one piece of text


def plates(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Which lines of text may be number plates, grown to the plate's rim."""
    sightings = tuple(sightings)
    vehicles = [_round(one.box) for one in sightings if one.kind is Kind.VEHICLE]
    people = [one.box for one in sightings if one.kind is Kind.PERSON]
    return tuple(
        Sighting(kind=Kind.PLATE, box=_with_rim(line.box), confidence=line.confidence)
        for line in sightings
        if line.kind is Kind.TEXT and _may_be_plate(line.box, vehicles, people)
    )


def things(sightings: Iterable[Sighting], *, kinds: Iterable[Kind]) -> tuple[Finding, ...]:
    """One finding for each plate, piece of text, screen or vehicle, of the kinds asked for.

    A plate is no second finding as text, unless the line goes on beyond it.
    """
    sightings, kinds = tuple(sightings), set(kinds)
    found: list[Finding] = []
    if Kind.PLATE in kinds:
        found += _joined(Kind.PLATE, plates(sightings))
    if Kind.TEXT in kinds:
        lines = (one for one in sightings if one.kind is Kind.TEXT)
        known = [one.head for one in found]
        found += _joined(Kind.TEXT, (one for one in lines if not _lies_in(one.box, known)))
    whole = (one for one in sightings if one.kind in kinds & {Kind.SCREEN, Kind.VEHICLE})
    found += [Finding(kind=one.kind, head=one.box, confidence=one.confidence) for one in whole]
    return tuple(found)


def _may_be_plate(line: Box, vehicles: list[Box], people: list[Box]) -> bool:
    if _stands_in(line, vehicles):
        return True
    like_one = _PLATE_FROM <= line.width / max(1, line.height) <= _PLATE_TO
    return like_one and not _stands_in(line, people)


def _round(vehicle: Box) -> Box:
    return vehicle.grown(sides=_ROUND_A_VEHICLE, top=_ROUND_A_VEHICLE, bottom=_ROUND_A_VEHICLE)


def _with_rim(line: Box) -> Box:
    return line.grown(sides=_SIDES, top=_UPRIGHT, bottom=_UPRIGHT)


def _stands_in(line: Box, known: list[Box]) -> bool:
    return any(box.holds(line.centre) for box in known)


def _lies_in(line: Box, known: list[Box]) -> bool:
    return any(line.share_inside(box) >= _ALL_BUT for box in known)


def _joined(kind: Kind, lines: Iterable[Sighting]) -> Iterator[Finding]:
    """Lines that stand together as one finding."""
    left = list(lines)
    while left:
        whole = left.pop()
        box, confidence = whole.box, whole.confidence
        while near := [one for one in left if _together(box, one.box)]:
            left = [one for one in left if one not in near]
            for one in near:
                box, confidence = box.join(one.box), max(confidence, one.confidence)
        yield Finding(kind=kind, head=box, confidence=confidence)


def _together(one: Box, other: Box) -> bool:
    reach = round(min(one.height, other.height) * _NEXT_LINE)
    around = Box(one.left - reach, one.top - reach, one.right + reach, one.bottom + reach)
    return around.meet(other).area > 0
