"""Rendering and joining: every frame once at its time, regions destroyed, nothing else travelling."""

import os
import shutil
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.redaction.footage.clips import (
    copied,
    ffprobe,
    film,
    number_in,
    numbers,
    shown,
    times_by_ffprobe,
)
from tests.redaction.footage.test_decoding import OPEN, UNEVEN, VP9, damaged

from bluelamp.redaction import PlanRefused
from bluelamp.redaction.errors import FootageRefused, RedactionError
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.joining import Joined
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import (
    Codec,
    Damage,
    FootagePlan,
    Track,
    drop_sound,
    keep,
    propose_footage,
)
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.redacting import Stage, Walk
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.terms import Effect, Shape


@pytest.fixture(autouse=True, scope="module")
def ffprobe_is_here() -> None:
    if not shutil.which("ffprobe"):
        pytest.skip("ffprobe is not installed")


@dataclass
class Rendered:
    source: Path
    probe: Probe
    plan: FootagePlan
    film: Path
    joined: Joined


def moving_box(found: Probe, shape: Shape = Shape.BOX) -> Track:
    """From x 16 to x 40 over the whole film, below the row that says the frame's number."""
    first, last = found.picture.first, found.picture.last
    places = (Place(first, 16, 24, 40, 48), Place(last, 40, 24, 64, 48))
    return Track(id="t1", shape=shape, parts=(places,))


def rendered(source: Path, work: Path, shape: Shape = Shape.BOX, **changes: object) -> Rendered:
    found = probe(source, limits=FootageLimits(segment=10))
    plan = drop_sound(propose_footage(found, [moving_box(found, shape)]))
    plan = msgspec.structs.replace(plan, **changes)
    with Folder(work, sha256=found.sha256) as folder:
        walk = Walk(source=source, probe=found, folder=folder, tell=lambda *_: None)
        path, joined = walk.render(plan)
    return Rendered(source, found, plan, path, joined)


def check_times(made: Rendered) -> None:
    """As FFmpeg's own program sees both: the same frames, the first of them at 0."""
    before = times_by_ffprobe(made.source)
    tick = Fraction(*made.probe.picture.time_base)
    base = Fraction(ffprobe(made.film, "-show_streams")["streams"][0]["time_base"])
    after = [time * base for time in times_by_ffprobe(made.film)]
    assert after == [(time - before[0]) * tick for time in before]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("open.mp4", {"options": OPEN}),
        ("uneven.mp4", {"times": UNEVEN}),
        ("b.ts", {"base": Fraction(1, 90000)}),
        ("vp9.webm", {"codec": "libvpx-vp9", "options": VP9, "base": Fraction(1, 1000)}),
        (
            "ntsc.avi",
            {
                "codec": "mjpeg",
                "options": {},
                "layout": "yuvj420p",
                "base": Fraction(1001, 30000),
                "times": list(range(40)),
            },
        ),
    ],
)
def test_every_frame_comes_once_at_its_time_to_the_tick(
    name: str, options: dict[str, object], tmp_path: Path
) -> None:
    made = rendered(film(tmp_path / name, **options), tmp_path)  # type: ignore[arg-type]
    check_times(made)
    assert numbers(made.film) == list(range(made.joined.frames))
    assert made.joined.frames == made.probe.picture.frames
    assert not made.joined.blank


def test_hidden_frames_do_not_go_out(tmp_path: Path) -> None:
    cut = copied(film(tmp_path / "plain.mp4"), tmp_path / "cut.mp4", shift=512 * 15)
    made = rendered(cut, tmp_path)
    assert numbers(made.film) == list(range(15, 40))
    streams = ffprobe(made.film, "-count_packets", "-show_streams")["streams"]
    assert streams[0]["nb_read_packets"] == "25"


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize("layout", ["yuv420p", "yuv420p10le"])
def test_regions_are_covered_and_the_rest_is_not(
    effect: Effect, layout: str, tmp_path: Path
) -> None:
    made = rendered(film(tmp_path / "x.mp4", layout=layout), tmp_path, effect=effect)
    originals, alike = shown(made.source), []
    for number, (before, after) in enumerate(zip(originals, shown(made.film), strict=True)):
        left = 16 + 24 * number / 39
        inside = np.s_[26:46, round(left) + 2 : round(left) + 22]
        if effect is Effect.SOLID:
            assert after[inside].max() < 40
        else:
            alike.append(similarity(before[inside], after[inside]))
        for outside in (np.s_[26:46, : round(left) - 3], np.s_[52:, :]):
            assert similarity(before[outside], after[outside]) > 0.75
    assert np.mean(alike or [0]) < 0.5


