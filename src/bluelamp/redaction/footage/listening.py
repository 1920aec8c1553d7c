"""Listening for speech, in a confined process, so that a person knows where to listen."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bluelamp.redaction.errors import FootageRefused

from .confined import Confined, Step
from .values import Probe, Span


def speech(path: Path, *, probe: Probe) -> tuple[Span, ...]:
    """Where someone speaks, in seconds from the first picture; nowhere in a film without sound.

    Raises FootageRefused where the sound cannot be decoded at all.
    """
    if not probe.sound:
        return ()
    with Confined(Step.SPEECH, setting=msgspec.msgpack.encode(probe), sources=[path]) as process:
        answer = b"".join(process.ask(b""))
    try:
        return msgspec.msgpack.decode(answer, type=tuple[Span, ...])
    except msgspec.DecodeError as error:
        raise FootageRefused("The decoder gave no usable answer for this file.") from error
