"""Small films and sounds, made here and now; tests of footage use no others."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

RATE = 48_000
Sound = NDArray[np.float32]  # channels x samples


def tone(seconds: float, hertz: float = 440, *, rate: int = RATE, channels: int = 1) -> Sound:
    time = np.arange(round(seconds * rate)) / rate
    return np.tile(np.float32(0.4 * np.sin(2 * np.pi * hertz * time)), (channels, 1))


def clicks(seconds: float, at: Sequence[float], *, rate: int = RATE) -> Sound:
    """Silence with a short burst at each of these times."""
    sound = np.zeros((1, round(seconds * rate)), np.float32)
    burst = tone(0.004, 3000, rate=rate)
    for time in at:
        start = round(time * rate)
        sound[:, start : start + burst.shape[1]] = burst
    return sound


def voice(seconds: float, *, rate: int = 16_000) -> Sound:
    """Vowels one after the other: pulses through resonances, near enough to speech for a model."""
    vowels = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240))
    syllable = round(0.2 * rate)
    time = np.arange(syllable) / rate
    sung = []
    for number in range(round(seconds / 0.2)):
        pitch = 110 + 10 * (number % 4)
        harmonics = np.arange(1, 4000 // pitch)
        gains = sum(
            1 / (1 + ((harmonics * pitch - formant) / 80) ** 2) for formant in vowels[number % 3]
        )
        phases = 2 * np.pi * pitch * np.outer(harmonics, time)
        sung.append((gains @ np.cos(phases)) * np.clip(np.minimum(time, 0.16 - time) * 40, 0, 1))
    whole = np.concatenate(sung)
    return np.float32(whole / np.abs(whole).max() * 0.5)[None]


def film(
    path: Path,
    *,
    times: Sequence[int] = tuple(range(25)),
    time_base: Fraction = Fraction(1, 25),
    size: tuple[int, int] = (160, 120),
    sound: Sound | None = None,
    sound_start: float = 0.0,
    rate: int = RATE,
    kind: str = "matroska",
    codecs: tuple[str, str] = ("libx264", "pcm_s16le"),
    options: dict[str, str] | None = None,
) -> Path:
    """Frames of noise at these times, and samples from that time on, in seconds."""
    with av.open(str(path), "w", format=kind, options=options or {}) as out:
        picture = out.add_stream(codecs[0], rate=25, time_base=time_base)
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        picture.codec_context.time_base = time_base
        heard = None
        if sound is not None:
            layout = "mono" if sound.shape[0] == 1 else "stereo"
            heard = out.add_stream(codecs[1], rate=rate, layout=layout)
        noise = np.random.default_rng(7)
        for time in times:
            pixels = np.kron(
                noise.integers(0, 256, (size[1] // 8, size[0] // 8, 3), np.uint8),
                np.ones((8, 8, 1), np.uint8),
            )
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = time, time_base
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        if heard is not None and sound is not None:
            for packet in _sounded(heard, sound, round(sound_start * rate), rate):
                out.mux(packet)
    return path


def _sounded(stream: AudioStream, sound: Sound, start: int, rate: int) -> Iterator[av.Packet]:
    for at in range(0, sound.shape[1], 1024):
        block = np.ascontiguousarray(sound[:, at : at + 1024])
        kind = stream.codec_context.format.name if stream.codec_context.format else "s16"
        if kind == "s16":
            block = np.ascontiguousarray((block.T * 32767).astype(np.int16).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(block, kind, stream.codec_context.layout.name)
        frame.sample_rate, frame.pts, frame.time_base = rate, start + at, Fraction(1, rate)
        yield from stream.encode(frame)
    yield from stream.encode(None)
