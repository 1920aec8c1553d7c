"""The sound that goes out: decoded, changed as the plan says, and coded anew as AAC.

Runs in a confined process; what it yields is muxed beside the pictures.  AAC-LC, ISO/IEC 14496-3:
1,024 samples a packet, the first of which holds only what the decoder needs to start.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO

import av
import msgspec
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import Flags

from bluelamp.redaction.errors import FootageRefused

from .child import Sources, Work
from .decoding import open_footage
from .disguise import WARNING
from .hearing import Samples, Timeline, channels_of, hear, in_blocks
from .muting import change
from .plan import FootagePlan, SoundEffect
from .values import Probe, SoundStream

PACKET = 1024  # samples
_RATES = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000}
_USUAL_RATE = 48_000
_LOWEST_RATE, _HIGHEST_RATE = 4_000, 384_000
_BITS = {1: 96_000, 2: 160_000}  # a second, by channels
_TOGETHER = 64  # packets in a message
_AFTER = 10  # seconds after the pictures in which sound still belongs to them


class SoundHead(msgspec.Struct, frozen=True, kw_only=True, tag="head"):
    """How the sound is coded; `first` is the time of its first packet, in samples."""

    rate: int
    channels: int
    first: int
    extradata: bytes


class SoundPackets(msgspec.Struct, frozen=True, kw_only=True, tag="packets"):
    """Coded packets of 1,024 samples, each following on from the one before."""

    packets: tuple[bytes, ...]


class SoundNotes(msgspec.Struct, frozen=True, kw_only=True, tag="notes"):
    """What a person should know about how the sound came out."""

    notes: tuple[str, ...]


SoundMessage = SoundHead | SoundPackets | SoundNotes


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe and the plan; any order is answered by the messages."""
    probe, plan = msgspec.msgpack.decode(setting, type=tuple[Probe, FootagePlan])

    def work(_: bytes) -> Iterator[bytes]:
        for message in encode_sound(sources[0], probe=probe, plan=plan):
            yield msgspec.msgpack.encode(message)

    return work


def encode_sound(source: BinaryIO, *, probe: Probe, plan: FootagePlan) -> Iterator[SoundMessage]:
    """The first sound stream as coded packets, between one head and the notes; or nothing at all.

    Raises FootageRefused where its rate is one that no recorder has.
    """
    if not (plan.keep_sound and probe.sound):
        return
    timeline = timeline_of(probe, rate=_rate(probe.sound[0]))
    coder = _coder(timeline)
    yield SoundHead(
        rate=timeline.rate,
        channels=timeline.channels,
        first=-PACKET,
        extradata=coder.extradata or b"",
    )
    with open_footage(source) as container:
        heard = change(hear(container, timeline), spans=plan.sound, rate=timeline.rate)
        yield from _packets(coder, in_blocks(heard, PACKET))
    left_out = float(probe.sound[0].end - timeline.end)
    yield SoundNotes(notes=tuple(_notes(timeline, plan, left_out)))


def timeline_of(probe: Probe, *, rate: int, channels: int | None = None) -> Timeline:
    """From the first picture to the end of pictures or sound, at most 10 seconds after the pictures."""
    picture, sound = probe.picture, probe.sound[0]
    start = picture.first * Fraction(*picture.time_base)
    pictures_end = start + Fraction(probe.duration)
    end = min(max(pictures_end, sound.end), pictures_end + _AFTER)
    channels = channels or channels_of(sound.channels)
    return Timeline(rate=rate, channels=channels, start=start, end=end)


def _rate(sound: SoundStream) -> int:
    if not _LOWEST_RATE <= sound.rate <= _HIGHEST_RATE:
        raise FootageRefused(
            f"The sound has {sound.rate:,} samples a second; "
            f"{_LOWEST_RATE:,} to {_HIGHEST_RATE:,} are allowed."
        )
    return sound.rate if sound.rate in _RATES else _USUAL_RATE


def _coder(timeline: Timeline) -> AudioCodecContext:
    """An encoder that writes no name of its own into the stream."""
    coder = av.CodecContext.create("aac", "w")
    coder.sample_rate = timeline.rate
    coder.layout = "mono" if timeline.channels == 1 else "stereo"
    coder.format = "fltp"
    coder.bit_rate = _BITS[timeline.channels]
    coder.time_base = Fraction(1, timeline.rate)
    coder.flags |= Flags.bitexact
    coder.options = {"aac_coder": "fast"}  # three times as fast as the default; bits are plentiful
    coder.open()
    return coder


def _packets(coder: AudioCodecContext, blocks: Iterator[Samples]) -> Iterator[SoundPackets]:
    ready: list[bytes] = []
    for number, block in enumerate(blocks):
        ready += [bytes(packet) for packet in coder.encode(_frame(block, number, coder))]
        if len(ready) >= _TOGETHER:
            yield SoundPackets(packets=tuple(ready))
            ready = []
    ready += [bytes(packet) for packet in coder.encode(None)]
    yield SoundPackets(packets=tuple(ready))


def _frame(block: Samples, number: int, coder: AudioCodecContext) -> av.AudioFrame:
    samples = np.ascontiguousarray(np.clip(block, -1, 1), np.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=coder.layout.name)
    frame.sample_rate = coder.sample_rate
    frame.pts = number * PACKET
    return frame


def _notes(timeline: Timeline, plan: FootagePlan, left_out: float) -> Iterator[str]:
    if left_out > 0:
        yield (
            f"The sound goes on for {_AFTER + left_out:,.0f} seconds after the pictures; all but "
            f"{_AFTER} of them are left out."
        )
    if timeline.damaged:
        yield f"{timeline.damaged:,} packets of sound could not be decoded and are silent."
    if timeline.missing:
        yield f"Sound was missing for {timeline.missing / timeline.rate:.2f} seconds; that is silent."
    if timeline.late:
        yield f"Sound came twice for {timeline.late / timeline.rate:.2f} seconds; the first was kept."
    if any(span.effect is SoundEffect.DISGUISE for span in plan.sound):
        yield WARNING
