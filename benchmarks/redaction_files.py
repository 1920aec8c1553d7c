"""Whether an output keeps the footage's frames, their times and its sound in step."""

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from benchmarks.redaction_ruler import frame_times
from numpy.typing import NDArray

_RATE = 8_000  # samples a second at which loudness is compared
_FARTHEST = 2  # seconds


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Of footage and output: frames and seconds of each; how many of the footage's times are gone.

    ``sound_late`` is by how many seconds the output's sound comes later against its picture, None
    where it has no sound.
    """

    frames: tuple[int, int]
    seconds: tuple[float, float]
    times_differ: int
    sizes: tuple[tuple[int, int], tuple[int, int]]
    sound_late: float | None
    streams: tuple[str, ...]


def fidelity(footage: Path, output: Path) -> Fidelity:
    """Compare two files by their streams, frame times and loudness over time."""
    times = [frame_times(path) for path in (footage, output)]
    kept = {round(time * 1e5) for time in times[1]}
    loud = [_loudness(path) for path in (footage, output)]
    with av.open(str(footage)) as before, av.open(str(output)) as after:
        sizes = [(c.streams.video[0].width, c.streams.video[0].height) for c in (before, after)]
        streams = tuple(stream.type for stream in after.streams)
    return Fidelity(
        frames=(len(times[0]), len(times[1])),
        seconds=(float(times[0][-1]), float(times[1][-1])),
        times_differ=sum(round(time * 1e5) not in kept for time in times[0]),
        sizes=(sizes[0], sizes[1]),
        sound_late=_late(*loud) if len(loud[0]) and len(loud[1]) else None,
        streams=streams,
    )


def _loudness(path: Path) -> NDArray[np.float32]:
    """Sound at each thousandth of a second from the first picture on, as rectified mean."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return np.empty(0, np.float32)
        picture = container.streams.video[0]
        zero = float((picture.start_time or 0) * picture.time_base)
        change = av.AudioResampler("flt", "mono", _RATE)
        frames = list(container.decode(audio=0))
        wave = [part.to_ndarray()[0] for f in [*frames, None] for part in change.resample(f)]
        late = round((float(frames[0].time) - zero) * _RATE)
    whole = np.abs(np.concatenate([np.zeros(max(late, 0), np.float32), *wave]))[max(-late, 0) :]
    step = _RATE // 1000
    return whole[: len(whole) // step * step].reshape(-1, step).mean(axis=1)


def _late(before: NDArray[np.float32], after: NDArray[np.float32]) -> float:
    """The shift in seconds at which the two loudnesses agree best."""
    length = max(len(before), len(after)) + 1000 * _FARTHEST
    spectra = [np.fft.rfft(x - x.mean(), 2 * length) for x in (before, after)]
    likeness = np.fft.irfft(np.conj(spectra[0]) * spectra[1])
    shifts = np.r_[: 1000 * _FARTHEST, -1000 * _FARTHEST : 0]
    return float(shifts[likeness[shifts].argmax()]) / 1000
