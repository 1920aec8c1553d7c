"""The studio's panels in a real browser: decisions, doubts, sound, versions and the end; alone, cut off, and by two at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser import DESKTOP, assert_accessible
from tests.cast import Cast
from tests.desk.test_picture_in_a_browser import enter
from tests.footage_case import FRAMES, FootageWalk, a_footage_case
from tests.studio_case import Seat

from bluelamp.casework import services
from bluelamp.casework.parts import Edit, Part
from bluelamp.redaction import Standing
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.redaction.footage.values import Place

pytestmark = [pytest.mark.browser, pytest.mark.media, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(cast: Cast) -> FootageWalk:
    """Footage in which four were followed, each with a doubt that it shares with the others."""
    walk = a_footage_case(cast, ready_for="people")
    walk.follow(*((_at(0, x), _at(FRAMES - 1, x)) for x in (0, 40, 80, 120)))
    return walk


def _at(number: int, left: int) -> Place:
    return Place(number * 512, left, 20, left + 30, 60)


def studio(page: Page, site: Any, walk: FootageWalk) -> Page:
    """The studio's page, its people shown."""
    page.goto(f"{site.url}/cases/{walk.reference}/studio/")
    expect(page.locator(".studio-person").first).to_be_visible()
    return page


@pytest.fixture
def bench(page: Page, live_server: Any, walk: FootageWalk, cast: Cast) -> Iterator[Page]:
    """The studio as Ivo has it open."""
    enter(page, live_server.url, cast, cast.ivo)
    yield studio(page, live_server, walk)
    page.goto("about:blank")  # so that it asks nothing more


@pytest.fixture
def other(chromium: Browser, live_server: Any, walk: FootageWalk, cast: Cast) -> Iterator[Page]:
    """The studio as Pia has it open, in a browser of her own whose connection may fail."""
    page = chromium.new_context(viewport=DESKTOP).new_page()
    enter(page, live_server.url, cast, cast.pia)
    yield studio(page, live_server, walk)
    page.context.close()


def plan(walk: FootageWalk) -> FootagePlan:
    found = walk.view().plan
    assert isinstance(found, FootagePlan)
    return found


def number(walk: FootageWalk) -> int:
    newest = walk.view().now.plan
    assert newest is not None
    return newest.number


def card(page: Page, number: int) -> Any:
    return page.locator(".studio-person", has=page.get_by_role("heading", name=f"Person {number}"))


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text("Saved", timeout=20_000)


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-voice]")).to_contain_text(words)


