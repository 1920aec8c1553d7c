"""Reconciliation: files and rows in step again after a crash, a full disk or a hand on the disk."""

import io
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.publication.builders import AT, addressees, bytes_of, jpeg, letters, released, withdrawn

from bluelamp.publication import files, selectors, services
from bluelamp.publication.errors import Withheld
from bluelamp.publication.values import EditionView
from bluelamp.record import aside

module = import_module("bluelamp.publication.services.reconcile")
pytestmark = pytest.mark.django_db(transaction=True)


def alter(public_media: Path, edition: EditionView) -> None:
    (public_media / edition.file).write_bytes(jpeg(shade=3))


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_a_live_edition_whose_file_is_lost_or_altered_is_withheld_and_reported(
    harm: str, public_media: Path, settings: Settings
) -> None:
    edition, sound = released(), released(case="CI-26-0002")
    files.delete(edition.file) if harm == "lost" else alter(public_media, edition)
    with pytest.raises(Withheld):
        bytes_of(edition)  # even before anyone has reconciled
    assert services.reconcile(at=AT).withheld == (edition.token,)
    assert services.reconcile(at=AT).withheld == ()
    assert selectors.live_editions() == (sound,)
    assert [each.token for each in selectors.withheld_editions()] == [edition.token]
    assert addressees("A live picture is withheld") == [settings.BLUELAMP_FORCE.press_email]


def test_a_withheld_edition_is_shown_again_once_its_file_is_right() -> None:
    edition = released()
    files.delete(edition.file)
    services.reconcile(at=AT)
    files.write(edition.file, io.BytesIO(jpeg()), sha256=edition.sha256)
    assert services.reconcile(at=AT).restored == (edition.token,)
    assert bytes_of(edition) == jpeg()


def test_what_is_withheld_stays_so_while_it_cannot_be_told_what_was_taken_down() -> None:
    edition, other = released(), released(case="CI-26-0002")
    files.delete(edition.file)
    services.reconcile(at=AT)
    files.write(edition.file, io.BytesIO(jpeg()), sha256=edition.sha256)
    files.delete(other.file)
    takedowns = aside.folder() / "takedowns"
    takedowns.unlink(missing_ok=True)
    takedowns.mkdir(parents=True)
    done = services.reconcile(at=AT)
    takedowns.rmdir()
    assert (done.restored, done.withheld) == ((), (other.token,))
    assert services.reconcile(at=AT).restored == (edition.token,)


def test_a_withheld_edition_can_be_withdrawn() -> None:
    edition = released()
    files.delete(edition.file)
    services.reconcile(at=AT)
    assert withdrawn().edition.token == edition.token


def test_a_stray_file_is_deleted_when_no_release_can_be_under_way(public_media: Path) -> None:
    edition = released()
    now = datetime.now(UTC)
    (public_media / "stray").write_bytes(b"left by a crash")
    (public_media / ".part-x").write_bytes(b"left by a crash")
    assert services.reconcile(at=now).deleted == 0
    assert services.reconcile(at=now + timedelta(hours=2)).deleted == 2
    assert [file.name for file in public_media.iterdir()] == [edition.file]


def test_many_editions_are_examined_in_turn_so_that_none_is_forgotten(
    public_media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EXAMINED_AT_A_TIME", 2)
    made = [released(case=f"CI-26-{number}") for number in range(5)]
    alter(public_media, made[4])
    rounds = [services.reconcile(at=AT + timedelta(minutes=n)).withheld for n in range(3)]
    assert rounds == [(), (), (made[4].token,)]


def test_long_films_are_examined_one_after_the_other(
    public_media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ_AT_A_TIME", 1)
    made = [released(case=f"CI-26-{number}") for number in range(3)]
    alter(public_media, made[2])
    rounds = [services.reconcile(at=AT + timedelta(minutes=n)).withheld for n in range(3)]
    assert rounds == [(), (), (made[2].token,)]


def test_a_lost_file_is_noticed_at_once_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "EXAMINED_AT_A_TIME", 1)
    made = [released(case=f"CI-26-{number}") for number in range(3)]
    files.delete(made[2].file)
    assert services.reconcile(at=AT).withheld == (made[2].token,)


def test_a_fault_found_again_later_is_reported_again() -> None:
    edition = released()
    files.delete(edition.file)
    services.reconcile(at=AT)
    files.write(edition.file, io.BytesIO(jpeg()), sha256=edition.sha256)
    services.reconcile(at=AT + timedelta(minutes=1))
    files.delete(edition.file)
    services.reconcile(at=AT + timedelta(minutes=2))
    assert len(letters("A live picture is withheld")) == 2


def test_a_written_file_is_complete_and_readable_by_the_public_processes(
    public_media: Path,
) -> None:
    edition = released()
    mode = (public_media / edition.file).stat().st_mode & 0o777
    assert mode == 0o644
    assert time.time() - (public_media / edition.file).stat().st_mtime < 60
