"""The pages of a case's material and packs in a real browser: accessible, no wider than a phone, and without scripts too."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import enter, look

from bluelamp.disclosure import choosing
from bluelamp.disclosure.marks import Kind
from bluelamp.jobs.worker import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def both(page: Page, phone: Page) -> tuple[Page, Page]:
    return page, phone


def test_from_a_mark_to_a_pack_that_is_given(both: Any, live_server: Any, cast: Cast) -> None:
    page, phone = both
    walk = a_case(cast, ready_for="reopening")
    case = f"/cases/{walk.reference}/disclosure/"
    choosing.mark(
        case=walk.reference,
        item="entry-2",
        kind=Kind.THIRD_PARTY,
        why="The clerk is named in it.",
        actor=cast.ren,
        at=walk.at,
    )
    for each in both:
        enter(each, live_server.url, cast, cast.dee)
    look(both, live_server.url, (case, f"{case}?show=undecided", f"{case}?show=withheld", f"{case}packs/new/", f"{case}items/edition-1/"))  # fmt: skip
    for each in both:
        each.goto(f"{live_server.url}{case}items/entry-2/")
        each.get_by_role("button", name="Record the choice").click()
        expect(each.get_by_role("alert")).to_contain_text("Choose whether it is withheld.")
        assert_accessible(each)
    page.get_by_label("Withhold it", exact=True).check()
    page.get_by_label("Why is it withheld?").fill("The clerk is not a witness.")
    page.get_by_role("button", name="Record the choice").click()
    expect(page.get_by_role("alert")).to_contain_text("Your choice is recorded.")
    assert_accessible(page)
    look(both, live_server.url, (f"{case}packs/new/",))
    page.get_by_label("Put it in").check()
    page.get_by_label("I have looked at each of these").check()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("status")).to_contain_text("Waiting for its turn")
    assert_accessible(page)
    work(once=True)
    expect(page.get_by_role("heading", name="Give it to somebody")).to_be_visible()
    assert_accessible(page)
    phone.goto(f"{live_server.url}{case}packs/1/")
    phone.get_by_role("button", name="Record it and take the file").click()
    expect(phone.get_by_role("alert")).to_contain_text("Say who gets it.")
    assert_accessible(phone)
    page.get_by_label("Who gets it?").fill("Nia Rowe")
    page.get_by_label("For whom do they act?").fill("Crown Prosecution Service")
    page.get_by_label("For what?").fill("The trial")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Record it and take the file").click()
    assert taken.value.suggested_filename == f"{walk.reference}-pack-1.zip"


def test_a_pack_is_asked_for_without_scripts(
    plain_page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="facts")
    enter(plain_page, live_server.url, cast, cast.dee)
    plain_page.goto(f"{live_server.url}/cases/{walk.reference}/")
    plain_page.get_by_role("link", name="Disclosure", exact=True).click()
    plain_page.get_by_role("button", name="Make a pack").click()
    plain_page.get_by_label("Leave it out").check()
    plain_page.get_by_role("button", name="Make the pack").click()
    expect(plain_page.locator("main")).to_contain_text("Waiting for its turn")
    work(once=True)
    plain_page.reload()
    expect(plain_page.locator("main")).to_contain_text("Left out")