def stands(page: Page, number: int, name: str) -> None:
    button = card(page, number).get_by_role("button", name=name, exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")


def test_the_panels_are_usable_by_everyone(
    bench: Page, phone: Page, live_server: Any, walk: FootageWalk, cast: Cast
) -> None:
    enter(phone, live_server.url, cast, cast.ivo)
    for page in (bench, studio(phone, live_server, walk)):
        page.locator("[data-do=choose]").first.click()
        page.keyboard.press("w")
        page.evaluate(
            "document.querySelectorAll('[data-panel]').forEach(one => one.hidden = false)"
        )
        assert_accessible(page)
        page.locator("[data-does=help]").click()
        expect(page.get_by_role("heading", name="Shortcuts")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
    phone.goto("about:blank")


def test_everyone_is_decided_on_by_click_and_by_key_and_it_is_undone_after_a_reload_too(
    bench: Page, walk: FootageWalk
) -> None:
    card(bench, 1).get_by_role("button", name="Sought", exact=True).click()
    stands(bench, 1, "Sought")
    said(bench, "Person 1: sought")
    bench.locator("#tab-people").focus()
    for key, name in (("p", "Permitted"), ("n", "Not a person"), ("c", "Obscure")):
        bench.keyboard.press("Shift+N")
        bench.keyboard.press(key)
        expect(bench.locator(".studio-person--chosen [aria-pressed=true]")).to_have_text(name)
    saved(bench)
    assert [track.stands for track in plan(walk).tracks] == [
        Standing.SOUGHT,
        Standing.PERMITTED,
        Standing.NOT_A_PERSON,
        Standing.OBSCURED,
    ]
    bench.keyboard.press("Shift+N")
    said(bench, "Everyone is decided on.")
    undone_after_a_reload_too(bench, walk)


def undone_after_a_reload_too(bench: Page, walk: FootageWalk) -> None:
    bench.reload()
    stands(bench, 4, "Obscure")
    bench.keyboard.press("Control+z")
    said(bench, "Undone")
    expect(card(bench, 4).locator("[aria-pressed=true]")).to_have_count(0)
    bench.keyboard.press("Control+Shift+z")
    stands(bench, 4, "Obscure")
    bench.keyboard.press("Alt+4")
    bench.get_by_role("button", name="Go back to version 1", exact=True).click()
    said(bench, "As it was in version 1")
    assert not plan(walk).kept


def test_the_same_one_is_joined_named_and_parted_and_the_sound_changed(
    bench: Page, walk: FootageWalk
) -> None:
    bench.get_by_label("Choose Person 1").check()
    bench.get_by_label("Choose Person 2").check()
    bench.get_by_role("button", name="The same one").click()
    expect(bench.locator(".studio-person")).to_have_count(3)
    card(bench, 1).locator("[data-do=choose]").click()
    bench.keyboard.press("e")
    bench.keyboard.type("Red coat")
    bench.keyboard.press("Enter")
    expect(bench.get_by_role("button", name="Red coat", exact=True)).to_be_visible()
    expect(bench.get_by_label("Name", exact=True)).to_be_focused()
    bench.get_by_role("button", name="Somebody else is part 2").click()
    expect(bench.locator(".studio-person")).to_have_count(4)
    saved(bench)
    bench.get_by_label("Same one as").select_option(label="Person 3")
    bench.get_by_role("button", name="Join").click()
    expect(bench.locator(".studio-person")).to_have_count(3)
    bench.keyboard.press("Escape")
    bench.locator("#tab-people").focus()
    card(bench, 4).locator("[data-do=choose]").click()
    bench.locator("[data-stage]").focus()
    for _ in range(5):
        bench.keyboard.press("ArrowRight")
    bench.keyboard.press("x")
    said(bench, "Person 4 is in two parts at 0:00.2")
    bench.get_by_role("button", name="Somebody else is part 2").click()
    expect(bench.locator(".studio-person")).to_have_count(4)
    bench.keyboard.press("r")
    bench.locator("#region-left").fill("4")
    bench.get_by_role("button", name="Cover it").click()
    said(bench, "A region was drawn")
    assert len(plan(walk).regions) == 1
    the_sound_is_changed(bench, walk)


def the_sound_is_changed(bench: Page, walk: FootageWalk) -> None:
    bench.keyboard.press("Alt+3")
    bench.get_by_label("From", exact=True).last.fill("0:00.5")
    bench.get_by_label("To", exact=True).last.fill("0:00.2")
    bench.get_by_role("button", name="Change the sound").click()
    said(bench, "The end must come after the start.")
    bench.get_by_label("To", exact=True).last.fill("0:00.8")
    bench.get_by_label("Becomes").select_option(label="a tone")
    bench.get_by_role("button", name="Change the sound").click()
    expect(
        bench.get_by_role("button", name="Take back what was changed from 0:00.5 to 0:00.8")
    ).to_be_visible()
    saved(bench)
    assert [(span.start, span.end) for span in plan(walk).sound] == [(0.5, 0.8)]
    bench.get_by_label("No sound goes out at all").check()
    saved(bench)
    assert not plan(walk).keep_sound
    bench.get_by_role("button", name="Take back what was changed").click()
    said(bench, "No sound goes out at all yet.")
    expect(bench.locator("#panel-sound")).to_be_focused()


def test_nothing_is_lost_without_a_connection_or_a_session(
    other: Page, walk: FootageWalk, live_server: Any, cast: Cast
) -> None:
    other.route("**/studio/*/", lambda route: route.abort())
    card(other, 1).get_by_role("button", name="Sought", exact=True).click()
    card(other, 2).get_by_role("button", name="Not a person").click()
    stands(other, 2, "Not a person")
    expect(other.locator("[data-saved]")).to_have_text("Not saved: 2 changes wait")
    said(other, "The desk does not answer.")
    assert not plan(walk).kept
    other.unroute("**/studio/*/")
    other.reload()
    stands(other, 1, "Sought")
    saved(other)
    assert [track.id for track in plan(walk).kept] == ["t1", "t2"]

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    before = number(walk)
    other.route("**/studio/edit/", swallow, times=1)
    card(other, 3).get_by_role("button", name="Not a person").click()
    said(other, "The desk answers again.")
    saved(other)
    assert number(walk) == before + 1

    sign_out_and_in_again(other, walk, live_server, cast)


def sign_out_and_in_again(other: Page, walk: FootageWalk, live_server: Any, cast: Cast) -> None:
    """Somebody whose session is over signs in elsewhere, with another token; what waited is saved."""
    other.context.clear_cookies()
    card(other, 3).get_by_role("button", name="Obscure", exact=True).click()
    said(other, "You are signed out.")
    enter(other, live_server.url, cast, cast.pia)
    second = other.context.new_page()
    studio(second, live_server, walk)
    saved(other)
    stands(other, 3, "Obscure")
    stands(second, 3, "Obscure")


def test_two_see_each_other_and_overwrite_nothing(
    bench: Page, other: Page, walk: FootageWalk, cast: Cast
) -> None:
    expect(bench.locator("[data-who]")).to_have_text(f"{cast.pia.name} is also here", timeout=9000)
    other.route("**/studio/here/", lambda route: route.abort())
    card(bench, 1).get_by_role("button", name="Sought", exact=True).click()
    saved(bench)
    card(other, 2).get_by_role("button", name="Not a person").click()
    conflict = other.locator("[data-conflict]")
    expect(conflict).to_contain_text("Somebody else was first")
    expect(conflict).to_contain_text(cast.ivo.name)
    stands(other, 1, "Sought")
    expect(card(other, 2).locator("[aria-pressed=true]")).to_have_count(0)
    other.get_by_role("button", name="Do mine again").click()
    stands(other, 2, "Not a person")
    expect(conflict).to_be_hidden()
    stands(bench, 2, "Not a person")
    assert [track.id for track in plan(walk).kept] == ["t1", "t2"]


def test_doubts_are_settled_together_and_what_is_left_is_waved_through(
    bench: Page, walk: FootageWalk
) -> None:
    card(bench, 1).get_by_role("button", name="Sought", exact=True).click()
    saved(bench)
    bench.keyboard.press("w")
    bench.keyboard.type("Looked at: both are covered")
    bench.get_by_label("Settles").select_option(label="All 3 that say “crosses Person 1”")
    bench.get_by_role("button", name="Settle", exact=True).click()
    said(bench, "3 doubts settled, 4 doubts left")
    expect(bench.locator("[data-open] .studio-doubt")).to_have_count(4)
    bench.locator("#doubt-reason").press("Enter")
    said(bench, "Say why this may stand as it is.")
    bench.keyboard.press("Alt+5")
    bench.get_by_role("button", name="Obscure everyone else").click()
    expect(bench.get_by_role("textbox", name="Reason")).to_be_focused()
    bench.keyboard.type("They cross in full view")
    bench.keyboard.press("Enter")
    expect(bench.get_by_role("heading", name="Obscuring")).to_be_visible()
    bench.get_by_role("button", name="Stop with obscuring").click()
    said(bench, "Stopped.")
    bench.get_by_role("button", name="Go on with obscuring").click()
    expect(bench.get_by_role("button", name="Stop with obscuring")).to_be_visible()
    walk.work()
    expect(bench.get_by_role("heading", name="The film is made")).to_be_visible(timeout=15_000)
    expect(bench.get_by_text("It is to be checked by somebody else.")).to_be_visible()


def test_what_waits_for_footage_that_was_replaced_is_never_sent(
    other: Page, walk: FootageWalk
) -> None:
    other.route("**/studio/*/", lambda route: route.abort())
    card(other, 1).get_by_role("button", name="Sought", exact=True).click()
    said(other, "The desk does not answer.")
    walk.bring_image()
    walk.follow((_at(0, 0), _at(FRAMES - 1, 0)))
    other.unroute("**/studio/*/")
    said(other, "Another image has taken the place of this one")
    other.on("dialog", lambda dialog: dialog.accept())
    other.reload()
    expect(other.locator(".studio-person")).to_have_count(1)
    saved(other)
    assert not plan(walk).kept


def test_a_part_of_somebody_not_to_be_shown_is_somebody_else_for_a_reason(
    walk: FootageWalk, page: Page, live_server: Any, cast: Cast
) -> None:
    services.list_person(
        case=walk.reference,
        part=Part.VICTIM,
        sought=False,
        edit=Edit.OBSCURE,
        why="Asked not to be shown",
        regions=("t1",),
        actor=cast.ivo,
        at=walk.at,
    )
    Seat(walk, cast.ivo).edit("merge", ids=["t1", "t2"])
    enter(page, live_server.url, cast, cast.ivo)
    studio(page, live_server, walk)
    card(page, 1).get_by_role("heading").get_by_role("button").click()
    page.get_by_role("button", name="Somebody else is part 2 of Person 1").click()
    reason = card(page, 1).get_by_label("Reason")
    expect(reason).to_be_focused()
    reason.fill("A poster on the wall")
    reason.press("Enter")
    expect(page.locator(".studio-person")).to_have_count(4)
    saved(page)
    newest = walk.view().now.plan
    assert newest is not None
    assert newest.change.endswith("by itself: A poster on the wall")
    page.goto("about:blank")
