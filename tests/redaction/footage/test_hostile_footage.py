"""Footage that means harm: each file is refused in one sentence, or comes out clean."""

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.redaction.footage import hostile
from tests.redaction.footage.clips import ffprobe, times_by_ffprobe
from tests.redaction.footage.hostile import NAME

from bluelamp.redaction.errors import FootageRefused, RedactionError
from bluelamp.redaction.footage import confined
from bluelamp.redaction.footage.confined import Confined, Step
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import Damage, Track, propose_footage
from bluelamp.redaction.footage.redacting import Walk
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.terms import Shape

TAGS = {
    "language",
    "handler_name",
    "vendor_id",
    "major_brand",
    "minor_version",
    "compatible_brands",
}
GROUPS = {"ExifTool", "System", "File", "QuickTime", "Track1", "Track2", "Composite"}


@pytest.fixture(autouse=True, scope="module")
def judges_are_here() -> None:
    missing = [name for name in ("ffmpeg", "ffprobe", "exiftool") if not shutil.which(name)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def redacted(source: Path, folder: Path, damage: Damage = Damage.STOP) -> tuple[Probe, Path]:
    """A film made of the file, a box covered throughout, that has passed its examination."""
    found = probe(source)
    places = (Place(found.picture.first, 20, 20, 70, 70), Place(found.picture.last, 40, 30, 90, 80))
    track = Track(id="t1", shape=Shape.BOX, parts=(places,))
    plan = msgspec.structs.replace(propose_footage(found, [track]), damage=damage)
    with Folder(folder, sha256=found.sha256) as work:
        walk = Walk(source=source, probe=found, folder=work, tell=lambda *_: None)
        film, joined = walk.render(plan)
        report = walk.examine(plan, output=film, joined=joined)
    assert not report.failures, report.failures
    return found, film


def exiftool(path: Path) -> dict[str, Any]:
    told = subprocess.check_output(["exiftool", "-j", "-G1", "-a", "-ee", path])
    return dict(json.loads(told)[0])


def check_clean(source: Path, film: Path) -> None:
    """As two programs of other people see it."""
    content = film.read_bytes()
    assert NAME.split()[1].encode() not in content
    assert b"JFIF" not in content
    seen = ffprobe(film, "-show_streams", "-show_format", "-show_chapters")
    kinds = [stream["codec_type"] for stream in seen["streams"]]
    assert kinds in (["video"], ["video", "audio"])
    assert seen["chapters"] == []
    for part in (seen["format"], *seen["streams"]):
        assert set(part.get("tags", {})) <= TAGS
        assert not any("side_data" in name for name in part)
    told = exiftool(film)
    assert {name.split(":")[0] for name in told if ":" in name} <= GROUPS
    assert not [name for name in told if "GPS" in name or "UserData" in name or "Title" in name]
    before, after = times_by_ffprobe(source), times_by_ffprobe(film)
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("name", "make", "travels"),
    [
        (
            "everything.mkv",
            hostile.everything_at_once,
            ["a further picture stream", "a further sound stream", "subtitle", "chapters", "tags"],
        ),
        (
            "cut; $(touch x).mp4",
            hostile.cut_without_coding,
            ["hidden by an edit list", "a data stream", "tags"],
        ),
        ("cover.mp4", hostile.cover_art, ["an embedded picture"]),
        ("uneven.mp4", hostile.uneven, []),
    ],
)
def test_comes_out_clean(
    name: str, make: Callable[[Path, Path], Path], travels: list[str], tmp_path: Path
) -> None:
    source = make(tmp_path / name, tmp_path)
    found, film = redacted(source, tmp_path)
    told = ", ".join(found.travels)
    assert all(word in told for word in travels)
    assert NAME.split()[1] not in told
    check_clean(source, film)


def test_the_judges_can_fail(tmp_path: Path) -> None:
    source = hostile.cut_without_coding(tmp_path / "a.mp4", tmp_path)
    with pytest.raises(AssertionError):
        check_clean(source, source)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.film(
        tmp_path_factory.mktemp("plain") / "plain.mp4", "-movflags", "faststart", seconds=1
    )


