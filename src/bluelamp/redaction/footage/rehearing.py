"""Hearing the finished film again: are spans silent or toned as planned, and is the rest in step.

Runs in a confined process on both files.  Loudness is taken every hundredth of a second.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from .child import Sources, Work
from .decoding import open_footage
from .hearing import Samples, Timeline, hear, in_blocks
from .muting import TONE
from .plan import FootagePlan, SoundEffect, SoundSpan
from .sound import PACKET, timeline_of
from .values import Probe

Levels = NDArray[np.float64]  # one for each hundredth of a second

_STEPS = 100  # a second
_SILENT, _OFF_TONE = 0.005, 0.02  # of full scale
_RATE = 48_000  # at which both are heard
_PIECE, _FARTHEST = 6_000, 50  # steps: what is compared at a time, and how far apart it is sought
_ALIKE, _CLEARLY = 0.6, 0.05  # correlation that is trusted, and by how much it must beat others
_SHAPE = 0.15  # deviation, as a share of the mean, below which sound is too even to compare
_FAINT = 0.001  # deviation, of full scale, below which nobody hears a shape


class SpanHeard(msgspec.Struct, frozen=True, kw_only=True):
    """How one span came out: the loudest left of the sound, of full scale, and whether that is enough.

    `left` is None where nothing of the span can be heard by itself: a codec lets sound run into a
    packet on either side, and a span may lie behind the film's end.
    """

    start: float
    end: float
    effect: SoundEffect
    left: float | None
    passed: bool


class Reheard(msgspec.Struct, frozen=True, kw_only=True):
    """The film's sound: its spans, its length, and how far it lags behind the original's, in seconds.

    `lag` is None where the sound has too little shape to tell; `unlike` are the minutes, counted from
    0, that have a shape other than the original's.
    """

    spans: tuple[SpanHeard, ...]
    seconds: float
    lag: float | None
    unlike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Loudness:
    """For each step the loudest sample, the mean, and what is left beside a tone."""

    peak: Levels
    mean: Levels
    off_tone: Levels


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: any order is answered by an empty part for every second of sound, and Reheard.

    The setting is the probe and the plan, the sources film and original.  Of a film without sound
    nothing is said.
    """
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])
    return lambda _: _reheard(sources, probe, plan)


def _reheard(sources: Sources, probe: Probe, plan: FootagePlan) -> Iterator[bytes]:
    film, original = sources
    coded = _coded(film)
    if coded is None:
        return
    channels, rate, seconds = coded
    whole = Timeline(rate=_RATE, channels=channels, start=Fraction(0), end=Fraction(seconds))
    there = yield from _loudness(film, whole)
    before = yield from _loudness(original, timeline_of(probe, rate=_RATE, channels=channels))
    lags = _lags(_outside(there.mean, plan), _outside(before.mean, plan))
    known = [lag for lag in lags.values() if lag is not None]
    yield msgspec.msgpack.encode(
        Reheard(
            spans=tuple(_span(span, there, rate) for span in plan.sound),
            seconds=seconds,
            lag=max(known, key=abs) / _STEPS if known else None,
            unlike=tuple(minute for minute, lag in lags.items() if lag is None),
        )
    )


def _coded(film: BinaryIO) -> tuple[int, int, float] | None:
    """Channels, samples a second and seconds; None where the film has no sound."""
    with open_footage(film) as container:
        for stream in container.streams.audio:
            coder, base = stream.codec_context, stream.time_base or Fraction(1)
            return coder.channels, coder.sample_rate, float((stream.duration or 0) * base)
    return None


def _loudness(source: BinaryIO, timeline: Timeline) -> Generator[bytes, None, _Loudness]:
    columns = [np.zeros((3, 0))]
    with open_footage(source) as container:
        step = timeline.rate // _STEPS
        for block in in_blocks(hear(container, timeline), step * _STEPS):
            columns.append(_measured(block, step))
            yield b""
    return _Loudness(*np.concatenate(columns, axis=1))


def _measured(block: Samples, step: int) -> Levels:
    whole = block[:, : block.shape[1] // step * step].reshape(block.shape[0], -1, step)
    phase = 2 * np.pi * TONE * np.arange(step) / (step * _STEPS)
    waves = np.stack([np.sin(phase), np.cos(phase)]).astype(np.float32) * np.sqrt(2 / step)
    beside = whole - (whole @ waves.T) @ waves
    return np.stack(
        [
            np.abs(whole).max(axis=(0, 2)),
            np.sqrt((whole**2).mean(axis=(0, 2))),
            np.sqrt((beside**2).mean(axis=(0, 2))),
        ]
    ).astype(np.float64)


def _span(span: SoundSpan, film: _Loudness, rate: int) -> SpanHeard:
    """What is left of it, by the film's own rate, clear of what runs into it from either side."""
    inset = PACKET / rate
    steps = slice(
        int(np.ceil((span.start + inset) * _STEPS)), max(0, int((span.end - inset) * _STEPS))
    )
    match span.effect:
        case SoundEffect.MUTE:
            heard, most = film.peak[steps], _SILENT
        case SoundEffect.TONE:
            heard, most = film.off_tone[steps], _OFF_TONE
        case SoundEffect.DISGUISE:
            heard, most = np.zeros(1), 1.0
    left = round(float(heard.max()), 4) if heard.size else None
    return SpanHeard(
        start=span.start,
        end=span.end,
        effect=span.effect,
        left=left,
        passed=left is None or left <= most,
    )


def _outside(levels: Levels, plan: FootagePlan) -> Levels:
    """The levels with those within spans put at the middle, where they say nothing."""
    said = np.ones(len(levels), bool)
    for span in plan.sound:
        said[max(0, int(span.start * _STEPS) - 5) : int(span.end * _STEPS) + 5] = False
    middle = levels[said].mean() if said.any() else 0.0
    return np.where(said, levels, middle)


def _lags(film: Levels, original: Levels) -> dict[int, int | None]:
    """By how many steps each minute lags that can be told, None for one unlike the original's."""
    length = min(len(film), len(original))
    found: dict[int, int | None] = {}
    for minute, at in enumerate(range(0, length, _PIECE)):
        pair = film[at : min(at + _PIECE, length)], original[at : min(at + _PIECE, length)]
        if len(pair[0]) >= 4 * _FARTHEST and any(map(_has_shape, pair)):
            found[minute] = _best(*pair)
    return found


def _has_shape(levels: Levels) -> bool:
    return bool(levels.std() >= max(_FAINT, _SHAPE * levels.mean()))


def _best(film: Levels, original: Levels) -> int | None:
    """By how many steps the original has to be moved to be most like the film, if that is alike."""
    length = len(film) - 2 * _FARTHEST
    part = film[_FARTHEST : _FARTHEST + length]
    likeness = [
        _alike(part, original[_FARTHEST - lag : _FARTHEST - lag + length])
        for lag in range(-_FARTHEST, _FARTHEST + 1)
    ]
    best = int(np.argmax(likeness))
    if likeness[best] < _ALIKE:
        return None
    return 0 if likeness[_FARTHEST] > likeness[best] - _CLEARLY else best - _FARTHEST


def _alike(a: Levels, b: Levels) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 1e-9 else 0.0
