"""What Bluelamp is measured against: deface as it comes and set otherwise, and coding alone.

deface lives in an environment of its own under `.cache/`; nothing of Bluelamp needs it.
"""

import multiprocessing
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import av

ROOT = Path(__file__).parents[1]
DEFACE = ROOT / ".cache" / "deface"
_PINNED = ("deface==1.5.0", "onnxruntime==1.32.0")
# What its blur makes of a face is black instead, within the very same ellipse: then the area of its
# masks can be measured to the pixel. Its own solid fill takes the whole box around the ellipse.
_BLACKENED = (
    "import sys, cv2, numpy; cv2.blur = lambda face, kernel: numpy.zeros_like(face); "
    "from deface.deface import main; sys.exit(main())"
)
REDUCED = ("--scale", "640x360")
SHIPPED_SCALE = 1.3  # deface's --mask-scale, as it comes
NEAR, TRIES = 0.02, 3  # masks are of the same area within so much; attempts at it

Command = Sequence[str | Path]


def install_deface() -> None:
    """Make deface's environment where it is not there."""
    if (DEFACE / "bin" / "deface").exists():
        return
    venv.create(DEFACE, with_pip=True)
    pip = [DEFACE / "bin" / "python", "-m", "pip", "install", "--quiet", *_PINNED]
    subprocess.run(pip, check=True)  # noqa: S603


def deface(source: Path, output: Path, *options: str, blackened: bool = False) -> Command:
    """The command that runs deface on a clip, its sound kept; with black in place of its blur if asked."""
    python = DEFACE / "bin" / "python"
    start = (python, "-c", _BLACKENED) if blackened else (DEFACE / "bin" / "deface",)
    return (*start, "--keep-audio", *options, "-o", output, source)


def deface_folder(folder: Path, *options: str) -> Command:
    """The command that runs deface on a folder of pictures, black in place of its blur."""
    return (DEFACE / "bin" / "python", "-c", _BLACKENED, *options, folder)


def enlarged(scale: float, masked: float, area: float) -> float:
    """A better scale for deface's masks, where at this one they take `masked` and not `area`.

    A mask is 2 x scale - 1 times as wide as its box; masks overlap, so this takes a few tries.
    """
    width = (2 * scale - 1) * (area / masked) ** 0.6
    return round((width + 1) / 2, 3)


def bluelamp(source: Path, output: Path, *options: str) -> Command:
    """The command that runs Bluelamp on a clip."""
    return (Path(sys.executable).with_name("bluelamp"), "redact", source, "-o", output, *options)


def walk(source: Path, output: Path, *options: str) -> Command:
    """The command that runs Bluelamp stage by stage and keeps the film whatever the examination says."""
    return (sys.executable, "-m", "benchmarks.redaction_walk", source, output, *options)


def ffmpeg(source: Path, output: Path) -> Command | None:
    """The command that decodes and codes a clip on all cores, or None where there is no ffmpeg."""
    program = shutil.which("ffmpeg")
    quiet = ("-v", "error", "-y", "-i", source)
    coding = ("-c:v", "libx264", "-preset", "veryfast", "-c:a", "copy")
    return (program, *quiet, *coding, output) if program else None


def coding_alone(source: Path, output: Path) -> Command:
    """The command that decodes and codes a clip by two processes, each a half of its frames."""
    return (sys.executable, "-m", "benchmarks.redaction_rivals", source, output)


def code_halves(source: Path, output: Path) -> None:
    """Decode and code each half by a process of its own; two files, not joined."""
    with av.open(str(source)) as container:
        stream = container.streams.video[0]
        keys = sorted(p.pts for p in container.demux(stream) if p.is_keyframe)
    middle = keys[len(keys) // 2]
    work = partial(_code_half, source, output, middle)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(work, (0, 1))


def _code_half(source: Path, output: Path, middle: int, half: int) -> None:
    path = output.with_suffix(f".{half}.mp4")
    with av.open(str(source)) as container, av.open(str(path), "w") as target:
        stream = container.streams.video[0]
        if half:
            container.seek(middle, stream=stream)
        options = {"preset": "veryfast", "threads": "1"}
        coded = target.add_stream("libx264", stream.average_rate, options=options)
        coded.width, coded.height, coded.pix_fmt = stream.width, stream.height, "yuv420p"
        coded.time_base = stream.time_base
        for frame in container.decode(stream):
            if (frame.pts >= middle) == bool(half):
                frame.pict_type = 0
                target.mux(coded.encode(frame))
            elif not half:
                break
        target.mux(coded.encode())


if __name__ == "__main__":
    code_halves(Path(sys.argv[1]), Path(sys.argv[2]))
