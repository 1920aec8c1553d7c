"""Detection: everyone in the picture, each once, with a box around the whole head."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from .errors import RedactionError
from .faces import Faces
from .finding import Finding, Sighting
from .fusing import fuse
from .people import People
from .picture import Picture, Pixels


class Detector(Protocol):
    """Anything that finds one kind of thing in pixels."""

    def __call__(self, pixels: Pixels) -> tuple[Sighting, ...]:
        """Everything of its kind in height x width x 3 sRGB pixels."""
        ...


DETECTORS: dict[str, Callable[[], Detector]] = {"faces": Faces, "people": People}


def detect(
    picture: Picture, *, detectors: Iterable[str | Detector] = ("faces", "people")
) -> tuple[Finding, ...]:
    """Everyone found, the surest first.

    ``detectors`` are names of DETECTORS or objects of that protocol.  Raises RedactionError for a
    name that is not known, ModelUnusable where a model file is not as it should be.
    """
    sightings = [sighting for detector in detectors for sighting in _made(detector)(picture.pixels)]
    return fuse(sightings)


def _made(detector: str | Detector) -> Detector:
    if not isinstance(detector, str):
        return detector
    if detector not in DETECTORS:
        raise RedactionError(f"There is no detector {detector}; choose {', '.join(DETECTORS)}.")
    return DETECTORS[detector]()
