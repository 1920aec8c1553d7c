"""An older copy of the database does not bring an erased case back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import photograph
from tests.record.backups import Restore, backup  # noqa: F401  a fixture
from tests.record.test_agreement import ADA
from tests.retention.conftest import PERSON, Over
from tests.retention.scan import pieces, traces
from tests.retention.test_erasing import confirmed

from bluelamp.casework.models import Case
from bluelamp.jobs.worker import work
from bluelamp.publication import selectors as publication
from bluelamp.record import agreement, rejoining
from bluelamp.record import selectors as record
from bluelamp.record import services as recording
from bluelamp.retention.erasing import brought_back
from bluelamp.vault import selectors as vault
from bluelamp.vault.errors import AssetMissing

pytestmark = pytest.mark.django_db(transaction=True)
Backup = Callable[[], Restore]


def test_what_was_erased_since_is_unreadable_at_once_and_erased_again_on_rejoining(
    released: Over,
    backup: Backup,  # noqa: F811
    home: Path,
) -> None:
    walk = released()
    sha256 = walk.sha256
    recording.checkpoint(at=timezone.now())
    restore = backup()
    confirmed(walk)
    work(once=True)
    recording.checkpoint(at=timezone.now())
    restore()
    assert Case.objects.get(reference=walk.reference).person == PERSON
    assert all(each.body is None for each in record.entries_for(walk.reference))
    with pytest.raises(AssetMissing, match="destroyed"):
        vault.original(sha256=sha256, case=walk.reference)
    agreement.look(at=timezone.now())
    assert brought_back() == (walk.reference,)
    done = rejoining.rejoin(actor=ADA, reasons="The disk failed.", at=timezone.now())
    assert f"Erased again: {walk.reference}, whose keys are destroyed." in done.redone
    assert Case.objects.get(reference=walk.reference).state == "erased"
    assert publication.editions_of(walk.reference)[0].headline == ""
    assert recording.verify().faults == ()
    for copy in home.glob("backup-*"):
        copy.unlink()
    connection.close()
    looked_for = [b"Quillfeather", b"Zebedee", *pieces(photograph())]
    assert traces(looked_for, home=home) == {}


def test_what_was_live_in_the_older_copy_is_gone_from_the_public_sites(
    released: Over,
    backup: Backup,  # noqa: F811
) -> None:
    walk = released(ready_for="takedown")
    recording.checkpoint(at=timezone.now())
    restore = backup()
    walk.take_down()
    confirmed(walk)
    work(once=True)
    recording.checkpoint(at=timezone.now())
    restore()
    assert publication.live_editions()
    agreement.look(at=timezone.now())
    rejoining.rejoin(actor=ADA, reasons="The disk failed.", at=timezone.now())
    assert publication.live_editions() == ()
    assert recording.verify().faults == ()
