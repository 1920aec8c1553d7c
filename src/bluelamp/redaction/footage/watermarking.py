"""A small copy of a finished film with words burnt into every frame: to be looked at, never to be released."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from av import VideoFrame

from bluelamp.redaction.stamping import stamp

from .child import Sources, Work
from .decoding import frames
from .encoding import Encoder
from .frames import Frame
from .plan import Codec
from .proxying import small
from .rendering import Coded, CodedTail
from .values import Probe, Segment


class Watermark(msgspec.Struct, frozen=True, kw_only=True):
    """Which film is copied, and the words that are burnt in."""

    probe: Probe
    words: str


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is a Watermark, an order a segment, an answer a Coded each, as of rendering."""
    asked = msgspec.msgpack.decode(setting, type=Watermark)
    press = _Press(asked)

    def work(order: bytes) -> Iterator[bytes]:
        segment = msgspec.msgpack.decode(order, type=Segment)
        for coded in press.copied(sources[0], segment):
            yield msgspec.msgpack.encode(coded)

    return work


class _Press:
    """Copies segments of one film."""

    def __init__(self, asked: Watermark) -> None:
        self._picture = asked.probe.picture
        self._small = small(self._picture)
        whole = stamp(asked.words, width=self._small.width, height=self._small.height)
        self._stamps = (whole, whole.halved(), whole.halved())

    def copied(self, source: BinaryIO, segment: Segment) -> Iterator[Coded]:
        encoder = Encoder(self._small, Codec.H264)
        count = 0
        yield encoder.head
        for frame in frames(source, self._picture, segment):
            if segment.end is not None and frame.time >= segment.end:
                break
            canvas = self._marked(frame, encoder)
            yield from encoder.encode(canvas, frame.time - self._picture.first)
            count += 1
        yield from encoder.encode(None)
        yield CodedTail(count, ())

    def _marked(self, frame: Frame, encoder: Encoder) -> VideoFrame:
        layout = frame.picture.format.name
        size = (self._small.width, self._small.height)
        scaled = frame.scalers.scale(frame.picture, *size, layout)
        canvas = encoder.canvas.of(Frame(frame.time, scaled, frame.quarters, frame.scalers))
        planes = encoder.canvas.planes(canvas)
        for plane, mark in zip(planes, self._stamps, strict=True):
            light = plane.highest if plane.span == 1 else plane.black
            mark.press(plane.samples, dark=plane.black, light=light)
        return canvas
