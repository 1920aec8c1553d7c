"""Stills: single frames of footage, whole or in part, for a person to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.geometry import Box
from bluelamp.redaction.picture import Pixels

from .child import Sources, Work
from .confined import Confined, Step
from .decoding import frames_near
from .frames import Frame
from .values import Probe, Segment

_NEAR = 2.0  # seconds


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown at a time, in ticks: the part in the box, at most `side` pixels a side."""

    time: int
    box: Box
    side: int


class _Still(msgspec.Struct, frozen=True, tag=True):
    """One still: which of those wanted, its size, and its bytes row by row."""

    number: int
    width: int
    height: int
    pixels: bytes


def stills(path: Path, *, probe: Probe, wanted: Sequence[Wanted]) -> tuple[Pixels, ...]:
    """The pixels of each, decoded in a confined process; those near in time cost little more than one.

    Raises FootageRefused where a part cannot be decoded or a box lies outside the picture.
    """
    return asked(Step.STILL, path, setting=msgspec.msgpack.encode(probe), wanted=wanted)


def asked(
    step: Step, path: Path, *, setting: bytes, wanted: Sequence[Wanted]
) -> tuple[Pixels, ...]:
    """What a step that shows stills answers; raises FootageRefused as `stills` does."""
    found: dict[int, Pixels] = {}
    with Confined(step, setting=setting, sources=[path]) as process:
        for part in process.ask(msgspec.msgpack.encode(tuple(wanted))):
            if part:
                number, pixels = _read(part, wanted)
                found[number] = pixels
    if set(found) != set(range(len(wanted))):
        raise FootageRefused("The decoder gave no usable answer for this file.")
    return tuple(found[number] for number in range(len(wanted)))


def _read(part: bytes, wanted: Sequence[Wanted]) -> tuple[int, Pixels]:
    try:
        still = msgspec.msgpack.decode(part, type=_Still)
        side = wanted[still.number].side
        pixels = np.frombuffer(still.pixels, np.uint8).reshape(still.height, still.width, 3)
    except (msgspec.DecodeError, IndexError, ValueError) as error:
        raise FootageRefused("The decoder gave no usable answer for this file.") from error
    if not (0 < still.width <= side and 0 < still.height <= side):
        raise FootageRefused("The decoder gave no usable answer for this file.")
    return still.number, pixels


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe, an order what is wanted, an answer the stills as they come."""
    probe = msgspec.msgpack.decode(setting, type=Probe)

    def work(order: bytes) -> Iterator[bytes]:
        yield from taken(order, sources[0], probe, lambda frame: frame)

    return work


def taken(
    order: bytes, source: BinaryIO, probe: Probe, develop: Callable[[Frame], Frame]
) -> Iterator[bytes]:
    """The answer to an order of what is wanted: stills of developed frames, empty parts in between."""
    wanted = msgspec.msgpack.decode(order, type=tuple[Wanted, ...])
    ordered = sorted(enumerate(wanted), key=lambda each: each[1].time)
    for group in _near(probe, ordered):
        for found in _of_segment(source, probe, _within(probe, group[0][1]), group):
            yield _cut(develop(found[0]), *found[1:]) if found else b""


def _near(probe: Probe, ordered: list[tuple[int, Wanted]]) -> Iterator[list[tuple[int, Wanted]]]:
    """Runs of them within a segment, each so near the one before that seeking anew would not pay."""
    longest = _NEAR * probe.picture.time_base[1] / probe.picture.time_base[0]
    run: list[tuple[int, Wanted]] = []
    for each in ordered:
        here = _within(probe, each[1])
        if run and (each[1].time - run[-1][1].time > longest or here != _within(probe, run[0][1])):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _within(probe: Probe, wanted: Wanted) -> Segment:
    """The segment that holds the time; the first or last for one before or after all of them."""
    begun = [each for each in probe.segments if each.start <= wanted.time]
    return begun[-1] if begun else probe.segments[0]


def _of_segment(
    source: BinaryIO, probe: Probe, segment: Segment, wanted: list[tuple[int, Wanted]]
) -> Iterator[tuple[Frame, int, Wanted] | None]:
    """Each that is wanted with its frame, None while there is none; one is shown until the next."""
    left, shown = wanted, None
    for frame in frames_near(source, probe.picture, segment, wanted[0][1].time):
        is_next = segment.end is not None and frame.time >= segment.end
        while left and shown and (frame.time > left[0][1].time or is_next):
            yield shown, *left.pop(0)
        if not left:
            return
        shown = frame
        yield None
    if shown:
        for number, each in left:
            yield shown, number, each


def _cut(frame: Frame, number: int, wanted: Wanted) -> bytes:
    """The part in the box, made smaller where it is larger than wanted."""
    box = wanted.box.within(frame.width, frame.height)
    if not box.area:
        raise FootageRefused("The part to show covers no pixel of the picture.")
    share = min(1.0, wanted.side / max(box.width, box.height))
    whole = frame.rgb(max(1, round(frame.width * share)), max(1, round(frame.height * share)))
    left, top = round(box.left * share), round(box.top * share)
    right, bottom = (
        left + max(1, int(box.width * share)),
        top + max(1, int(box.height * share)),
    )
    part = np.ascontiguousarray(whole[top:bottom, left:right])
    height, width = part.shape[:2]
    return msgspec.msgpack.encode(_Still(number, width, height, part.tobytes()))
