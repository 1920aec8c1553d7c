"""Hearing the finished film again: are spans silent or toned as planned, and is the rest in step.

Runs in a confined process on both files.  Loudness is taken every hundredth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from .sound import timeline_of
from .values import Probe

Levels = NDArray[np.float64]  # one for each hundredth of a second

_STEPS = 100  # a second
_SMEARED = 4096  # samples on either side that a codec lets sound run into
_SILENT, _OFF_TONE = 0.005, 0.02  # of full scale
_FILM_RATE, _ORIGINAL_RATE = 48_000, 16_000
_PIECE, _FARTHEST = 6_000, 50  # steps: what is compared at a time, and how far apart it is sought
_ALIKE, _CLEARLY = 0.6, 0.05  # correlation that is trusted, and by how much it must beat others
_SHAPE = 0.15  # deviation, as a share of the mean, below which sound is too even to compare


class SpanHeard(msgspec.Struct, frozen=True, kw_only=True):
    """How one span came out: the loudest left of the sound, of full scale, and whether that is enough."""

    start: float
    end: float
    effect: SoundEffect
    left: float
    passed: bool


class Reheard(msgspec.Struct, frozen=True, kw_only=True):
    """The film's sound: its spans, its length, and how far it lags behind the original's, in seconds.

    `lag` is None where the sound has too little shape to tell.
    """

    spans: tuple[SpanHeard, ...]
    seconds: float
    lag: float | None


@dataclass(frozen=True, slots=True)
class _Loudness:
    """For each step the loudest sample, the mean, and what is left beside a tone."""

    peak: Levels
    mean: Levels
    off_tone: Levels


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe and the plan, the sources film and original; answers Reheard."""
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])
    return lambda _: iter([msgspec.msgpack.encode(_reheard(sources, probe, plan))])


def _reheard(sources: Sources, probe: Probe, plan: FootagePlan) -> Reheard:
    film, original = sources
    wanted = timeline_of(probe, rate=_ORIGINAL_RATE, channels=1)
    channels, seconds = _coded(film)
    there = _loudness(
        film,
        Timeline(rate=_FILM_RATE, channels=channels, start=Fraction(0), end=Fraction(seconds)),
    )
    before = _loudness(original, wanted)
    return Reheard(
        spans=tuple(_span(span, there, probe.sound[0].rate) for span in plan.sound),
        seconds=seconds,
        lag=_lag(_outside(there.mean, plan), _outside(before.mean, plan)),
    )


def _coded(film: BinaryIO) -> tuple[int, float]:
    """Channels and seconds."""
    with open_footage(film) as container:
        stream = container.streams.audio[0]
        base = stream.time_base or Fraction(1)
        return stream.codec_context.channels, float((stream.duration or 0) * base)


def _loudness(source: BinaryIO, timeline: Timeline) -> _Loudness:
    with open_footage(source) as container:
        step = timeline.rate // _STEPS
        blocks = [
            _measured(block, step) for block in in_blocks(hear(container, timeline), step * 100)
        ]
    columns = np.concatenate([np.zeros((3, 0)), *blocks], axis=1)
    return _Loudness(*columns)


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
    inset = _SMEARED / rate
    steps = slice(
        int(np.ceil((span.start + inset) * _STEPS)), max(0, int((span.end - inset) * _STEPS))
    )
    match span.effect:
        case SoundEffect.MUTE:
            left, most = film.peak[steps].max(initial=0.0), _SILENT
        case SoundEffect.TONE:
            left, most = film.off_tone[steps].max(initial=0.0), _OFF_TONE
        case SoundEffect.DISGUISE:
            left, most = 0.0, 1.0
    return SpanHeard(
        start=span.start,
        end=span.end,
        effect=span.effect,
        left=round(float(left), 4),
        passed=bool(left <= most),
    )


def _outside(levels: Levels, plan: FootagePlan) -> Levels:
    """The levels with those within spans put at the middle, where they say nothing."""
    said = np.ones(len(levels), bool)
    for span in plan.sound:
        said[max(0, int(span.start * _STEPS) - 5) : int(span.end * _STEPS) + 5] = False
    middle = levels[said].mean() if said.any() else 0.0
    return np.where(said, levels, middle)


def _lag(film: Levels, original: Levels) -> float | None:
    """The farthest that any piece of a minute lags, in seconds."""
    length = min(len(film), len(original))
    lags = [
        lag
        for at in range(0, length, _PIECE)
        for lag in _best(film[at : at + _PIECE], original[at : at + _PIECE])
    ]
    return max(lags, key=abs) / _STEPS if lags else None


def _best(film: Levels, original: Levels) -> Iterator[int]:
    """By how many steps the original has to be moved to be most like the film."""
    length = min(len(film), len(original)) - 2 * _FARTHEST
    if length < 2 * _FARTHEST:
        return
    part = film[_FARTHEST : _FARTHEST + length]
    if part.std() < _SHAPE * part.mean():
        return
    likeness = [
        _alike(part, original[_FARTHEST - lag : _FARTHEST - lag + length])
        for lag in range(-_FARTHEST, _FARTHEST + 1)
    ]
    best = int(np.argmax(likeness))
    if likeness[best] < _ALIKE:
        return
    yield 0 if likeness[_FARTHEST] > likeness[best] - _CLEARLY else best - _FARTHEST


def _alike(a: Levels, b: Levels) -> float:
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 1e-9 else 0.0
