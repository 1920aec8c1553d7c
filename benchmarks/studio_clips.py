"""Footage for the benchmark of the studio, made of the demonstration's pictures: a long clip, and one with five people."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from math import sin, tau
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from benchmarks.redaction_speed import repeated
from PIL import Image, ImageOps

RATE: Final = 25
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who moves to and fro about a place (the middle of the head) from one second to another."""

    picture: Image.Image
    middle: tuple[int, int]
    sways: int
    start: float = 0.0
    end: float = 1e9


def long_clip(folder: Path, *, minutes: int) -> Path:
    """1080p with sound: ten seconds of three people, over and over for so many minutes."""
    people = [
        Walker(each, (360 + 600 * number, 420), 120) for number, each in enumerate(_portraits()[:3])
    ]
    source = _written(folder / "ten.mp4", people, size=(1920, 1080), seconds=10)
    return repeated(source, folder, minutes)


def five_people(folder: Path, *, seconds: int) -> Path:
    """720p with sound: five people side by side; the fifth comes later and leaves earlier."""
    late = {"start": seconds / 3, "end": seconds * 5 / 6}
    people = [
        Walker(
            each, (150 + 245 * number, 300 + 60 * (number % 2)), 20, **(late if number == 4 else {})
        )
        for number, each in enumerate(_portraits())
    ]
    return _written(folder / "five.mp4", people, size=(1280, 720), seconds=seconds)


def _portraits() -> list[Image.Image]:
    """Two people and their mirror images, and the first once more with another light on."""
    one, other = _picture("portrait.jpg"), _left_half(_picture("group.jpg"))
    return [one, other, ImageOps.mirror(one), ImageOps.mirror(other), _darker(one)]


def _picture(name: str) -> Image.Image:
    content = files("bluelamp.project.demo").joinpath("pictures", name).read_bytes()
    return Image.open(io.BytesIO(content)).convert("RGB")


def _left_half(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, picture.width // 2, picture.height))


def _darker(picture: Image.Image) -> Image.Image:
    return picture.point(lambda value: int(value * 0.75))


def _written(path: Path, people: list[Walker], *, size: tuple[int, int], seconds: int) -> Path:
    with av.open(str(path), "w") as out:
        picture: Any = out.add_stream(
            "libx264", rate=RATE, options={"crf": "23", "preset": "veryfast"}
        )
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        sound: Any = out.add_stream("aac", rate=48_000, layout="mono")
        for scene in _scenes(people, size, seconds):
            out.mux(picture.encode(av.VideoFrame.from_ndarray(scene, "rgb24")))
        out.mux(picture.encode(None))
        for frame in _hum(seconds):
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    return path


def _scenes(people: list[Walker], size: tuple[int, int], seconds: int) -> Iterator[Any]:
    noise = np.random.default_rng(SEED).integers(70, 120, (size[1] // 8, size[0] // 8, 3), np.uint8)
    wall = Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)
    heads = [each.picture.resize((220 * size[0] // 1280, 220 * size[0] // 1280)) for each in people]
    for number in range(seconds * RATE):
        scene, now = wall.copy(), number / RATE
        for each, head in zip(people, heads, strict=True):
            if each.start <= now < each.end:
                left = each.middle[0] + int(each.sways * sin(tau * now / 5)) - head.width // 2
                scene.paste(head, (left, each.middle[1] - head.height // 2))
        yield np.asarray(scene)


def _hum(seconds: int) -> Iterator[av.AudioFrame]:
    time = np.arange(seconds * 48_000) / 48_000
    samples = np.float32(0.2 * np.sin(tau * 220 * time) * (time % 2 < 1))
    for at in range(0, len(samples), 1024):
        block = np.ascontiguousarray(samples[None, at : at + 1024])
        frame = av.AudioFrame.from_ndarray(block, "fltp", "mono")
        frame.sample_rate, frame.pts = 48_000, at
        yield frame
