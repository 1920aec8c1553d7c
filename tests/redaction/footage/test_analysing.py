"""One segment is looked at: faces found, cuts told from movement, nothing lost at its ends."""

from collections.abc import Collection, Sequence
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from skimage.data import astronaut

from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage import analysing
from bluelamp.redaction.footage.following import follow
from bluelamp.redaction.footage.frames import Frame, Scalers
from bluelamp.redaction.footage.motion import GRID, Flow, unpack
from bluelamp.redaction.footage.values import Analysis, PictureStream, Probe, Segment
from bluelamp.redaction.picture import Pixels

WIDTH, HEIGHT = 640, 352
FACE = np.array([180, 70, 270, 180])  # of the astronaut, in pixels of the photograph
PLATE = (330, 180)
Place = tuple[int, int]


def scene(at: Place, seed: int = 1) -> Pixels:
    """The astronaut before a wall of soft spots, her photograph's corner at that place."""
    draw = np.random.default_rng(seed)
    spots = cv2.resize(draw.integers(60, 190, (22, 40, 3), np.uint8), (WIDTH, HEIGHT))
    x, y = at
    photograph = astronaut()[: HEIGHT - y, :300]
    spots[y : y + photograph.shape[0], x : x + photograph.shape[1]] = photograph
    return spots


def wall(seed: int) -> Pixels:
    """The same wall without anyone."""
    draw = np.random.default_rng(seed)
    return cv2.resize(draw.integers(0, 255, (22, 40, 3), np.uint8), (WIDTH, HEIGHT))


def probe_of(frames: int, segments: Sequence[Segment]) -> Probe:
    picture = PictureStream(
        codec="h264", pixel_format="yuv420p", width=WIDTH, height=HEIGHT, rotation=0,
        sample_aspect_ratio=(1, 1), time_base=(1, 25), frame_rate=(25, 1), interlaced=False,
        colour={}, first=0, last=frames - 1, frames=frames,
    )  # fmt: skip
    return Probe(sha256="0" * 64, container="mp4", duration=frames / 25, picture=picture, sound=(),
                 travels=(), notes=(), segments=tuple(segments))  # fmt: skip


