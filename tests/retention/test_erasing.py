"""Erasing a case leaves a husk and a record that still verifies, and nothing else anywhere."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import CharField, TextField
from django.utils import timezone
from tests.cast import Cast, photograph
from tests.desk.builders import Walk
from tests.retention.conftest import PERSON, Over, later
from tests.retention.scan import pieces, traces

from bluelamp.casework import access, erasing, selectors
from bluelamp.casework import services as casework
from bluelamp.casework.errors import CaseErased, OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, Outcome
from bluelamp.jobs.worker import work
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record
from bluelamp.record import services as recording
from bluelamp.retention import erasing as journal
from bluelamp.retention import selectors as retention
from bluelamp.retention import services
from bluelamp.retention.errors import NotScrubbed
from bluelamp.retention.models import Hold
from bluelamp.vault import selectors as vault
from bluelamp.vault.errors import AssetMissing

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "The time for which it is kept is over."


def confirmed(walk: Walk) -> None:
    """Two people decide that the case is erased."""
    at = timezone.now()
    services.propose(case=walk.reference, because=REASON, actor=walk.cast.dee, at=at)
    services.answer(case=walk.reference, confirmed=True, words="", actor=walk.cast.jo, at=at)


# What only this case says.
WORDS = [*(part.encode() for part in PERSON.split()), b"quillfeather convicted of robbery"]


def test_nothing_of_the_person_or_the_picture_is_left_anywhere(released: Over, home: Path) -> None:
    walk = released()
    published = publication.editions_of(walk.reference)[0].sha256
    rendition = vault.rendition(sha256=walk.rendition, case=walk.reference)
    looked_for = [*WORDS, published.encode()]
    images = [*pieces(photograph()), *pieces(rendition)]
    assert set(traces(looked_for, home=home)) == set(looked_for), "the scan does not see"
    confirmed(walk)
    work(once=True)
    assert retention.erasure(walk.reference).finished_at, retention.erasure(walk.reference)
    connection.close()
    assert traces([*looked_for, *images], home=home) == {}


def test_the_scan_sees_a_picture_that_lies_open(home: Path) -> None:
    (home / "left.bin").write_bytes(b"before" + photograph() + b"after")
    assert len(traces(pieces(photograph()), home=home)) == len(pieces(photograph()))


def test_a_husk_stays_and_is_still_counted(released: Over, cast: Cast) -> None:
    walk = released()
    before = Outcome.objects.get(case__reference=walk.reference)
    confirmed(walk)
    work(once=True)
    husk = Case.objects.get(reference=walk.reference)
    assert (husk.state, husk.route, husk.person) == (State.ERASED, "custody-image", "")
    assert Outcome.objects.get(case=husk).result == before.result == "released"
    for model in erasing.hanging_on_a_case():
        assert not model._default_manager.exists(), model
    with pytest.raises(CaseErased, match=f"{walk.reference} was erased"):
        walk.view()
    with pytest.raises(OutOfOrder):
        casework.reopen(case=walk.reference, reason="Again", actor=cast.asha, at=later())
    assert access.case_seen(walk.reference, actor=cast.dee, at=later())
    assert PERSON not in str(selectors.of_person(PERSON, viewer=cast.asha, at=later()))


# What may still bear the reference of an erased case: none of it says what the case was about.
BEARS_THE_REFERENCE = {
    "publication.Edition",  # emptied; its address answers “withdrawn”
    "publication.Enquiry",  # emptied
    "record.Entry",  # what it says lies sealed under a key that is gone
    "retention.Erasure",
    "retention.Keeping",
    "retention.Review",
}


def test_no_other_table_of_any_room_knows_the_case(released: Over) -> None:
    walk = released()
    confirmed(walk)
    work(once=True)
    found = set()
    for model in apps.get_models():
        fields = {each.name: each for each in model._meta.get_fields()}
        named = isinstance(fields.get("case"), CharField | TextField)
        if named and model._default_manager.filter(case=walk.reference).exists():
            found.add(model._meta.label)
    assert found == BEARS_THE_REFERENCE


def test_the_record_still_verifies_and_says_by_whom_and_why(released: Over) -> None:
    walk = released()
    before = len(record.entries_for(walk.reference))
    recording.checkpoint(at=timezone.now())
    confirmed(walk)
    work(once=True)
    recording.checkpoint(at=timezone.now())
    verdict = recording.verify()
    assert verdict.sound, verdict.faults
    held = record.entries_for(walk.reference)
    assert len(held) >= before
    assert all(each.body is None for each in held)
    (erased,) = record.recent(5, kind="erased")
    assert erased.actor == walk.cast.jo.reference
    assert erased.body
    assert (erased.body["case"], erased.body["reason"]) == (walk.reference, REASON)


def test_until_the_work_is_done_the_records_check_says_what_is_still_there(
    released: Over,
) -> None:
    walk = released()
    confirmed(walk)
    verdict = recording.verify()
    assert not verdict.sound
    assert {fault.words for fault in verdict.faults} == {
        "its erasure is recorded, but its body is still there"
    }
    work(once=True)
    assert recording.verify().sound


@pytest.mark.usefixtures("erasable_now")
def test_what_is_recorded_of_the_case_in_the_last_instant_is_explained_too(over: Over) -> None:
    walk = over()
    confirmed(walk)
    with transaction.atomic():
        recording.append(
            kind="consulted", case=walk.reference, actor="PO-101", at=timezone.now(), body={}
        )
    work(once=True)
    assert recording.verify().faults == ()
    assert len(record.recent(5, kind="erased")) == 2


def test_the_vault_gives_nothing_back_and_keeps_nothing_new(released: Over, home: Path) -> None:
    walk = released()
    sha256 = walk.sha256
    confirmed(walk)
    work(once=True)
    with pytest.raises(AssetMissing):
        vault.original(sha256=sha256, case=walk.reference)
    assert not [path for path in (home / "vault").rglob("*") if path.is_file()]


def test_another_case_of_the_same_person_is_left_whole(released: Over, home: Path) -> None:
    walk, other = released(), released()
    confirmed(walk)
    work(once=True)
    assert other.view().case.person == PERSON
    assert vault.original(sha256=other.sha256, case=other.reference) == photograph()
    assert all(each.body for each in record.entries_for(other.reference))
    assert traces([b"Quillfeather"], home=home)


ERASE_AND_DIE = """
import json, os, signal, sys
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
from bluelamp.casework import erasing
from bluelamp.jobs.worker import work
from bluelamp.retention import registry
from bluelamp.retention import erasing as retention
from bluelamp.vault import files, keys, services as vault
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
PLACES = {
    "first key": (keys, "_overwrite"),
    "vault's files": (files, "remove_folder"),
    "rows of the case": (erasing, "hanging_on_a_case"),
    "what retention holds": (retention, "_forget"),
    "the scrubbing": (retention, "scrub"),
}
def live(where):
    if where:
        setattr(*PLACES[where], die)
    work(once=True, lease=timedelta(seconds=0.2))
