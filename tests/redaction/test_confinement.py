"""The decoder's process: what it was left with, tried from inside."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
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
    "change the mode of a file": "os.chmod({victim!r}, 0o600)",
    "change the mode of an open file": "os.fchmod(0, 0o600)",
    "change the owner of an open file": "os.fchown(0, -1, -1)",
    "change the times of an open file": "os.utime(0)",
    "mark an open file": "os.setxattr(0, 'user.mark', b'1')",
    "unmark an open file": "os.removexattr(0, 'user.old')",
    "look at the limits of its parent": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
    "signal a thread of its parent": "call(234, 131, os.getppid(), os.getppid(), 0)",
    "queue a signal": "call(129, 138, os.getpid(), 0, 0)",
    "go before every other program": "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99))",
    "go before other programs": "os.setpriority(os.PRIO_PROCESS, 0, -1)",
    "share memory": "call(29, 194, 0, 4096, 0o1600)",
    "take 3 gigabytes": "bytearray(3_000_000_000)",
}
PROGRAM = """
import errno, sys; sys.path.append({source!r})
import ctypes, os, platform, resource, socket
def call(x86_64, aarch64, *words):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(aarch64 if platform.machine() == 'aarch64' else x86_64, *words) < 0:
        raise OSError(ctypes.get_errno(), 'refused')
from bluelamp.redaction.confinement import confine
held = confine(memory_bytes=2_000_000_000, output_bytes=10_000, seconds=5)
try:
    {attempt}
    print('did it')
except MemoryError:
    print('stopped')
except OSError as error:
    print('stopped' if error.errno in (errno.EPERM, errno.EACCES) else error)
print(*held)
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


def attempt(code: str) -> list[str]:
    """What comes of it; standard input is a file that may be spoiled, and `{victim}` its name."""
    with tempfile.NamedTemporaryFile() as victim:
        with contextlib.suppress(OSError):  # not every file system knows them
            os.setxattr(victim.name, "user.old", b"1")
        program = PROGRAM.format(source=str(SOURCE), attempt=code.format(victim=victim.name))
        done = subprocess.run(
            [sys.executable, "-I", "-c", program],
            stdin=victim,
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


@linux
@pytest.mark.parametrize(
    "attempted",
    [
        "resource.getrlimit(resource.RLIMIT_NOFILE)",
        "call(234, 131, os.getpid(), __import__('threading').get_native_id(), 0)",
        "__import__('threading').Thread(target=print).start()",
    ],
)
def test_what_it_does_to_itself_is_its_own(attempted: str) -> None:
    assert "did it" in attempt(attempted)


@linux
def test_it_can_still_end_itself() -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        attempt("os.abort()")
    assert ended.value.returncode == -signal.SIGABRT


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
