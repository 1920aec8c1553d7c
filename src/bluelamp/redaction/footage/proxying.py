"""A proxy: footage made small for a browser, stretch by stretch, every frame once at its own time.

A stretch can be played as soon as it is made, whatever is missing before or after it. It begins with
a key frame, and has another at least each half second, so that any frame is reached quickly.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
from av.video.frame import PictureType

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.picture import Pixels

from . import fragments
from .child import Sources, Work
from .confined import Confined, Step
from .decoding import frames
from .encoding import CodedHead, CodedPicture, Encoder
from .fragments import Sample
from .frames import Frame
from .plan import Codec
from .values import PictureStream, Probe, Segment
from .whereabouts import half_a_frame

SIDE = 960  # pixels at most, of the longer side
_THUMB = 160
THUMBS = 4  # of each stretch, at even distances
_LENGTH, _MOST = 2.0, 400  # seconds of a stretch; longer where there would be more than so many
_KEYS = Fraction(1, 2)  # seconds from one key frame to the next


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Pictures shown from `start` up to `end`, in ticks, all in that segment of the footage."""

    number: int
    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxied:
    """A stretch ready to be played: the head that goes before any of them, and its fragment.

    `times` are those of its frames, in ticks from the first picture; `thumbs` are what it shows at
    even distances, side by side, and None where nothing new is shown in it.
    """

    number: int
    head: bytes
    mime: str
    content: bytes
    times: tuple[int, ...]
    thumbs: Pixels | None


class _Coded(msgspec.Struct, frozen=True):
    """What the confined process gives of one stretch; `until` is the end of its last frame."""

    number: int
    head: CodedHead
    pictures: tuple[CodedPicture, ...]
    until: int
    thumbs: bytes


def stretches(probe: Probe) -> tuple[Stretch, ...]:
    """How footage is cut for its proxy; the same whenever it is asked."""
    picture = probe.picture
    step = max(1, round(max(_LENGTH, probe.duration / _MOST) / _second(picture)))
    past = picture.last + _pace(picture)
    cuts = [
        (segment.number, start, min(start + step, end))
        for segment in probe.segments
        for end in [past if segment.end is None else segment.end]
        for start in range(segment.start, end, step)
    ]
    return tuple(
        Stretch(number=number, segment=segment, start=start, end=end)
        for number, (segment, start, end) in enumerate(cuts)
    )


def small(picture: PictureStream) -> PictureStream:
    """The stream as the proxy has it: at most SIDE pixels a side, frames not cut into fields."""
    width, height = _within(picture, SIDE)
    return msgspec.structs.replace(
        picture, width=width + width % 2, height=height + height % 2, interlaced=False
    )


def thumb_size(picture: PictureStream) -> tuple[int, int]:
    """Width and height of one thumbnail, in pixels."""
    return _within(picture, _THUMB)


def thumb_step(stretch: Stretch) -> Fraction:
    """Ticks from one thumbnail of a stretch to the next."""
    return Fraction(stretch.end - stretch.start, THUMBS)


def proxied(path: Path, *, probe: Probe, wanted: Sequence[Stretch]) -> Iterator[Proxied | None]:
    """Each of the stretches, all of one segment, as soon as it is made; None for every frame on the way.

    Raises FootageRefused where the footage cannot be decoded.
    """
    setting = msgspec.msgpack.encode(probe)
    asked = {each.number: each for each in wanted}
    with Confined(Step.PROXY, setting=setting, sources=[path]) as process:
        for part in process.ask(msgspec.msgpack.encode(tuple(wanted))):
            yield _read(part, probe, asked) if part else None
    if asked:
        raise FootageRefused("The decoder gave no usable answer for this file.")


def _read(part: bytes, probe: Probe, asked: dict[int, Stretch]) -> Proxied:
    try:
        coded = msgspec.msgpack.decode(part, type=_Coded)
        return _proxied(coded, probe, asked.pop(coded.number))
    except (msgspec.DecodeError, KeyError, ValueError, struct.error) as error:
        raise FootageRefused("The decoder gave no usable answer for this file.") from error


def _proxied(coded: _Coded, probe: Probe, stretch: Stretch) -> Proxied:
    picture, ticks = probe.picture, probe.picture.time_base[0]
    times = [each.time for each in coded.pictures]
    lasts = [after - time for time, after in itertools.pairwise([*times, coded.until])]
    if any(length < 1 for length in lasts):
        raise ValueError("A frame does not follow on from the one before.")
    stream = fragments.pictures(
        size=(coded.head.width, coded.head.height),
        aspect=_aspect(picture),
        parameters=coded.head.parameters,
        scale=picture.time_base[1],
        duration=ticks * (picture.last + _pace(picture) - picture.first),
    )
    samples = [
        Sample(ticks * length, each.is_key, fragments.picture_units(each.content))
        for each, length in zip(coded.pictures, lasts, strict=True)
    ]
    start = ticks * (times[0] if times else stretch.start - picture.first)
    return Proxied(
        number=coded.number,
        head=fragments.head(stream),
        mime=stream.mime,
        content=fragments.fragment(coded.number + 1, start=start, samples=samples),
        times=tuple(times),
        thumbs=_strip(coded.thumbs, picture) if times else None,
    )