def similarity(one: np.ndarray, other: np.ndarray) -> float:
    """How far two pieces go up and down together, 0 to 1."""
    return float(np.corrcoef(one.mean(axis=2).ravel(), other.mean(axis=2).ravel())[0, 1])


def test_an_ellipse_leaves_its_corners(tmp_path: Path) -> None:
    made = rendered(film(tmp_path / "x.mp4"), tmp_path, shape=Shape.ELLIPSE)
    first = shown(made.film)[0]
    assert first[28:44, 22:34].max() < 40
    assert first[24:26, 16:18].max() > 60


def test_kept_tracks_stay_visible(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4", frames=12)
    found = probe(source)
    plan = keep(propose_footage(found, [moving_box(found)]), id="t1", why="sought")
    with Folder(tmp_path, sha256=found.sha256) as folder:
        walk = Walk(source=source, probe=found, folder=folder, tell=lambda *_: None)
        path, _ = walk.render(plan)
    for before, after in zip(shown(source), shown(path), strict=True):
        assert similarity(before[24:48, 16:64], after[24:48, 16:64]) > 0.9


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_rotation_is_applied_and_its_tag_gone(turned: int, tmp_path: Path) -> None:
    made = rendered(film(tmp_path / "x.mp4", turned=turned, frames=8), tmp_path)
    frames = shown(made.film)
    assert [number_in(np.rot90(frame, -turned // 90)) for frame in frames] == list(range(8))
    assert "side_data_list" not in ffprobe(made.film, "-show_streams")["streams"][0]
    assert frames[0][26:46, 18:38].max() < 40


def test_odd_sides_are_made_even_by_a_repeated_row_and_column(tmp_path: Path) -> None:
    def all_colours(stream: object) -> None:
        stream.pix_fmt = "yuv444p"  # type: ignore[attr-defined]

    source = film(tmp_path / "x.mp4", size=(95, 63), frames=6, layout="yuv444p", set_up=all_colours)
    made = rendered(source, tmp_path)
    frame = shown(made.film)[3]
    assert frame.shape == (64, 96, 3)
    assert np.abs(frame[:63, 94].astype(int) - frame[:63, 95]).mean() < 6
    assert numbers(made.film) == list(range(6))


@pytest.mark.parametrize(
    ("codec", "layout"),
    [(Codec.H264, "yuv420p"), (Codec.HEVC, "yuv420p10le"), (Codec.AV1, "yuv420p10le")],
)
def test_the_codec_is_a_choice_and_deep_pictures_stay_deep_where_players_can(
    codec: Codec, layout: str, tmp_path: Path
) -> None:
    made = rendered(
        film(tmp_path / "x.mp4", layout="yuv420p10le", frames=24), tmp_path, codec=codec
    )
    stream = ffprobe(made.film, "-show_streams")["streams"][0]
    assert (stream["codec_name"], stream["pix_fmt"]) == (codec, layout)
    check_times(made)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux schedules threads one by one")
@pytest.mark.parametrize("codec", Codec)
def test_no_encoder_goes_before_other_programs(codec: Codec, tmp_path: Path) -> None:
    rendered(film(tmp_path / "x.mp4", frames=6), tmp_path, codec=codec)
    threads = [int(thread.name) for thread in Path("/proc/self/task").iterdir()]
    assert {os.sched_getscheduler(thread) for thread in threads} == {os.SCHED_OTHER}


def test_colours_pixel_shape_and_fields_are_kept(tmp_path: Path) -> None:
    def tag(stream: object) -> None:
        coder = stream.codec_context  # type: ignore[attr-defined]
        coder.color_primaries = coder.color_trc = coder.colorspace = 1
        coder.sample_aspect_ratio = Fraction(16, 11)
        coder.flags |= 1 << 18 | 1 << 29  # interlaced, as AV_CODEC_FLAG says

    options = {"preset": "ultrafast", "g": "12", "x264-params": "tff=1"}
    made = rendered(film(tmp_path / "x.ts", options=options, set_up=tag), tmp_path)
    assert made.probe.picture.interlaced
    before, after = (
        ffprobe(path, "-show_streams")["streams"][0] for path in (made.source, made.film)
    )
    for name in ("color_primaries", "color_transfer", "color_space", "sample_aspect_ratio"):
        assert after[name] == before[name] not in (None, "unknown")
    assert after["field_order"] == "tt"


def test_nothing_else_travels(tmp_path: Path) -> None:
    tagged = copied(
        film(tmp_path / "x.mp4"), tmp_path / "tagged.mkv", title="Witness Jane Doe", location="+51"
    )
    made = rendered(tagged, tmp_path)
    content = made.film.read_bytes()
    for secret in (b"Jane", b"x264", b"Lavf", b"Lavc", str(tmp_path).encode()):
        assert secret not in content
    assert b"x264" in film(tmp_path / "y.mp4").read_bytes()  # which names its encoder
    told = ffprobe(made.film, "-show_format", "-show_streams", "-show_chapters")
    assert len(told["streams"]) == 1
    assert not told["chapters"]
    assert set(told["format"]["tags"]) <= {"major_brand", "minor_version", "compatible_brands"}
    assert content.find(b"moov") < content.find(b"mdat")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4")
    once, again = (rendered(source, tmp_path / name).film.read_bytes() for name in ("a", "b"))
    assert once == again


def test_a_broken_frame_stops_the_work_or_comes_out_black(tmp_path: Path) -> None:
    source = damaged(tmp_path, 17)
    with pytest.raises(FootageRefused, match=r"The frame at 0\.680 seconds cannot be decoded"):
        rendered(source, tmp_path)
    made = rendered(source, tmp_path, damage=Damage.BLANK)
    assert made.joined.blank == [17 * 512]
    assert shown(made.film)[17].max() < 40
    assert numbers(made.film) == [*range(17), 0, *range(18, 40)]
    with Folder(tmp_path, sha256=made.probe.sha256) as folder:
        walk = Walk(source=source, probe=made.probe, folder=folder, tell=lambda *_: None)
        report = walk.examine(made.plan, output=made.film, joined=made.joined)
    assert "came out black: 1, the first 0.680 seconds" in report.notes[0]


def test_a_plan_for_another_file_is_refused(tmp_path: Path) -> None:
    one, other = film(tmp_path / "1.mp4", frames=12), film(tmp_path / "2.mp4", frames=13)
    plan = propose_footage(probe(one), [])
    found = probe(other)
    with Folder(tmp_path, sha256=found.sha256) as folder:
        walk = Walk(source=other, probe=found, folder=folder, tell=lambda *_: None)
        with pytest.raises(PlanRefused, match="for another file"):
            walk.render(plan)


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4")
    found = probe(source, limits=FootageLimits(segment=10))
    told: list[tuple[Stage, int, int]] = []
    with Folder(tmp_path, sha256=found.sha256) as folder:
        walk = Walk(source=source, probe=found, folder=folder, tell=lambda *each: told.append(each))
        walk.render(propose_footage(found, []))
    assert told[-1] == (Stage.RENDER, 40, 40)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_two_at_the_same_work_are_told_apart(tmp_path: Path) -> None:
    with (
        Folder(tmp_path, sha256="0" * 64),
        pytest.raises(RedactionError, match="Another process"),
        Folder(tmp_path, sha256="0" * 64),
    ):
        pass


def test_a_segment_that_is_not_whole_is_never_joined(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4")
    made = rendered(source, tmp_path)
    parts = sorted(made.film.parent.glob("0*"))
    assert len(parts) > 2
    parts[1].write_bytes(parts[2].read_bytes())
    made.film.unlink()
    with pytest.raises(FootageRefused, match="not follow on"):
        rendered(source, tmp_path)
    assert not made.film.exists()
