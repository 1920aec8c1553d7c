"""`bluelamp policy check`: what it says, and with which exit code."""

import argparse
import json
from pathlib import Path

import pytest
from tests.policy.test_broken_packs import HEAD, SMALL

from bluelamp.policy.command import add_arguments, run


def check(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(["check", *arguments]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.toml").write_text(HEAD, "utf-8")
    (tmp_path / "gate.md").write_text(SMALL, "utf-8")
    return tmp_path


def test_sound_pack_is_zero(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(folder)) == 0
    out = capsys.readouterr().out
    assert "gate, from 2026-01-01: 2 clauses, 4 cases" in out
    assert "proved: one outcome for every case" in out
    assert "fault" not in out


def test_fault_is_one_and_names_file_and_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "properties.toml").write_text(
        '[[property]]\ndecision = "gate"\nsays = "Green stops."\n'
        'never_into = ["release"]\nraising = { light = "green" }\n'
    )
    assert check(str(folder)) == 1
    assert f"fault: {folder}/properties.toml:1: Green stops." in capsys.readouterr().out


def test_pack_that_is_refused_is_a_fault_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gate.md").write_text(SMALL.replace("stopped or light", "light"), "utf-8")
    assert check(str(folder)) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"fault: {folder}/gate.md:")
    assert "stopped = true" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("nowhere",), "pack: 'nowhere'"), (("mps", "--as-of", "June"), "as-of: 'June'")],
)
def test_bad_input_is_two_and_one_line(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(*arguments) == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.count("\n") == 1
    assert says in captured.err


def test_scenarios_are_written_for_others_to_run(folder: Path) -> None:
    out = folder / "scenarios.json"
    assert check(str(folder), "--scenarios", str(out)) == 0
    scenarios = json.loads(out.read_text("utf-8"))
    assert {"decision", "as_of", "facts", "shows", "expect"} == set(scenarios[0])
    assert {scenario["expect"]["outcome"] for scenario in scenarios} == {"release", "refuse"}


def test_all_names_remarks_and_mutants(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(folder), "--all") == 0
    assert "changes nothing:" in capsys.readouterr().out