def _strip(pixels: bytes, picture: PictureStream) -> Pixels:
    width, height = thumb_size(picture)
    tiles = np.frombuffer(pixels, np.uint8).reshape(THUMBS, height, width, 3)
    return np.concatenate(list(tiles), axis=1)


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe, an order stretches of one segment, the answer a part each.

    An empty part comes for every frame.
    """
    probe = msgspec.msgpack.decode(setting, type=Probe)

    def work(order: bytes) -> Iterator[bytes]:
        wanted = msgspec.msgpack.decode(order, type=tuple[Stretch, ...])
        segment = probe.segments[wanted[0].segment]
        yield from _made(sources[0], probe.picture, segment, wanted)

    return work


def _made(
    source: BinaryIO, picture: PictureStream, segment: Segment, wanted: Sequence[Stretch]
) -> Iterator[bytes]:
    left = deque(wanted)
    making = _Making(left.popleft(), picture)
    for frame, until in _lasting(frames(source, picture, segment), picture):
        while making.is_over(frame.time):
            yield making.coded()
            if not left:
                return
            making = _Making(left.popleft(), picture)
        if frame.time >= making.stretch.start:
            making.add(frame, until)
        yield b""
    yield making.coded()
    yield from (_Making(each, picture).coded() for each in left)


def _lasting(shown: Iterator[Frame], picture: PictureStream) -> Iterator[tuple[Frame, int]]:
    """Frames, and when the next is shown in place of each, in ticks."""
    before: Frame | None = None
    for frame in shown:
        if before:
            yield before, frame.time
        before = frame
    if before:
        yield before, before.time + _pace(picture)


@dataclass(slots=True)
class _Making:
    """One stretch while it is made."""

    stretch: Stretch
    picture: PictureStream
    _encoder: Encoder = field(init=False)
    _pictures: list[CodedPicture] = field(default_factory=list)
    _thumbs: list[Pixels] = field(default_factory=list)
    _key: int | None = None
    _until: int = 0

    def __post_init__(self) -> None:
        self._encoder = Encoder(small(self.picture), Codec.H264)

    def is_over(self, time: int) -> bool:
        """Whether a frame of that time belongs to a later stretch; the last stretch takes all."""
        return self.stretch.end <= min(time, self.picture.last)

    def add(self, frame: Frame, until: int) -> None:
        """Take a frame that is shown until then."""
        width, height = _within(self.picture, SIDE)
        across, down = (height, width) if frame.quarters % 2 else (width, height)
        layout = frame.picture.format.name
        scaled = frame.scalers.scale(frame.picture, across, down, layout)
        canvas = self._encoder.canvas.of(Frame(frame.time, scaled, frame.quarters, frame.scalers))
        if self._key is None or (until - self._key) * _second(self.picture) > _KEYS:
            canvas.pict_type, self._key = PictureType.I, frame.time
        self._pictures += self._encoder.encode(canvas, frame.time - self.picture.first)
        self._until = until - self.picture.first
        while len(self._thumbs) < THUMBS and frame.time >= self._next_thumb():
            self._thumbs.append(frame.rgb(*thumb_size(self.picture)))

    def coded(self) -> bytes:
        """All of it; of what has no frame, the head alone."""
        if self._key is not None:
            self._pictures += self._encoder.encode(None)
            self._thumbs += self._thumbs[-1:] * (THUMBS - len(self._thumbs))
        return msgspec.msgpack.encode(
            _Coded(
                self.stretch.number,
                self._encoder.head,
                tuple(self._pictures),
                self._until,
                b"".join(thumb.tobytes() for thumb in self._thumbs),
            )
        )

    def _next_thumb(self) -> Fraction:
        return self.stretch.start + len(self._thumbs) * thumb_step(self.stretch)


def _within(picture: PictureStream, side: int) -> tuple[int, int]:
    """Width and height of the upright picture made smaller, where it is larger than that."""
    share = min(Fraction(1), Fraction(side, max(picture.width, picture.height)))
    return max(1, math.floor(picture.width * share)), max(1, math.floor(picture.height * share))


def _aspect(picture: PictureStream) -> Fraction:
    aspect = Fraction(*picture.sample_aspect_ratio)
    return 1 / aspect if picture.rotation % 180 else aspect


def _second(picture: PictureStream) -> Fraction:
    """How many seconds a tick is."""
    return Fraction(*picture.time_base)


def _pace(picture: PictureStream) -> int:
    """How long the last frame is shown, in ticks."""
    return max(1, round(2 * half_a_frame(picture)))
