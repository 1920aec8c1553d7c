"""Footage with true face boxes, made from labelled stills: a virtual hand-held camera moves over them.

The stills fall into two halves by their number: `tune` (even) to choose parameters on, `test` (odd)
to report on. The same half, size and seed give the same footage.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import pi
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import av
import cv2
import numpy as np
from numpy.typing import NDArray

MEDIA = Path(__file__).parents[2] / "shared" / "media"
MADE = Path(__file__).parents[1] / ".cache" / "bench-redaction"
SIZES = ((640, 360), (1280, 720), (1920, 1080))
RATE, SHOT = 25, 50  # frames a second; frames from one cut to the next
SOUND_RATE, TONE, HUSH = 44_100, 440, 0.1  # the tone is silent for so many seconds after each cut
# Blacks are lifted, so that whatever is blacker in an output was put there.
PEDESTAL, SPREAD = 32, 223 / 255
_SHUTTER = (-0.25, -0.125, 0.0, 0.125, 0.25)  # when light falls, in frames
_BAR, _BAR_COLOUR = 0.06, 80
_SEEN, _HIDDEN = 0.65, 0.5  # of a face: so much in the picture; under the bar
_FEWEST, _MOST, _SMALLEST = 3, 14, 10

Truth = list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class Still:
    """A photograph with the box of every labelled face, in its pixels."""

    path: Path
    faces: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pan:
    """Made footage, and for each frame rows of track, left, top, right, bottom, visible (1 or 0)."""

    path: Path
    truth: Truth
    size: tuple[int, int]


def stills(media: Path, half: str) -> tuple[Still, ...]:
    """Every labelled still of one half, in the order of their numbers."""
    wanted = {"tune": 0, "test": 1}[half]
    numbered = {int("".join(filter(str.isdigit, path.stem))): path
                for path in (media / "faces" / "annotations").glob("*.xml")}  # fmt: skip
    return tuple(_read_still(numbered[n], media) for n in sorted(numbered) if n % 2 == wanted)


def make_pan(
    *,
    half: str,
    size: tuple[int, int],
    frames: int = 1000,
    seed: int = 1,
    media: Path = MEDIA,
    made: Path = MADE,
) -> Pan:
    """The footage, taken from the folder `made` where it was made before."""
    path = made / f"pan-{half}-{size[1]}p-{frames}-{seed}.mp4"
    truth = path.with_suffix(".json")
    if not truth.exists():
        made.mkdir(parents=True, exist_ok=True)
        rows = _write(path, _shots(stills(media, half), size, frames, seed), size, frames)
        truth.write_text(json.dumps(rows))
    return Pan(path, json.loads(truth.read_text()), size)


def _read_still(annotation: Path, media: Path) -> Still:
    tree = ET.parse(annotation).getroot()  # noqa: S314  reading matter of our own
    sides = ("xmin", "ymin", "xmax", "ymax")
    boxes = [[float(box.findtext(side, "0")) for side in sides] for box in tree.iter("bndbox")]
    (image,) = (media / "faces" / "images").glob(f"{annotation.stem}.*")
    return Still(image, np.array(boxes).reshape(-1, 4))


class _Camera:
    """One shot: how the camera moves over a still, in frames since the cut."""

    def __init__(self, still: Still, size: tuple[int, int], draw: np.random.Generator) -> None:
        self.size = size
        self.image = cv2.imread(str(still.path))
        height, width = self.image.shape[:2]
        self.faces = still.faces
        self.view = min(width, height * size[0] / size[1]) * draw.uniform(0.70, 0.90)
        self.middle = (width / 2, height / 2)
        slack = (width - self.view, height - self.view * size[1] / size[0])
        self.reach = [0.45 * room * draw.uniform(0.6, 1.0) for room in slack]
        self.reach = [min(reach, 0.105 * self.view) for reach in self.reach]
        self.pace = 2 * pi / draw.uniform(38, 60, 2)
        self.phase = draw.uniform(0, 2 * pi, 9)
        self.zoom, self.roll = draw.uniform(0.03, 0.12), draw.uniform(0.5, 4.0)
        self.flicker = draw.uniform(0.03, 0.09)
        self.bar = draw.uniform(-0.3, 0.3) if draw.random() < 0.5 else None
        self.bar_pace = draw.uniform(0.015, 0.035)

    def matrix(self, time: float) -> NDArray[np.float64]:
        """From the still to the picture at that time: 2 x 3, affine."""
        shake = 0.004 * self.view
        x, y = (
            self.middle[axis]
            + self.reach[axis] * np.sin(self.pace[axis] * time + self.phase[axis])
            + shake * np.sin(0.9 * time + self.phase[2 + axis])
            + shake / 2 * np.sin(2.1 * time + self.phase[4 + axis])
            for axis in (0, 1)
        )
        near = 1 + self.zoom * np.sin(2 * pi / 70 * time + self.phase[6])
        roll = np.radians(self.roll) * np.sin(2 * pi / 55 * time + self.phase[7])
        scale = self.size[0] / self.view * near
        turn = scale * np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
        shift = np.array(self.size) / 2 - turn @ (x, y)
        return np.column_stack([turn, shift])

    def picture(self, time: int, noise: NDArray[np.float32]) -> NDArray[np.uint8]:
        """What the camera sees: blurred by its movement, flickering, noisy; rows of BGR pixels."""
        light = np.zeros((self.size[1], self.size[0], 3), np.float32)
        for moment in _SHUTTER:
            seen = cv2.warpAffine(self.image, self.matrix(time + moment), self.size,
                                  flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)  # fmt: skip
            cv2.accumulate(seen, light)
        gain = 1 + self.flicker * np.sin(0.7 * time + self.phase[8])
        light *= gain / len(_SHUTTER)
        left, right = self.bar_at(time)
        light[:, left:right] = _BAR_COLOUR
        np.clip(light + noise[..., None], 0, 255, out=light)
        return (light * SPREAD + PEDESTAL).astype(np.uint8)

    def bar_at(self, time: int) -> tuple[int, int]:
        """Left and right of the bar in the picture; the same where there is none."""
        if self.bar is None:
            return 0, 0
        left = (self.bar + self.bar_pace * time) * self.size[0]
        inside = np.clip((left, left + _BAR * self.size[0]), 0, self.size[0])
        return int(inside[0]), int(inside[1])

    def boxes(self, time: int) -> Iterator[tuple[int, list[float]]]:
        """Each face that is in the picture: its number, its upright box, whether it is to be seen."""
        matrix, (width, height) = self.matrix(time), self.size
        bar = self.bar_at(time)
        for number, (left, top, right, bottom) in enumerate(self.faces):
            corners = np.array(
                [[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]]
            )
            x, y = matrix @ corners.T
            whole = (x.min(), y.min(), x.max(), y.max())
            inside = np.clip(whole, 0, (width, height, width, height))
            if _area(inside) <= 0:
                continue
            under = max(0.0, min(bar[1], inside[2]) - max(bar[0], inside[0])) * (
                inside[3] - inside[1]
            )
            visible = _area(inside) >= _SEEN * _area(whole) and under < _HIDDEN * _area(inside)
            yield number, [*map(float, inside), int(visible)]


def _area(box: Any) -> float:
    return float(max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]))


def _shots(
    choice: tuple[Still, ...], size: tuple[int, int], frames: int, seed: int
) -> Iterator[_Camera]:
    """Cameras over stills drawn without repetition, until the frames are filled."""
    draw = np.random.default_rng(seed)
    fit = [
        still
        for still in choice
        if _FEWEST <= len(still.faces) <= _MOST
        and np.median(still.faces[:, 3] - still.faces[:, 1]) >= _SMALLEST
    ]
    order = draw.permutation(len(fit))
    for shot in range(-(-frames // SHOT)):
        yield _Camera(fit[order[shot % len(fit)]], size, draw)


def _write(path: Path, shots: Iterator[_Camera], size: tuple[int, int], frames: int) -> Truth:
    draw = np.random.default_rng(0)
    noises = [draw.normal(0, 2.0, size[::-1]).astype(np.float32) for _ in range(7)]
    truth: Truth = []
    unfinished = path.with_suffix(".part.mp4")
    with av.open(str(unfinished), "w") as container:
        picture = container.add_stream("libx264", RATE, options={"crf": "21", "preset": "fast"})
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        picture.time_base = Fraction(1, 12_800)
        sound = container.add_stream("aac", SOUND_RATE, layout="mono")
        for shot, camera in enumerate(shots):
            for time in range(min(SHOT, frames - shot * SHOT)):
                number = shot * SHOT + time
                seen = camera.picture(time, noises[number % len(noises)])
                frame = av.VideoFrame.from_ndarray(seen, "bgr24")
                frame.pts, frame.time_base = number * 12_800 // RATE, picture.time_base
                container.mux(picture.encode(frame))
                container.mux(sound.encode(_tone(number, quiet=time < HUSH * RATE)))
                truth.append([[1000 * shot + n, *box] for n, box in camera.boxes(time)])
        container.mux(picture.encode())
        container.mux(sound.encode())
    unfinished.rename(path)
    return truth


def _tone(number: int, *, quiet: bool) -> av.AudioFrame:
    """The sound of one frame."""
    count = SOUND_RATE // RATE
    time = (np.arange(count) + number * count) / SOUND_RATE
    wave = np.zeros(count) if quiet else 0.4 * np.sin(2 * pi * TONE * time)
    frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[None], "fltp", "mono")
    frame.sample_rate, frame.pts = SOUND_RATE, number * count
    frame.time_base = Fraction(1, SOUND_RATE)
    return frame


def main() -> None:
    """Make footage of one half and print where it lies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tune", "test"), default="tune")
    parser.add_argument("--height", type=int, choices=[h for _, h in SIZES], default=720)
    parser.add_argument("--frames", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--media", type=Path, default=MEDIA)
    asked = parser.parse_args()
    (size,) = (size for size in SIZES if size[1] == asked.height)
    pan = make_pan(
        half=asked.half, size=size, frames=asked.frames, seed=asked.seed, media=asked.media
    )
    tracks = {row[0] for rows in pan.truth for row in rows if row[5]}
    faces = sum(bool(row[5]) for rows in pan.truth for row in rows)
    print(
        f"{pan.path}: {len(pan.truth):,} frames, {len(tracks)} tracks, {faces:,} faces to be seen"
    )


if __name__ == "__main__":
    main()