import time
for where in given["deaths"]:
    child = os.fork()
    if not child:
        live(where)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(where or "lived", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
    time.sleep(0.5)
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
DEATHS = (
    "first key",
    "vault's files",
    "rows of the case",
    "what retention holds",
    "the scrubbing",
)


def test_a_worker_killed_anywhere_in_an_erasure_is_followed_by_one_who_ends_it(
    released: Over, home: Path, settings: Any
) -> None:
    walk = released()
    confirmed(walk)
    given = {
        "database": {name: str(connection.settings_dict[name]) for name in DETAILS},
        "places": {name: str(getattr(settings, name)) for name in PLACES},
        "deaths": [*DEATHS, ""],
    }
    program = [sys.executable, "-c", ERASE_AND_DIE, json.dumps(given)]
    ran = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    wanted = [*(f"{death} {signal.SIGKILL:d}" for death in DEATHS), "lived 0"]
    assert ran.stdout.splitlines() == wanted, ran.stderr
    assert retention.erasure(walk.reference).finished_at
    assert recording.verify().sound
    connection.close()
    assert traces([*WORDS, *pieces(photograph())], home=home) == {}
    left = home / "case-keys" / walk.reference
    assert [path.name for path in left.iterdir()] == ["destroyed"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what PostgreSQL keeps is not Bluelamp's")
def test_a_journal_that_somebody_reads_is_not_said_to_be_empty() -> None:
    file = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor, closing(sqlite3.connect(file)) as reader:
        cursor.execute("PRAGMA busy_timeout = 50")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM retention_hold").fetchone()
        Hold.objects.create(
            case="CI-26-0001", why="Kept.", placed_by="DO-501", placed_at=timezone.now()
        )
        with pytest.raises(NotScrubbed):
            journal.scrub()
        reader.rollback()
        journal.scrub()
    assert file.with_name(f"{file.name}-wal").stat().st_size == 0
