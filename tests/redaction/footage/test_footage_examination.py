"""The examination of a finished film: a good one passes, and each way of being bad is told apart."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from PIL import Image
from tests.redaction.conftest import DEMO, encoded
from tests.redaction.footage.making import Sound, film, tone, voice

from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.examination import Check
from bluelamp.redaction.footage import examining, rehearing
from bluelamp.redaction.footage import shell as examined_shell
from bluelamp.redaction.footage.atoms import atoms, strangers
from bluelamp.redaction.footage.examination import conclude, read_examined
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import (
    Codec,
    FootagePlan,
    SoundEffect,
    SoundSpan,
    Track,
    check,
    drop_sound,
    keep,
    propose_footage,
)
from bluelamp.redaction.footage.redacting import Walk
from bluelamp.redaction.footage.report import FootageReport
from bluelamp.redaction.footage.shell import look_at_shell
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.terms import Decision, Effect, Shape

RATE = 16_000
SPANS = (
    SoundSpan(start=1, end=2, effect=SoundEffect.MUTE),
    SoundSpan(start=3, end=4, effect=SoundEffect.TONE),
)


class Made:
    """Footage with its probe, and films made of it by one plan or another."""

    def __init__(self, source: Path, tracks: Callable[[Probe], list[Track]]) -> None:
        self.source, self.probe = source, probe(source)
        self.plan = propose_footage(self.probe, tracks(self.probe))
        self.plan = msgspec.structs.replace(self.plan, sound=SPANS if self.probe.sound else ())

    @contextmanager
    def walk(self) -> Iterator[Walk]:
        with Folder(self.source.parent, sha256=self.probe.sha256) as folder:
            yield Walk(source=self.source, probe=self.probe, folder=folder, tell=lambda *_: None)

    def film(self, plan: FootagePlan | None = None) -> Path:
        with self.walk() as walk:
            return walk.render(plan or self.plan)[0]

    def examine(self, output: Path, plan: FootagePlan | None = None) -> FootageReport:
        """As the walk does, without the confined processes."""
        plan = plan or self.plan
        setting = msgspec.msgpack.encode((self.probe, plan))
        with output.open("rb") as made, self.source.open("rb") as original:
            work = examining.prepare(setting, (made, original))
            parts = [
                part
                for segment in self.probe.segments
                for part in work(msgspec.msgpack.encode(segment))
            ]
            heard = None
            if plan.keep_sound and self.probe.sound:
                answer = b"".join(rehearing.prepare(setting, (made, original))(b""))
                heard = msgspec.msgpack.decode(answer, type=rehearing.Reheard) if answer else None
        return conclude(read_examined(parts), heard, probe=self.probe, plan=plan, output=output)


def crossing(found: Probe) -> list[Track]:
    first, last = found.picture.first, found.picture.last
    box = (Place(first, 10, 20, 60, 70), Place(last, 90, 40, 140, 90))
    late = (Place((first + last) // 2, 60, 60, 110, 130), Place(last, 60, 60, 110, 130))
    return [
        Track(id="t1", shape=Shape.BOX, parts=(box,)),
        Track(id="t2", shape=Shape.ELLIPSE, parts=(late,)),
    ]


@pytest.fixture(autouse=True)
def one_look_for_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise has no faces: the first frame of each segment is enough."""
    monkeypatch.setattr(examining, "_EVERY", 100)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = tmp_path_factory.mktemp("examined") / "source.mp4"
    film(
        path, times=tuple(range(130)), size=(160, 144), sound=voice(5.2), rate=RATE,
        kind="mp4", codecs=("libx264", "aac"),
    )  # fmt: skip
    return Made(path, crossing)


@pytest.fixture(scope="module")
def good(made: Made) -> Path:
    return made.film()


def failed(report: FootageReport) -> set[str]:
    return {check.name for check in report.checks if not check.passed}


def test_a_good_film_passes_and_the_report_is_bound_to_all_three(made: Made, good: Path) -> None:
    with made.walk() as walk:
        report = walk.examine(made.plan, output=good)
    assert report.failures == ()
    assert report.passed
    assert (report.input_sha256, report.plan_sha256) == (made.probe.sha256, made.plan.digest())
    assert len(report.output_sha256) == 64
    assert report.frames == 130
    assert {track.id for track in report.tracks} == {"t1", "t2"}
    assert all(track.error < 5 for track in report.tracks)
    assert b'"passed": true' in report.readable()
    assert "each at the original's time" in report.readable().decode()
    other = msgspec.structs.replace(made.plan, source_sha256="0" * 64)
    with made.walk() as walk, pytest.raises(PlanRefused):
        walk.examine(other, output=good)


