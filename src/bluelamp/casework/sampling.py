"""The sample that a checker looks at: spread over a film and over each person who stays visible.

It is drawn from the rendition's own sha256. It is the same at each opening of the page, and until
the rendition was made nobody could know which moments it would hold.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from typing import Final

from bluelamp.redaction import Box

_EVERY: Final = 15  # seconds of film to one moment
_FEWEST, _MOST = 5, 40
_OF_EACH: Final = 3

Span = tuple[float, float]


def over_film(sha256: str, *, duration: float, frames: int) -> list[float]:
    """Moments in seconds from the first picture, one in each of as many equal parts as the film needs."""
    parts = min(max(math.ceil(duration / _EVERY), _FEWEST), _MOST, max(frames, 1))
    return list(_one_in_each_part(sha256, "film", [(0.0, duration)], parts))


def over_spans(sha256: str, *, name: str, spans: Sequence[Span]) -> list[float]:
    """Moments at which somebody is in the picture, one in each third of that time; `name` is theirs alone."""
    return list(_one_in_each_part(sha256, name, spans, _OF_EACH))


def some_of(sha256: str, names: Sequence[str], *, most: int) -> list[str]:
    """At most so many of the names, in their own order."""
    drawn = sorted(names, key=lambda name: _share(sha256, name))[:most]
    return [name for name in names if name in drawn]


def quarters(width: int, height: int) -> list[Box]:
    """The picture in four, to be looked at one by one."""
    across, down = (0, width // 2, width), (0, height // 2, height)
    return [
        Box(across[column], down[row], across[column + 1], down[row + 1])
        for row in range(2)
        for column in range(2)
    ]


def _one_in_each_part(sha256: str, name: str, spans: Sequence[Span], parts: int) -> Iterator[float]:
    """A moment in each of `parts` equal parts of the spans, laid end to end."""
    length = sum(end - start for start, end in spans)
    for part in range(parts):
        into = (part + _share(sha256, f"{name}:{part}")) / parts * length
        for start, end in spans:
            if into <= end - start:
                yield round(start + into, 3)
                break
            into -= end - start


def _share(sha256: str, name: str) -> float:
    """A number from 0 up to 1 that follows from both."""
    digest = hashlib.sha256(f"{sha256}:{name}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48
