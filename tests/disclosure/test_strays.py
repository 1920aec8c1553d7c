"""What a killed worker leaves of a pack's papers lies in clear words, and does not stay."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pytest_django import Settings

from bluelamp.disclosure.typesetting import clear_strays

KILLED = """
import os, signal, sys
from pathlib import Path
from django.conf import settings
settings.configure(BLUELAMP_WORK=Path(sys.argv[1]))
from bluelamp.disclosure import typesetting
typesetting._compiled = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
typesetting.typeset(["disclosure"], files={"disclosure.json": b"Otto Verge"}, at=None)
"""


def test_what_a_killed_worker_left_of_papers_is_gone_within_the_hour_and_nothing_else(
    tmp_path: Path, settings: Settings
) -> None:
    settings.BLUELAMP_WORK = tmp_path
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert b"Otto Verge" in (left / "disclosure.json").read_bytes()
    (tmp_path / "render-7").mkdir()
    now = datetime.now(UTC)
    clear_strays(at=now)
    assert left.exists()  # somebody may be at it
    clear_strays(at=now + timedelta(hours=1, minutes=1))
    assert [each.name for each in tmp_path.iterdir()] == ["render-7"]
