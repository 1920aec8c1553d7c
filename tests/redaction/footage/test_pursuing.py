"""What a person draws a box around is pursued where it goes, and no further than it can be told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import msgspec
import numpy as np
import pytest

from bluelamp.redaction import PlanRefused
from bluelamp.redaction.footage import pursuing
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.pursuing import Pursued, Way, pursue
from bluelamp.redaction.footage.pursuit import Ending
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.footage.whereabouts import between

SIZE = (320, 240)
Way_ = Callable[[int], tuple[float, float, float]]  # the middle and the size by frame


def texture(seed: int, width: int, height: int) -> np.ndarray:
    noise = np.random.default_rng(seed).integers(30, 226, (height // 6 + 2, width // 6 + 2, 3))
    return cv2.resize(noise.astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)


@dataclass
class Clip:
    """A textured thing that goes its way over a textured ground, by a camera that pans."""

    path: Path
    way: Way_
    frames: int = 50
    pan: float = 1.0
    cut: int | None = None
    bar: tuple[int, int] = (0, 0)  # x from and to: a wall that it goes behind
    probe: Probe = field(init=False)

    def __post_init__(self) -> None:
        ground, thing = texture(1, 640, 320), texture(2, 60, 60)
        with av.open(self.path, "w") as out:
            stream = out.add_stream("libx264", rate=25)
            stream.width, stream.height = SIZE
            stream.pix_fmt = "yuv420p"
            stream.options = {"crf": "20", "preset": "ultrafast", "g": "12"}
            for number in range(self.frames):
                if number == self.cut:
                    ground = texture(3, 640, 320)
                frame = av.VideoFrame.from_ndarray(self.shot(number, ground, thing), format="rgb24")
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
        self.probe = probe(self.path, limits=FootageLimits(segment=10))

    def shot(self, number: int, ground: np.ndarray, thing: np.ndarray) -> np.ndarray:
        along = round(self.pan * number)
        pixels = ground[20 : 20 + SIZE[1], along : along + SIZE[0]].copy()
        x, y, size = self.way(number)
        scale = size / 60
        place = np.array([[scale, 0, x - size / 2], [0, scale, y - size / 2]])
        cv2.warpAffine(thing, place, SIZE, dst=pixels, borderMode=cv2.BORDER_TRANSPARENT)
        pixels[:, self.bar[0] : self.bar[1]] = texture(4, 90, SIZE[1])[
            :, : self.bar[1] - self.bar[0]
        ]
        return pixels

    def box(self, number: int) -> np.ndarray:
        x, y, size = self.way(number)
        return np.array([x - size / 2, y - size / 2, x + size / 2, y + size / 2])

    def at(self, number: int) -> int:
        return self.probe.picture.ticks(number / 25)

    def pursued(self, number: int, way: Way, longest: float = 60) -> Pursued:
        """Without the confined process."""
        start = Place(self.at(number), *self.box(number).tolist())
        chase = pursuing._Chase(
            start=start, way=way, bound=self.at(0) + round(longest * self.at(25))
        )
        with self.path.open("rb") as file:
            work = pursuing.prepare(msgspec.msgpack.encode(self.probe), (file,))
            parts = [part for part in work(msgspec.msgpack.encode(chase)) if part]
        return msgspec.msgpack.decode(parts[-1], type=Pursued)

    def overlaps(self, found: Pursued, numbers: range) -> list[float]:
        """How well the places fit the truth in each frame: intersection over union."""
        times = [place.time for place in found.places]
        return [
            overlap(np.array(between(found.places, times, self.at(n))), self.box(n))
            for n in numbers
        ]


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    common = np.clip(
        np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2]), 0, None
    ).prod()
    areas = sum((each[2:] - each[:2]).prod() for each in (one, other))
    return float(common / (areas - common))


def swinging(number: int) -> tuple[float, float, float]:
    return (
        160 + 80 * np.sin(number / 9),
        120 + 40 * np.sin(number / 6),
        46 + 14 * np.sin(number / 12),
    )


@pytest.fixture(scope="module")
def swing(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    clip = Clip(tmp_path_factory.mktemp("swing") / "x.mp4", swinging)
    assert len(clip.probe.segments) > 2
    return clip


@pytest.mark.parametrize(("way", "numbers"), [(Way.ON, range(20, 50)), (Way.BACK, range(21))])
def test_it_is_found_wherever_it_goes_in_both_directions(
    swing: Clip, way: Way, numbers: range
) -> None:
    found = swing.pursued(20, way)
    assert found.ending is Ending.END
    assert found.until == swing.at(49 if way is Way.ON else 0)
    overlaps = swing.overlaps(found, numbers)
    assert min(overlaps) > 0.7
    assert np.mean(overlaps) > 0.85


def test_the_ruler_tells_a_thing_that_is_lost_from_one_that_is_found(swing: Clip) -> None:
    still = Pursued(
        places=(Place(swing.at(20), *swing.box(20).tolist()), Place(swing.at(49), *swing.box(20).tolist())),
        ending=Ending.END, until=swing.at(49),
    )  # fmt: skip
    assert np.mean(swing.overlaps(still, range(20, 50))) < 0.5


def test_it_stops_at_a_cut_and_at_what_it_is_asked(tmp_path: Path) -> None:
    clip = Clip(tmp_path / "x.mp4", swinging, cut=33)
    on, back = clip.pursued(25, Way.ON), clip.pursued(40, Way.BACK)
    assert (on.ending, on.until) == (Ending.CUT, clip.at(32))
    assert (back.ending, back.until) == (Ending.CUT, clip.at(33))
    brief = clip.pursued(5, Way.ON, longest=0.4)
    assert (brief.ending, brief.until) == (Ending.BOUND, clip.at(15))


def test_it_is_pursued_out_of_the_picture_and_no_further(tmp_path: Path) -> None:
    clip = Clip(tmp_path / "x.mp4", lambda number: (160 + 6 * number, 120, 50), pan=0)
    found = clip.pursued(4, Way.ON)
    assert found.ending is Ending.EDGE
    assert abs(found.until - clip.at(31)) <= 4 * clip.at(1)  # its last sliver is to be seen there
    assert min(clip.overlaps(found, range(4, 24))) > 0.7


def test_what_goes_behind_something_is_found_again(tmp_path: Path) -> None:
    clip = Clip(
        tmp_path / "x.mp4", lambda number: (60 + 5 * number, 120, 44), pan=0, bar=(150, 180)
    )
    found = clip.pursued(2, Way.ON)
    assert min(clip.overlaps(found, range(40, 48))) > 0.6


def test_what_is_not_to_be_seen_any_more_is_lost_where_it_went(tmp_path: Path) -> None:
    clip = Clip(
        tmp_path / "x.mp4", lambda number: (60 + 5 * min(number, 20), 120, 44), pan=0,
        bar=(140, 220),
    )  # fmt: skip
    found = clip.pursued(2, Way.ON)
    assert found.ending is Ending.LOST
    assert clip.at(10) <= found.until <= clip.at(24)


def test_it_is_pursued_by_a_confined_process_which_says_how_far_it_is(swing: Clip) -> None:
    told: list[int] = []
    start = Place(swing.at(20), *swing.box(20).tolist())
    found = pursue(swing.path, probe=swing.probe, start=start, way="on", tell=told.append)
    assert found == swing.pursued(20, Way.ON)
    assert len(told) >= 29
    for box in ((400, 10, 420, 30), (10, 10, 10, 40)):
        with pytest.raises(PlanRefused, match="lie in the picture"):
            pursue(swing.path, probe=swing.probe, start=Place(0, *box), way="on")
    with pytest.raises(PlanRefused, match="a time of the footage"):
        pursue(swing.path, probe=swing.probe, start=Place(10**9, 10, 10, 50, 50), way="on")
