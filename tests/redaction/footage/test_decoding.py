"""Decoding by segments: every frame once, at the time that players show it."""

from array import array
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.stream import VideoStream
from tests.redaction.footage.clips import copied, film, number_in, times_by_ffprobe

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage import decoding, probing
from bluelamp.redaction.footage.decoding import frames
from bluelamp.redaction.footage.frames import Frame
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.values import Probe

OPEN = {"x264-params": "open-gop=1:keyint=12:min-keyint=12:bframes=3:scenecut=0:b-adapt=0"}
X265 = {"x265-params": "log-level=none:keyint=12:min-keyint=12:bframes=3:open-gop=1"}
VP9 = {"g": "12", "cpu-used": "8", "deadline": "realtime"}
UNEVEN = [0, 512, 600, 2000, 2001, 2100, 4000, 9000, *range(10_000, 20_000, 333)]


def by_segments(path: Path) -> tuple[Probe, list[Frame]]:
    """The frames of all segments; what each says beyond its end is the first of the next."""
    found = probe(path, limits=FootageLimits(segment=10))
    together: list[Frame] = []
    with path.open("rb") as source:
        for segment in found.segments:
            here = list(frames(source, found.picture, segment))
            assert here[0].time == segment.start
            if segment.end is not None:
                assert here.pop().time == segment.end
            together += here
    return found, together


def said(frame: Frame) -> int:
    return number_in(frame.rgb(frame.width, frame.height))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("closed.mp4", {}),
        ("open.mp4", {"options": OPEN}),
        ("open.ts", {"options": OPEN, "base": Fraction(1, 90000)}),
        ("open.mkv", {"options": OPEN, "base": Fraction(1, 1000)}),
        ("hevc.mp4", {"codec": "libx265", "options": X265}),
        ("vp9.webm", {"codec": "libvpx-vp9", "options": VP9, "base": Fraction(1, 1000)}),
        ("uneven.mp4", {"times": UNEVEN}),
        ("deep.mp4", {"layout": "yuv420p10le"}),
        (
            "jpeg.avi",
            {"codec": "mjpeg", "options": {}, "layout": "yuvj422p", "base": Fraction(1, 25)},
        ),
    ],
)
def test_segments_give_every_frame_once_at_its_time(
    name: str, options: dict[str, object], tmp_path: Path
) -> None:
    path = film(tmp_path / name, **options)  # type: ignore[arg-type]
    found, together = by_segments(path)
    assert len(found.segments) > 1
    assert [frame.time for frame in together] == times_by_ffprobe(path)
    assert [said(frame) for frame in together] == list(range(len(together)))
    assert not any(frame.blank for frame in together)


@pytest.mark.parametrize("codec", ["mpeg4", "libx264"])
def test_files_without_usable_times_go_by_order(codec: str, tmp_path: Path) -> None:
    path = film(
        tmp_path / "x.avi", codec=codec, options={"bf": "2", "g": "12"}, base=Fraction(1, 25)
    )
    found, together = by_segments(path)
    assert [frame.time for frame in together] == list(range(40))
    assert [said(frame) for frame in together] == list(range(40))
    assert "timed by their order" in found.notes[0]


