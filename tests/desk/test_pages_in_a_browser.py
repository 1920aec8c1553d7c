"""The casework pages in a real browser: accessible, and no wider than a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import a_case, an_enquiry
from tests.desk.entrance import signed_in

from bluelamp.casework import registers
from bluelamp.people.actor import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, site: str, cast: Cast, actor: Actor) -> None:
    """Give the browser the session of somebody signed in."""
    cookie = signed_in(cast.officer(actor)).cookies["desk_session"]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "desk_session", "value": cookie.value, "url": site}])


def look(pages: tuple[Page, ...], site: str, paths: tuple[str, ...]) -> None:
    for path in paths:
        for each in pages:
            each.goto(site + path)
            assert_accessible(each)


@pytest.fixture
def both(page: Page, phone: Page) -> tuple[Page, Page]:
    return page, phone


def test_the_lists(both: Any, live_server: Any, cast: Cast) -> None:
    a_case(cast, ready_for="facts")
    a_case(cast, ready_for="decision")
    enquiry = an_enquiry(person="Silas Pound")
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    look(both, live_server.url, ("/", "/?text=nobody", "/?state=notified"))
    look(both, live_server.url, ("/enquiries/", f"/enquiries/{enquiry}/", "/cases/new/"))


def test_a_case_being_prepared(both: Any, live_server: Any, cast: Cast) -> None:
    case = f"/cases/{a_case(cast, ready_for='people').reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    parts = ("", "facts/", "advice/", "authority/", "caption/", "decision/", "decision/refuse/")
    look(both, live_server.url, tuple(case + part for part in (*parts, "close/", "record/")))


def test_a_case_just_opened(both: Any, live_server: Any, cast: Cast) -> None:
    case = f"/cases/{a_case(cast, ready_for='facts').reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    look(both, live_server.url, (case, case + "facts/", case + "advice/"))


def test_a_release_from_decision_to_takedown(both: Any, live_server: Any, cast: Cast) -> None:
    page, phone = both
    case = f"{live_server.url}/cases/{a_case(cast, ready_for='decision').reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    phone.goto(case + "decision/")
    page.goto(case + "decision/")
    assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    assert_accessible(page)
    page.get_by_label("Your reasons").fill("Serious conviction today.")
    page.get_by_role("button", name="Continue").click()
    assert_accessible(page)
    page.get_by_role("button", name="Release now").click()
    assert_accessible(page)
    expect(page.locator("main")).to_contain_text("Live")
    page.goto(case + "takedown/")
    page.get_by_label("It was released by mistake").check()
    page.get_by_label("What happened?").fill("A day early.")
    page.get_by_role("button", name="Continue").click()
    assert_accessible(page)
    page.get_by_role("button", name="Take it down").click()
    assert_accessible(page)
    look(both, case, ("takedown/", "", "reopen/"))


def test_a_senior_officer_answers(both: Any, live_server: Any, cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", category=["sexual_offence"])
    walk.ask_authority()
    for each in both:
        enter(each, live_server.url, cast, cast.jo)
    look(both, live_server.url, (f"/cases/{walk.reference}/authority/",))


def test_the_record(both: Any, live_server: Any, cast: Cast) -> None:
    case = a_case(cast, ready_for="reopening").reference
    for each in both:
        enter(each, live_server.url, cast, cast.len)
    look(both, live_server.url, ("/record/", f"/cases/{case}/record/"))
    page = both[0]
    page.goto(live_server.url + "/record/")
    page.get_by_role("button", name="Check it now").click()
    expect(page.locator("main")).to_contain_text("The record is sound")
    assert_accessible(page)


def test_the_summary_of_a_contradiction_leads_to_the_question(
    both: Any, live_server: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two facts are asked on this page where no register keeps them."""
    monkeypatch.setattr(registers, "REGISTERS", ())
    page, _ = both
    case = f"{live_server.url}/cases/{a_case(cast, ready_for='facts').reference}/facts/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    for each in both:
        each.goto(case)
        each.locator("#id_age_group_0").check()
        each.locator("#id_juvenile_restriction_1").check()
        each.get_by_role("button", name="Save what has changed").click()
        assert_accessible(each)
    page.get_by_role("link", name="cannot both be so").click()
    assert page.evaluate("document.activeElement.id") == "id_juvenile_restriction_0"


def test_facts_are_recorded_without_scripts(plain_page: Page, live_server: Any, cast: Cast) -> None:
    case = f"{live_server.url}/cases/{a_case(cast, ready_for='facts').reference}/"
    enter(plain_page, live_server.url, cast, cast.asha)
    plain_page.goto(case)
    plain_page.get_by_role("link", name="Facts and advice").click()
    plain_page.get_by_label("The image is this force").first.check()
    plain_page.get_by_role("button", name="Save what has changed").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("1 answer is recorded")
