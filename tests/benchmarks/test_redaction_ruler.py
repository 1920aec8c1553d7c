"""The ruler of the redaction benchmarks is shown outputs whose score is known."""

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from benchmarks.redaction_files import fidelity
from benchmarks.redaction_pans import Pan, make_pan, stills
from benchmarks.redaction_ruler import Score, score
from PIL import Image
from skimage.data import astronaut

FACE = (170, 60, 275, 195)  # of the portrait
FRAMES, SIZE = 60, (480, 270)
Paint = Callable[[np.ndarray, tuple[int, ...]], None]


def portrait_media(folder: Path, numbers: tuple[int, ...]) -> Path:
    """Labelled stills of three portraits beside one another."""
    for part in ("images", "annotations"):
        (folder / "faces" / part).mkdir(parents=True)
    portrait = astronaut()[:360]
    boxes = [(FACE[0] + x, FACE[1], FACE[2] + x, FACE[3]) for x in (0, 512, 1024)]
    objects = "".join(
        f"<object><bndbox><xmin>{a}</xmin><ymin>{b}</ymin><xmax>{c}</xmax><ymax>{d}</ymax>"
        "</bndbox></object>"
        for a, b, c, d in boxes
    )
    for number in numbers:
        Image.fromarray(np.hstack([portrait] * 3)).save(folder / f"faces/images/still{number}.png")
        named = folder / f"faces/annotations/still{number}.xml"
        named.write_text(f"<annotation>{objects}</annotation>")
    return folder


@pytest.fixture(scope="module")
def pan(tmp_path_factory: pytest.TempPathFactory) -> Pan:
    folder = tmp_path_factory.mktemp("pan")
    media = portrait_media(folder, (1, 3))
    return make_pan(half="test", size=SIZE, frames=FRAMES, media=media, made=folder)


def painted(pan: Pan, path: Path, paint: Paint | None, *, lag: int = 0, drop: int = 0) -> Path:
    """The footage coded again with every face's box painted over, as it was `lag` frames before."""
    with av.open(str(pan.path)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream("libx264", 25, options={"crf": "20", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = *pan.size, "yuv420p"
        stream.time_base = source.streams.video[0].time_base
        sound = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = sound
                target.mux(packet)
        source.seek(0)
        for number, frame in enumerate(source.decode(video=0)):
            pixels = frame.to_ndarray(format="bgr24")
            if paint:
                for _, *box, _ in pan.truth[max(0, number - lag)]:
                    paint(pixels, tuple(round(side) for side in box))
            fresh = av.VideoFrame.from_ndarray(pixels, "bgr24")
            fresh.pts, fresh.time_base = frame.pts, frame.time_base
            if number >= drop:
                target.mux(stream.encode(fresh))
        target.mux(stream.encode())
    return path


def fill(pixels: np.ndarray, box: tuple[int, ...]) -> None:
    left, top, right, bottom = box
    pixels[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = 0


def blur(pixels: np.ndarray, box: tuple[int, ...]) -> None:
    left, top, right, bottom = box
    face = pixels[max(0, top - 6) : bottom + 6, max(0, left - 6) : right + 6]
    if face.size:
        face[:] = cv2.blur(face, (max(1, face.shape[1] // 2), max(1, face.shape[0] // 2)))


def upper_part(pixels: np.ndarray, box: tuple[int, ...]) -> None:
    left, top, right, bottom = box
    fill(pixels, (left, top, right, top + round(0.7 * (bottom - top))))


def measured(pan: Pan, folder: Path, paint: Paint | None, **how: int) -> Score:
    return score(pan, painted(pan, folder / "out.mp4", paint, **how))


def test_an_untouched_copy_shows_every_face(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, None)
    assert (found.covered, found.bare, found.leak_free) == (0, 1, 0)
    assert found.masked < 1e-5
    assert found.never_covered == len(found.tracks) > 0
    assert found.psnr > 33


def test_boxes_filled_hide_every_face(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, fill)
    assert (found.covered, found.bare, found.leak_free, found.leak_runs) == (1, 0, 1, [])
    assert all(found.late(start)[1] == 0 for start in ("cut", "entry", "occlusion"))


def test_blur_is_judged_too_though_what_was_flat_stays_flat(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, blur)
    assert found.covered > 0.95
    assert found.bare == 0


def test_seven_tenths_is_neither_covered_nor_bare(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, upper_part)
    assert (found.covered, found.bare) == (0, 0)
    assert np.mean([glimpse.destroyed for glimpse in found.glimpses]) == pytest.approx(
        0.73, abs=0.03
    )


def test_the_area_masked_is_that_of_the_boxes(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, fill)
    areas = [(c - a) * (d - b) for rows in pan.truth for _, a, b, c, d, _ in rows]
    assert found.masked == pytest.approx(sum(areas) / len(pan.truth) / (SIZE[0] * SIZE[1]), rel=0.1)
    assert 0 < found.beyond < 0.15 * found.masked


def test_masks_that_lag_leak(pan: Pan, tmp_path: Path) -> None:
    found = measured(pan, tmp_path, fill, lag=8)
    assert found.leak_free < 0.5
    assert found.leak_runs


def test_a_face_covered_only_later_is_late_after_the_cut(pan: Pan, tmp_path: Path) -> None:
    number = iter(range(10**6))

    def later(pixels: np.ndarray, box: tuple[int, ...]) -> None:
        if next(number) >= 9:
            fill(pixels, box)

    faces, late, frames = measured(pan, tmp_path, later).late("cut")
    assert (faces, late, frames) == (2, 1, 9)


def test_footage_is_in_halves_that_share_no_still(tmp_path: Path) -> None:
    media = portrait_media(tmp_path, (1, 2, 3, 4))
    halves = [{still.path.name for still in stills(media, half)} for half in ("tune", "test")]
    assert halves == [{"still2.png", "still4.png"}, {"still1.png", "still3.png"}]


def test_a_copy_with_every_frame_and_sound_is_faithful(pan: Pan, tmp_path: Path) -> None:
    kept = fidelity(pan.path, painted(pan, tmp_path / "out.mp4", None))
    assert kept.frames == (FRAMES, FRAMES)
    assert kept.times_differ == 0
    assert abs(kept.sound_late) < 0.005


def test_lost_frames_are_told(pan: Pan, tmp_path: Path) -> None:
    lost = fidelity(pan.path, painted(pan, tmp_path / "out.mp4", None, drop=3))
    assert lost.frames == (FRAMES, FRAMES - 3)
    assert lost.times_differ == 3