def doubled(source: Path, target: Path, number: int) -> Path:
    """The film in which the packet of that frame has the time of the frame before."""
    with av.open(source) as old, av.open(target, "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is None or packet.pts is None:
                continue
            if packet.pts == old.streams.video[0].start_time + number * 3600:
                packet.pts -= 3600
            packet.stream = stream
            new.mux_one(packet)
    return target


@pytest.mark.parametrize("number", [13, 14, 15, 25, 39])
def test_a_time_that_comes_twice_moves_on_by_a_tick_alone(number: int, tmp_path: Path) -> None:
    """As where a recorder's clock stumbles: the frames around it keep their times."""
    plain = film(tmp_path / "plain.ts", base=Fraction(1, 90000))
    path = doubled(plain, tmp_path / "doubled.ts", number)
    found, together = by_segments(path)
    first = found.picture.first
    assert not found.picture.by_order
    assert len(found.segments) > 1
    times = [frame.time - first for frame in together]
    wanted = [each * 3600 for each in range(40)]
    wanted[number] = wanted[number - 1] + 1
    assert times == wanted
    assert [said(frame) for frame in together] == list(range(40))


def test_times_that_go_back_further_or_crowd_are_of_no_use() -> None:
    def collide(*times: int, reach: int = 16) -> bool:
        return probing._collide(array("q", times), reach)

    assert not collide(0, 30, 10, 20, 60, 50, 40)
    assert not collide(0, 30, 10, 10, 60, 50, 40)
    assert not collide(0, 10, 10, 20, reach=1)
    assert collide(0, 10, 20, 10, 30, reach=1)
    assert collide(0, 1, 1, 2, 3)
    assert collide(*range(0, 400, 10), *range(0, 400, 10))


def test_no_cut_is_made_where_a_key_frame_shares_its_time(tmp_path: Path) -> None:
    plain = film(tmp_path / "plain.ts", base=Fraction(1, 90000))
    keys = [segment.start for segment in by_segments(plain)[0].segments]
    path = doubled(plain, tmp_path / "doubled.ts", 12)
    found, together = by_segments(path)
    starts = [segment.start - found.picture.first for segment in found.segments]
    assert 12 * 3600 in [key - keys[0] for key in keys]
    assert 11 * 3600 not in starts
    assert [said(frame) for frame in together] == list(range(40))


def test_frames_behind_an_edit_list_are_not_shown(tmp_path: Path) -> None:
    plain = film(tmp_path / "plain.mp4")
    cut = copied(plain, tmp_path / "cut.mp4", shift=512 * 15)
    _, together = by_segments(cut)
    assert [said(frame) for frame in together] == list(range(15, 40))
    assert [frame.time for frame in together] == [512 * number for number in range(25)]


def test_frames_are_upright_however_they_are_scaled(tmp_path: Path) -> None:
    path = film(tmp_path / "x.mp4", turned=90, frames=3)
    _, together = by_segments(path)
    frame = together[1]
    assert (frame.width, frame.height) == (64, 96)
    assert frame.rgb(64, 96).shape == (96, 64, 3)
    assert frame.grey(32, 48).shape == (48, 32)
    assert number_in(np.rot90(frame.rgb(64, 96), -1)) == 1


def test_a_file_cut_short_ends_with_its_last_whole_frame(tmp_path: Path) -> None:
    path = film(tmp_path / "x.mp4", container={"movflags": "faststart"})
    path.write_bytes(path.read_bytes()[:-1500])
    found, together = by_segments(path)
    assert "cut short" in found.notes[0]
    assert 20 < len(together) < 40
    assert [said(frame) for frame in together] == list(range(len(together)))


def damaged(tmp_path: Path, number: int) -> Path:
    """A film of pictures that need no other, one of which holds rubbish."""
    path = film(tmp_path / "x.mp4", options={"g": "1", "preset": "ultrafast"})
    with av.open(path) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        at, size = packets[number].pos, packets[number].size
    content = bytearray(path.read_bytes())
    content[at or 0 : (at or 0) + size] = bytes(size)
    path.write_bytes(content)
    return path


def test_a_broken_key_frame_does_not_have_all_of_the_file_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(tmp_path / "x.mp4", times=[12_800 * second for second in range(72)])
    with av.open(path) as container:
        key = next(p for p in container.demux(video=0) if p.pts == 60 * 12_800)
    content = bytearray(path.read_bytes())
    begins = (key.pos or 0) + key.size // 4  # behind what says that it is a key frame
    content[begins : begins + key.size // 2] = bytes(key.size // 2)
    path.write_bytes(content)
    read: list[None] = []
    real = decoding._decoded

    def counted(stream: VideoStream) -> Iterator[Any]:
        for each in real(stream):
            read.append(None)
            yield each

    monkeypatch.setattr(decoding, "_decoded", counted)
    monkeypatch.setattr(decoding, "_RUN_UPS", (0, 2))
    found = probe(path, limits=FootageLimits(segment=10))
    assert found.segments[-1].start == 60 * 12_800
    with path.open("rb") as source:
        shown = list(frames(source, found.picture, found.segments[-1]))
    assert [frame.time // 12_800 for frame in shown] == list(range(60, 72))
    assert shown[0].blank
    assert len(read) < 60


def test_a_frame_that_cannot_be_decoded_is_black_and_marked(tmp_path: Path) -> None:
    _, together = by_segments(damaged(tmp_path, 17))
    assert [number for number, frame in enumerate(together) if frame.blank] == [17]
    assert len(together) == 40
    assert together[17].time == 17 * 512
    assert not together[17].grey(96, 64).any()
    assert said(together[18]) == 18


def test_a_picture_that_changes_its_size_is_refused(tmp_path: Path) -> None:
    small, large = film(tmp_path / "s.ts"), film(tmp_path / "l.ts", size=(128, 96))
    joined = tmp_path / "x.ts"
    joined.write_bytes(small.read_bytes() + large.read_bytes())
    with pytest.raises(FootageRefused, match="128 by 96 pixels"):
        by_segments(joined)
