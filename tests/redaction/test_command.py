"""``bluelamp redact``, as a person would use it."""

import argparse
import json
from pathlib import Path

import pytest
from tests.redaction.conftest import DEMO

from bluelamp.redaction import command, open_picture, picture_command, read_plan
from bluelamp.redaction.errand import Status

pytestmark = pytest.mark.media
GROUP = str(DEMO / "group.jpg")


def redact(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args([str(word) for word in words]))


def test_everyone_is_obscured_unless_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "out.jpg", tmp_path / "report.json"
    assert redact(GROUP, "-o", out, "--keep", "p1", "--report", report) == Status.DONE
    printed = capsys.readouterr().out
    assert "1280 by 853, 2 found" in printed
    assert "p1  keep" in printed
    assert "examined: passed" in printed
    told = json.loads(report.read_bytes())
    assert told["passed"]
    assert [region["id"] for region in told["regions"]] == ["p2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jpg", "report.json"]


def test_a_plan_is_written_edited_and_followed(tmp_path: Path) -> None:
    plan, preview, out = tmp_path / "plan.json", tmp_path / "preview.png", tmp_path / "out.png"
    assert redact(GROUP, "--plan-only", "--plan", plan, "--preview", preview) == Status.DONE
    assert open_picture(preview.read_bytes()).width == 1280
    assert len(read_plan(plan.read_bytes()).obscured) == 2
    assert redact(GROUP, "-o", out, "--plan", plan, "--keep", "p2") == Status.DONE
    first = out.read_bytes()
    assert redact(GROUP, "-o", out, "--plan", plan, "--keep", "p2") == Status.DONE
    assert out.read_bytes() == first
    assert redact(GROUP, "-o", out, "--plan", plan, "--examine-only") == Status.EXAMINATION_FAILED
    assert redact(GROUP, "-o", out, "--plan", plan, "--keep", "p2", "--examine-only") == Status.DONE


def test_what_is_looked_for_is_chosen_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jpg"
    assert redact(GROUP, "-o", out, "--find", "people, text") == Status.DONE
    printed = capsys.readouterr().out
    assert "w1  obscure" in printed
    assert "  text\n" in printed


def test_a_failed_examination_leaves_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(picture_command, "render", lambda picture, **_: picture.pixels)
    out = tmp_path / "out.jpg"
    out.write_bytes(b"yesterday's")
    assert redact(GROUP, "-o", out) == Status.EXAMINATION_FAILED
    assert out.read_bytes() == b"yesterday's"
    assert "Not destroyed: p1, p2." in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["out.jpg"]


def test_a_folder_is_done_file_by_file_with_odd_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    names = ["$(touch oops).jpg", "a\nb.jpg", "-o.png", "\u202egpj.exe", "n" * 240 + ".jpg"]
    for name in names:
        (inbox / name).write_bytes((DEMO / "portrait.jpg").read_bytes())
    (inbox / "notes.txt").write_text("not a picture")
    assert redact(inbox, "-o", out) == Status.BAD_INPUT
    assert "notes.txt: The file is plain text" in capsys.readouterr().err
    assert len(list(out.iterdir())) == len(names)
    assert not list(tmp_path.rglob("oops*"))


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        ((GROUP,), Status.BAD_INPUT, "Say where the output goes"),
        ((GROUP, "-o", "OUT", "--keep", "p9"), Status.BAD_PLAN, "holds no p9"),
        ((GROUP, "-o", "OUT", "--examine-only"), Status.BAD_INPUT, "by which plan"),
        ((GROUP, GROUP, "-o", "OUT", "--keep", "p1"), Status.BAD_INPUT, "one file at a time"),
        ((GROUP, "-o", "OUT", "--find", "faces,hats"), Status.BAD_INPUT, "no detector hats"),
        ((GROUP, "-o", "OUT", "--mute", "1-2"), Status.BAD_INPUT, "there is no --mute"),
        (("/a.mp4", "-o", "OUT", "--format", "png"), Status.BAD_INPUT, "there is no --format"),
        (("/nowhere.jpg", "-o", "OUT"), Status.NOT_WRITTEN, "/nowhere.jpg: No such file"),
        ((GROUP, "-o", "OUT", "--plan", GROUP), Status.BAD_PLAN, "plan cannot be read"),
        ((GROUP, "-o", "/proc/out.jpg"), Status.NOT_WRITTEN, "/proc"),
    ],
)
def test_mistakes_get_a_sentence_and_a_status(
    words: tuple[str, ...],
    status: int,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out.jpg"
    assert redact(*(out if word == "OUT" else word for word in words)) == status
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_help_documents_every_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        redact("--help")
    printed = capsys.readouterr().out
    for status in range(5):
        assert f"\n  {status}  " in printed
