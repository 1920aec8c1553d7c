"""Sound as samples in step with the picture: no gap, no overlap, from the first picture on.

A stamp of time is believed once it is further from the count of samples than containers round:
silence fills what is missing, and of what overlaps the later samples are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from numpy.typing import NDArray

Samples = NDArray[np.float32]  # channels x samples, -1 to 1

_ROUNDING = Fraction(1, 100)  # seconds; Matroska rounds to 1 ms, and cheap recorders jitter by more
_SILENCE = 1 << 16  # samples of silence made at a time
_MOST_CHANNELS = 2


@dataclass(slots=True)
class Timeline:
    """Where the samples of one stream belong: at `rate` from `start` up to `end`, in seconds.

    `missing` and `late` count, in samples, what had to be filled and what was left out; `damaged`
    counts packets that could not be decoded.
    """

    rate: int
    channels: int
    start: Fraction
    end: Fraction
    missing: int = 0
    late: int = 0
    damaged: int = 0
    _at: int = field(default=0, init=False)

    @property
    def length(self) -> int:
        """In samples."""
        return max(0, round((self.end - self.start) * self.rate))

    @property
    def complete(self) -> bool:
        """Whether every sample has its place."""
        return self._at >= self.length

    def place(self, samples: Samples, time: Fraction | None) -> Iterator[Samples]:
        """The samples with silence before them or without their beginning, as their time asks."""
        shift = self._shift(time)
        if shift > 0:
            self.missing += shift if self._at else 0
            yield from self._silence(min(shift, self.length - self._at))
        elif shift < 0:
            self.late += min(-shift, samples.shape[1]) if self._at else 0
            samples = samples[:, -shift:]
        samples = samples[:, : self.length - self._at]
        self._at += samples.shape[1]
        if samples.shape[1]:
            yield samples

    def rest(self) -> Iterator[Samples]:
        """Silence up to the end."""
        yield from self._silence(self.length - self._at)

    def _shift(self, time: Fraction | None) -> int:
        if time is None:
            return 0
        shift = round((time - self.start) * self.rate) - self._at
        return shift if not self._at or abs(shift) > _ROUNDING * self.rate else 0

    def _silence(self, count: int) -> Iterator[Samples]:
        while count > 0:
            some = min(count, _SILENCE)
            self._at += some
            count -= some
            yield np.zeros((self.channels, some), np.float32)


def hear(container: InputContainer, timeline: Timeline) -> Iterator[Samples]:
    """The first sound stream of an open file, laid on the timeline in blocks of any length."""
    layout = "mono" if timeline.channels == 1 else "stereo"
    for frame in _alike(_decoded(container, timeline), layout, timeline.rate):
        yield from timeline.place(np.asarray(frame.to_ndarray(), np.float32), _time(frame))
        if timeline.complete:
            return
    yield from timeline.rest()


def _time(frame: AudioFrame) -> Fraction | None:
    """In seconds; what needed no converting still counts in the ticks of its container."""
    if frame.pts is None or not frame.time_base:
        return None
    return Fraction(frame.pts) * frame.time_base


def channels_of(channels: int) -> int:
    """How many of them go out: more than two are mixed to two."""
    return min(max(channels, 1), _MOST_CHANNELS)


def in_blocks(blocks: Iterable[Samples], size: int) -> Iterator[Samples]:
    """The same samples in blocks of that many; the last may be shorter."""
    waiting: list[Samples] = []
    count = 0
    for block in blocks:
        waiting.append(block)
        count += block.shape[1]
        if count >= size:
            whole = np.concatenate(waiting, axis=1)
            for at in range(0, count - size + 1, size):
                yield whole[:, at : at + size]
            waiting = [whole[:, count - count % size :]]
            count %= size
    if count:
        yield np.concatenate(waiting, axis=1)


def _decoded(container: InputContainer, timeline: Timeline) -> Iterator[AudioFrame]:
    stream = next(each for each in container.streams.audio if each.codec_context)
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.FFmpegError:
            timeline.damaged += 1


def _alike(frames: Iterable[AudioFrame], layout: str, rate: int) -> Iterator[AudioFrame]:
    """Every frame as planar floats at one rate, though the stream may change in the middle."""
    kind, resampler = None, None
    for frame in frames:
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or kind != now:
            if resampler is not None:
                yield from resampler.resample(None)
            kind, resampler = now, av.AudioResampler("fltp", layout, rate)
        if frame.time_base is None or not frame.time_base:
            frame.pts = None
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)
