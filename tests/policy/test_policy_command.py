"""`bluelamp policy decide`: answers on standard output, one line on standard error."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.policy.cases import BASELINE

from bluelamp.policy.command import add_arguments, run

ORDINARY = BASELINE["custody-image"]


def ask(
    facts: str,
    *more: str,
    pack: str = "mps",
    decision: str = "custody-image",
    as_of: str = "2026-06-01",
) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    arguments = ["decide", "--pack", pack, "--decision", decision, "--as-of", as_of, *more, facts]
    return run(parser.parse_args(arguments))


@pytest.fixture
def facts_file(tmp_path: Path) -> Path:
    return tmp_path / "FACTS.json"


def test_one_case_is_answered_by_one_object(
    facts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_text(json.dumps(ORDINARY), "utf-8")
    assert ask(str(facts_file)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "release"
    assert set(answer) == {
        "outcome", "default", "requires", "because", "defeated", "considered", "possible", "open",
        "next_question", "warnings", "checklist", "duties", "changes_on", "sufficient", "why_not",
        "readings", "unanswered", "pack",
        "decision", "as_of",
    }  # fmt: skip
    assert set(answer["because"][0]) == {"clause", "source_lines", "says", "facts"}
    assert set(answer["duties"][0]) == {"duty", "owner", "due", "clause"}
    assert set(answer["pack"]) == {"id", "version", "digest"}


def test_a_list_is_answered_by_a_list(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [ORDINARY, ORDINARY | {"stage": "acquitted"}, {}]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(cases)))
    assert ask("-") == 0
    outcomes = [answer["outcome"] for answer in json.loads(capsys.readouterr().out)]
    assert outcomes == ["release", "refuse", "undetermined"]


@pytest.mark.parametrize(
    ("changed", "fact", "allowed"),
    [
        ({"stagee": "convicted"}, "stagee", "no such fact"),
        ({"stage": "guilty"}, "stage", "acquitted"),
        ({"stage": True}, "stage", "one of"),
        ({"stage": ["convicted"]}, "stage", "one of"),
        ({"image_held": "yes"}, "image_held", "true or false"),
        ({"image_held": 1}, "image_held", "true or false"),
        ({"image_held": "true"}, "image_held", "true or false"),
        ({"category": "sexual_offence"}, "category", "a list out of"),
        ({"category": ["robbery"]}, "category", "'robbery'"),
        ({"category": [["sexual_offence"]]}, "category", "a list out of"),
        ({"category": {"sexual_offence": True}}, "category", "a list out of"),
        ({"convicted_on": "2026-02-30"}, "convicted_on", "YYYY-MM-DD"),
        ({"convicted_on": "20260601"}, "convicted_on", "YYYY-MM-DD"),
        ({"convicted_on": "1 June 2026"}, "convicted_on", "YYYY-MM-DD"),
        ({"convicted_on": "2026-06-01T10:00"}, "convicted_on", "YYYY-MM-DD"),
        ({"convicted_on": 20260601}, "convicted_on", "YYYY-MM-DD"),
        ({"sentenced_on": "2026-05-31"}, "sentenced_on", "before convicted_on"),
        ({"convicted_on": "2026-06-02"}, "convicted_on", "after the day of the decision"),
        ({"juvenile_restriction": "in_force"}, "juvenile_restriction", "adult"),
    ],
)
def test_refused_fact_is_one_line_that_says_what_is_allowed(
    changed: dict[str, object],
    fact: str,
    allowed: str,
    facts_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    facts_file.write_text(json.dumps(ORDINARY | changed), "utf-8")
    assert ask(str(facts_file)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert f" {fact}: " in err
    assert allowed in err


def test_refused_case_of_a_list_is_numbered_and_nothing_is_decided(
    facts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_text(json.dumps([ORDINARY, {"stage": "guilty"}]), "utf-8")
    assert ask(str(facts_file)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "case 2: stage" in err


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "3", "null", '"stage"', '{"stage": NaN}', '{"stage": null, "stage": null}',
     "[" * 100_000],
)  # fmt: skip
def test_what_is_not_facts_is_refused_in_one_line(
    text: str, facts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_text(text, "utf-8")
    assert ask(str(facts_file)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_bytes_that_are_not_text_are_refused(
    facts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_bytes(b"\xff\xfe{")
    assert ask(str(facts_file)) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"pack": "mpz"}, "mps"),
        ({"decision": "custody"}, "custody-image"),
        ({"as_of": "today"}, "YYYY-MM-DD"),
        ({"as_of": "2026-02-30"}, "YYYY-MM-DD"),
    ],
)
def test_unknown_pack_decision_or_day_is_refused(
    asked: dict[str, str], said: str, facts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_text("{}", "utf-8")
    assert ask(str(facts_file), **asked) == 2
    err = capsys.readouterr().err
    assert (err.count("\n"), said in err) == (1, True)


def test_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(str(tmp_path / "none.json")) == 2
    assert "cannot read" in capsys.readouterr().err


def test_pack_by_its_folder(facts_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts_file.write_text("{}", "utf-8")
    assert ask(str(facts_file), pack=str(facts_file.parent)) == 2
    assert "no pack.toml" in capsys.readouterr().err


def test_runs_as_a_program_without_django(facts_file: Path) -> None:
    facts_file.write_text(json.dumps(ORDINARY), "utf-8")
    program = (
        "import argparse, sys\n"
        "from bluelamp.policy.command import add_arguments, run\n"
        "parser = argparse.ArgumentParser()\n"
        "add_arguments(parser)\n"
        "code = run(parser.parse_args(sys.argv[1:]))\n"
        "sys.exit(code or ('django' in sys.modules))\n"
    )
    asked = ["decide", "--pack", "mps", "--decision", "custody-image", "--as-of", "2026-06-01"]
    done = subprocess.run(
        [sys.executable, "-c", program, *asked, str(facts_file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["outcome"] == "release"


def test_a_reading_and_the_forces_settings_may_be_given(
    facts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts_file.write_text(json.dumps(ORDINARY | {"hospital_order": "made"}), "utf-8")
    assert ask(str(facts_file), "--reading", "X-02=no_bar") == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "release"
    assert ask(str(facts_file), "--reading", "X-02=never") == 2
    assert "allowed are referred, no_bar, refused" in capsys.readouterr().err
    assert ask(str(facts_file), "--reading", "X-02") == 2
    assert "give ID=VALUE" in capsys.readouterr().err
    force = tmp_path / "force.toml"
    force.write_text('objection_window = "4 hours"\n', "utf-8")
    facts_file.write_text(json.dumps(ORDINARY | {"category": ["sexual_offence"]}), "utf-8")
    assert ask(str(facts_file), "--settings", str(force)) == 2
    assert "senior_officer_rank: not set" in capsys.readouterr().err
    assert ask(str(facts_file), "--settings", str(tmp_path / "none.toml")) == 2
    assert capsys.readouterr().err.count("\n") == 1
