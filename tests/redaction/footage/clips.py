"""Short films made by script: every frame says its number in a row of black and white blocks."""

import itertools
import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

BLOCK, BITS = 8, 8
H264 = {"preset": "ultrafast", "bf": "2", "g": "12", "threads": "1"}


def picture(number: int, width: int, height: int) -> NDArray[np.uint8]:
    """Coloured noise under the number, so that nothing is like its neighbour."""
    coarse = (height // 8 + 1, width // 8 + 1, 3)
    pixels = np.random.default_rng(number).integers(60, 200, coarse, np.uint8)
    pixels = pixels.repeat(8, axis=0).repeat(8, axis=1)[:height, :width]
    for bit in range(BITS):
        pixels[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 * (number >> bit & 1)
    return pixels


def number_in(pixels: NDArray[np.uint8]) -> int:
    """The number that a frame says."""
    blocks = (pixels[2:6, bit * BLOCK + 2 : bit * BLOCK + 6] for bit in range(BITS))
    return sum(int(block.mean() > 128) << bit for bit, block in enumerate(blocks))


def film(
    path: Path,
    *,
    frames: int = 40,
    size: tuple[int, int] = (96, 64),
    codec: str = "libx264",
    options: dict[str, str] | None = None,
    layout: str = "yuv420p",
    base: Fraction = Fraction(1, 12800),
    times: Sequence[int] | None = None,
    turned: int = 0,
    flags: int = 0,
    container: dict[str, str] | None = None,
    set_up: Callable[[Any], None] | None = None,
) -> Path:
    """A film of numbered frames, 25 a second unless their times are given in ticks."""
    times = times or [round(number / 25 / base) for number in range(frames)]
    with av.open(path, "w", options=container or {}) as out:
        stream: Any = out.add_stream(codec, rate=25)
        stream.width, stream.height = size
        stream.pix_fmt = layout
        stream.time_base = stream.codec_context.time_base = base
        stream.codec_context.flags |= flags
        stream.codec_context.options = dict(H264 if options is None else options)
        if turned:
            stream.set_display_rotation(turned)
        if set_up:
            set_up(stream)
        for number, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(picture(number, *size), format="rgb24")
            frame = frame.reformat(format=layout)
            frame.pts, frame.time_base = time, base
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def copied(source: Path, target: Path, *, shift: int = 0, **tags: str) -> Path:
    """The same packets in another container, shown earlier by so many ticks."""
    with av.open(source) as old, av.open(target, "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        new.metadata.update(tags)
        for packet in old.demux(video=0):
            if packet.dts is None or packet.pts is None:
                continue
            packet.pts -= shift
            packet.dts -= shift
            packet.stream = stream
            new.mux_one(packet)
    return target


def shown(path: Path) -> list[NDArray[np.uint8]]:
    """Every frame of a finished film as RGB."""
    with av.open(path) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def numbers(path: Path) -> list[int]:
    """What the frames of a finished film say."""
    return [number_in(pixels) for pixels in shown(path)]


def ffprobe(path: Path, *words: str) -> dict[str, Any]:
    """What FFmpeg's own program says of a file."""
    command = ["ffprobe", "-v", "quiet", "-of", "json", *words, f"file:{path}"]
    found: dict[str, Any] = json.loads(subprocess.check_output(command))
    return found


def times_by_ffprobe(path: Path) -> list[int]:
    """When FFmpeg's own program shows the frames, in ticks."""
    words = ("-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp")
    return [frame["best_effort_timestamp"] for frame in ffprobe(path, *words)["frames"]]


def steps(times: Iterable[int]) -> list[int]:
    """The time from each frame to the next."""
    return [later - earlier for earlier, later in itertools.pairwise(times)]
