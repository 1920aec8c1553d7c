"""Publishing: bytes first, then rows and letters, or nothing at all."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.publication.builders import (
    AT,
    CASE,
    addressees,
    asked,
    bytes_of,
    jpeg,
    letters,
    new_edition,
    released,
    withdrawn,
)

from bluelamp.jobs.models import Job
from bluelamp.publication import selectors, services
from bluelamp.publication.errors import (
    BytesDiffer,
    BytesNotWritten,
    EditionIncomplete,
    NoSuchEnquiry,
    OutsideTransaction,
    Unshowable,
)
from bluelamp.publication.models import Edition, Notice, Placement
from bluelamp.publication.public import editions
from bluelamp.publication.values import Channel, EnquiryStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_published_edition_is_live_with_exactly_the_approved_bytes() -> None:
    edition = released()
    assert edition.live
    assert edition.published_at == AT
    assert bytes_of(edition) == jpeg()
    assert selectors.live_editions() == (edition,)


def test_the_token_and_the_file_are_256_random_bits_and_never_the_same_twice() -> None:
    made = [released(case=f"CI-26-{number}") for number in range(5)]
    names = {edition.token for edition in made} | {edition.file for edition in made}
    assert len(names) == 10
    assert {len(name) for name in names} == {43}


def test_no_public_value_names_the_case() -> None:
    assert CASE not in repr(released())


def test_publishing_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        services.publish(edition=new_edition(), at=AT)


def test_bytes_other_than_the_approved_ones_are_refused(public_media: Path) -> None:
    with pytest.raises(BytesDiffer), transaction.atomic():
        services.publish(edition=new_edition(media=jpeg(1), sha256="0" * 64), at=AT)
    assert not list(public_media.iterdir())


@pytest.mark.parametrize("field", ["headline", "text", "alt_text", "credit", "conditions"])
def test_an_edition_without_its_words_is_refused_naming_what_is_missing(field: str) -> None:
    with pytest.raises(EditionIncomplete, match=field.replace("_", " ")):
        released(**{field: "  "})


@pytest.mark.parametrize("field", ["headline", "text", "alt_text", "credit", "conditions"])
def test_a_character_that_would_break_a_page_or_feed_is_refused_by_its_number(field: str) -> None:
    with pytest.raises(Unshowable, match=r"U\+000B"):
        released(**{field: "jailed\x0b"})


@pytest.mark.parametrize("differs", [{"media_type": "image/svg+xml"}, {"width": 0}])
def test_what_no_site_can_show_is_refused(differs: dict[str, Any]) -> None:
    with pytest.raises(EditionIncomplete):
        released(**differs)


def test_an_unknown_enquiry_stops_the_release_and_is_named(public_media: Path) -> None:
    with pytest.raises(NoSuchEnquiry, match="ENQ-26-9999"):
        released(enquiries=("ENQ-26-9999",))
    assert not public_media.exists()


def test_accredited_outlets_and_askers_are_told_once_each_and_subjects_name_nobody() -> None:
    services.register_outlet(name="Ambershire Echo", email="ANN@echo.example", at=AT)
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    services.register_outlet(name="Gone Weekly", email="gone@weekly.example", at=AT)
    services.strike_off_outlet(email="gone@weekly.example", at=AT)
    first, second = asked(), asked(question="Again?")
    edition = released(headline="Rowan Vane jailed", enquiries=(first.reference, second.reference))
    assert addressees("Picture released") == ["ann@echo.example", "news@amber.example"]
    assert all("Vane" not in letter["subject"] for letter in letters())
    told = letters("Picture released")[0]
    assert f"/release/{edition.token}/" in told["text"]
    assert first.reference in told["text"]
    assert [letter["thread"] for letter in letters("Picture released")] == [told["thread"]] * 2


def test_linked_enquiries_become_released_and_lead_to_the_edition() -> None:
    receipt = asked()
    edition = released(enquiries=(receipt.reference,))
    enquiry = selectors.enquiry(receipt.reference)
    assert (enquiry.status, enquiry.edition, enquiry.case) == (
        EnquiryStatus.RELEASED,
        edition.token,
        CASE,
    )


def test_every_channel_has_the_time_at_which_it_was_live() -> None:
    placed = selectors.placements_of(released().token)
    assert {each.channel for each in placed} == set(Channel)
    assert {(each.placed_at, each.removed_at) for each in placed} == {(AT, None)}


def test_a_release_again_is_a_new_edition_under_a_new_address_that_cites_the_former() -> None:
    first = released()
    withdrawn()
    second = released(at=AT + timedelta(days=60))
    assert second.former == first.token
    assert second.token != first.token
    assert second.file != first.file
    assert not editions.edition(first.token).live


def test_a_rolled_back_release_leaves_no_row_no_letter_and_no_readable_picture(
    public_media: Path,
) -> None:
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    with transaction.atomic():
        services.publish(edition=new_edition(), at=AT)
        transaction.set_rollback(True)
    assert not Edition.objects.exists()
    assert not Notice.objects.exists()
    assert not Placement.objects.exists()
    assert not Job.objects.exists()
    assert len(list(public_media.iterdir())) == 1  # nothing names it, so no address leads to it
    assert services.reconcile(at=AT + timedelta(days=3650)).deleted == 1
    assert not list(public_media.iterdir())


@contextmanager
def disk_with(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_takes_no_more_refuses_the_release_and_leaves_nothing(
    public_media: Path,
) -> None:
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    with pytest.raises(BytesNotWritten, match="Nothing was released"), disk_with(100):
        released()
    assert not Edition.objects.exists()
    assert not Job.objects.exists()
    assert not list(public_media.iterdir())


def test_a_fault_after_the_file_is_written_deletes_it_at_once(public_media: Path) -> None:
    with pytest.raises(Exception, match="no moment at all"):
        released(at="no moment at all")
    assert not list(public_media.iterdir())
