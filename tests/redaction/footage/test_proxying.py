"""The proxy: what a browser plays has every frame once, at its own time, and holds nothing else."""

import itertools
import struct
import subprocess
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests.redaction.footage import making
from tests.redaction.footage.clips import (
    ffprobe,
    film,
    number_in,
    numbers,
    shown,
    steps,
    times_by_ffprobe,
)
from tests.redaction.footage.test_decoding import OPEN, UNEVEN, VP9

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage import proxying
from bluelamp.redaction.footage.atoms import atoms
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.proxying import Proxied, Stretch, proxied, stretches
from bluelamp.redaction.footage.proxying_sound import proxied_sound
from bluelamp.redaction.footage.values import Probe

pytestmark = pytest.mark.media

# ISO/IEC 14496-12: all that a player needs of a fragmented file.
NEEDED = {
    "ftyp", "moov", "mvhd", "trak", "tkhd", "mdia", "mdhd", "hdlr", "minf", "vmhd", "smhd", "dinf",
    "dref", "url ", "stbl", "stsd", "stts", "stsc", "stsz", "stco", "mvex", "moof", "mdat", "avc1",
    "avcC", "mp4a", "esds",
}  # fmt: skip


def made_of(found: Probe, path: Path, wanted: Sequence[Stretch] | None = None) -> list[Proxied]:
    """The stretches, each segment's asked for by itself."""
    groups = itertools.groupby(wanted or stretches(found), key=lambda each: each.segment)
    asked = [list(group) for _, group in groups]
    return [each for some in asked for each in proxied(path, probe=found, wanted=some) if each]


def together(made: Sequence[Proxied], target: Path) -> Path:
    """As a browser puts them together."""
    target.write_bytes(made[0].head + b"".join(each.content for each in made))
    return target


def ticks(path: Path) -> list[int]:
    first, *rest = times_by_ffprobe(path)
    return [0, *(time - first for time in rest)]


def lengths(made: Proxied) -> list[int]:
    """How long each frame lasts, by the fragment's own table (ISO/IEC 14496-12, 8.8.8)."""
    at = made.content.find(b"trun") + 8
    if at < 8:
        return []
    (count,) = struct.unpack_from(">I", made.content, at)
    return [struct.unpack_from(">I", made.content, at + 8 + 12 * row)[0] for row in range(count)]


def kinds(made: Proxied) -> Iterator[int]:
    """The kinds of the units that its coded pictures are made of."""
    at = made.content.find(b"mdat") + 4
    while 4 <= at < len(made.content):
        (length,) = struct.unpack_from(">I", made.content, at)
        yield made.content[at + 4] & 0x1F
        at += 4 + length


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxying, "_LENGTH", 0.5)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("closed.mp4", {}),
        ("open.ts", {"options": OPEN, "base": Fraction(1, 90000)}),
        ("vp9.webm", {"codec": "libvpx-vp9", "options": VP9, "base": Fraction(1, 1000)}),
        ("uneven.mp4", {"times": UNEVEN}),
        ("deep.mp4", {"layout": "yuv420p10le"}),
    ],
)
def test_every_frame_is_played_once_at_its_own_time(
    name: str, options: dict[str, object], tmp_path: Path
) -> None:
    path = film(tmp_path / name, **options)  # type: ignore[arg-type]
    found = probe(path, limits=FootageLimits(segment=10))
    assert len(found.segments) > 1
    made = made_of(found, path)
    assert len(made) > len(found.segments)
    played = together(made, tmp_path / "played.mp4")
    times = ticks(path)
    assert [time for each in made for time in each.times] == times
    assert times_by_ffprobe(played) == times
    assert numbers(played) == list(range(len(times)))
    assert len({each.head for each in made}) == 1


def test_a_stretch_plays_without_those_before_it(tmp_path: Path) -> None:
    path = film(tmp_path / "long.mp4")
    found = probe(path, limits=FootageLimits(segment=10))
    first, *_, last = made_of(found, path)
    played = together([first, last], tmp_path / "played.mp4")
    wanted = [*first.times, *last.times]
    assert times_by_ffprobe(played) == wanted
    assert numbers(played) == [time // 512 for time in wanted]


def test_a_key_frame_comes_at_least_each_half_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxying, "_LENGTH", 4.0)
    paces = [300] * 30 + [1100] * 20 + [900, 5000, 9000, 400, 100] * 3
    path = film(tmp_path / "uneven.mp4", times=list(itertools.accumulate([0, *paces])))
    made = made_of(probe(path), path)
    played = together(made, tmp_path / "played.mp4")
    packets = ffprobe(played, "-select_streams", "v:0", "-show_packets")["packets"]
    times = [int(packet["pts"]) for packet in packets]
    keys = [int(packet["pts"]) for packet in packets if "K" in packet["flags"]]
    late = [
        (key, after)
        for key, after in itertools.pairwise(keys)
        if (after - key) / 12800 > 0.5 and any(key < time < after for time in times)
    ]
    assert times == ticks(path)
    assert late == []
    assert len(keys) < len(times) / 3
    assert [length for each in made for length in lengths(each)][:-1] == steps(times)


def test_a_frame_lasts_until_the_next_stretch_begins(tmp_path: Path) -> None:
    """A hole in a browser's buffer stops the film."""
    path = film(tmp_path / "gap.mp4", times=[0, 512, 1024, 40_000, 40_512])
    made = made_of(probe(path), path)
    empty = [each for each in made if not each.times]
    assert empty, "no stretch is without a frame"
    assert all(each.content == b"\0\0\0\x08free" and each.thumbs is None for each in empty)
    assert [length for each in made for length in lengths(each)] == [512, 512, 38_976, 512, 512]


