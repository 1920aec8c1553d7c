"""The clock and scales of the redaction benchmarks."""

import sys
from pathlib import Path

import pytest
from benchmarks.redaction_runs import in_turn, timed

PARENT = """
import subprocess, sys, time
ballast = bytearray(60_000_000)
subprocess.run([sys.executable, "-c", "import time; ballast = bytearray(90_000_000); time.sleep(0.7)"])
"""


def test_memory_is_that_of_everything_that_was_started() -> None:
    run = timed([sys.executable, "-c", PARENT])
    assert 90 < run.largest < 140
    assert run.together > run.largest + 60
    assert run.seconds > 0.7
    assert run.worked < run.seconds


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="ended with 3: sorry"):
        timed([sys.executable, "-c", "print('sorry'); raise SystemExit(3)"])


def test_programs_take_turns_from_either_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    note = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"
    in_turn({name: [sys.executable, "-c", note, log, name] for name in "ab"}, rounds=3)
    assert log.read_text() == "abbaab"
