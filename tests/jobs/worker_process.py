"""A worker of its own process for the tests to stop, freeze and kill.

Run with WORKER_DATABASE (a Django database as JSON) and WORKER_LEASE (seconds). With WORKER_DISK=full the
system refuses its every write to a file until SIGUSR1. `fill FOLDER` makes an empty queue with one job.
"""

import json
import logging
import os
import resource
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

settings.configure(
    DATABASES={"default": json.loads(os.environ["WORKER_DATABASE"])},
    INSTALLED_APPS=["bluelamp.jobs"],
    USE_TZ=True,
    LOGGING_CONFIG=None,
)
django.setup()
logging.basicConfig()

from bluelamp.jobs import services, worker  # noqa: E402
from bluelamp.jobs.registry import every, kind  # noqa: E402
from bluelamp.jobs.run import Run  # noqa: E402


def note(run: Run, what: str) -> None:
    """Leave a line that outlives the process."""
    with (Path(run.args["folder"]) / f"{run.key}.txt").open("a") as file:
        file.write(f"{what}\n")
        file.flush()
        os.fsync(file.fileno())


def die(run: Run, where: str) -> None:
    """End as a power cut would, at the place the test chose and on the first attempt alone."""
    if run.args.get("die") == where and run.attempt == 1:
        os.kill(os.getpid(), signal.SIGKILL)


def leave_row(run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO witness (job) VALUES (%s)", [run.key])


@kind("walk")
def walk(run: Run) -> None:
    def detect() -> dict[str, Any]:
        note(run, "detect")
        die(run, "in a step")
        return {"faces": 3}

    def release() -> None:
        leave_row(run)
        die(run, "in an effect")

    assert run.step("detect", detect) == {"faces": 3}
    die(run, "after a step")
    run.effect("release", release)
    die(run, "after an effect")
    run.step("tell", lambda: note(run, "tell"))
    die(run, "before the end")


@kind("wait")
def wait(run: Run) -> None:
    """Wait in a step until the test lets go, then have the effect."""

    def until_let_go() -> None:
        note(run, "begun")
        while not (Path(run.args["folder"]) / "let go").exists():
            time.sleep(0.02)

    run.step("wait", until_let_go)
    run.effect("release", lambda: leave_row(run))


if os.environ.get("WORKER_TICK"):

    @every("chime", seconds=float(os.environ["WORKER_TICK"]))
    def chime(_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO witness (job) VALUES ('chime')")


def refuse_writes_until_told() -> None:
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGUSR1, lambda *_: resource.setrlimit(resource.RLIMIT_FSIZE, allowed))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, allowed[1]))


def fill(folder: str) -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE witness (job varchar(200))")
    services.enqueue("walk", key="only", args={"folder": folder}, at=timezone.now())


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(sys.argv[2])
        sys.exit()
    if os.environ.get("WORKER_DISK") == "full":
        refuse_writes_until_told()
    worker.work(poll=0.05, lease=timedelta(seconds=float(os.environ["WORKER_LEASE"])))