def bombs(plain: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """What each pretends, and the file."""
    most = b"\xff\xff\xff\xf0"
    count = (8, most)
    for name, (skip, value) in {
        "stsz": count, "stts": (4, most), "stco": (4, most), "stsc": (4, most), "ctts": (4, most),
        "stss": (4, most), "mvhd": (12, bytes(4)), "elst": (4, most), "stsd": (4, most),
    }.items():  # fmt: skip
        path = folder / f"{name}.mp4"
        yield f"a {name} of its own size", hostile.changed(plain, path, name.encode(), skip, value)
    wide = folder / "wide.mp4"
    yield "a frame of absurd size", hostile.changed(plain, wide, b"avc1", 24, b"\xff\xff\xff\xff")
    yield "boxes in boxes", hostile.nested(folder / "nested.mp4")


def test_a_bomb_goes_off_nowhere(plain: Path, tmp_path: Path) -> None:
    """Refused, or read as far as it can be read; soon, and with a sentence."""
    outcomes = {what: outcome(path) for what, path in bombs(plain, tmp_path)}
    assert set(outcomes.values()) <= {"refused", "read"}
    assert outcomes["boxes in boxes"] == "refused"


def outcome(path: Path) -> str:
    started = time.monotonic()
    try:
        probe(path)
        sentence = "It was read."
    except FootageRefused as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert time.monotonic() - started < 60
    return "read" if sentence == "It was read." else "refused"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("-vf", "fps=1000", "-fps_mode", "cfr"), "frames a second; at most 250"),
        (("-vf", "settb=1/10,setpts=N*30000*36"), "at most 43,200 are allowed"),
        (("-vf", "scale=8200:16"), "no side may be over 8,192"),
    ],
)
def test_absurd_rate_length_and_size_are_refused(
    words: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    path = hostile.film(tmp_path / "a.mkv", *words, seconds=1.5, sound=False)
    with pytest.raises(FootageRefused, match=sentence):
        probe(path)


def test_a_playlist_by_another_name_leads_nowhere(plain: Path, tmp_path: Path) -> None:
    for number, words in enumerate(
        (
            f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{plain}\n#EXT-X-ENDLIST\n",
            f"ffconcat version 1.0\nfile '{plain}'\n",
            '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        )
    ):
        path = tmp_path / f"{number}.mp4"
        path.write_text(words)
        with pytest.raises(FootageRefused, match="points to other files"):
            probe(path)


@pytest.mark.parametrize(("first", "last", "bits"), [(32, 3000, 3), (5000, 1 << 30, 12)])
def test_damage_by_chance_is_refused_or_comes_out_clean(
    first: int, last: int, bits: int, plain: Path, tmp_path: Path
) -> None:
    """In the index, and among the pictures; nothing half done is left."""
    path = hostile.flipped(plain, tmp_path / "a.mp4", seed=1, first=first, last=last, count=bits)
    with contextlib.suppress(RedactionError):
        redacted(path, tmp_path, Damage.BLANK)
    assert not list(tmp_path.rglob(".unfinished*"))


SPYING = """
import importlib, sys, types
sys.path.append(sys.argv.pop(1))
from bluelamp.redaction.footage import child
spying = types.ModuleType("bluelamp.redaction.footage.spying")
exec('''
import os, socket, subprocess
import av
from bluelamp.redaction.footage.decoding import open_footage
def prepare(setting, sources):
    def work(order):
        try:
            exec(order.decode(), {**globals(), "source": sources[0]})
        except (OSError, MemoryError) as error:
            yield f"stopped: {error}".encode()
        else:
            yield b"did it"
    return work
''', spying.__dict__)
sys.modules[spying.__name__] = spying
child.main()
"""
TRIES = (
    "open('/etc/passwd').read()",
    "open('/proc/self/environ').read()",
    "open('/tmp/left-behind', 'w')",
    "av.open('/etc/passwd')",
    "av.open('file:/etc/passwd', format='mpegts')",
    "av.open('concat:/etc/passwd|/etc/group')",
    "av.open('http://127.0.0.1:9/x')",
    "out = av.open('/tmp/left-behind.mp4', 'w'); out.add_stream('mpeg4'); out.start_encoding()",
    "socket.socket()",
    "socket.create_connection(('127.0.0.1', 9))",
    "subprocess.run(['/bin/true'])",
    "os.execv('/bin/true', ['true'])",
    "os.fork()",
    "os.write(os.open('/dev/null', os.O_WRONLY), b'x')",
)


def test_the_decoder_of_footage_can_reach_nothing_else(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried from inside the very process that decodes, with FFmpeg in it."""
    monkeypatch.setattr(confined, "_PROGRAM", SPYING)
    spying: Any = "spying"
    with Confined(spying, setting=b"", sources=[plain]) as process:
        if process.missing:
            pytest.skip(f"this kernel does not grant {', '.join(process.missing)}")
        for attempt in TRIES:
            assert b"".join(process.ask(attempt.encode())).startswith(b"stopped"), attempt
        read = "next(open_footage(source).decode(video=0))"
        assert b"".join(process.ask(read.encode())) == b"did it"


def test_a_taken_over_decoder_gives_nothing(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("import os; os.abort()", "print('nonsense' * 9)", "import sys; sys.exit(0)"):
        monkeypatch.setattr(confined, "_PROGRAM", program)
        with pytest.raises(FootageRefused, match=r"came to grief|no usable answer"):
            Confined(Step.PROBE, setting=b"", sources=[plain])
