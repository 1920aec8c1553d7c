"""What names somebody in a frame without being a person: number plates, text, screens, vehicles."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from bluelamp.redaction import people, text
from bluelamp.redaction.finding import Finding, Kind, Sighting
from bluelamp.redaction.geometry import box_around
from bluelamp.redaction.models import network
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.suppression import keep_strongest
from bluelamp.redaction.things import things

from .frames import Frame

THINGS = frozenset({Kind.PLATE, Kind.TEXT, Kind.SCREEN, Kind.VEHICLE})
_BY_TEXT = {Kind.PLATE, Kind.TEXT}
_WITH_PEOPLE = (Kind.PERSON, Kind.VEHICLE, Kind.SCREEN)  # what one network sees
_TEXT_SIDE, _STEP = 1280, 32
_WITH_PEOPLE_FROM, _TEXT_FROM = 0.35, 0.5  # the least confidence that is noted
_SAME = 0.6
_SQUARE = (people.SIDE, people.SIDE)


class Surroundings:
    """Looks for things of some kinds in frames of one size, in pixels.

    To make one is to load what it needs: afterwards no file has to be opened.
    """

    def __init__(self, size: tuple[int, int], kinds: Collection[Kind]) -> None:
        self._size = size
        self._kinds = THINGS & set(kinds)
        scale = _TEXT_SIDE / max(size)
        width, height = (max(_STEP, _STEP * round(edge * scale / _STEP)) for edge in size)
        self._for_text = (width, height)
        if self._kinds:
            tuple(self._vehicles(_blank(*_SQUARE)))
        if self._kinds & _BY_TEXT:
            tuple(self._lines(_blank(width, height)))

    def look(self, frame: Frame) -> tuple[Finding, ...]:
        """Every thing in a frame."""
        sightings: list[Sighting] = []
        if self._kinds:
            sightings += self._vehicles(frame.rgb(*_SQUARE))
        if self._kinds & _BY_TEXT:
            sightings += self._lines(frame.rgb(*self._for_text))
        return things(sightings, kinds=self._kinds)

    def _vehicles(self, pixels: Pixels) -> Iterator[Sighting]:
        """Vehicles, screens, and people, on whom there is no number plate."""
        model = network("people", (1, 3, *_SQUARE), threads=1)
        rows = people.look(pixels, model, threshold=_WITH_PEOPLE_FROM, kinds=_WITH_PEOPLE)
        for number, kind in enumerate(_WITH_PEOPLE):
            strongest = keep_strongest(rows[rows[:, 5] == number], overlap=_SAME)
            yield from self._sightings(kind, strongest, pixels)

    def _lines(self, pixels: Pixels) -> Iterator[Sighting]:
        model = network("text", (1, 3, *pixels.shape[:2]), threads=1)
        rows = text.look(pixels, model, threshold=_TEXT_FROM)
        yield from self._sightings(Kind.TEXT, text.whole_lines(rows), pixels)

    def _sightings(
        self, kind: Kind, rows: np.typing.NDArray[np.float32], pixels: Pixels
    ) -> Iterator[Sighting]:
        """Rows of what was found in the pixels, in pixels of the upright picture."""
        height, width = pixels.shape[:2]
        across, down = self._size[0] / width, self._size[1] / height
        for row in rows:
            box = box_around(row[0] * across, row[1] * down, row[2] * across, row[3] * down)
            if box.within(*self._size).area:
                yield Sighting(kind=kind, box=box, confidence=float(row[4]))


def _blank(width: int, height: int) -> Pixels:
    return np.zeros((height, width, 3), np.uint8)
