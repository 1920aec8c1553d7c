"""Detection: everyone in the picture, each once, with a box around the whole head; plates and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from .errors import RedactionError
from .faces import Faces
from .finding import Finding, Kind, Sighting
from .fusing import fuse
from .people import People
from .picture import Picture, Pixels
from .text import Text
from .things import things


class Detector(Protocol):
    """Anything that finds things of one or more kinds in pixels."""

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Everything of its kinds in height x width x 3 sRGB pixels."""
        ...


def _people() -> Detector:
    return People(kinds=(Kind.PERSON, Kind.VEHICLE, Kind.SCREEN))


# What may be looked for, by name: what it is to be found as, and the detectors that it takes.
DETECTORS: dict[str, tuple[Kind, tuple[Callable[[], Detector], ...]]] = {
    "faces": (Kind.FACE, (Faces,)),
    "people": (Kind.PERSON, (_people,)),
    "plates": (Kind.PLATE, (Text, _people)),
    "text": (Kind.TEXT, (Text,)),
    "screens": (Kind.SCREEN, (_people,)),
    "vehicles": (Kind.VEHICLE, (_people,)),
}
USUAL = ("faces", "people", "plates")


def detect(picture: Picture, *, find: Iterable[str | Detector] = USUAL) -> tuple[Finding, ...]:
    """Everyone and everything found of what was asked for, people first, the surest first.

    ``find`` holds names of DETECTORS or objects of that protocol, of which everything is taken.
    Raises RedactionError for a name that is not known, ModelUnusable where a model file is not as
    it should be.
    """
    find = tuple(find)
    names = [name for name in find if isinstance(name, str)]
    wanted = kinds_of(names)
    makers = dict.fromkeys(maker for name in names for maker in _known(name)[1])
    seen = [one for maker in makers for one in maker()(picture.pixels)]
    given = [one for own in find if not isinstance(own, str) for one in own(picture.pixels)]
    of_humans = [one for one in seen if one.kind in wanted]
    return fuse(of_humans + given) + things(seen, kinds=wanted)


def kinds_of(find: Iterable[str]) -> frozenset[Kind]:
    """What the names of DETECTORS stand for; raises RedactionError for one that is not known."""
    return frozenset(_known(name)[0] for name in find)


def _known(name: str) -> tuple[Kind, tuple[Callable[[], Detector], ...]]:
    if name not in DETECTORS:
        raise RedactionError(f"There is no detector {name}; choose {', '.join(DETECTORS)}.")
    return DETECTORS[name]
