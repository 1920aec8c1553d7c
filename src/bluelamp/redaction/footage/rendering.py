"""Rendering one segment: decode, cover, encode; every frame once, at its own time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from .child import Sources, Work
from .covering import Cover
from .decoding import beyond_decoding, frames
from .encoding import CodedHead, CodedPicture, Encoder
from .plan import Damage, FootagePlan
from .values import PictureStream, Probe, Segment
from .whereabouts import Whereabouts, half_a_frame


class CodedTail(msgspec.Struct, frozen=True, tag=True):
    """The end of a rendered segment: how many frames it has, and the times of blank ones."""

    frames: int
    blank: tuple[int, ...]


Coded = CodedHead | CodedPicture | CodedTail


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe and the plan, an order a segment, an answer a Coded each."""
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])

    def work(order: bytes) -> Iterator[bytes]:
        segment = msgspec.msgpack.decode(order, type=Segment)
        for coded in _rendered(sources[0], probe.picture, plan, segment):
            yield msgspec.msgpack.encode(coded)

    return work


def _rendered(
    source: BinaryIO, picture: PictureStream, plan: FootagePlan, segment: Segment
) -> Iterator[Coded]:
    cover = Cover(plan, interlaced=picture.interlaced)
    whereabouts = Whereabouts(plan.obscured, segment=segment, half=half_a_frame(picture))
    encoder = Encoder(picture, plan.codec)
    count, blank = 0, []
    yield encoder.head
    for frame in frames(source, picture, segment):
        if segment.end is not None and frame.time >= segment.end:
            break
        if frame.blank:
            if plan.damage is Damage.STOP:
                raise beyond_decoding(frame.time, picture)
            blank.append(frame.time)
        canvas = encoder.canvas.of(frame)
        cover.draw(encoder.canvas.planes(canvas), whereabouts.at(frame.time))
        yield from encoder.encode(canvas, frame.time - picture.first)
        count += 1
    yield from encoder.encode(None)
    yield CodedTail(count, tuple(blank))
