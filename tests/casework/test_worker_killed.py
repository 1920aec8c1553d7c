"""A worker killed outright at any step of a picture's preparation: another finishes it, once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import selectors, services
from bluelamp.jobs import selectors as jobs
from bluelamp.record import selectors as record
from bluelamp.record.services import verify

pytestmark = [pytest.mark.media, pytest.mark.django_db(transaction=True)]

# One worker process for each place to die at (SIGKILL, as a power cut would), then one that lives.
WORKERS = """
import importlib, json, os, signal, sys
from datetime import timedelta
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "bluelamp.project.settings.testing"
from bluelamp.project.settings import testing
given = json.loads(sys.argv[1])
testing.DATABASES["default"].update(given["database"])
for name, path in given["places"].items():
    setattr(testing, name, Path(path))
import django
django.setup()
from bluelamp.jobs import selectors
from bluelamp.jobs.worker import work

def trap(where):
    module, _, place = where.removeprefix("after ").rpartition(":")
    module = importlib.import_module("bluelamp.casework." + (module or "preparation"))
    room, _, name = place.rpartition(".")
    owner = getattr(module, room) if room else module
    real = getattr(owner, name)
    def dies(*positional, **named):
        if where.startswith("after "):
            real(*positional, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, dies)

def live(where):
    if where:
        trap(where)
    done = lambda: [job.state for job in selectors.states([given["job"]]).values()] == ["done"]
    work(until=done, poll=0.05, lease=timedelta(seconds=1))

for where in [*given["deaths"], ""]:
    child = os.fork()
    if not child:
        live(where)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(where or "lived", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
"""
PLACES = (
    "BLUELAMP_VAULT",
    "BLUELAMP_PUBLIC_MEDIA",
    "BLUELAMP_WORK",
    "BLUELAMP_LEDGER_KEY_FILE",
    "BLUELAMP_VAULT_KEY_FILE",
    "BLUELAMP_CASE_KEYS",
)
DETAILS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def workers(settings: Any, job: str, *deaths: str) -> None:
    """Let workers die at each place in turn, and one finish the job."""
    given = {
        "database": {name: str(connection.settings_dict[name]) for name in DETAILS},
        "places": {name: str(getattr(settings, name)) for name in PLACES},
        "job": job,
        "deaths": deaths,
    }
    program = [sys.executable, "-c", WORKERS, json.dumps(given)]
    ran = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    wanted = [*(f"{death} 9" for death in deaths), "lived 0"]
    assert ran.stdout.splitlines() == wanted, ran.stderr


def entries(walk: Walk, kind: str) -> int:
    return sum(one.kind == kind for one in record.entries_for(walk.reference))


def test_people_are_found_once(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="people")
    job = services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
    workers(settings, job, "detect", "after _proposal", "after _keep_proposal")
    image = walk.view().now.image
    assert image
    (plan,) = selectors.plan_versions(image)
    assert plan.number == 1
    assert jobs.state(job).attempts == 4


def test_a_rendition_is_made_once(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    job = services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    workers(settings, job, "write", "after services.keep_rendition", "examine", "after _finish")
    rendition = walk.view().now.rendition
    assert rendition
    assert rendition.examined
    assert entries(walk, "rendition examined") == 1
    kept = [
        path for path in Path(settings.BLUELAMP_VAULT).rglob("*") if rendition.sha256 in path.name
    ]
    assert len(kept) == 1
    assert verify().sound
