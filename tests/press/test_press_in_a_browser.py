"""The press site in a real Chromium: every page accessible, and the whole of a reporter's walk without script."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.publication.builders import AT, asked, jpeg, letters, released, took, withdrawn

from bluelamp.publication import services
from bluelamp.publication.models import Enquiry
from bluelamp.publication.values import EnquiryStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages() -> list[str]:
    receipt, refused, other = asked(), asked(), asked()
    services.answer_enquiry(
        reference=refused.reference,
        status=EnquiryStatus.NOT_RELEASED,
        message="A court order forbids it.",
        at=AT,
    )
    live = released(enquiries=(receipt.reference,))
    gone = released(case="C2", enquiries=(other.reference,))
    took(gone)
    withdrawn("C2")
    letter = letters("Picture withdrawn")[0]
    return [
        "/",
        "/ask/",
        f"/ask/received/{receipt.secret}/",
        *(f"/enquiry/{each.secret}/" for each in (receipt, refused, other)),
        f"/release/{live.token}/",
        f"/release/{live.token}/taken/{live.file}/",
        f"/release/{gone.token}/",
        f"/removed/{letter['text'].split('/removed/')[1].split('/')[0]}/",
        "/feedback/",
        "/feedback/thanks/",
        "/privacy/",
        "/cookies/",
    ]


def test_every_page_is_accessible_at_both_widths(site: str, page: Page, phone: Page) -> None:
    for path in pages():
        for window in (page, phone):
            window.goto(f"{site}{path}")
            assert_accessible(window)


def test_a_refused_enquiry_is_accessible_and_keeps_what_was_typed(site: str, page: Page) -> None:
    page.goto(f"{site}/ask/")
    page.get_by_label("Which court?").fill("Ambershire Crown Court")
    page.get_by_role("button", name="Send the enquiry").click()
    assert_accessible(page)
    assert page.get_by_label("Which court?").input_value() == "Ambershire Crown Court"
    page.get_by_role("link", name="Enter your name", exact=True).click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_the_trap_for_programs_is_in_nobodys_way(site: str, page: Page) -> None:
    page.goto(f"{site}/ask/")
    trap = page.locator("[name=website]")
    assert trap.bounding_box()["x"] < 0
    page.get_by_label("Time of your deadline").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") != "website"


def test_without_script_a_reporter_asks_follows_takes_and_reports_it_gone(
    site: str, plain_page: Page
) -> None:
    plain_page.goto(site)
    plain_page.get_by_role("button", name="Ask about a case").click()
    for label, words in {
        "Who do you work for?": "Ambershire Echo",
        "Your name": "Ann Reporter",
        "Your e-mail address": "ann@echo.example",
        "Who is the case about?": "Rowan Vane",
        "Which court?": "Ambershire Crown Court",
        "What do you ask for?": "The custody photograph",
        "What is it for?": "Our report",
    }.items():
        plain_page.get_by_label(label).fill(words)
    plain_page.get_by_role("button", name="Send the enquiry").click()
    plain_page.get_by_role("link", name=f"{site}/enquiry/").click()
    expect(plain_page.locator("main")).to_contain_text("Nobody has taken it up yet")
    status_page = plain_page.url
    released(enquiries=(Enquiry.objects.get().reference,))
    plain_page.goto(status_page)
    plain_page.get_by_role("button", name="Go to the release").click()
    plain_page.get_by_label("Who do you work for?").fill("Ambershire Echo")
    plain_page.get_by_label("Your name").fill("Ann Reporter")
    plain_page.get_by_label("Your e-mail address").fill("ann@echo.example")
    plain_page.get_by_label("I accept the conditions of use").check()
    plain_page.get_by_role("button", name="Accept and continue").click()
    with plain_page.expect_download() as saving:
        plain_page.get_by_role("button", name="Save the picture").click()
    assert saving.value.path().read_bytes() == jpeg()
    withdrawn()
    plain_page.goto(status_page)
    assert "Remove it now" in plain_page.content()
    gone = letters("Picture withdrawn")[0]["text"]
    plain_page.goto(next(line for line in gone.splitlines() if "/removed/" in line))
    plain_page.get_by_role("button", name="The picture is gone").click()
    expect(plain_page.locator("main")).to_contain_text("Thank you")
