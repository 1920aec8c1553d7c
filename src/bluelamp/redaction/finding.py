"""What a detector returns, and what detection makes of it: one finding for one human or thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .geometry import Box


class Kind(StrEnum):
    """What a detector may see."""

    FACE = "face"
    PERSON = "person"
    VEHICLE = "vehicle"
    PLATE = "plate"
    TEXT = "text"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One box from one detector, in pixels of the picture; confidence 0 to 1.

    ``turn`` is how far the nose lies right of the middle of the eyes, in widths of the face: about
    0 in front view, a third and more in profile, negative where the face looks left.
    """

    kind: Kind
    box: Box
    confidence: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One human: the whole head with a margin, and the face and body that it was found by.

    Of another kind (a number plate, a screen, a piece of text) ``head`` is the whole thing.
    """

    kind: Kind = Kind.PERSON
    head: Box
    face: Box | None = None
    body: Box | None = None
    confidence: float
