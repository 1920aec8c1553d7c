"""The report on a finished film: what was looked at, what was found, bound to input, plan and output."""

from __future__ import annotations

from typing import Literal

import msgspec

from bluelamp.redaction.examination import Check

from .examining import FaceSeen
from .measuring import Measured
from .rehearing import SpanHeard
from .values import readable


class FootageReport(msgspec.Struct, frozen=True, kw_only=True):
    """The examination of one film.

    `input_sha256` and `output_sha256` are of the files' bytes, `plan_sha256` is the plan's digest.
    `boxes` are all that the file is made of, `streams` what plays.  Times are in ticks of
    `time_base` of the original, spans in seconds from the first picture.  `notes` say what a person
    should know that is no failure.
    """

    version: Literal[1] = 1
    passed: bool
    input_sha256: str
    plan_sha256: str
    output_sha256: str
    effect: str
    time_base: tuple[int, int]
    frames: int
    looked: int
    checks: tuple[Check, ...]
    boxes: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    tracks: tuple[Measured, ...] = ()
    faces_left: tuple[FaceSeen, ...] = ()
    sound: tuple[SpanHeard, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each check that did not pass."""
        return tuple(check.detail for check in self.checks if not check.passed)

    def readable(self) -> bytes:
        """The report as indented JSON, each box on one line."""
        return readable(self)
