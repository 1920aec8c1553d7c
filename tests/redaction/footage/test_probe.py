"""Probing: what a file holds; and every file that is no footage refused in a sentence."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from tests.redaction.footage.clips import H264, copied, film

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.probing import FootageLimits

X265 = {"x265-params": "log-level=none:keyint=12"}
VP9 = {"g": "12", "cpu-used": "8", "deadline": "realtime"}


@pytest.mark.parametrize(
    ("name", "codec", "options", "base", "expected"),
    [
        ("a.mp4", "libx264", H264, Fraction(1, 12800), ("MP4", "h264")),
        ("a.mov", "libx264", H264, Fraction(1, 600), ("MOV", "h264")),
        ("a.mkv", "libx265", X265, Fraction(1, 1000), ("MKV", "hevc")),
        ("a.webm", "libvpx-vp9", VP9, Fraction(1, 1000), ("MKV", "vp9")),
        ("a.avi", "mpeg4", {"bf": "2"}, Fraction(1, 25), ("AVI", "mpeg4")),
        ("b.avi", "mjpeg", {}, Fraction(1, 25), ("AVI", "mjpeg")),
        ("a.ts", "libx264", H264, Fraction(1, 90000), ("TS", "h264")),
    ],
)
def test_containers_and_codecs_are_told(
    name: str,
    codec: str,
    options: dict[str, str],
    base: Fraction,
    expected: tuple[str, str],
    tmp_path: Path,
) -> None:
    layout = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    path = film(tmp_path / name, frames=30, codec=codec, options=options, base=base, layout=layout)
    found = probe(path)
    assert (found.container, found.picture.codec) == expected
    assert (found.picture.width, found.picture.height, found.picture.frames) == (96, 64, 30)
    assert found.duration == pytest.approx(30 / 25)
    assert len(found.sha256) == 64
    assert not [note for note in found.notes if "without" in note]


def test_what_else_travels_is_named(tmp_path: Path) -> None:
    plain = film(tmp_path / "plain.mp4")
    cut = copied(plain, tmp_path / "cut.mp4", shift=512 * 15, title="Witness Jane Doe")
    told = ", ".join(probe(cut).travels)
    assert "frames hidden by an edit list" in told
    assert "tags" in told
    assert "Jane" not in told
    assert "hidden" not in ", ".join(probe(plain).travels)


def test_rotation_makes_the_picture_upright(tmp_path: Path) -> None:
    found = probe(film(tmp_path / "turned.mp4", turned=90)).picture
    assert (found.width, found.height, found.rotation) == (64, 96, 90)


def test_a_mirrored_picture_is_not_stood_on_its_head(tmp_path: Path) -> None:
    def mirror(stream: Any) -> None:
        stream.set_display_rotation(0, hflip=True)

    found = probe(film(tmp_path / "mirrored.mp4", frames=3, set_up=mirror))
    assert found.picture.rotation == 0
    assert found.notes == ("The file asks players to mirror the picture; that is not done.",)


def test_segments_start_at_key_frames_and_follow_on(tmp_path: Path) -> None:
    found = probe(film(tmp_path / "long.mp4", frames=60), limits=FootageLimits(segment=10))
    assert [segment.start // 512 for segment in found.segments] == [0, 12, 24, 36, 48]
    ends = [segment.end for segment in found.segments]
    assert ends == [*(segment.start for segment in found.segments[1:]), None]


def sound_alone(path: Path) -> Path:
    with av.open(path, "w") as out:
        stream = out.add_stream("aac", rate=48_000, layout="mono")
        for number in range(4):
            silence = np.zeros((1, 1024), np.float32)
            frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, 1024 * number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (bytes(range(256)) * 40, "The file is not footage"),
        (HEAD + bytes(500), "cut short or damaged"),
        (b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n", "is a playlist"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "is a playlist"),
        (b"A note to nobody.\n" * 50, "The file is not footage"),
    ],
)
def test_what_is_no_footage_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    with pytest.raises(FootageRefused, match=sentence):
        probe(path)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FootageRefused, match="sound alone"):
        probe(sound_alone(tmp_path / "x.mp4"))


def test_another_codec_is_refused_by_name(tmp_path: Path) -> None:
    path = film(tmp_path / "x.mkv", codec="mpeg2video", options={}, base=Fraction(1, 25))
    with pytest.raises(FootageRefused, match=r"mpeg2video; H\.264, HEVC, VP9, MPEG-4, MJPEG"):
        probe(path)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (FootageLimits(side=80), "96 by 64 pixels; no side may be over 80"),
        (FootageLimits(pixels=6000), "at most 6,000 pixels"),
        (FootageLimits(seconds=1), "at most 1 are allowed"),
        (FootageLimits(rate=10), "25 frames a second; at most 10"),
    ],
)
def test_limits_are_named(limits: FootageLimits, sentence: str, tmp_path: Path) -> None:
    path = film(tmp_path / "x.mp4", frames=60)
    with pytest.raises(FootageRefused, match=sentence):
        probe(path, limits=limits)


def test_encrypted_footage_is_refused(tmp_path: Path) -> None:
    """Common encryption (ISO/IEC 23001-7): the key stays with whoever made the file."""
    path = film(
        tmp_path / "x.mp4",
        container={
            "encryption_scheme": "cenc-aes-ctr",
            "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
            "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
        },
    )
    with pytest.raises(FootageRefused, match="is encrypted"):
        probe(path)