def street() -> Pixels:
    """A street, larger than a frame, with one number plate."""
    picture = Image.fromarray(cv2.resize(wall(3), (WIDTH + 200, HEIGHT + 100)) // 4 + 90)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(30)
    left, top, right, bottom = draw.textbbox(PLATE, "AB12 CDE", font=font)
    draw.rectangle((left - 5, top - 5, right + 5, bottom + 5), fill=(245, 205, 60))
    draw.text(PLATE, "AB12 CDE", fill=(15, 15, 15), font=font)
    return np.asarray(picture)


def analysed(
    pictures: Sequence[Pixels | None], *bounds: int, kinds: Collection[Kind] = ()
) -> tuple[Probe, list[Analysis]]:
    """Every segment shown to an analyst, with the frame after it; None stands for a lost frame."""
    starts, ends = (0, *bounds), (*bounds, None)
    segments = [
        Segment(number=number, seek=start, start=start, end=end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    probe, scalers = probe_of(len(pictures), segments), Scalers()
    analysing.prepare(probe, kinds=kinds)
    analyses = []
    for segment in segments:
        analyst = analysing.Analyst(probe, segment, kinds=kinds)
        for time in range(segment.start, min(len(pictures), (segment.end or len(pictures)) + 1)):
            pixels = pictures[time]
            shown = np.zeros((HEIGHT, WIDTH, 3), np.uint8) if pixels is None else pixels
            picture = av.VideoFrame.from_ndarray(shown, "rgb24").reformat(format="yuv420p")
            picture.pts, picture.time_base = time, Fraction(1, 25)
            analyst.see(Frame(time, picture, 0, scalers, blank=pixels is None))
        analyses.append(analyst.result())
    return probe, analyses


def face_at(place: Place) -> np.ndarray:
    return FACE + np.array([*place, *place])


@pytest.mark.media
def test_a_face_is_found_followed_and_covered_in_every_frame_of_its_shot() -> None:
    places = [(20 + 7 * number, 10 + 3 * number) for number in range(24)]
    pictures = [scene(place) for place in places] + [wall(5)] * 6
    probe, (analysis,) = analysed(pictures)
    assert analysis.cuts == (24,)
    assert len(analysis.motion) == len(pictures) - 1
    tracks = follow(probe, [analysis])
    (woman,) = [track for track in tracks if track.confidence and track.confidence > 0.6]
    covered = {place.time for part in woman.parts for place in part}
    assert (min(covered), max(covered)) == (0, 23)
    for part in woman.parts:
        for place in part:
            face = face_at(places[place.time])
            assert place.left <= face[0]
            assert place.top <= face[1]
            assert place.right >= face[2]
            assert place.bottom >= face[3]
            assert place.right - place.left < 3 * (face[2] - face[0])


@pytest.mark.media
def test_the_last_frame_before_a_cut_is_looked_at_even_out_of_turn() -> None:
    pictures = [wall(5)] * 6 + [scene((100, 60))] + [wall(7)] * 5
    _, (analysis,) = analysed([wall(5)] * 5 + pictures)
    assert analysis.cuts == (11, 12)
    assert {10, 11} <= set(analysis.looked)
    seen = [one for one in analysis.seen if one.kind is Kind.FACE and one.confidence > 0.6]
    assert [one.place.time for one in seen] == [11]


@pytest.mark.media
def test_every_shot_is_looked_at_from_its_first_frame_to_its_last_without_a_long_pause() -> None:
    _, (analysis,) = analysed([wall(5)] * 27 + [wall(7)] * 27)
    assert analysis.cuts == (27,)
    assert {0, 26, 27, 53} <= set(analysis.looked)
    assert max(np.diff(analysis.looked)) <= 4


@pytest.mark.media
def test_segments_give_the_frames_and_movements_of_the_whole_once_each() -> None:
    pictures = [scene((20 + 6 * number, 40)) for number in range(12)]
    _, (whole,) = analysed(pictures)
    _, parts = analysed(pictures, 5, 8)
    assert sum((part.times for part in parts), ()) == whole.times
    assert sum((part.motion for part in parts), ()) == whole.motion
    sure = [one.place.time for part in parts for one in part.seen if one.confidence > 0.6]
    assert sure[0] == 0


@pytest.mark.media
def test_a_cut_where_a_segment_begins_is_told_by_the_one_before() -> None:
    probe, parts = analysed([wall(2)] * 4 + [scene((60, 20))] * 4, 4)
    assert [part.cuts for part in parts] == [(4,), ()]
    assert 3 in parts[0].looked
    times = [place.time for track in follow(probe, parts) for part in track.parts for place in part]
    assert min(times) == 4


@pytest.mark.media
def test_a_frame_that_was_lost_breaks_nothing() -> None:
    pictures: list[Pixels | None] = [scene((60, 20)) for _ in range(9)]
    pictures[4] = None
    probe, (analysis,) = analysed(pictures)
    assert len(analysis.times) == 9
    assert 4 not in analysis.looked
    covered = {
        place.time for track in follow(probe, [analysis]) for part in track.parts for place in part
    }
    assert {0, 8} <= covered


def grey(pixels: Pixels) -> np.ndarray:
    return cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (320, 176))


def test_movement_is_measured_in_shares_of_the_picture() -> None:
    large = cv2.resize(np.random.default_rng(3).integers(0, 255, (40, 70), np.uint8), (800, 440))
    field, likeness = Flow().between(
        np.ascontiguousarray(large[50:226, 50:370]), np.ascontiguousarray(large[53:229, 56:376])
    )
    assert field.shape == (GRID[1], GRID[0], 2)
    inner = np.median(field[2:-2, 2:-2].reshape(-1, 2), axis=0) * (320, 176)
    assert inner == pytest.approx((-6, -3), abs=0.5)
    assert likeness > 0.95


def test_a_fast_turn_and_another_exposure_are_no_cuts_but_another_scene_is() -> None:
    flow = Flow()
    one = grey(scene((60, 20)))
    turned = np.roll(one, 25, axis=1)
    brighter = np.clip(one * 1.3 + 10, 0, 255).astype(np.uint8)
    assert flow.between(one, turned)[1] > 0.7
    assert flow.between(one, brighter)[1] > 0.7
    assert flow.between(one, grey(wall(9)))[1] < 0.7
    flat = np.full_like(one, 90)
    assert flow.between(flat, flat)[1] == 1
    assert flow.between(one, flat)[1] < 0.7


def test_a_damaged_movement_is_not_taken_for_one() -> None:
    with pytest.raises(Exception, match=r"decompress|header"):
        unpack(b"\0" * 20, GRID)


@pytest.mark.media
def test_a_number_plate_that_is_asked_for_is_followed_and_covered() -> None:
    whole = street()
    corners = [(5 * number, 2 * number) for number in range(34)]
    views = [whole[y : y + HEIGHT, x : x + WIDTH] for x, y in corners]
    probe, (analysis,) = analysed(views, kinds={Kind.PLATE})
    (plate,) = [track for track in follow(probe, [analysis]) if track.kind is Kind.PLATE]
    ((*places,),) = plate.parts
    assert (places[0].time, places[-1].time) == (0, 33)
    for place in places:
        x, y = (edge - moved for edge, moved in zip(PLATE, corners[place.time], strict=True))
        assert place.left <= x
        assert place.top <= y + 10
        assert place.right >= x + 120
        assert place.bottom >= y + 26
    _, (unasked,) = analysed(views[:1])
    assert Kind.PLATE not in {one.kind for one in unasked.seen}
