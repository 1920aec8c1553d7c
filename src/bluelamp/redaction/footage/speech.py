"""Where people speak, for a person to listen to: Silero VAD on the sound at 16 kHz.

Whispering, shouting from afar and speech under music are missed: it saves time and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from bluelamp.redaction.models import network

from .child import Sources, Work
from .decoding import open_footage
from .hearing import hear, in_blocks
from .sound import timeline_of
from .values import Probe, Span

_RATE, _FRAME, _BEFORE, _STATE = 16_000, 512, 64, 128
_FRAMES = 512  # a run of the network, 16 seconds
_STARTS, _LASTS = (
    0.4,
    0.2,
)  # probabilities at which a stretch of speech starts, and down to which it lasts
_SHORTEST = 3  # frames
_PAUSE, _MARGIN = 0.4, 0.2  # seconds


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: any order is answered by an empty part for every 16 seconds of sound, and the spans.

    The setting is the probe.  Spans are where someone speaks in the first sound stream, in seconds
    from the first picture.
    """
    probe = msgspec.msgpack.decode(setting, type=Probe)
    network("speech", exact=True).run(*_nothing())
    timeline = timeline_of(probe, rate=_RATE, channels=1)

    def work(_: bytes) -> Iterator[bytes]:
        likely = [np.zeros(0, np.float32)]
        with open_footage(sources[0]) as container:
            for some in _probabilities(in_blocks(hear(container, timeline), _FRAME * _FRAMES)):
                likely.append(some)
                yield b""
        end = float(timeline.end - timeline.start)
        yield msgspec.msgpack.encode(spans_of(np.concatenate(likely), end=end))

    return work


def spans_of(likely: NDArray[np.float32], *, end: float) -> tuple[Span, ...]:
    """Spans from the probability of speech in each frame of 32 milliseconds, with a margin."""
    spans: list[Span] = []
    for first, last in _stretches(likely):
        start, stop = max(0.0, first - _MARGIN), min(end, last + _MARGIN)
        if spans and start - spans[-1].end < _PAUSE:
            start = spans.pop().start
        spans.append(Span(start=round(start, 3), end=round(stop, 3)))
    return tuple(spans)


def _stretches(likely: NDArray[np.float32]) -> Iterator[tuple[float, float]]:
    """Runs at or above the lower probability that reach the higher, in seconds."""
    spoken = np.concatenate([[False], likely >= _LASTS, [False]])
    edges = np.flatnonzero(spoken[1:] != spoken[:-1])
    for start, stop in edges.reshape(-1, 2):
        if stop - start >= _SHORTEST and likely[start:stop].max() >= _STARTS:
            yield float(start * _FRAME / _RATE), float(stop * _FRAME / _RATE)


def _probabilities(blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    model = network("speech", exact=True)
    before = np.zeros(_BEFORE, np.float32)
    _, hidden, cell = _nothing()
    for block in blocks:
        samples = np.pad(block[0], (0, -block.shape[1] % _FRAME))
        frames = samples.reshape(-1, _FRAME)
        earlier = np.concatenate([before[None], frames[:-1, -_BEFORE:]])
        before = frames[-1, -_BEFORE:]
        out = model.run(np.concatenate([earlier, frames], axis=1), hidden, cell)
        hidden, cell = out["hn"], out["cn"]
        yield out["speech_probs"].ravel()


def _nothing() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """A frame of silence, and the state before any."""
    state = np.zeros((1, 1, _STATE), np.float32)
    return np.zeros((1, _BEFORE + _FRAME), np.float32), state, state
