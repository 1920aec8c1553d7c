"""The picture tool in a real browser, by mouse, by keyboard and without a script; every picture page at two widths."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.people.actor import Actor
from bluelamp.redaction import Box, Plan, keep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, site: str, cast: Cast, actor: Actor) -> None:
    """Give the browser the session of somebody signed in."""
    cookie = signed_in(cast.officer(actor)).cookies["desk_session"]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "desk_session", "value": cookie.value, "url": site}])


@pytest.fixture
def tool(page: Page, live_server: Any, cast: Cast) -> tuple[Page, Walk]:
    walk = a_case(cast, ready_for="preparing")
    enter(page, live_server.url, cast, cast.ivo)
    page.goto(f"{live_server.url}/cases/{walk.reference}/people/")
    expect(page.locator("[data-tools]")).to_be_visible()
    return page, walk


def plan(walk: Walk) -> Plan:
    found = walk.view().plan
    assert found is not None
    return found


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag on the picture; the places are in the picture's own pixels."""
    page.locator("[data-stage]").evaluate("stage => stage.scrollIntoView({block: 'center'})")
    stage = page.locator("[data-stage]").bounding_box()
    assert stage is not None
    scale = stage["width"] / 640
    at = [(stage["x"] + x * scale, stage["y"] + y * scale) for x, y in (start, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=5)
    page.mouse.up()


def near(box: Box, *edges: int) -> None:
    found = (box.left, box.top, box.right, box.bottom)
    assert all(abs(a - b) <= 2 for a, b in zip(found, edges, strict=True)), found


def test_one_click_obscures_everyone_but_one(tool: Any) -> None:
    page, walk = tool
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Obscure everyone but this one (person 2)").click()
    said(page, "Saved: person 2 is sought.")
    assert [one.id for one in plan(walk).kept] == ["p2"]
    expect(page.locator("#mark-p2")).to_contain_class("app-mark--keep")
    expect(page.locator("#number")).to_have_value("2")
    assert not [url for url in asked if url.endswith("/original/")], "the picture was loaded again"


def test_a_missed_head_is_drawn_then_moved_and_resized_by_mouse(tool: Any) -> None:
    page, walk = tool
    page.get_by_role("button", name="Draw a box").click()
    drag(page, (280, 40), (360, 140))
    said(page, "a region was drawn by hand")
    near(plan(walk).regions[0].box, 280, 40, 360, 140)
    assert plan(walk).regions[0].shape == "box"
    drag(page, (320, 90), (330, 190))
    said(page, "Saved: drawn region 1 moved or reshaped.")
    near(plan(walk).regions[0].box, 290, 140, 370, 240)
    drag(page, (370, 240), (400, 300))
    expect(page.locator("#number")).to_have_value("4")
    near(plan(walk).regions[0].box, 290, 140, 400, 300)


def test_a_click_on_a_region_chooses_it_and_moves_nothing(tool: Any) -> None:
    page, walk = tool
    page.locator("#mark-p1").click()
    expect(page.locator("#card-p1")).to_contain_class("app-person--current")
    expect(page.locator("[data-handles=p1]")).to_be_attached()
    assert "#" not in page.url
    assert walk.view().now.plan.number == 1


def test_everything_goes_by_keyboard_alone(tool: Any) -> None:
    page, walk = tool
    before = plan(walk).findings[0].box
    page.locator("#mark-p1").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    said(page, "Saved: person 1 moved or reshaped.")
    expect(page.locator("#mark-p1")).to_be_focused()
    moved = plan(walk).findings[0].box
    assert (moved.left - before.left, moved.top - before.top) == (6, 3)
    assert (moved.width, moved.height) == (before.width, before.height)
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#number")).to_have_value("3")
    assert plan(walk).findings[0].box.height == before.height + 3
    page.keyboard.press("Delete")
    said(page, "Somebody who was found is never removed")
    page.keyboard.press("Enter")
    expect(page.locator("#id_p1-decision_1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#id_p1-why")).to_be_focused()
    page.keyboard.type("The person convicted")
    page.keyboard.press("Enter")
    said(page, "Saved: person 1 is sought.")
    assert plan(walk).kept[0].why == "The person convicted"


def test_a_region_is_added_removed_and_brought_back_by_keyboard(tool: Any) -> None:
    page, walk = tool
    page.locator("summary", has_text="Somebody was missed").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add a region").press("Enter")
    said(page, "a region was drawn by hand")
    expect(page.locator("#mark-h1")).to_be_focused()
    page.keyboard.press("Delete")
    said(page, "drawn region 1 removed")
    assert not plan(walk).regions
    page.keyboard.press("Control+z")
    said(page, "Saved: back to version 2.")
    assert len(plan(walk).regions) == 1


def test_numbers_typed_are_drawn_and_saved(tool: Any) -> None:
    page, walk = tool
    page.locator("#card-p2 summary").click()
    page.locator("#id_p2-x").fill("300")
    page.locator("#id_p2-x").blur()
    said(page, "Saved: person 2 moved or reshaped.")
    assert plan(walk).findings[1].box.left == 300
    expect(page.locator("#card-p2 details")).to_have_attribute("open", "")


def test_a_refused_number_is_said_at_once_and_stays_typed(tool: Any) -> None:
    page, walk = tool
    page.locator("#card-p2 summary").click()
    page.locator("#id_p2-width").fill("-5")
    page.locator("#id_p2-width").blur()
    expect(page.locator("#news")).to_contain_text("“Width” must be 1 pixel or more.")
    expect(page.locator("#id_p2-width")).to_have_value("-5")
    assert walk.view().now.plan.number == 1
    assert_accessible(page)


def test_whoever_is_slower_sees_what_happened(tool: Any, cast: Cast) -> None:
    page, walk = tool
    services.change_plan(
        case=walk.reference,
        number=1,
        change=lambda newest: keep(newest, id="p2", why="Hers"),
        words="person 2 is sought",
        actor=cast.pia,
        at=walk.at,
    )
    page.get_by_role("button", name="Obscure everyone but this one (person 1)").click()
    expect(page.locator("#news")).to_contain_text("Pia Moss changed who is obscured")
    expect(page.locator("#news")).to_contain_text("You wanted: person 1 is sought")
    expect(page.locator("#mark-p2")).to_contain_class("app-mark--keep")
    page.get_by_role("button", name="Obscure everyone but this one (person 1)").click()
    said(page, "Saved: person 1 is sought; person 2 is obscured.")


def test_a_desk_that_does_not_answer_loses_nothing(
    chromium: Browser, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="preparing")
    page = chromium.new_page()  # whose console may speak of the lost connection
    enter(page, live_server.url, cast, cast.ivo)
    page.goto(f"{live_server.url}/cases/{walk.reference}/people/")
    page.context.set_offline(True)
    page.locator("#id_p1-decision_0").check()
    page.locator("#id_p1-why").fill("The person convicted")
    page.locator("#id_p1-why").blur()
    said(page, "Not saved: the desk does not answer.")
    expect(page.locator("#id_p1-why")).to_have_value("The person convicted")
    page.context.set_offline(False)
    page.get_by_role("button", name="Obscure everyone but this one (person 1)").click()
    said(page, "Saved: person 1 is sought.")
    assert plan(walk).kept[0].why == "The person convicted"
    page.close()


def test_from_marks_to_an_examined_picture(tool: Any) -> None:
    page, walk = tool
    page.get_by_role("button", name="Obscure everyone but this one (person 1)").click()
    page.get_by_role("button", name="Obscure everyone else").click()
    expect(page.get_by_role("heading", name="Obscuring everyone else")).to_be_visible()
    assert_accessible(page)
    walk.work()
    expect(page.get_by_role("heading", name="Everyone else is obscured")).to_be_visible()
    assert [one.id for one in plan(walk).kept] == ["p1"]
    page.get_by_role("button", name="Obscure everyone but this one (person 2)").click()
    expect(page.get_by_role("heading", name="Everyone else is obscured")).to_have_count(0)


def test_the_tool_is_a_plain_form_without_a_script(
    plain_page: Page,
    live_server: Any,
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="preparing")
    enter(plain_page, live_server.url, cast, cast.ivo)
    plain_page.goto(f"{live_server.url}/cases/{walk.reference}/people/")
    expect(plain_page.locator("[data-tools]")).to_be_hidden()
    plain_page.locator("#mark-p2").click()
    assert plain_page.url.endswith("#card-p2")
    plain_page.locator("#id_p2-decision_0").check()
    plain_page.locator("#id_p2-why").fill("The person convicted")
    plain_page.get_by_role("button", name="Save the marks").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Saved: person 2 is sought.")
    plain_page.get_by_role("button", name="Obscure everyone else").click()
    walk.work()
    plain_page.reload()
    expect(plain_page.get_by_role("heading", name="Everyone else is obscured")).to_be_visible()


def test_two_pictures_are_looked_at_together(page: Page, live_server: Any, cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    enter(page, live_server.url, cast, cast.pia)
    page.goto(f"{live_server.url}/cases/{walk.reference}/check/")
    page.get_by_label("Four times").check()
    held, out = page.get_by_role("region", name="As held"), page.get_by_role("region", name="As it")
    held.focus()
    held.evaluate("pane => pane.scrollTo(200, 100)")
    expect(out).to_have_js_property("scrollLeft", 200)
    expect(out).to_have_js_property("scrollTop", 100)


PAGES = {
    "facts": ("ren", ("image", "identity", "people", "check")),
    "identity": ("mary", ("image", "identity")),
    "people": ("ivo", ("people",)),
    "preparing": ("ivo", ("people", "check")),
    "check": ("pia", ("people", "check")),
    "notice": ("asha", ("notice", "image")),
    "objection": ("ren", ("notice",)),
}


@pytest.mark.parametrize("stage", PAGES)
def test_the_picture_pages_are_accessible_and_fit_a_phone(
    page: Page, phone: Page, live_server: Any, cast: Cast, stage: str
) -> None:
    walk = a_case(cast, ready_for=stage)
    who, parts = PAGES[stage]
    for each in (page, phone):
        enter(each, live_server.url, cast, getattr(cast, who))
        for part in parts:
            each.goto(f"{live_server.url}/cases/{walk.reference}/{part}/")
            assert_accessible(each)


def test_an_objection_and_its_answer_are_accessible(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="objection")
    enter(page, live_server.url, cast, cast.ren)
    page.goto(f"{live_server.url}/cases/{walk.reference}/notice/")
    page.get_by_role("button", name="Record the objection").click()
    assert_accessible(page)
    page.get_by_label("It is a domestic case").check()
    page.get_by_label("What makes this case exceptional?").fill("The family shares the flat.")
    page.get_by_role("button", name="Record the objection").click()
    assert_accessible(page)
    enter(phone, live_server.url, cast, cast.jo)
    phone.goto(f"{live_server.url}/cases/{walk.reference}/notice/")
    assert_accessible(phone)


def test_a_finger_chooses_a_region_first_and_moves_it_then(
    chromium: Browser, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="preparing")
    page = chromium.new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    enter(page, live_server.url, cast, cast.ivo)
    page.goto(f"{live_server.url}/cases/{walk.reference}/people/")
    page.locator("#mark-p2").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("#mark-p2").tap()
    expect(page.locator("[data-handles=p2]")).to_be_attached()
    assert page.evaluate("scrollY") == before, "the picture went out of sight"
    touch = page.context.new_cdp_session(page)
    place = page.locator("#mark-p2").bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    for kind, by in (("touchStart", 0), ("touchMove", 12), ("touchMove", 24), ("touchEnd", 24)):
        points = [] if kind == "touchEnd" else [{"x": x - by, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    said(page, "Saved: person 2 moved or reshaped.")
    page.close()
