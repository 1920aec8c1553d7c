"""A process killed in the middle of a release or a hand-over leaves nothing half done."""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.casework.test_handover import footage, hand_over
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services, ticks
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import HandOver
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing

pytestmark = pytest.mark.django_db(transaction=True)

# The bytes are written and every row is in the transaction: only the entry and the commit are left.
ACT_AND_DIE = """
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
from bluelamp.casework.services.embargo import lift_embargo
from bluelamp.casework.services.handover import To
case, at = given["case"], timezone.now()
match given["act"]:
    case "release":
        actor = people.by_reference(given["actor"])
        services.release(case=case, reasons="Go", actor=actor, at=at)
    case "lift_embargo":
        lift_embargo(case=case, at=at)
    case "hand_over":
        to = To(recipient="A", organisation="B", sent_how="C", terms="D")
        actor = people.by_reference(given["actor"])
        services.hand_over(case=case, items=(given["sha256"],), to=to, actor=actor, at=at)
"""
PLACES = (
    "BLUELAMP_VAULT",
    "BLUELAMP_PUBLIC_MEDIA",
    "BLUELAMP_LEDGER_KEY_FILE",
    "BLUELAMP_VAULT_KEY_FILE",
    "BLUELAMP_CASE_KEYS",
)


def test_a_process_killed_while_it_releases_leaves_nothing_released(
    cast: Cast, settings: Any
) -> None:
    walk = a_case(cast, ready_for="decision")
    die(settings, "release", case=walk.reference, actor=cast.asha.reference)
    assert walk.view().state is State.NOTIFIED
    nothing_is_left(walk, settings)
    walk.release()
    assert walk.view().state is State.LIVE


def test_a_clock_killed_at_the_hour_of_an_embargo_publishes_nothing_and_then_once(
    cast: Cast, settings: Any
) -> None:
    walk = a_case(cast, ready_for="decision")
    until = walk.at + timedelta(seconds=1)
    services.embargo(case=walk.reference, until=until, reasons="Go", actor=cast.asha, at=walk.at)
    die(settings, "lift_embargo", case=walk.reference)
    assert walk.view().state is State.EMBARGOED
    nothing_is_left(walk, settings)
    for _ in range(2):
        ticks.end_embargoes(timezone.now())
    assert walk.view().state is State.LIVE
    assert len(publication.live_editions()) == 1


def test_a_process_killed_while_it_hands_over_has_handed_over_nothing(
    cast: Cast, settings: Any
) -> None:
    case, sha256 = footage(cast)
    die(settings, "hand_over", case=case.reference, actor=cast.dee.reference, sha256=sha256)
    case.refresh_from_db()
    assert case.state == State.PREPARING
    assert not HandOver.objects.exists()
    hand_over(cast, case, sha256)
    assert HandOver.objects.count() == 1


def die(settings: Any, act: str, **given: str) -> None:
    """Do the act in a process of its own that is killed before it can commit."""
    database = {
        name: str(connection.settings_dict[name])
        for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    }
    places = {name: str(getattr(settings, name)) for name in PLACES}
    told = json.dumps({"act": act, "database": database, "places": places, **given})
    program = [sys.executable, "-c", ACT_AND_DIE, told]
    died = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr


def nothing_is_left(walk: Walk, settings: Any) -> None:
    """Nothing is public, though the bytes had been written; and they go."""
    assert publication.live_editions() == ()
    written = _files(settings.BLUELAMP_PUBLIC_MEDIA)
    assert written, "it died before the bytes were written, which proves nothing"
    publishing.reconcile(at=walk.at + timedelta(hours=2))
    assert _files(settings.BLUELAMP_PUBLIC_MEDIA) == []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
