"""The pages of the people in a picture, PACE Code D, footage at its source and near misses, in a real browser."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.casework.media import MediaWalk, a_media_case
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.test_pages_in_a_browser import enter

from bluelamp.casework import services
from bluelamp.casework.parts import Answer, Edit, Part
from bluelamp.people.actor import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(pages: tuple[Page, ...], site: str, cast: Cast, actor: Actor, *paths: str) -> None:
    for each in pages:
        enter(each, site, cast, actor)
        for path in paths:
            each.goto(site + path)
            each.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert_accessible(each)


def test_everyone_in_the_picture(page: Page, phone: Page, live_server: Any, cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="check")
    case = f"/cases/{walk.reference}/"
    enter(page, live_server.url, cast, cast.ivo)
    walk.list_person(Part.OFFICER, Edit.KEEP, "p2", why="On duty, in uniform.")
    _ask(walk, walk.list_person(Part.VICTIM, Edit.OBSCURE, seen=False, heard=True).number)
    page.goto(live_server.url + case + "pictured/")
    page.get_by_role("group", name="Who is it?").get_by_label("Subject").check()
    page.get_by_label("Person 1").check()
    expect(page.get_by_label("Person 2")).to_have_count(0)
    page.get_by_label("They are sought: they stay visible").last.check()
    page.locator("#list-why").fill("Seen to take the bag.")
    page.get_by_role("button", name="List them").click()
    expect(page.get_by_role("heading", name="3. Subject 3")).to_be_visible()
    page.get_by_role("button", name="Everyone is listed").click()
    expect(page.locator("main")).to_contain_text("says Ivo Katz")
    look((page, phone), live_server.url, cast, cast.ida, case + "pictured/")


def test_code_d_and_footage_at_its_source(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_media_case(cast, ready_for="check")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    case = f"/cases/{walk.reference}/"
    empty = (case + "code-d/", case + "preservation/", case + "near-miss/")
    look((phone,), live_server.url, cast, cast.asha, *empty)
    walk.approve()
    _fill(walk)
    paths = (case + "code-d/", case + "code-d/list/", case + "preservation/")
    look((page, phone), live_server.url, cast, cast.ren, *paths)


def test_near_misses(page: Page, phone: Page, live_server: Any, cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    case = f"/cases/{walk.reference}/"
    look((phone,), live_server.url, cast, cast.mary, case + "identity/")
    _deny(walk)
    look((page, phone), live_server.url, cast, cast.jo, case + "near-miss/", "/near-misses/")


def _ask(walk: MediaWalk, person: int) -> None:
    services.record_permission(
        case=walk.reference,
        person=person,
        asked_on=walk.at.date(),
        asked_by="Ida Coll",
        answer=Answer.REFUSED,
        evidence="Statement of 20 November",
        actor=walk.cast.ida,
        at=walk.at,
    )


def _fill(walk: MediaWalk) -> None:
    who: dict[str, Any] = {"case": walk.reference, "actor": walk.cast.ren, "at": walk.at}
    today = walk.at.date()
    services.keep_exact_copy(channel="Social media: the force’s account", **who)
    services.offer_viewing(offered_to="Wynn & Co, for S1", offered_on=today, **who)
    services.ask_witness(
        witness="W4",
        asked_on=today,
        asked_by="DC Okafor",
        saw_it=True,
        circumstances="On the force’s page, the day after, on a telephone.",
        **who,
    )
    services.take_account(
        called_at=walk.at, said="That is the man from the garage.", saw="At home.", taken_by="Desk 4", **who
    )  # fmt: skip
    for days, camera in ((1, "BW-118"), (26, "BW-119"), (40, "BW-120")):
        services.list_camera(
            officer="PC 4417", camera=camera, recorded_at=walk.at - timedelta(days=days), **who
        )
    row = Walk.view(walk).case.cameras.latest("id")
    services.ask_to_keep(camera=row.pk, asked="Evidence desk", asked_at=walk.at, **who)
    services.record_search(
        system="Evidence store", searched_on=today, searched_by="PC 4417", found="Nothing", **who
    )


def _deny(walk: Walk) -> None:
    services.deny_identity(
        case=walk.reference,
        sha256=walk.sha256,
        note="It is his brother.",
        actor=walk.cast.mary,
        at=walk.at,
    )
