"""A line on a terminal that says how far the work on footage is, how fast it goes and what is left."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

_WIDTH = 24
_EVERY = 0.2  # seconds from one line to the next
_SETTLED = 1.0  # seconds before a pace is worth telling


@dataclass(slots=True)
class Progress:
    """Draws itself over and over in the last line of a terminal; elsewhere says nothing."""

    visible: bool = field(default_factory=sys.stderr.isatty)
    _stage: str = ""
    _began: float = 0.0
    _at_first: int = 0
    _drawn: float = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So many frames of a stage are done, of how many."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._at_first, self._drawn = stage, now, done, 0.0
        if self.visible and (now - self._drawn >= _EVERY or done >= total):
            self._drawn = now
            self._draw(line(stage, done, total, done - self._at_first, now - self._began))

    def clear(self) -> None:
        """Leave the line empty for what is printed next."""
        if self.visible and self._stage:
            self._draw("")
            self._stage = ""

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def line(stage: str, done: int, total: int, lately: int, seconds: float) -> str:
    """The line, where `lately` frames were done in so many seconds."""
    full = _WIDTH * done // max(1, total)
    bar = "#" * full + "." * (_WIDTH - full)
    text = f"{stage:<10} [{bar}] {done:,} of {total:,} frames"
    if seconds < _SETTLED or not lately:
        return text
    pace = lately / seconds
    left = round((total - done) / pace)
    hours, minutes = divmod(left // 60, 60)
    clock = f"{hours}:{minutes:02}:{left % 60:02}" if hours else f"{minutes}:{left % 60:02}"
    return f"{text}  {pace:,.1f} a second  {clock} left"
