"""Takedown: gone at the next request, everyone who holds it told once, its bytes deleted (WP-04, WP-05, DP-5)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings
from tests.publication.builders import (
    AT,
    CASE,
    addressees,
    asked,
    bytes_of,
    letters,
    released,
    took,
    withdrawn,
)

from bluelamp.jobs.models import Job
from bluelamp.publication import files, selectors, services
from bluelamp.publication.errors import Gone, NothingLive, OutsideTransaction, TombstoneMissing
from bluelamp.publication.models import Download, Edition
from bluelamp.publication.public import doors, editions
from bluelamp.publication.public.addresses import digest
from bluelamp.publication.values import Channel, EnquiryStatus, Occasion
from bluelamp.record import aside

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(hours=2)


def test_after_withdrawal_the_bytes_are_gone_from_reads_and_from_the_disk() -> None:
    edition = released()
    withdrawn(at=LATER)
    with pytest.raises(Gone):
        bytes_of(edition)
    assert not files.exists(edition.file)
    stone = editions.edition(edition.token)
    assert (stone.withdrawn_at, stone.tombstone) == (LATER, "It is no longer needed.")


def test_every_live_edition_of_the_case_goes_and_no_other_cases() -> None:
    released()
    released()
    other = released(case="CI-26-0002")
    assert len(withdrawn().editions) == 2
    assert selectors.live_editions() == (other,)


def test_outlets_askers_and_downloaders_are_told_once_each() -> None:
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    receipt = asked()
    edition = released(enquiries=(receipt.reference,))
    took(edition)
    took(edition, email="BEN@wire.example")
    took(edition, email="news@amber.example")
    services.strike_off_outlet(email="news@amber.example", at=AT)
    done = withdrawn()
    everyone = ["ann@echo.example", "ben@wire.example", "news@amber.example"]
    assert addressees("Picture withdrawn") == everyone
    assert list(done.recipients) == everyone
    assert [each.email for each in selectors.recipients_of(edition.token)] == everyone


def test_an_outlet_accredited_after_the_release_and_never_told_is_not_told_of_the_end() -> None:
    released()
    services.register_outlet(name="New Weekly", email="new@weekly.example", at=LATER)
    withdrawn(at=LATER)
    assert addressees("Picture withdrawn") == []


def test_the_enquiry_that_led_to_it_stands_withdrawn() -> None:
    receipt = asked()
    released(enquiries=(receipt.reference,))
    withdrawn()
    assert selectors.enquiry(receipt.reference).status is EnquiryStatus.WITHDRAWN


def test_each_channel_has_the_time_at_which_it_was_gone() -> None:
    edition = released()
    withdrawn(at=LATER)
    gone = {each.channel: each.removed_at for each in selectors.placements_of(edition.token)}
    assert gone == dict.fromkeys(Channel, LATER)


def test_a_takedown_rolled_back_changes_nothing_and_deletes_nothing() -> None:
    edition = released()
    took(edition)
    before = Job.objects.count()
    with transaction.atomic():
        services.withdraw(case=CASE, tombstone="Gone.", at=LATER)
        transaction.set_rollback(True)
    assert selectors.live_editions() == (edition,)
    assert bytes_of(edition)
    assert Job.objects.count() == before


def test_a_takedown_says_why_it_cannot_be_done() -> None:
    with pytest.raises(OutsideTransaction):
        services.withdraw(case=CASE, tombstone="Gone.", at=AT)
    with pytest.raises(NothingLive, match=CASE):
        withdrawn()
    released()
    with pytest.raises(TombstoneMissing), transaction.atomic():
        services.withdraw(case=CASE, tombstone="  ", at=AT)


def test_a_deletion_that_fails_after_the_commit_is_made_good_by_reconciliation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = released()
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.unlink", refuse)
        withdrawn(at=LATER)
    assert files.exists(edition.file)
    with pytest.raises(Gone):
        bytes_of(edition)
    assert services.reconcile(at=LATER).deleted == 1
    assert not files.exists(edition.file)


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_who_took_it_in_the_instant_of_its_withdrawal_is_told_by_reconciliation_once() -> None:
    edition = released()
    took(edition)
    withdrawn()
    row = Edition.objects.get(token=edition.token)
    Download.objects.create(
        edition=row, outlet="Late", name="Lea", email="lea@late.example", accepted_at=AT
    )
    assert services.reconcile(at=LATER).told == 1
    assert services.reconcile(at=LATER).told == 0
    assert addressees("Picture withdrawn") == ["ben@wire.example", "lea@late.example"]


def test_a_recipient_says_that_it_is_gone_and_the_first_word_counts() -> None:
    edition = released()
    took(edition)
    withdrawn()
    secret = letters("Picture withdrawn")[0]["text"].split("/removed/")[1].split("/")[0]
    assert doors.notice(secret)[1] is False
    doors.acknowledge_withdrawal(secret=secret, at=LATER)
    doors.acknowledge_withdrawal(secret=secret, at=LATER + timedelta(days=1))
    assert doors.notice(secret)[1] is True
    letter = [n for n in selectors.notices_of(edition.token) if n.occasion is Occasion.WITHDRAWN]
    assert [each.acknowledged_at for each in letter] == [LATER]
    assert digest(secret) != secret


def test_a_takedown_is_written_aside_before_it_is_done() -> None:
    edition = released()
    with transaction.atomic():
        services.withdraw(case=CASE, tombstone="Gone.", why="error", at=LATER)
        taken = aside.takedowns()[-1]
        transaction.set_rollback(True)
    assert (taken.case, taken.editions, taken.why, taken.at) == (
        CASE,
        (edition.token,),
        "error",
        LATER,
    )
    assert "Gone" not in (aside.folder() / "takedowns").read_text()


def test_what_somebody_failed_to_take_down_is_withheld_until_it_is_done() -> None:
    edition = released()
    with transaction.atomic():
        services.withdraw(case=CASE, tombstone="Gone.", at=LATER)
        transaction.set_rollback(True)
    assert services.reconcile(at=LATER).withheld == (edition.token,)
    withdrawn(at=LATER)
    assert selectors.live_editions() == ()


def test_a_folder_aside_that_takes_nothing_does_not_keep_a_picture_up(
    tmp_path: Path, settings: Settings
) -> None:
    released()
    (tmp_path / "file").touch()
    settings.BLUELAMP_ASIDE = tmp_path / "file" / "aside"
    withdrawn(at=LATER)
    assert selectors.live_editions() == ()