@pytest.mark.parametrize("turned", [90, 180])
def test_what_lies_on_its_side_is_played_upright(turned: int, tmp_path: Path) -> None:
    path = film(tmp_path / "turned.mov", frames=6, turned=turned)
    found = probe(path)
    made = made_of(found, path)
    (stream,) = ffprobe(together(made, tmp_path / "played.mp4"), "-show_streams")["streams"]
    upright = (64, 96) if turned == 90 else (96, 64)
    assert (stream["width"], stream["height"]) == upright
    assert "side_data_list" not in stream
    pixels = shown(tmp_path / "played.mp4")[5]
    assert number_in(np.rot90(pixels, -turned // 90)) == 5


def test_large_pictures_are_made_small_and_thumbnails_smaller(tmp_path: Path) -> None:
    path = film(tmp_path / "large.mp4", frames=14, size=(1920, 1080))
    made = made_of(probe(path), path)
    (stream,) = ffprobe(together(made, tmp_path / "played.mp4"), "-show_streams")["streams"]
    assert (stream["width"], stream["height"]) == (960, 540)
    assert [each.thumbs.shape for each in made if each.thumbs is not None] == [(90, 640, 3)] * 2


def test_nothing_but_pictures_and_sound_is_in_it(tmp_path: Path) -> None:
    plain = making.film(tmp_path / "plain.mkv", sound=making.tone(1))
    path = tmp_path / "said.mp4"
    words = ["-metadata", "title=Yard camera 3", "-metadata:s:v", "handler_name=Yard camera"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", plain, "-c:v", "copy", "-c:a", "aac", *words, path],
        check=True,
    )
    assert b"Yard" in path.read_bytes()
    found = probe(path)
    made = made_of(found, path)
    assert {kind for each in made for kind in kinds(each)} == {1, 5}, (
        "slices alone (H.264, table 7-1)"
    )
    pictures = together(made, tmp_path / "played.mp4")
    sound = tmp_path / "played.m4a"
    sound.write_bytes(proxied_sound(path, probe=found).content)
    for file in (pictures, sound):
        with file.open("rb") as opened:
            boxes = {each.path.rpartition("/")[2] for each in atoms(opened)}
        assert boxes <= NEEDED
        content = file.read_bytes()
        assert not any(word in content for word in (b"Lavf", b"Lavc", b"x264", b"Yard", b"udta"))
        told = ffprobe(file, "-show_format", "-show_streams", "-show_chapters")
        tags = told["format"]["tags"].keys() | told["streams"][0].get("tags", {}).keys()
        assert tags <= {
            *("major_brand", "minor_version", "compatible_brands"),
            *("language", "handler_name", "vendor_id"),
        }
        assert told["chapters"] == []


def test_the_strangers_ruler_sees_a_stranger(tmp_path: Path) -> None:
    path = film(tmp_path / "tagged.mp4", frames=3)
    with path.open("rb") as opened:
        assert not {each.path.rpartition("/")[2] for each in atoms(opened)} <= NEEDED


def test_sound_is_in_step_and_its_loudness_is_known(tmp_path: Path) -> None:
    """Clicks at known times; the sound begins half a second after the pictures."""
    clicks = making.clicks(2, (0.1, 1.3))
    times = [40 * number for number in range(75)]
    path = making.film(
        tmp_path / "clicks.mkv", times=times, time_base=Fraction(1, 1000), sound=clicks, sound_start=0.5
    )  # fmt: skip
    made = proxied_sound(path, probe=probe(path))
    played = tmp_path / "played.m4a"
    played.write_bytes(made.content)
    loud = [number for number, peak in enumerate(made.peaks) if peak > 0.1]
    assert {12, 36} <= set(loud) <= {11, 12, 35, 36}
    assert len(made.peaks) == 60
    with av.open(played) as opened:
        frames = list(opened.decode(audio=0))
        assert frames[0].pts == 0
        samples = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)[0]
    heard = np.flatnonzero(np.abs(samples) > 0.1) / 48_000
    assert heard.min() == pytest.approx(0.6, abs=0.005)
    assert heard.max() == pytest.approx(1.804, abs=0.005)


def test_a_damaged_frame_comes_black_and_the_others_as_they_are(tmp_path: Path) -> None:
    path = film(tmp_path / "long.mp4", options={"bf": "0", "g": "10", "preset": "ultrafast"})
    content = bytearray(path.read_bytes())
    (packet,) = [
        each
        for each in ffprobe(path, "-select_streams", "v:0", "-show_packets")["packets"]
        if int(each["pts"]) == 14 * 512
    ]
    at = int(packet["pos"]) + 5
    content[at : at + int(packet["size"]) - 8] = bytes(int(packet["size"]) - 8)
    path.write_bytes(content)
    made = made_of(probe(path, limits=FootageLimits(segment=10)), path)
    played = together(made, tmp_path / "played.mp4")
    assert times_by_ffprobe(played) == [512 * number for number in range(40)]
    pictures = shown(played)
    assert all(pictures[number].max() < 40 for number in range(14, 20))
    said = [number_in(pictures[number]) for number in (*range(14), *range(20, 40))]
    assert said == [*range(14), *range(20, 40)]


def test_what_cannot_be_opened_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = film(tmp_path / "short.mp4", frames=5)
    found = probe(path)
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(FootageRefused, match=r"cannot be read|damaged"):
        made_of(found, path)
