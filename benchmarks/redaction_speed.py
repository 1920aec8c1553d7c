"""How fast each program is on the same clips, in one run, and how much memory it takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from benchmarks.redaction_runs import Run, in_turn, timed

from benchmarks import redaction_rivals as rivals

OURS, ONE_WORKER = "Bluelamp", "Bluelamp, one worker"
UNEXAMINED = "Bluelamp, before examining"
DEFACE, REDUCED = "deface", "deface at 640×360"
LIMIT, LIMIT_BY_HALVES = "ffmpeg, coding alone", "two processes, coding alone"


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip's frames, and what each program took for them."""

    name: str
    frames: int
    runs: dict[str, Run]

    def rate(self, program: str) -> float:
        """Frames a second, start-up included."""
        return self.frames / self.runs[program].seconds


def compare(source: Path, folder: Path, rounds: int) -> Clip:
    """Every program on one clip, in turn."""
    commands = {
        OURS: rivals.bluelamp(source, folder / "fast.mp4"),
        UNEXAMINED: rivals.walk(source, folder / "fast-walk.mp4"),
        ONE_WORKER: rivals.bluelamp(source, folder / "fast-one.mp4", "--workers", "1"),
        REDUCED: rivals.deface(source, folder / "fast-reduced.mp4", *rivals.REDUCED),
        LIMIT_BY_HALVES: rivals.coding_alone(source, folder / "fast-halves.mp4"),
        DEFACE: rivals.deface(source, folder / "fast-deface.mp4"),
    }
    limit = rivals.ffmpeg(source, folder / "fast-ffmpeg.mp4")
    if limit:
        commands[LIMIT] = limit
    return Clip(source.stem, frame_count(source), in_turn(commands, rounds))


def stages(source: Path, folder: Path) -> dict[str, float]:
    """Seconds of each stage of Bluelamp's walk, examined."""
    output = folder / "stages.mp4"
    run = timed(rivals.walk(source, output, "--examine"))
    return json.loads(run.said.splitlines()[-1])


def memory_by_length(source: Path, folder: Path, minutes: tuple[int, ...]) -> dict[int, Run]:
    """Bluelamp on the clip repeated to so many minutes."""
    return {
        length: timed(rivals.bluelamp(repeated(source, folder, length), folder / "long-out.mp4"))
        for length in minutes
    }


def repeated(source: Path, folder: Path, minutes: int) -> Path:
    """The clip's coded pictures and sound over and over, for so many minutes at least."""
    path = folder / f"{source.stem}-{minutes}min.mp4"
    with av.open(str(source)) as container, av.open(str(path), "w") as target:
        copies = {
            stream.index: target.add_stream_from_template(stream) for stream in container.streams
        }
        lasts = frame_count(source) / container.streams.video[0].average_rate
        for number in range(int(minutes * 60 / lasts) + 1):
            for packet in _later(container, number, lasts):
                packet.stream = copies[packet.stream.index]
                target.mux(packet)
    return path


def frame_count(source: Path) -> int:
    """Coded pictures in a file."""
    with av.open(str(source)) as container:
        return sum(bool(packet.size) for packet in container.demux(video=0))


def _later(
    container: av.container.InputContainer, number: int, lasts: Fraction
) -> Iterator[av.Packet]:
    """The packets of a file that lasts so many seconds, later by that number of its lengths."""
    container.seek(0)
    for packet in container.demux():
        time = None if packet.dts is None else packet.pts * packet.time_base
        if time is None or time >= lasts or (number and time < 0):  # sound begins before zero
            continue
        late = round(number * lasts / packet.time_base)
        packet.pts, packet.dts = packet.pts + late, packet.dts + late
        yield packet