def test_what_was_not_covered_is_found_with_its_time(made: Made) -> None:
    plan = drop_sound(made.plan)
    report = made.examine(made.film(keep(plan, id="t2", why="to be caught")), plan)
    assert failed(report) == {"tracks"}
    assert "t2 at 0:02.600 and in 65 frames" in report.failures[0]


def test_one_bare_frame_is_found(made: Made) -> None:
    """As when a cover comes one frame late after a cut."""
    plan = drop_sound(made.plan)
    first, last = plan.tracks[0].parts[0]
    late = msgspec.structs.replace(first, time=first.time + 512)
    tracks = (msgspec.structs.replace(plan.tracks[0], parts=((late, last),)), plan.tracks[1])
    report = made.examine(made.film(msgspec.structs.replace(plan, tracks=tracks)), plan)
    assert failed(report) == {"tracks"}
    assert "t1 at 0:00.000 and in 1 frames" in report.failures[0]


def beside(plan: FootagePlan, *places: Place) -> FootagePlan:
    """The plan with one track more."""
    more = Track(id="t3", shape=Shape.BOX, parts=(places,))
    return msgspec.structs.replace(plan, tracks=(*plan.tracks, more))


@pytest.mark.parametrize(
    "places",
    [
        (Place(100, 10, 10, 90, 90), Place(300, 10, 10, 90, 90)),
        (Place(512, 400, 10, 450, 90), Place(1024, 400, 10, 450, 90)),
    ],
)
def test_what_no_frame_shows_is_noted(made: Made, good: Path, places: tuple[Place, ...]) -> None:
    """Between two frames, or outside the picture."""
    plan = beside(made.plan, *places)
    report = made.examine(good, plan)
    assert failed(report) == set()
    assert "No frame shows enough of t3 to measure" in report.notes[0]
    assert "2 tracks are destroyed" in " ".join(check.detail for check in report.checks)
    assert made.examine(good).notes == ()


def test_what_shows_and_cannot_be_measured_fails(made: Made, good: Path) -> None:
    plan = beside(made.plan, Place(512, 100, 10, 101.5, 90), Place(1024, 100, 10, 101.5, 90))
    report = made.examine(good, plan)
    assert failed(report) == {"tracks"}
    assert report.failures == ("Tracks could be measured in no frame: t3.",)


def test_places_before_or_after_the_footage_are_refused(made: Made) -> None:
    for first, last in ((-900, -1), (129 * 512 + 1, 200 * 512)):
        plan = beside(made.plan, Place(first, 1, 1, 9, 9), Place(last, 1, 1, 9, 9))
        with pytest.raises(PlanRefused, match=f"t3 has places from {first} to {last}; the footage"):
            check(plan, probe=made.probe)
    check(beside(made.plan, Place(-900, 1, 1, 9, 9), Place(0, 1, 1, 9, 9)), probe=made.probe)


def test_sound_that_was_not_changed_is_found(made: Made) -> None:
    loud = made.film(msgspec.structs.replace(made.plan, sound=()))
    report = made.examine(loud)
    assert failed(report) == {"spans"}
    assert "1 to 2 seconds (mute), 3 to 4 seconds (tone)" in report.failures[0]


def test_sound_that_should_not_be_there_is_found(made: Made, good: Path) -> None:
    assert failed(made.examine(good, drop_sound(made.plan))) == {"streams"}


def remuxed(
    good: Path,
    target: Path,
    *,
    change: Callable[[av.Packet], bool] = lambda _: True,
    streams: tuple[int, ...] = (0, 1),
    **tags: str,
) -> Path:
    """The packets that `change` lets through, after it has done to them what it does."""
    with av.open(str(good)) as old, av.open(str(target), "w") as new:
        new.metadata.update(tags)
        into = {}
        for index in streams:
            into[index] = [*into.get(index, []), new.add_stream_from_template(old.streams[index])]
        for packet in old.demux():
            index = packet.stream.index
            if packet.dts is not None and change(packet):
                for stream in into.get(index, []):
                    packet.stream = stream
                    new.mux_one(packet)
    return target


