"""An older copy of the database is put back: what was taken down since is taken down again, and nothing goes out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.record.backups import Restore
from tests.record.test_agreement import ADA

from bluelamp.casework import services
from bluelamp.casework.models import Case, Takedown
from bluelamp.casework.ticks import end_embargoes
from bluelamp.jobs.models import Job
from bluelamp.publication import files, selectors
from bluelamp.publication import services as publication
from bluelamp.publication.errors import Withheld
from bluelamp.publication.public import editions
from bluelamp.record import agreement, aside, rejoining
from bluelamp.record import services as record
from bluelamp.record.errors import ClosedToRelease

pytestmark = pytest.mark.django_db(transaction=True)
Backup = Callable[[], Restore]


def signed(at: datetime) -> None:
    record.checkpoint(at=at)


def rejoined(at: datetime) -> rejoining.Rejoined:
    return rejoining.rejoin(actor=ADA, reasons="The disk failed.", at=at)


@pytest.fixture
def forgotten(cast: Cast, backup: Backup, home: Any) -> str:
    """A live case of which a backup knows that it is live, but which was taken down since; files are back too."""
    walk = a_case(cast, ready_for="takedown")
    signed(walk.at)
    (edition,) = selectors.editions_of(walk.reference)
    media = (home / "public" / edition.file).read_bytes()
    restore = backup()
    services.take_down(
        case=walk.reference,
        reason="wrong_person",
        explanation="It is his brother.",
        actor=cast.asha,
        at=walk.at,
    )
    signed(walk.at)
    restore()
    (home / "public" / edition.file).write_bytes(media)
    return walk.reference


def test_what_had_been_taken_down_is_withheld_before_anybody_rejoins(forgotten: str) -> None:
    (edition,) = selectors.live_editions()
    done = publication.reconcile(at=timezone.now())
    assert done.withheld == (edition.token,)
    with pytest.raises(Withheld):
        editions.media_of(editions.edition(edition.token))
    assert publication.reconcile(at=timezone.now()).restored == ()
    (letter,) = Job.objects.filter(args__subject__startswith="A live picture is withheld")
    assert forgotten in letter.args["subject"]


def test_what_had_been_taken_down_is_taken_down_again_with_all_that_follows(forgotten: str) -> None:
    at = timezone.now()
    agreement.look(at=at)
    assert Case.objects.get(reference=forgotten).state == "live"
    (edition,) = selectors.live_editions()
    done = rejoined(at)
    assert any(words.startswith(f"Taken down again: {forgotten}") for words in done.redone)
    assert selectors.live_editions() == ()
    assert not files.exists(edition.file)
    assert Case.objects.get(reference=forgotten).state == "taken_down"
    row = Takedown.objects.get(case__reference=forgotten)
    assert (row.reason, row.taken_down_by) == ("wrong_person", "system")
    assert row.case.breaches.count() == 1  # as after the takedown that is forgotten
    assert record.verify().faults == ()
    agreement.check_open()


def test_taking_down_goes_on_while_nothing_is_released(cast: Cast, forgotten: str) -> None:
    at = timezone.now()
    agreement.look(at=at)
    services.take_down(case=forgotten, reason="error", explanation="Again.", actor=cast.asha, at=at)
    assert selectors.live_editions() == ()
    done = rejoined(at)
    assert not any(words.startswith("Taken down again") for words in done.redone)


def test_a_release_is_refused_until_the_desk_has_rejoined(cast: Cast, backup: Backup) -> None:
    walk = a_case(cast, ready_for="decision")
    signed(walk.at)
    restore = backup()
    record.consulted(what="an original", actor="RE-401", case=walk.reference, at=walk.at)
    signed(walk.at)
    restore()
    given = {
        "case": walk.reference,
        "reasons": "Sentenced today.",
        "actor": cast.asha,
        "at": walk.at,
    }
    with pytest.raises(ClosedToRelease, match="from entry"):
        services.release(**given)
    agreement.look(at=walk.at)
    with pytest.raises(ClosedToRelease, match="an older copy of the database was put back"):
        services.release(**given)
    assert selectors.live_editions() == ()
    rejoined(walk.at)
    services.release(**given)
    assert len(selectors.live_editions()) == 1


def test_an_embargo_that_ended_meanwhile_waits_and_is_decided_anew(
    cast: Cast, backup: Backup
) -> None:
    walk = a_case(cast, ready_for="decision")
    until = walk.at + timedelta(hours=1)
    services.embargo(
        case=walk.reference, until=until, reasons="At nine.", actor=cast.asha, at=walk.at
    )
    signed(walk.at)
    restore = backup()
    later = until + timedelta(minutes=1)
    end_embargoes(later)
    assert len(selectors.live_editions()) == 1
    signed(later)
    restore()
    agreement.look(at=later)
    end_embargoes(later)
    assert selectors.live_editions() == ()
    assert Case.objects.get(reference=walk.reference).state == "embargoed"
    assert any("Held back" in words for words in rejoined(later).redone)
    end_embargoes(later)
    assert selectors.live_editions() == ()
    assert Case.objects.get(reference=walk.reference).state == "notified"


@pytest.mark.usefixtures("forgotten")
def test_what_had_been_taken_down_is_not_shown_again_where_the_folder_aside_goes(
    tmp_path: Path,
) -> None:
    agreement.look(at=timezone.now())
    (edition,) = selectors.live_editions()
    assert publication.reconcile(at=timezone.now()).withheld == (edition.token,)
    aside.folder().rename(tmp_path / "away")
    assert publication.reconcile(at=timezone.now()).restored == ()
    with pytest.raises(Withheld):
        editions.media_of(editions.edition(edition.token))
