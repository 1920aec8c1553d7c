"""Examining one segment of the finished film: its frames counted, timed and measured, faces looked for.

Runs in a confined process on both files.  The original is decoded only where its packets' times
cannot answer for its frames, and for effects that leave something of what lies beneath.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO

import msgspec
import numpy as np
from av import VideoFrame

from bluelamp.redaction.geometry import Box, box_around
from bluelamp.redaction.terms import Effect

from . import scanning
from .child import Sources, Work
from .courses import Course, Shown, courses
from .decoding import frames, only, open_footage
from .frames import Frame, Scalers
from .measuring import Measure, Measured
from .plan import FootagePlan
from .values import PictureStream, Probe, Segment

_EVERY = 1  # seconds between two looks for faces
_LISTED, _HIDDEN = (
    0.3,
    0.5,
)  # least confidence of a face that is named; share under cover of one that is not
_GRID = (np.arange(8) + 0.5) / 8
_TOLD = 20  # times that differ


class FaceSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A face seen in the film that is neither covered nor kept; `time` in ticks of the original."""

    time: int
    box: Box
    confidence: float


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What a segment of the film shows: frames, tracks, faces, and times that are not the original's.

    `lost` are times of the original at which the film has no frame, `added` those of the film at
    which the original has none, in ticks; at most twenty of each, `differing` being how many.
    """

    segment: int
    frames: int
    differing: int
    lost: tuple[int, ...]
    added: tuple[float, ...]
    looked: int
    tracks: tuple[Measured, ...]
    faces: tuple[FaceSeen, ...]


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: an order is a segment, the answer an empty part for every frame and then Examined.

    The setting is the probe of the original and the plan, the sources the film and the original.
    """
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])
    scanning.prepare()

    def work(order: bytes) -> Iterator[bytes]:
        segment = msgspec.msgpack.decode(order, type=Segment)
        yield from _examined(sources, probe.picture, plan, segment)

    return work


def _examined(
    sources: Sources, picture: PictureStream, plan: FootagePlan, segment: Segment
) -> Iterator[bytes]:
    film, original = sources
    hidden = courses(plan.obscured, segment)
    kept = courses((track for track in plan.kept if not track.inverse), segment)
    measure = Measure(plan.effect, hidden)
    leaves_something = plan.effect is not Effect.SOLID
    beneath = _beneath(original, picture, segment) if leaves_something else iter(())
    times: list[Fraction] = []
    bare: list[FaceSeen] = []
    looks, scalers = 0, Scalers()
    next_look = Fraction(segment.start)
    for time, frame in _shown(film, picture, segment):
        times.append(time)
        measure.see(int(time), frame, next(beneath, None))
        if time >= next_look:
            next_look = time + _EVERY / Fraction(*picture.time_base)
            looks += 1
            bare += _bare(Frame(int(time), frame, 0, scalers), hidden, kept)
        yield b""
    lost, added = _differences(times, original, picture, segment)
    yield msgspec.msgpack.encode(
        Examined(
            segment=segment.number,
            frames=len(times),
            differing=len(lost) + len(added),
            lost=tuple(lost[:_TOLD]),
            added=tuple(added[:_TOLD]),
            looked=looks,
            tracks=measure.result(),
            faces=tuple(bare),
        )
    )


def _shown(
    film: BinaryIO, picture: PictureStream, segment: Segment
) -> Iterator[tuple[Fraction, VideoFrame]]:
    """The film's frames of a segment, at their times in ticks of the original."""
    with open_footage(film) as container:
        stream = only(container, container.streams.video[0].index)
        ticks = (stream.time_base or Fraction(1)) / Fraction(*picture.time_base)
        if segment.number:
            container.seek(int((segment.start - picture.first) / ticks), stream=stream)
        for packet in container.demux(stream):
            for frame in packet.decode():
                time = picture.first + (frame.pts or 0) * ticks
                if segment.end is not None and time >= segment.end:
                    return
                if time >= segment.start or not segment.number:
                    yield time, frame


def _beneath(original: BinaryIO, picture: PictureStream, segment: Segment) -> Iterator[Frame]:
    for frame in frames(original, picture, segment):
        if segment.end is not None and frame.time >= segment.end:
            return
        yield frame


def _differences(
    times: list[Fraction], original: BinaryIO, picture: PictureStream, segment: Segment
) -> tuple[list[int], list[float]]:
    """Times that only one of both has; of the original by its packets, and if need be its frames."""
    if sorted(times) == _packet_times(original, picture, segment):
        return [], []
    wanted = [frame.time for frame in _beneath(original, picture, segment)]
    return sorted(set(wanted) - set(times)), _surplus(times, wanted)


def _surplus(times: list[Fraction], wanted: list[int]) -> list[float]:
    """Times that the original has not, and those that come twice."""
    twice = [a for a, b in itertools.pairwise(sorted(times)) if a == b]
    return sorted(float(time) for time in {*set(times) - set(wanted), *twice})


def _packet_times(original: BinaryIO, picture: PictureStream, segment: Segment) -> list[int]:
    """The times of the packets that a player shows in the segment."""
    times: list[int] = []
    with open_footage(original) as container:
        stream = only(container, picture.index)
        if segment.number:
            container.seek(segment.seek, stream=stream)
        for packet in container.demux(stream):
            if segment.end is not None and (packet.dts or segment.start) >= segment.end:
                break
            if packet.size and packet.pts is not None and not packet.is_discard:
                times.append(packet.pts)
    return sorted(
        time
        for time in times
        if time >= segment.start and (segment.end is None or time < segment.end)
    )


def _bare(frame: Frame, hidden: tuple[Course, ...], kept: tuple[Course, ...]) -> Iterator[FaceSeen]:
    """Faces that are neither half covered nor within someone kept."""
    cover, free = Shown.at(frame.time, hidden), Shown.at(frame.time, kept)
    for *edges, confidence, _ in scanning.scan(frame, threshold=_LISTED).tolist():
        box = box_around(*edges).within(frame.width, frame.height)
        if box.area and not _held(box, free) and _covered(box, cover) < _HIDDEN:
            yield FaceSeen(time=frame.time, box=box, confidence=round(confidence, 3))


def _held(box: Box, free: Shown) -> bool:
    """Whether the middle of the box lies in someone kept."""
    x, y = box.centre
    return bool(free.holds(np.array([x]), np.array([y])).any())


def _covered(box: Box, cover: Shown) -> float:
    """How much of the box lies under cover, by a grid of points."""
    x, y = np.meshgrid(box.left + _GRID * box.width, box.top + _GRID * box.height)
    return float(cover.holds(x.ravel(), y.ravel()).mean())
