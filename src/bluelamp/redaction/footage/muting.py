"""What becomes of the sound over a span: nothing of it is left, or a voice is changed.

A span is silent, or toned, from its very start to its very end; what is beside it fades over a
hundredth of a second outside the span, so that no click tells what was cut off.  Where spans meet,
silence wins over the tone and the tone over disguise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from .disguise import disguise
from .hearing import Samples
from .plan import SoundEffect, SoundSpan

TONE = 1000  # hertz
LOUDNESS = 0.1  # of full scale, -20 dB
FADE = 0.01  # seconds

Gain = NDArray[np.float32]


def change(
    blocks: Iterable[Samples], *, spans: tuple[SoundSpan, ...], rate: int
) -> Iterator[Samples]:
    """The samples, which begin at the first picture, with the plan's changes made."""
    pairs = (
        disguise(blocks, rate=rate)
        if any(span.effect is SoundEffect.DISGUISE for span in spans)
        else ((block, block) for block in blocks)
    )
    at = 0
    for plain, disguised in pairs:
        near = _near(at / rate, (at + plain.shape[1]) / rate, spans)
        time = (at + np.arange(plain.shape[1])) / rate
        at += plain.shape[1]
        yield _mixed(plain, disguised, time, near) if near else plain


def _mixed(
    plain: Samples, disguised: Samples, time: NDArray[np.float64], spans: tuple[SoundSpan, ...]
) -> Samples:
    voice = _inside(time, spans, SoundEffect.DISGUISE)
    mute = _inside(time, spans, SoundEffect.MUTE)
    tone = _inside(time, spans, SoundEffect.TONE)
    heard = (plain + voice * (disguised - plain)) * (1 - np.maximum(mute, tone))
    return np.asarray(heard + _tone(time, spans) * (1 - mute), np.float32)


def _near(start: float, end: float, spans: tuple[SoundSpan, ...]) -> tuple[SoundSpan, ...]:
    return tuple(span for span in spans if span.start - FADE < end and span.end + FADE > start)


def _inside(time: NDArray[np.float64], spans: tuple[SoundSpan, ...], effect: SoundEffect) -> Gain:
    """1 within any span of that effect, down to 0 at the end of the fade outside it."""
    gain = np.zeros(time.shape, np.float32)
    for span in spans:
        if span.effect is effect:
            away = np.maximum(span.start - time, time - span.end)
            np.maximum(gain, np.clip(1 - away / FADE, 0, 1), out=gain, casting="same_kind")
    return gain


def _tone(time: NDArray[np.float64], spans: tuple[SoundSpan, ...]) -> Gain:
    """The tone, which swells and fades within its span."""
    gain = np.zeros(time.shape, np.float32)
    for span in spans:
        if span.effect is SoundEffect.TONE:
            deep = np.minimum(time - span.start, span.end - time)
            np.maximum(gain, np.clip(deep / FADE, 0, 1), out=gain, casting="same_kind")
    return np.asarray(gain * LOUDNESS * np.sin(2 * np.pi * TONE * time), np.float32)
