"""The studio in a real browser: prepared, corrected, checked by another person and released; by keys alone too."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import FRAMES, FootageWalk, a_footage_case, head_at

from bluelamp.casework.checking import moments
from bluelamp.casework.doubts import doubts_of
from bluelamp.redaction.footage.values import Place

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("BLUELAMP_SHOTS")


def keep_shot(page: Page, name: str) -> None:
    """Keep a picture of the view, where somebody asked for pictures."""
    if SHOTS:
        path = Path(SHOTS) / f"{name}.jpg"
        page.screenshot(path=path, type="jpeg", quality=80)


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
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("The keyboard does not reach it.")


def the_studio(page: Page, address: str, walk: FootageWalk) -> Locator:
    """The studio, once it shows somebody."""
    page.goto(f"{address}/cases/{walk.reference}/studio/")
    expect(page.locator("#studio[data-ready]")).to_be_visible()
    expect(page.locator(".studio-person").first).to_be_visible()
    return page.locator("#studio")


def saved(page: Page) -> None:
    """What was done has reached the desk."""
    expect(page.locator("#studio").get_by_text("Saved", exact=True)).to_be_visible()


def a_clip_with_people(cast: Cast) -> FootageWalk:
    """Footage whose copy to play is made and in which two have been followed, one of them sure, one not."""
    walk = a_footage_case(cast, ready_for="people")
    walk.follow(
        (head_at(0), head_at(FRAMES - 1)),
        (Place(0, 100, 80, 130, 110), Place(4096, 100, 80, 130, 110)),
    )
    walk.work()
    return walk


def test_a_clip_is_prepared_corrected_checked_and_released(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_clip_with_people(cast)
    for each in (phone, page):
        enter(each, live_server.url, cast, cast.ivo)
        the_studio(each, live_server.url, walk)
        assert_accessible(each)
    phone.goto("about:blank")

    page.locator("#person-t2 [data-standing=not_a_person]").click()
    saved(page)
    page.locator("[data-panel=region] summary").click()
    expect(page.locator("#region-height")).not_to_have_value("")  # what it begins with is there
    for name, number in (("left", 20), ("top", 10), ("width", 24), ("height", 20)):
        page.locator(f"#region-{name}").fill(str(number))
    page.get_by_role("button", name="Cover it").click()
    expect(page.locator("#person-h1")).to_be_visible()
    saved(page)
    page.locator("[data-panel=region] summary").click()
    keep_shot(page, "studio")
    for tab in ("doubts", "sound", "history", "finish"):
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(f"#panel-{tab}")).to_be_visible()
        assert_accessible(page)
        keep_shot(page, f"studio-{tab}")
    page.locator("#tab-doubts").click()
    left = page.locator("#panel-doubts [data-open] > li")
    for doubts in (3, 2, 1):
        expect(left).to_have_count(doubts)
        page.get_by_role("button", name="Next doubt").click()
        page.locator("#doubt-reason").fill("Looked at: covered throughout")
        page.get_by_role("button", name="Settle", exact=True).click()
    expect(page.get_by_text("3 of 3 settled")).to_be_visible()
    page.locator("#tab-finish").click()
    page.get_by_role("button", name="Obscure everyone else").click()
    expect(page.locator("#work-rendering")).to_be_visible()
    walk.work()
    expect(page.get_by_text("The film is made")).to_be_visible()
    page.goto("about:blank")

    enter(page, live_server.url, cast, cast.pia)
    the_check(page, live_server.url, walk)
    look_at_everything(page, len(moments(walk.view().now)))
    keep_shot(page, "studio-check")
    page.get_by_label("Approve it").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("The picture is approved.")).to_be_visible()

    walk.on_from("caption", to="decision")
    enter(page, live_server.url, cast, cast.asha)
    page.goto(f"{live_server.url}/cases/{walk.reference}/decision/")
    page.locator("textarea[name=reasons]").fill("Serious offence, convicted today.")
    page.get_by_role("button", name="Continue to what goes public").click()
    page.get_by_role("button", name="Release now").click()
    expect(page.get_by_text("Live").first).to_be_visible()


def test_a_clip_is_prepared_and_corrected_by_keys_alone(
    page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_clip_with_people(cast)
    enter(page, live_server.url, cast, cast.ivo)
    the_studio(page, live_server.url, walk)
    expect(page.locator("[data-stage-words]")).to_have_text("2 marked in this frame.")
    chosen = page.locator("#chosen-heading")
    page.keyboard.press("a")
    expect(chosen).to_have_text("Person 1")
    page.keyboard.press("c")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(chosen).to_have_text("Drawn region 1")
    saved(page)
    go_by_tab(page, page.locator("[data-edge=left]"))
    page.keyboard.press("Control+a")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    saved(page)
    (region,) = walk.view().plan.regions  # type: ignore[union-attr]
    assert region.parts[0][0].left == 12  # type: ignore[union-attr]
    page.keyboard.press("Alt+2")
    page.keyboard.press("w")
    expect(page.locator("#doubt-reason")).to_be_focused()
    for settled in (1, 2):
        page.keyboard.type("Looked at: covered throughout")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{settled} of 2 settled")).to_be_visible()
    page.keyboard.press("Alt+5")
    go_by_tab(page, page.get_by_role("button", name="Obscure everyone else"))
    page.keyboard.press("Enter")
    expect(page.locator("#work-rendering")).to_be_visible()
    walk.work()
    expect(page.get_by_text("The film is made")).to_be_visible()
    page.goto("about:blank")


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
