"""Footage at the desk in a real browser: usable by everyone at two widths, without a script, and the film plays."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import a_footage_case

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


def test_the_people_in_footage_and_its_check(
    page: Page, phone: Page, plain_page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_footage_case(cast, ready_for="check")
    people = f"{live_server.url}/cases/{walk.reference}/people/"
    check = f"{live_server.url}/cases/{walk.reference}/check/?at=0.4"
    for each in (page, phone):
        enter(each, live_server.url, cast, cast.pia)
        each.goto(people)
        expect(each.get_by_role("heading", name="People in the footage")).to_be_visible()
        expect(each.locator(".app-person").first).to_be_visible()
        for summary in each.locator("summary").all():
            summary.click()
        assert_accessible(each)
        each.goto(check)
        expect(each.get_by_role("heading", name="Check the obscured footage")).to_be_visible()
        assert_accessible(each)
        film = each.locator("video")
        expect(film).to_have_js_property("videoWidth", 160)
        expect(film).to_have_js_property("error", None)
    film.evaluate("film => { film.currentTime = 0.8; }")
    expect(film).to_have_js_property("seeking", False)
    expect(film).to_have_js_property("error", None)
    for still in phone.locator("#stills img").all():
        expect(still).to_have_js_property("naturalWidth", 160)

    enter(plain_page, live_server.url, cast, cast.ivo)
    plain_page.goto(people)
    plain_page.get_by_role("button", name="Obscure everyone but this one").first.click()
    expect(plain_page.get_by_text("is sought and nobody else.").first).to_be_visible()
    assert [track.why for track in walk.view().plan.kept] == ["The person sought in this case"]  # type: ignore[union-attr]
