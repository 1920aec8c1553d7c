"""The sound of a proxy: coded whole for a browser, and how loud it is from moment to moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from bluelamp.redaction.errors import FootageRefused

from . import fragments
from .child import Sources, Work
from .confined import Confined, Step
from .decoding import open_footage
from .fragments import Sample
from .hearing import hear, in_blocks
from .plan import propose_footage
from .sound import PACKET, SoundHead, SoundNotes, SoundPackets, encode_sound, timeline_of
from .values import Probe

RATE = 20  # peaks a second
_SAMPLES = 400  # in the time of one: as fine as a waveform is drawn
_TOGETHER = 250  # packets in a fragment


class _Peaks(msgspec.Struct, frozen=True, tag="peaks"):
    """How loud it is at most in each stretch of time, a byte each."""

    loudness: bytes


_Message = SoundHead | SoundPackets | SoundNotes | _Peaks
_MESSAGES: msgspec.msgpack.Decoder[_Message] = msgspec.msgpack.Decoder(_Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxiedSound:
    """All of the sound as one file that plays in step with the proxy of the pictures.

    `peaks` are the loudest of each twentieth of a second, 0 to 1.
    """

    mime: str
    content: bytes
    peaks: tuple[float, ...]


def proxied_sound(path: Path, *, probe: Probe) -> ProxiedSound:
    """The first sound stream of footage that has one, coded anew from its samples.

    Raises FootageRefused where it cannot be decoded.
    """
    setting = msgspec.msgpack.encode(probe)
    with Confined(Step.PROXY_SOUND, setting=setting, sources=[path]) as process:
        try:
            messages = [_MESSAGES.decode(part) for part in process.ask(b"")]
        except msgspec.DecodeError as error:
            raise FootageRefused("The decoder gave no usable answer for this file.") from error
    return _whole(messages)


def prepare(setting: bytes, sources: Sources) -> Work:
    """The step: the setting is the probe, any order is answered by the sound and then its peaks."""
    probe = msgspec.msgpack.decode(setting, type=Probe)
    plan = propose_footage(probe, ())

    def work(_: bytes) -> Iterator[bytes]:
        for message in encode_sound(sources[0], probe=probe, plan=plan):
            yield msgspec.msgpack.encode(message)
        yield msgspec.msgpack.encode(_Peaks(bytes(_loudness(sources[0], probe))))

    return work


def _loudness(source: BinaryIO, probe: Probe) -> Iterator[int]:
    timeline = timeline_of(probe, rate=RATE * _SAMPLES, channels=1)
    with open_footage(source) as container:
        for block in in_blocks(hear(container, timeline), _SAMPLES):
            yield min(255, round(255 * float(np.abs(block).max())))


def _whole(messages: list[_Message]) -> ProxiedSound:
    """The packets from the first picture on: those before it only help a decoder to start."""
    told, last = (messages[0], messages[-1]) if messages else (None, None)
    if not isinstance(told, SoundHead) or not isinstance(last, _Peaks):
        raise FootageRefused("The decoder gave no usable answer for this file.")
    packets = [each for one in messages if isinstance(one, SoundPackets) for each in one.packets]
    heard = packets[-told.first // PACKET :]
    stream = fragments.sound(
        rate=told.rate,
        channels=told.channels,
        configuration=told.extradata,
        duration=PACKET * len(heard),
    )
    parts = [_fragment(at, heard[at : at + _TOGETHER]) for at in range(0, len(heard), _TOGETHER)]
    return ProxiedSound(
        mime=stream.mime,
        content=b"".join([fragments.head(stream), *parts]),
        peaks=tuple(round(each / 255, 3) for each in last.loudness),
    )


def _fragment(at: int, packets: list[bytes]) -> bytes:
    samples = [Sample(PACKET, is_key=True, content=each) for each in packets]
    return fragments.fragment(at // _TOGETHER + 1, start=at * PACKET, samples=samples)
