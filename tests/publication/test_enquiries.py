"""Enquiries: received under a reference, found by their secret alone, taken up and answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings
from tests.publication.builders import AT, CASE, addressees, asked, letters, released

from bluelamp.publication import selectors, services
from bluelamp.publication.errors import (
    AlreadySettled,
    EnquiryIncomplete,
    NoSuchEdition,
    NoSuchEnquiry,
    NoSuchFeedback,
    NotAMailbox,
)
from bluelamp.publication.models import Enquiry
from bluelamp.publication.public import doors, enquiries
from bluelamp.publication.values import EnquiryStatus, FeedbackOutcome

pytestmark = pytest.mark.django_db


def test_references_run_by_the_year_of_the_forces_own_clock() -> None:
    assert asked().reference == "ENQ-26-0001"
    assert asked().reference == "ENQ-26-0002"
    new_year_in_london = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)
    assert asked(at=new_year_in_london).reference == "ENQ-27-0001"
    Enquiry.objects.filter(reference="ENQ-26-0002").update(reference="ENQ-26-9999")
    assert asked().reference == "ENQ-26-10000"
    assert asked().reference == "ENQ-26-10001"


@pytest.mark.django_db(transaction=True)
def test_enquiries_at_the_same_instant_get_references_of_their_own() -> None:
    def ask(_: int) -> str:
        try:
            return asked().reference
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as many:
        references = list(many.map(ask, range(18)))
    assert sorted(references) == [f"ENQ-26-{number:04d}" for number in range(1, 19)]


def test_the_secret_alone_opens_the_enquiry_and_shows_nobody_who_asked() -> None:
    receipt = asked()
    standing = enquiries.standing(receipt.secret)
    assert standing.reference == receipt.reference
    assert "ann" not in repr(standing).lower()
    for wrong in (receipt.reference, "", receipt.secret[:-1]):
        with pytest.raises(NoSuchEnquiry):
            enquiries.standing(wrong)


@pytest.mark.parametrize("field", ["outlet", "name", "email", "person", "court", "question"])
def test_what_is_needed_and_missing_is_named(field: str) -> None:
    with pytest.raises(EnquiryIncomplete, match=field):
        asked(**{field: " "})


@pytest.mark.parametrize("email", ["ann", "a@b", "a@b.example\nBcc: x@y.example", "a b@c.example"])
def test_what_no_letter_can_reach_is_refused(email: str) -> None:
    with pytest.raises(NotAMailbox, match=r"name@example\.com"):
        asked(email=email)


def test_more_than_can_be_kept_is_refused_with_the_limit() -> None:
    with pytest.raises(EnquiryIncomplete, match=r"question \(4000\)"):
        asked(question="x" * 4001)


def test_new_enquiries_wait_those_with_the_nearest_deadline_first() -> None:
    asked()
    late = asked(deadline=AT + timedelta(days=2))
    soon = asked(deadline=AT + timedelta(hours=2))
    waiting = [enquiry.reference for enquiry in selectors.enquiries_waiting()]
    assert waiting == [soon.reference, late.reference, "ENQ-26-0001"]


def test_an_enquiry_is_acknowledged_once_with_its_reference_and_address() -> None:
    receipt = asked()
    assert services.acknowledge(at=AT) == 1
    assert services.acknowledge(at=AT) == 0
    letter = letters()[0]
    assert letter["to"] == ["ann@echo.example"]
    assert receipt.secret in letter["text"]
    assert receipt.reference in letter["subject"]


def test_taken_up_into_a_case_it_waits_no_longer_and_its_asker_is_told_once() -> None:
    receipt = asked()
    taken = services.take_up(reference=receipt.reference, case=CASE, at=AT)
    services.take_up(reference=receipt.reference, case=CASE, at=AT)
    assert (taken.status, taken.case) == (EnquiryStatus.BEING_CONSIDERED, CASE)
    assert selectors.enquiries_waiting() == ()
    assert [each.reference for each in selectors.enquiries_of(CASE)] == [receipt.reference]
    assert len(letters()) == 1


def test_a_refusal_reaches_the_asker_in_the_press_offices_words() -> None:
    receipt = asked()
    services.answer_enquiry(
        reference=receipt.reference,
        status=EnquiryStatus.NOT_RELEASED,
        message="A court order forbids it.",
        at=AT,
    )
    standing = enquiries.standing(receipt.secret)
    assert (standing.status, standing.message) == (
        EnquiryStatus.NOT_RELEASED,
        "A court order forbids it.",
    )
    assert "A court order forbids it." in letters()[0]["text"]


def test_the_same_answer_again_is_no_second_letter() -> None:
    receipt = asked()
    answer = {"reference": receipt.reference, "status": EnquiryStatus.CLOSED, "message": "Done."}
    services.answer_enquiry(**answer, at=AT)
    services.answer_enquiry(**answer, at=AT + timedelta(minutes=1))
    assert len(letters()) == 1


def test_an_answer_that_repeats_what_the_release_said_is_no_second_letter() -> None:
    receipt = asked()
    edition = released(enquiries=(receipt.reference,))
    services.answer_enquiry(
        reference=receipt.reference,
        status=EnquiryStatus.RELEASED,
        message="",
        edition=edition.token,
        at=AT,
    )
    assert addressees() == ["ann@echo.example"]


def test_an_answer_names_a_release_that_exists() -> None:
    receipt = asked()
    answer = {"reference": receipt.reference, "status": EnquiryStatus.RELEASED, "message": ""}
    with pytest.raises(EnquiryIncomplete):
        services.answer_enquiry(**answer, at=AT)
    with pytest.raises(NoSuchEdition):
        services.answer_enquiry(**answer, edition="none", at=AT)


def test_an_unknown_reference_is_named() -> None:
    with pytest.raises(NoSuchEnquiry, match="ENQ-26-0404"):
        services.take_up(reference="ENQ-26-0404", case=CASE, at=AT)


def test_a_removal_request_gets_a_reference_reaches_the_press_desk_and_is_answered(
    settings: Settings,
) -> None:
    edition = released()
    reference = doors.request_removal(
        text="That is not him.", name="Cy", email="cy@home.example", token=edition.token, at=AT
    )
    assert reference == "REM-26-0001"
    services.acknowledge(at=AT)
    press_desk = settings.BLUELAMP_FORCE.press_email
    assert addressees("Removal request") == [press_desk]
    assert edition.token in letters("Removal request")[0]["text"]
    assert f"/messages/{reference}/" in letters("Removal request")[0]["text"]
    settled = {"outcome": FeedbackOutcome.KEPT, "reasons": "It is him.", "by": "PO-1041", "at": AT}
    services.settle_feedback(reference=reference, answer="It shows Rowan Vane.", **settled)
    assert addressees("Your request") == ["cy@home.example"] * 2
    assert not selectors.feedback_waiting()
    with pytest.raises(AlreadySettled, match=reference):
        services.settle_feedback(reference=reference, answer="Once more.", **settled)
    with pytest.raises(NoSuchFeedback):
        services.settle_feedback(reference="REM-26-0404", **settled)
    (kept,) = selectors.feedback_settled()
    assert (kept.outcome, kept.reasons, kept.settled_by) == ("kept", "It is him.", "PO-1041")
    assert (kept.headline, kept.case) == (edition.headline, CASE)


def test_feedback_on_a_release_is_about_that_release() -> None:
    edition = released()
    doors.receive_feedback(text="Blurred.", page=f"/release/{edition.token}/", at=AT)
    doors.receive_feedback(text="Blurred.", page=f"/release/{'x' * 43}/", at=AT)
    doors.receive_feedback(text="Blurred.", page=f"/elsewhere/release/{edition.token}/", at=AT)
    assert [each.edition for each in selectors.feedback_waiting()] == [edition.token, None, None]


def test_feedback_waits_behind_removal_requests() -> None:
    doors.receive_feedback(text="The text is small.", page="/", at=AT)
    doors.request_removal(text="Not him.", name="Cy", email="cy@home.example", at=AT)
    assert [each.reference for each in selectors.feedback_waiting()] == [
        "REM-26-0001",
        "FBK-26-0001",
    ]
