"""The press site: asking without an account, seeing how it stands, taking pictures under conditions."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.publication.builders import AT, addressees, asked, jpeg, letters, released, withdrawn

from bluelamp.publication import services
from bluelamp.publication.models import Download, Enquiry, Notice
from bluelamp.publication.public.addresses import random_name
from bluelamp.publication.values import EnquiryStatus

pytestmark = pytest.mark.django_db
ENQUIRY = {
    "outlet": "Ambershire Echo",
    "name": "Ann Reporter",
    "email": "ann@echo.example",
    "person": "Rowan Vane",
    "court": "Ambershire Crown Court",
    "question": "The custody photograph, please.",
    "purpose": "Our report.",
}
TAKER = {"outlet": "The Wire", "name": "Ben", "email": "Ben@wire.example", "accepted": "on"}


def body(response: Any) -> str:
    return response.content.decode()


def test_anyone_may_ask_and_gets_a_reference_and_a_secret_address(press: Client) -> None:
    answer = press.post("/ask/", ENQUIRY)
    assert re.fullmatch(r"/ask/received/[\w-]{43}/", answer["Location"])
    receipt = body(press.get(answer["Location"]))
    assert "ENQ-26-0001" in receipt
    status_page = re.search(r'href="(/enquiry/[\w-]{43}/)"', receipt)
    assert status_page
    assert "Received" in body(press.get(status_page[1]))
    row = Enquiry.objects.get()
    assert {name: getattr(row, name) for name in ENQUIRY} == ENQUIRY


def test_a_deadline_is_a_moment_of_the_forces_clock(press: Client) -> None:
    deadline = {
        "deadline_date_day": "1",
        "deadline_date_month": "7",
        "deadline_date_year": "2099",
        "deadline_time": "17:30",
    }
    press.post("/ask/", {**ENQUIRY, **deadline})
    assert Enquiry.objects.get().deadline.isoformat() == "2099-07-01T16:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outlet": ""}, "Enter who you work for"),
        ({"name": "  "}, "Enter your name"),
        ({"email": "ann"}, "An e-mail address looks like name@example.com"),
        ({"person": ""}, "Enter the name of the person the case is about"),
        ({"court": ""}, "Enter the court"),
        ({"question": ""}, "Say what you ask for"),
        ({"purpose": ""}, "Say what it is for"),
        ({"question": "x" * 4001}, "at most 4000 characters"),
        ({"person": "a\x00b"}, "Null characters are not allowed"),
        ({"deadline_time": "25:61"}, "The time of your deadline must look like 17:30"),
        ({"deadline_time": "17:30"}, "Enter the day of your deadline as well as its time"),
        (
            {"deadline_date_day": "1", "deadline_date_month": "1", "deadline_date_year": "2020"},
            "Your deadline must be in the future",
        ),
        (
            {"deadline_date_day": "31", "deadline_date_month": "2", "deadline_date_year": "2099"},
            "Your deadline must be a real date",
        ),
        ({"website": "http://spam.example"}, "as programs do"),
    ],
)
def test_each_fault_is_named_and_everything_typed_is_kept(
    press: Client, wrong: dict[str, str], sentence: str
) -> None:
    words = {**ENQUIRY, "case_details": "Robbery, 3 May", **wrong}
    answer = press.post("/ask/", words)
    assert sentence in body(answer)
    assert "There is a problem" in body(answer)
    assert "Robbery, 3 May" in body(answer)
    if "outlet" not in wrong:
        assert 'value="Ambershire Echo"' in body(answer)
    assert not Enquiry.objects.exists()


def test_the_sixth_enquiry_in_an_hour_is_put_off_and_kept(press: Client) -> None:
    for _ in range(5):
        assert press.post("/ask/", ENQUIRY).status_code == 302
    sixth = press.post("/ask/", {**ENQUIRY, "question": "And this?"})
    assert sixth.status_code == 429
    assert "And this?" in body(sixth)
    assert "it is still here" in body(sixth)
    assert Enquiry.objects.count() == 5


def test_faults_in_the_form_do_not_count_as_enquiries(press: Client) -> None:
    for _ in range(9):
        press.post("/ask/", {**ENQUIRY, "court": ""})
    assert press.post("/ask/", ENQUIRY).status_code == 302


def test_another_sites_page_cannot_ask_in_a_readers_name(press: Client) -> None:
    answer = press.post("/ask/", ENQUIRY, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not Enquiry.objects.exists()


def standing(press: Client, secret: str) -> str:
    return body(press.get(f"/enquiry/{secret}/"))


def test_the_status_page_follows_the_enquiry_from_receipt_to_withdrawal(press: Client) -> None:
    receipt = asked()
    assert "Nobody has taken it up yet" in standing(press, receipt.secret)
    services.take_up(reference=receipt.reference, case="CI-26-0001", at=AT)
    assert "Being considered" in standing(press, receipt.secret)
    edition = released(enquiries=(receipt.reference,))
    shown = standing(press, receipt.secret)
    assert "has been released" in shown
    assert f"/release/{edition.token}/" in shown
    withdrawn()
    shown = standing(press, receipt.secret)
    assert "Remove it now" in shown
    assert f"/release/{edition.token}/" not in shown


def test_a_refusal_shows_the_press_offices_words_as_text(press: Client) -> None:
    receipt = asked()
    services.answer_enquiry(
        reference=receipt.reference,
        status=EnquiryStatus.NOT_RELEASED,
        message="An order <b>forbids</b> it.",
        at=AT,
    )
    shown = standing(press, receipt.secret)
    assert "will not be released" in shown
    assert "An order &lt;b&gt;forbids&lt;/b&gt; it." in shown


def test_the_status_page_names_neither_the_asker_nor_the_person(press: Client) -> None:
    receipt = asked()
    shown = standing(press, receipt.secret)
    assert "Ann" not in shown
    assert "Vane" not in shown
    assert press.get(f"/enquiry/{receipt.secret}/")["Cache-Control"] == "no-store"


def test_a_wrong_secret_or_reference_is_the_404_of_any_other_page(press: Client) -> None:
    receipt = asked()
    nothing = press.get("/nothing/")
    for path in (
        f"/enquiry/{random_name()}/",
        f"/enquiry/{receipt.reference}/",
        f"/removed/{random_name()}/",
        f"/release/{random_name()}/",
        f"/release/{random_name()}/taken/{random_name()}/",
    ):
        answer = press.get(path)
        assert (answer.status_code, answer.content) == (404, nothing.content), path
    assert press.get(f"/ask/received/{random_name()}/").status_code == 404


def test_a_picture_is_taken_only_when_its_conditions_are_accepted(press: Client) -> None:
    edition = released()
    page = f"/release/{edition.token}/"
    assert edition.file not in body(press.get(page))
    refused = press.post(page, {**TAKER, "accepted": ""})
    assert "Accept the conditions of use to take the picture" in body(refused)
    assert not Download.objects.exists()
    answer = press.post(page, TAKER)
    assert edition.picture_path in body(press.get(answer["Location"]))
    row = Download.objects.get()
    assert (row.email, row.edition.conditions) == ("ben@wire.example", edition.conditions)


def test_the_picture_is_saved_whole_under_a_name_that_names_nobody(press: Client) -> None:
    edition = released(headline="Rowan Vane jailed")
    answer = press.get(edition.picture_path)
    assert answer.getvalue() == jpeg()
    name = f"police-release-{edition.token[:8]}.jpg"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_once_withdrawn_nothing_of_it_is_given_and_nobody_can_take_it(press: Client) -> None:
    edition = released(headline="Rowan Vane jailed")
    page = f"/release/{edition.token}/"
    there = press.post(page, TAKER)["Location"]
    withdrawn()
    for answer in (
        press.get(page),
        press.post(page, TAKER),
        press.get(there),
        press.get(edition.picture_path),
    ):
        assert answer.status_code == 410
        assert answer["Cache-Control"] == "no-store"
        assert "Vane" not in body(answer)
    assert Download.objects.count() == 1
    assert addressees("Picture withdrawn") == ["ben@wire.example"]


def test_a_withheld_picture_cannot_be_taken(press: Client, tmp_path: Path) -> None:
    edition = released()
    (tmp_path / "public" / edition.file).unlink()
    services.reconcile(at=AT)
    assert press.get(f"/release/{edition.token}/").status_code == 503
    assert press.post(f"/release/{edition.token}/", TAKER).status_code == 503


def test_a_recipient_says_that_the_picture_is_gone(press: Client) -> None:
    edition = released()
    press.post(f"/release/{edition.token}/", TAKER)
    withdrawn()
    secret = letters("Picture withdrawn")[0]["text"].split("/removed/")[1].split("/")[0]
    page = f"/removed/{secret}/"
    assert "The picture is gone" in body(press.get(page))
    assert press.post(page)["Location"] == page
    assert "Thank you" in body(press.get(page))


def test_the_secret_of_a_release_letter_opens_no_acknowledgement(press: Client) -> None:
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    released()
    secret = Notice.objects.get().secret
    assert press.get(f"/removed/{secret}/").status_code == 404


def test_the_start_page_lists_the_latest_releases_or_says_that_there_are_none(
    press: Client,
) -> None:
    assert "Nothing is released at the moment" in body(press.get("/"))
    released(headline="Man jailed for robbery")
    assert "Man jailed for robbery" in body(press.get("/"))


def test_no_page_sets_a_cookie(press: Client) -> None:
    edition, receipt = released(), asked()
    for path in (
        "/",
        "/ask/",
        f"/ask/received/{receipt.secret}/",
        f"/enquiry/{receipt.secret}/",
        f"/release/{edition.token}/",
        f"/release/{edition.token}/taken/{edition.file}/",
        "/feedback/",
        "/feedback/thanks/",
        "/privacy/",
        "/cookies/",
        "/robots.txt",
        "/nothing/",
    ):
        answer = press.get(path)
        assert answer.status_code == (404 if path == "/nothing/" else 200), path
        assert not answer.cookies, path
        assert "default-src 'self'" in answer["Content-Security-Policy"], path
    assert not press.post("/ask/", ENQUIRY).cookies


def test_feedback_never_names_a_page_whose_address_is_a_secret(press: Client) -> None:
    assert 'href="/feedback/?page=/ask/"' in body(press.get("/ask/"))
    receipt = asked()
    for path in (f"/enquiry/{receipt.secret}/", f"/ask/received/{receipt.secret}/"):
        assert 'href="/feedback/"' in body(press.get(path))


def test_feedback_names_the_page_it_came_from(press: Client) -> None:
    assert 'value="/ask/"' in body(press.get("/feedback/?page=/ask/"))
    answer = press.post("/feedback/", {"text": "Clear.", "page": "/ask/"})
    assert answer["Location"] == "/feedback/thanks/"
