"""The decoder's process: what it was left with, tried from inside."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.redaction.conftest import encoded

from bluelamp.redaction import Limits, PictureRefused, open_picture, opening

SOURCE = Path(__file__).resolve().parents[2] / "src"
TRIES = {
    "read a file": "open('/etc/passwd').read()",
    "read the memory of another": "open('/proc/1/environ').read()",
    "write a file": "open('/tmp/left-behind', 'w')",
    "make a socket": "__import__('socket').socket()",
    "make a pair of sockets": "__import__('socket').socketpair()",
    "start a program": "__import__('os').execv('/bin/true', ['true'])",
    "fork": "__import__('os').fork()",
    "kill its parent": "__import__('os').kill(__import__('os').getppid(), 0)",
    "take 3 gigabytes": "bytearray(3_000_000_000)",
}
PROGRAM = """
import sys; sys.path.append({source!r})
import os, socket
from bluelamp.redaction.confinement import confine
held = confine(memory_bytes=2_000_000_000, output_bytes=10_000, seconds=5)
try:
    {attempt}
    print('did it')
except (OSError, MemoryError) as error:
    print('stopped')
print(*held)
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


def attempt(code: str) -> list[str]:
    program = PROGRAM.format(source=str(SOURCE), attempt=code)
    done = subprocess.run(
        [sys.executable, "-I", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.split("\n")


@linux
@pytest.mark.parametrize("name", TRIES)
def test_the_decoder_cannot(name: str) -> None:
    outcome, held, *_ = attempt(TRIES[name])
    if "seccomp" not in held or "landlock" not in held:
        pytest.skip(f"this kernel grants only: {held}")
    assert outcome == "stopped"


@linux
def test_the_ruler_can_fail() -> None:
    assert attempt("sum([1])")[0] == "did it"


def test_no_secret_of_ours_reaches_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's environment is replaced by one that spills it; nothing of ours is there."""
    monkeypatch.setenv("BLUELAMP_SECRET", "hunter2")
    spill = "import os, sys, json; sys.stdout.write(json.dumps({'refused': json.dumps(dict(os.environ))}) + '\\n')"
    monkeypatch.setattr(opening, "_PROGRAM", spill)
    with pytest.raises(PictureRefused) as told:
        open_picture(b"\xff\xd8\xff")
    seen = json.loads(str(told.value))
    assert "hunter2" not in seen.values()
    assert not {"HOME", "PATH", "PYTHONPATH"} & set(seen)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "within the limits"),
        ("import time; time.sleep(60)", "within the limits"),
        ("print('nonsense')", "no usable answer"),
        ("print('{\"size\": [4, 4], \"stored\": [4, 4]}'); print('short')", "no usable answer"),
        ('print(\'{"size": [-4, 4], "stored": [4, 4]}\')', "no usable answer"),
        ('print(\'{"size": [99999, 99999], "stored": [4, 4]}\')', "no usable answer"),
    ],
)
def test_a_decoder_that_was_taken_over_gives_nothing(
    program: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PROGRAM", program)
    monkeypatch.setattr(opening, "_GRACE", 1)
    with pytest.raises(PictureRefused, match=reason):
        open_picture(b"\xff\xd8\xff", limits=Limits(seconds=1))


def test_missing_protection_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_WANTED_PROTECTIONS", {"limits", "a moat"})
    picture = open_picture(encoded(np.zeros((9, 9, 3), np.uint8), "PNG"))
    assert "The decoder ran without a moat." in picture.notes
