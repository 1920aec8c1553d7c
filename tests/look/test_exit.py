"""Leaving at once (WEB-01), with a real keyboard in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
NEUTRAL = "https://www.bbc.co.uk/weather"


@pytest.fixture
def leaving(page: Page, site: str) -> Page:
    """The page to leave, come to from another; the neutral site is answered here, not on the network."""
    page.route(NEUTRAL, lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto(site + "/")
    page.goto(site + "/exit")
    return page


def assert_left(page: Page) -> None:
    page.wait_for_url(NEUTRAL, timeout=5000)


def assert_stayed(page: Page) -> None:
    page.wait_for_timeout(200)
    assert page.url.endswith("/exit")


def test_escape_leaves_and_back_does_not_return(leaving: Page, site: str) -> None:
    leaving.keyboard.press("Escape")
    assert_left(leaving)
    leaving.go_back()
    assert leaving.url == site + "/"


def test_the_link_replaces_the_page_too(leaving: Page, site: str) -> None:
    leaving.get_by_role("button", name="Leave this site").click()
    assert_left(leaving)
    leaving.go_back()
    assert leaving.url == site + "/"


def test_the_link_works_without_script(plain_page: Page, site: str) -> None:
    plain_page.route(NEUTRAL, lambda route: route.fulfill(body="<title>Weather</title>"))
    plain_page.goto(site + "/exit")
    plain_page.get_by_role("button", name="Leave this site").click()
    assert_left(plain_page)


def test_shift_three_times_leaves_and_says_how_many_are_left(leaving: Page) -> None:
    status = leaving.locator("[data-exit-status]")
    leaving.keyboard.press("Shift")
    assert status.inner_text() == "Shift, press 2 more times to leave this site."
    leaving.keyboard.press("Shift")
    assert status.inner_text() == "Shift, press 1 more time to leave this site."
    leaving.keyboard.press("Shift")
    assert_left(leaving)


def test_another_key_between_forgets_the_shifts(leaving: Page) -> None:
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        leaving.keyboard.press(key)
    assert_stayed(leaving)


def test_a_capital_letter_is_no_shift_press(leaving: Page) -> None:
    for _ in range(4):
        leaving.keyboard.press("Shift+A")
    assert_stayed(leaving)


@pytest.mark.parametrize("field", ["#word", "#lines", "#pick", "#free"])
def test_nothing_happens_while_writing(leaving: Page, field: str) -> None:
    leaving.focus(field)
    for key in ("Escape", "Shift", "Shift", "Shift"):
        leaving.keyboard.press(key)
    assert_stayed(leaving)


def test_escape_closes_an_open_dialog_first(leaving: Page) -> None:
    leaving.evaluate("document.getElementById('box').showModal()")
    leaving.keyboard.press("Escape")
    assert_stayed(leaving)
    assert not leaving.evaluate("document.getElementById('box').open")
    leaving.keyboard.press("Escape")
    assert_left(leaving)


def test_escape_closes_an_open_menu_first(leaving: Page) -> None:
    leaving.evaluate("document.getElementById('menu').showPopover()")
    leaving.keyboard.press("Escape")
    assert_stayed(leaving)
    leaving.keyboard.press("Escape")
    assert_left(leaving)


def test_escape_closes_an_open_details_menu_first(leaving: Page) -> None:
    leaving.get_by_text("Choose a court").click()
    leaving.keyboard.press("Escape")
    assert_stayed(leaving)
    assert not leaving.evaluate("document.querySelector('[data-menu]').open")
    leaving.keyboard.press("Escape")
    assert_left(leaving)


def test_open_details_that_are_no_menu_do_not_hold_anyone_back(leaving: Page) -> None:
    leaving.get_by_text("More about this").click()
    leaving.keyboard.press("Escape")
    assert_left(leaving)


def test_escape_that_a_tool_used_does_not_leave(leaving: Page) -> None:
    leaving.evaluate(
        "document.querySelector('main').addEventListener('keydown', event => event.preventDefault())"
    )
    leaving.focus("#open")
    leaving.keyboard.press("Escape")
    assert_stayed(leaving)


def test_the_page_is_blank_before_the_other_site_answers(leaving: Page) -> None:
    leaving.unroute(NEUTRAL)
    leaving.route(NEUTRAL, lambda route: route.fulfill(status=204))  # leaves the page standing
    leaving.keyboard.press("Escape")
    leaving.wait_for_selector("body.app-left", state="attached")
    expect(leaving).to_have_title("Loading")
    expect(leaving.get_by_role("heading")).to_be_hidden()


def test_the_page_says_that_history_stays(leaving: Page) -> None:
    assert leaving.get_by_text("cannot clear your browser’s history").is_visible()
