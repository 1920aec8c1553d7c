"""While the search for people runs, the studio shows what it has seen so far; that goes when the plan is there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.casework.test_sightings import finish, searching
from tests.cast import Cast
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import FRAMES, a_footage_case, head_at, in_short_segments

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


def test_what_was_seen_so_far_is_shown_until_the_plan_is_there(
    page: Page, live_server: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    image = searching(walk)
    finish(image, 1)
    enter(page, live_server.url, cast, cast.ivo)
    page.goto(f"{live_server.url}/cases/{walk.reference}/studio/")
    people, boxes = page.locator("#panel-people"), page.locator(".studio-stage__seen rect")
    expect(people).to_contain_text("of faces and people in 0:00 of 0:01.")
    expect(people).to_contain_text("until then everyone is obscured")
    expect(boxes).not_to_have_count(0)
    assert_accessible(page)
    page.keyboard.press("End")
    expect(boxes).to_have_count(0)  # nothing is known yet of that moment

    page.keyboard.press("t")
    page.keyboard.type("0:00.600")
    page.keyboard.press("Enter")
    expect(boxes).to_have_count(0)
    finish(image, 2)
    expect(people).to_contain_text("in 0:01 of 0:01.")
    expect(boxes).not_to_have_count(0)

    walk.follow((head_at(0), head_at(FRAMES - 1)))
    expect(people.locator(".studio-person")).to_have_count(1)
    expect(page.locator("[data-seen]")).to_be_hidden()
    page.keyboard.press("Home")
    expect(boxes).to_have_count(0)
    page.goto("about:blank")
