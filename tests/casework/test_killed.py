"""A process killed in the middle of a release leaves nothing half released."""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework.lifecycle import State
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing

pytestmark = pytest.mark.django_db(transaction=True)

# The bytes are written and every row is in the transaction: only the entry and the commit are left.
RELEASE_AND_DIE = """
import json, os, signal, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "bluelamp.project.settings.testing"
from bluelamp.project.settings import testing
given = json.loads(sys.argv[1])
testing.DATABASES["default"].update(given["database"])
for name, path in given["places"].items():
    setattr(testing, name, Path(path))
import django
django.setup()
from django.utils import timezone
from bluelamp.casework import acting, services
from bluelamp.people import selectors as people
acting.record.append = lambda **entry: os.kill(os.getpid(), signal.SIGKILL)
actor = people.by_reference(given["actor"])
services.release(case=given["case"], reasons="Go", actor=actor, at=timezone.now())
"""
PLACES = (
    "BLUELAMP_VAULT",
    "BLUELAMP_PUBLIC_MEDIA",
    "BLUELAMP_LEDGER_KEY_FILE",
    "BLUELAMP_VAULT_KEY_FILE",
)


def test_a_process_killed_while_it_releases_leaves_nothing_released(
    cast: Cast, settings: Any
) -> None:
    walk = a_case(cast, ready_for="decision")
    database = {
        name: str(connection.settings_dict[name])
        for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    }
    given = {
        "database": database,
        "places": {name: str(getattr(settings, name)) for name in PLACES},
        "actor": cast.asha.reference,
        "case": walk.reference,
    }
    program = [sys.executable, "-c", RELEASE_AND_DIE, json.dumps(given)]
    died = subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert walk.view().state is State.NOTIFIED
    assert publication.live_editions() == ()
    written = _files(settings.BLUELAMP_PUBLIC_MEDIA)
    assert written, "it died before the bytes were written, which proves nothing"
    publishing.reconcile(at=walk.at + timedelta(hours=2))
    assert _files(settings.BLUELAMP_PUBLIC_MEDIA) == []
    walk.release()
    assert walk.view().state is State.LIVE


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
