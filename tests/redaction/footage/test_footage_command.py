"""``bluelamp redact`` with footage, as a person would use it."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.redaction.conftest import DEMO
from tests.redaction.footage.clips import film, shown

from bluelamp.redaction import command
from bluelamp.redaction.errand import Status
from bluelamp.redaction.errors import RedactionError
from bluelamp.redaction.footage import command as footage_command
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.likeness import is_footage
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import propose_footage, read_footage_plan
from bluelamp.redaction.footage.redacting import Walk
from bluelamp.redaction.footage.values import Probe
from bluelamp.redaction.progress import Progress, line

pytestmark = pytest.mark.media
FRAMES = 24


def redact(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people beside each other, seen by a camera that turns."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    whole = np.asarray(Image.open(DEMO / "group.jpg").convert("RGB").resize((640, 426)))
    with av.open(path, "w") as out:
        stream = out.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 608, 416, "yuv420p"
        for number in range(FRAMES):
            view = np.ascontiguousarray(whole[4:420, number : number + 608])
            out.mux(stream.encode(av.VideoFrame.from_ndarray(view, "rgb24")))
        out.mux(stream.encode(None))
    return path


@pytest.fixture(scope="module")
def plan(clip: Path) -> Path:
    path = clip.parent / "plan.json"
    assert redact(clip, "--plan-only", "--plan", path) == Status.DONE
    return path


def test_a_plan_names_everyone_found(plan: Path, clip: Path) -> None:
    read = read_footage_plan(plan.read_bytes())
    lasting = [
        track
        for track in read.tracks
        if sum(len(part) for part in track.parts) and (track.confidence or 0) > 0.5
    ]
    assert len(lasting) >= 2
    assert sorted(path.name for path in clip.parent.iterdir()) == ["clip.mp4", "plan.json"]


def test_footage_goes_out_covered_examined_and_reported(
    clip: Path, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "out.mp4", tmp_path / "report.json"
    assert redact(clip, "-o", out, "--plan", plan, "--report", report) == Status.DONE
    printed = capsys.readouterr().out
    assert "MP4, 608 by 416, 24 frames" in printed
    assert "examined: passed" in printed
    assert json.loads(report.read_bytes())["passed"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.mp4", "report.json"]
    first = shown(out)[0]
    for track in read_footage_plan(plan.read_bytes()).obscured:
        place = track.parts[0][0]
        if place.time == 0 and 0 < place.left < place.right < 608:
            inside = first[max(0, round(place.top)) + 6 : round(place.bottom) - 6,
                           round(place.left) + 6 : round(place.right) - 6]  # fmt: skip
            assert inside.max() < 40
    assert redact(clip, "-o", out, "--plan", plan, "--examine-only") == Status.DONE
    bare = ("-o", clip, "--plan", plan, "--examine-only")
    assert redact(clip, *bare) == Status.EXAMINATION_FAILED


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("-o", "OUT.mkv"), Status.BAD_INPUT, "name the output .mp4, not OUT.mkv"),
        (("-o", "OUT", "--plan", "PLAN", "--keep", "t99"), Status.BAD_PLAN, "holds no t99"),
        (("-o", "OUT", "--plan", "PLAN", "--mute", "7-3"), Status.BAD_PLAN, "has no length"),
        (("-o", "OUT", "--plan", "PLAN", "--tone", "soon"), Status.BAD_INPUT, "like 3.5-7"),
        (("-o", "OUT", "--plan", "PLAN", "--codec", "av1"), Status.BAD_PLAN, "The plan says h264"),
        (("-o", "CLIP", "--plan", "PLAN"), Status.BAD_INPUT, "read or written already"),
        (("-o", "OUT", "--plan", "PLAN", "--report", "CLIP"), Status.BAD_INPUT, "already"),
        (("-o", "OUT", "--plan", "PLAN", "--report", "PLAN"), Status.BAD_INPUT, "already"),
        (("-o", "OUT", "--plan", "PLAN", "--report", "OUT"), Status.BAD_INPUT, "already"),
        (("--plan-only", "--plan", "CLIP"), Status.BAD_INPUT, "already"),
        (("-o", "OUT", "--plan", "PLAN", "--workers", "0"), Status.BAD_INPUT, "At least one"),
        (("-o", "OUT", "--plan", "PLAN", "--workers", "-2"), Status.BAD_INPUT, "not -2"),
        (("-o", "OUT", "--plan", "/nowhere"), Status.NOT_WRITTEN, "/nowhere: No such file"),
    ],
)
def test_mistakes_get_a_sentence_and_a_status(
    words: tuple[str, ...],
    status: Status,
    sentence: str,
    plan: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, clip = tmp_path / "out.mp4", plan.parent / "clip.mp4"
    meant = {"OUT": out, "PLAN": plan, "CLIP": clip}
    before = clip.read_bytes(), plan.read_bytes()
    assert redact(clip, *(meant.get(word, word) for word in words)) == status
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert (clip.read_bytes(), plan.read_bytes()) == before


def test_a_film_is_not_written_over_under_another_of_its_names(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "link.mp4").symlink_to(clip)
    assert redact(clip, "-o", tmp_path / "link.mp4") == Status.BAD_INPUT
    twins = [tmp_path / name / "x.mp4" for name in ("a", "b")]
    for twin in twins:
        twin.parent.mkdir()
        film(twin, frames=3)
    assert redact(*twins, "-o", tmp_path / "out") == Status.BAD_INPUT
    assert not (tmp_path / "out").exists()


def test_an_error_never_thought_of_does_not_stop_the_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [film(tmp_path / name, frames=3) for name in ("a.mp4", "b.mp4")]

    def fails_once(source: Path) -> Probe:
        if source == files[0]:
            raise KeyError("never thought of")
        return probe(source)

    monkeypatch.setattr(footage_command, "probe", fails_once)
    assert redact(*files, "-o", tmp_path / "out") == Status.NOT_WRITTEN
    assert "a.mp4: An error of Bluelamp itself, KeyError" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.mp4.mp4"]


def test_unfinished_work_is_hidden_private_and_no_film_by_name(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4", frames=3)
    found = probe(source)
    with Folder(tmp_path / "work", sha256=found.sha256) as folder:
        walk = Walk(source=source, probe=found, folder=folder, tell=lambda *_: None)
        made, _ = walk.render(propose_footage(found, []))
        assert made.name == "unexamined"
    (hidden,) = (tmp_path / "work").iterdir()
    assert hidden.name.startswith(".")
    assert not list(hidden.rglob("*.mp4"))
    hidden.chmod(0o755)
    with pytest.raises(RedactionError, match="closed to others"):
        Folder(tmp_path / "work", sha256=found.sha256)
    hidden.chmod(0o700)
    hidden.rename(tmp_path / "elsewhere")
    hidden.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RedactionError, match="closed to others"):
        Folder(tmp_path / "work", sha256=found.sha256)


def test_people_are_found_without_a_folder_that_others_can_foretell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = []

    class Noted(Folder):
        def __init__(self, root: Path, *, sha256: str) -> None:
            roots.append((root, root.stat().st_mode & 0o777))
            super().__init__(root, sha256=sha256)

    monkeypatch.setattr(footage_command, "Folder", Noted)
    assert redact(film(tmp_path / "x.mp4", frames=3), "--plan-only") == Status.DONE
    ((root, mode),) = roots
    assert mode == 0o700
    assert not root.exists()


def test_a_plan_for_other_footage_is_refused(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = film(tmp_path / "other.mp4", frames=6)
    out = tmp_path / "out.mp4"
    assert redact(other, "-o", out, "--plan", plan) == Status.BAD_PLAN
    assert "for another file" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_may_hold_pictures_and_footage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    film(inbox / "short.mkv", frames=3)
    Image.open(DEMO / "portrait.jpg").resize((240, 320)).save(inbox / "face.jpg")
    (inbox / "broken.mp4").write_bytes(b"no footage")
    assert redact(inbox, "-o", out) == Status.BAD_INPUT
    assert "broken.mp4: The file is not footage" in capsys.readouterr().err
    made = sorted(path.name for path in out.iterdir() if path.name[0] != ".")
    assert made == ["face.jpg.jpg", "short.mkv.mp4"]


def test_ctrl_c_leaves_nothing_that_looks_finished(clip: Path, plan: Path, tmp_path: Path) -> None:
    out, work = tmp_path / "out.mp4", tmp_path / "work"
    words = ["redact", clip, "-o", out, "--plan", plan, "--work", work]
    program = (
        "import signal, sys; from bluelamp.project.cli import main;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # which shells may switch off
        "sys.exit(main())"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)], stderr=subprocess.PIPE, text=True
    )
    while not list(work.glob(".*/*/render-*")) and running.poll() is None:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "takes the work up again" in said
    assert not out.exists()


def test_what_is_footage_is_seen_by_its_bytes(clip: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "clip.jpg"
    renamed.write_bytes(clip.read_bytes()[:4096])
    assert is_footage(renamed)
    assert not is_footage(DEMO / "group.jpg")
    packets = tmp_path / "packets"
    packets.write_bytes((b"\x00\x00\x00\x00G" + bytes(187)) * 3)
    assert is_footage(packets)
    packets.write_bytes(b"GIF89a" + bytes(300))
    assert not is_footage(packets)


def test_progress_says_pace_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    half = line("rendering", 500, 1000, 400, 10.0)
    assert "[############............] 500 of 1,000 frames  40.0 a second  0:12 left" in half
    assert "left" not in line("rendering", 5, 1000, 5, 0.1)
    told = Progress(visible=False)
    told("rendering", 1, 2)
    told.clear()
    assert not capsys.readouterr().err
