import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from bluelamp.jobs import selectors, services
from bluelamp.jobs.values import JobState

SCRIPT = Path(__file__).with_name("worker_process.py")
SOURCE = Path(__file__).parents[2] / "src"


@dataclass
class Workers:
    """Real worker processes on the test's database, ended with the test."""

    folder: Path
    database: dict[str, Any]
    lease: float = 1.0
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, **environment: str) -> subprocess.Popen[bytes]:
        said = (self.folder / f"worker-{len(self.running)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, SCRIPT], env=self.environment(**environment), stderr=said
        )
        said.close()
        self.running.append(process)
        return process

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "WORKER_DATABASE": json.dumps(self.database),
            "WORKER_LEASE": str(self.lease),
            **more,
        }

    def said(self) -> str:
        return "".join(path.read_text() for path in sorted(self.folder.glob("worker-*.log")))

    def enqueue(self, kind: str, key: str, **args: Any) -> None:
        services.enqueue(
            kind, key=key, args={"folder": str(self.folder), **args}, at=timezone.now()
        )

    def notes(self, key: str) -> list[str]:
        path = self.folder / f"{key}.txt"
        return path.read_text().split() if path.exists() else []

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()


def until(true: Callable[[], bool], seconds: float = 40) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def is_done(key: str) -> bool:
    return selectors.state(key).state is JobState.DONE


def rows(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM witness WHERE job = %s", [key])
        (count,) = cursor.fetchone()
    return int(count)