def test_frames_and_sound_out_of_time_are_found(made: Made, good: Path, tmp_path: Path) -> None:
    def without_the_last(packet: av.Packet) -> bool:
        return packet.stream.type == "audio" or packet.pts != 129 * 512

    def one_moved(packet: av.Packet) -> bool:
        if packet.stream.type == "video" and packet.pts == 60 * 512:
            packet.pts = packet.dts = packet.pts + 100
        return True

    def sound_late(packet: av.Packet) -> bool:
        if packet.stream.type == "audio":
            packet.pts = packet.dts = packet.dts + RATE * 13 // 100
        return True

    lost = made.examine(remuxed(good, tmp_path / "a.mp4", change=without_the_last))
    assert "none is shown at 0:05.160" in " ".join(lost.failures)
    moved = made.examine(remuxed(good, tmp_path / "b.mp4", change=one_moved))
    assert "shown besides at 0:02.408" in " ".join(moved.failures)
    late = made.examine(remuxed(good, tmp_path / "c.mp4", change=sound_late))
    assert "out of step, by 0.13 seconds" in " ".join(late.failures)


def test_even_sound_says_nothing_of_step_and_uneven_sound_does() -> None:
    chance = np.random.default_rng(3)
    even, uneven = 1 + 0.02 * chance.random(600), chance.random(600)
    assert rehearing._lags(even, chance.permutation(even)) == {}
    assert rehearing._lags(np.zeros(600), np.zeros(600)) == {}
    assert rehearing._lags(uneven, uneven) == {0: 0}
    assert rehearing._lags(np.roll(uneven, 7), uneven) == {0: 7}


def test_sound_with_a_shape_of_its_own_is_not_the_originals() -> None:
    chance = np.random.default_rng(3)
    even, uneven = 1 + 0.02 * chance.random(600), chance.random(600)
    other = np.concatenate([uneven, chance.random(6000)])
    assert rehearing._lags(chance.permutation(uneven), uneven) == {0: None}
    assert rehearing._lags(even, uneven) == {0: None}
    assert rehearing._lags(np.zeros(600), uneven) == {0: None}
    assert rehearing._lags(np.concatenate([other[:6000], uneven]), other)[0] == 0
    assert rehearing._lags(np.concatenate([other[:6000], uneven]), other)[1] is None


def sounding(path: Path, sound: Sound, rate: int) -> Made:
    return Made(
        film(
            path, times=tuple(range(130)), size=(160, 144), sound=sound, rate=rate,
            kind="mp4", codecs=("libx264", "aac"),
        ),
        crossing,
    )  # fmt: skip


def test_hearing_again_gives_a_sign_of_life_for_every_second(made: Made, good: Path) -> None:
    """So that no film is too long to be heard within the patience of who waits."""
    setting = msgspec.msgpack.encode((made.probe, made.plan))
    with good.open("rb") as again, made.source.open("rb") as original:
        *signs, answer = rehearing.prepare(setting, (again, original))(b"")
    assert len(signs) >= 10
    assert not any(signs)
    assert msgspec.msgpack.decode(answer, type=rehearing.Reheard).lag == 0


