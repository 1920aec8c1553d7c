"""The studio in a real browser: prepared, corrected, checked by another person and released; by keys alone too."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import FootageWalk, a_footage_case

from bluelamp.casework.doubts import doubts_of

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


def the_check(page: Page, address: str, walk: FootageWalk) -> Locator:
    """The check in the studio, once it shows the same frame of both."""
    page.goto(f"{address}/cases/{walk.reference}/studio/check/")
    check = page.locator("#check[data-in-step]")
    expect(check).to_be_visible()
    return check


def look_at_everything(page: Page, moments: int) -> None:
    """By one key for each moment."""
    for done in range(moments):
        expect(page.get_by_text(f"{done} of {moments} moments looked at")).to_be_visible()
        expect(page.locator("[data-does=looked][aria-disabled=false]")).to_be_visible()
        page.keyboard.press("w")
    expect(page.get_by_text(f"{moments} of {moments} moments looked at")).to_be_visible()


def go_by_tab(page: Page, wanted: Locator) -> None:
    """Tab on until this one has the focus."""
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("The keyboard does not reach it.")


def test_the_check_is_done_by_keys_alone_and_sends_back_what_was_marked(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_footage_case(cast, ready_for="check")
    for each in (phone, page):
        enter(each, live_server.url, cast, cast.pia)
        the_check(each, live_server.url, walk)
        assert_accessible(each)
    held, finished = page.locator("[data-held-time]"), page.locator("[data-finished-time]")
    look_at_everything(page, 6)
    the_check(page, live_server.url, walk)
    expect(page.get_by_text("6 of 6 moments looked at")).to_be_visible()

    page.keyboard.press("Home")
    for time in ("0.040 s", "0.080 s", "0.120 s"):
        page.keyboard.press(".")
        expect(held).to_have_text(time)
        expect(finished).to_have_text(time)
    expect(page.locator("[data-does=play]")).to_be_enabled()
    page.keyboard.press("k")
    expect(held).to_have_text("0.920 s")
    expect(finished).to_have_text("0.920 s")

    page.keyboard.press("g")
    page.keyboard.type("Her hair shows.")
    go_by_tab(page, page.locator("summary", has_text="Where in it"))
    page.keyboard.press("Enter")
    for edge in (20, 16, 40, 30):
        page.keyboard.press("Tab")
        page.keyboard.type(str(edge))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 frame marked as going back")).to_be_visible()
    assert_accessible(page)

    go_by_tab(page, page.get_by_label("Approve it"))
    page.keyboard.press("ArrowDown")
    go_by_tab(page, page.get_by_role("button", name="Sign", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The picture is sent back.")).to_be_visible()
    (back,) = [each for each in doubts_of(walk.view().now) if each.source == "check"]
    assert (back.words, back.seconds) == ("sent back: Her hair shows.", pytest.approx(0.92))
    assert back.box
    assert (back.box.left, back.box.top, back.box.right, back.box.bottom) == (20, 16, 60, 46)