def test_other_sound_in_its_place_is_found(made: Made, tmp_path: Path) -> None:
    loudness = np.random.default_rng(5).random(26).repeat(RATE // 5)
    other = sounding(tmp_path / "other.mp4", tone(5.2, rate=RATE) * np.float32(loudness), RATE)
    report = made.examine(other.film())
    assert "is not the original's in 1 minutes, counted from 1: 1." in " ".join(report.failures)


def test_short_spans_are_heard_at_a_low_rate_and_shorter_ones_named(tmp_path: Path) -> None:
    low = sounding(tmp_path / "low.mp4", voice(5.2, rate=8000), 8000)
    short = (SoundSpan(start=1, end=1.9), SoundSpan(start=3, end=3.4))
    plan = msgspec.structs.replace(low.plan, sound=short)
    report = low.examine(low.film(msgspec.structs.replace(low.plan, sound=())), plan)
    assert failed(report) == {"spans"}
    assert "1 to 1.9 seconds (mute), 3 to 3.4 seconds (mute)" in report.failures[0]
    shorter = msgspec.structs.replace(plan, sound=(*short, SoundSpan(start=4, end=4.2)))
    report = low.examine(low.film(shorter), shorter)
    assert failed(report) == set()
    spoken = next(check.detail for check in report.checks if check.name == "spans")
    assert "2 spans" in spoken
    assert "Too short to check, or behind the end: 4 to 4.2 seconds (mute)." in spoken


def test_a_film_without_the_sound_that_it_should_have_is_told(made: Made) -> None:
    report = made.examine(made.film(drop_sound(made.plan)))
    assert failed(report) == {"streams", "sound"}
    assert "The film has no sound, but the plan lets it out." in report.failures


def shell(made: Made, path: Path) -> dict[str, Check]:
    with path.open("rb") as file:
        checks = look_at_shell(file, plan=made.plan, has_sound=True).checks
    return {check.name: check for check in checks if not check.passed}


def test_the_shell_of_a_good_film_is_clean(made: Made, good: Path) -> None:
    assert shell(made, good) == {}


@pytest.mark.parametrize("codec", [Codec.HEVC, Codec.AV1])
def test_the_shell_of_other_codecs_is_as_clean(made: Made, codec: Codec) -> None:
    plan = msgspec.structs.replace(drop_sound(made.plan), codec=codec)
    with made.film(plan).open("rb") as file:
        found = look_at_shell(file, plan=plan, has_sound=True)
    assert [check.detail for check in found.checks if not check.passed] == []
    assert found.pictures is not None
    assert len(found.pictures.sizes) == 130
    with made.film(plan).open("rb") as file:
        other = look_at_shell(file, plan=drop_sound(made.plan), has_sound=True)
    assert {check.name for check in other.checks if not check.passed} == {"streams"}


def grown(good: Path, target: Path, box: bytes, more: bytes) -> Path:
    """The file with so many bytes more at the end of its last box, or behind it."""
    content = good.read_bytes()
    if box:
        at = content.rindex(box) - 4
        size = int.from_bytes(content[at : at + 4], "big") + len(more)
        content = content[:at] + size.to_bytes(4, "big") + content[at + 4 :]
    target.write_bytes(content + more)
    return target


def tampered(good: Path, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """What was done, the check that must see it, and the film."""
    portrait = encoded(Image.fromarray(np.zeros((64, 64, 3), np.uint8)), "JPEG")
    free = (len(portrait) + 8).to_bytes(4, "big") + b"free" + portrait
    yield "bytes at the end", "parts", grown(good, folder / "a.mp4", b"", b"Jane")
    yield "a picture at the end", "embedded", grown(good, folder / "b.mp4", b"", portrait)
    yield "a picture in a free box", "embedded", grown(good, folder / "c.mp4", b"", free)
    yield "words in a free box", "parts", grown(good, folder / "d.mp4", b"", b"\0\0\0\x0cfreeJane")
    yield "bytes among the contents", "contents", grown(good, folder / "e.mp4", b"mdat", b"Jane")
    yield "a title", "parts", remuxed(good, folder / "f.mp4", title="Witness Jane Doe")
    yield "two picture streams", "streams", remuxed(good, folder / "g.mp4", streams=(0, 0, 1))
    yield "two sound streams", "streams", remuxed(good, folder / "h.mp4", streams=(0, 1, 1))
    yield "no sound", "streams", remuxed(good, folder / "i.mp4", streams=(0,))

    def earlier(packet: av.Packet) -> bool:
        if packet.stream.type == "video":
            packet.pts, packet.dts = packet.pts - 20 * 512, packet.dts - 20 * 512
        return True

    yield "frames before the start", "edits", remuxed(good, folder / "j.mp4", change=earlier)
    content = bytearray(good.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    content[at : at + 4] = (0).to_bytes(4, "big")
    (folder / "k.mp4").write_bytes(content)
    yield "a matrix", "edits", folder / "k.mp4"
    content = bytearray(good.read_bytes())
    content[content.index(b"mvhd") + 8 : content.index(b"mvhd") + 12] = b"\xe0\x00\x00\x00"
    (folder / "l.mp4").write_bytes(content)
    yield "a date", "parts", folder / "l.mp4"
    content = good.read_bytes().replace(b"stts", b"sttz", 1)
    (folder / "m.mp4").write_bytes(content)
    yield "no table of times", "tables", folder / "m.mp4"
    (folder / "n.mp4").write_bytes(good.read_bytes()[:-3000])
    yield "pictures cut off", "units", folder / "n.mp4"


def test_nothing_else_can_travel_unseen(made: Made, good: Path, tmp_path: Path) -> None:
    for what, wanted, path in tampered(good, tmp_path):
        assert wanted in shell(made, path), what


def test_a_picture_across_two_parts_of_the_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytes(20) + encoded(Image.new("RGB", (8, 8)), "WEBP") + bytes(20)
    for part in range(1, 40):
        monkeypatch.setattr(examined_shell, "_PART", part)
        assert set(examined_shell._carved(io.BytesIO(content))) == {"WebP at byte 20"}


def test_remarks_of_the_encoder_are_seen(made: Made) -> None:
    assert {"parts", "units"} <= set(shell(made, made.source))


def test_every_box_has_a_name(good: Path, tmp_path: Path) -> None:
    whole = grown(good, tmp_path / "a.mp4", b"", b"\0\0\0\x10uuid12345678")
    with whole.open("rb") as file:
        found = atoms(file)
        assert [atom.path for atom in found][-1] == "uuid"
        assert "uuid at byte" in strangers(file, found)[-1]
        assert found[-1].end == whole.stat().st_size


def test_what_is_no_film_fails_with_a_sentence(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"no film at all")
    with made.walk() as walk:
        report = walk.examine(made.plan, output=path)
    assert failed(report) == {"plays"}
    assert report.failures[0].startswith("The film cannot be played: ")


def test_pixelation_passes_and_a_bare_picture_in_its_place_does_not(made: Made) -> None:
    plan = msgspec.structs.replace(drop_sound(made.plan), effect=Effect.PIXELATE)
    assert failed(made.examine(made.film(plan), plan)) == set()
    bare = keep(keep(plan, id="t1", why="to be caught"), id="t2", why="to be caught")
    assert failed(made.examine(made.film(bare), plan)) == {"tracks"}


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two people, for one and a half seconds."""
    path = tmp_path_factory.mktemp("group") / "group.mp4"
    picture = Image.open(DEMO / "group.jpg").convert("RGB").resize((640, 426))
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 640, 426, "yuv420p"
        for _ in range(15):
            out.mux(stream.encode(av.VideoFrame.from_image(picture)))
        out.mux(stream.encode(None))
    return Made(path, lambda _: [])


@pytest.mark.media
def test_a_face_that_nobody_covered_is_found_unless_kept(group: Made) -> None:
    bare = group.examine(group.film())
    assert failed(bare) == {"faces"}
    heads = [face.box for face in bare.faces_left if face.time == 0]
    assert len(heads) == 2
    last = group.probe.picture.last
    tracks = tuple(
        Track(
            id=f"t{number}",
            parts=(tuple(Place(time, *wide(msgspec.structs.astuple(box))) for time in (0, last)),),
        )
        for number, box in enumerate(heads, 1)
    )
    covered = msgspec.structs.replace(group.plan, tracks=tracks)
    assert failed(group.examine(group.film(covered), covered)) == set()
    one = keep(covered, id="t1", why="sought")
    assert failed(group.examine(group.film(one), one)) == set()
    assert failed(group.examine(group.film(one), covered)) == {"tracks"}


@pytest.mark.media
def test_everything_but_a_shape_is_nobody_who_is_kept(group: Made) -> None:
    """Read or concluded, such a plan is refused; the confined step does not take that for granted."""
    last = group.probe.picture.last
    hole = Track(id="h1", parts=((Place(0, 0, 0, 9, 9), Place(last, 0, 0, 9, 9)),), inverse=True)
    kept = msgspec.structs.replace(hole, decision=Decision.KEEP, why="Agreed")
    plan = msgspec.structs.replace(group.plan, regions=(kept,))
    with group.film().open("rb") as made, group.source.open("rb") as original:
        work = examining.prepare(msgspec.msgpack.encode((group.probe, plan)), (made, original))
        *_, last_part = work(msgspec.msgpack.encode(group.probe.segments[0]))
    assert len(msgspec.msgpack.decode(last_part, type=examining.Examined).faces) == 2


def wide(edges: tuple[float, ...]) -> tuple[float, ...]:
    left, top, right, bottom = edges
    return left - 20, top - 20, right + 20, bottom + 20
