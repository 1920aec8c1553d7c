"""Who read what, and the decision log, in a real browser: accessible, on a phone, on paper and without scripts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture

from bluelamp.casework import services
from bluelamp.people.actor import Actor
from bluelamp.record import services as record
from bluelamp.record.operations import ORIGINAL_READ

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def originals(actor: Actor, count: int, *, case: str, days_ago: int) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    with transaction.atomic():
        for _ in range(count):
            record.consulted(what="0" * 64, actor=actor.reference, case=case, at=at)


def test_the_log_of_reading_and_what_is_unusual_in_it(
    both: tuple[Page, Page],  # noqa: F811  the fixture
    live_server: Any,
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="image")
    originals(cast.ivo, 2, case=walk.reference, days_ago=3)
    originals(cast.pia, 3, case=walk.reference, days_ago=2)
    originals(cast.ivo, 41, case=walk.reference, days_ago=0)
    services.read_case(
        case=walk.view().case, actor=cast.ida, at=timezone.now() - timedelta(minutes=5)
    )
    services.search_cases(text="lamb", found=1, actor=cast.tom, at=timezone.now())
    for each in both:
        enter(each, live_server.url, cast, cast.len)
    addresses = (
        "/reading/",
        "/reading/?officer=XX-9",
        "/reading/?case=CI-99-1",
        "/reading/unusual/",
    )
    look(both, live_server.url, addresses)
    page, _ = both
    expect(page.get_by_role("region", name="Many originals on one day")).to_contain_text("41")
    page.get_by_role("link", name=cast.ivo.name).first.click()
    expect(page.get_by_role("heading", name="41 entries")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download all of these as CSV").click()
    lines = taken.value.path().read_text().splitlines()
    assert len(lines) == 42
    assert ORIGINAL_READ not in lines[1], "it is in words"
    page.goto(f"{live_server.url}/reading/?operation=disclosure")
    expect(page.get_by_role("region", name="Reading")).to_contain_text("Log of reading")


def test_a_decision_is_entered_and_corrected_without_scripts(
    plain_page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="image")
    enter(plain_page, live_server.url, cast, cast.kay)
    plain_page.goto(f"{live_server.url}/cases/{walk.reference}/")
    plain_page.get_by_role("link", name="Decision log").click()
    plain_page.get_by_role("link", name="Correct decision 1").click()
    expect(plain_page.get_by_label("Does it correct an earlier decision?")).to_have_value("1")
    plain_page.get_by_label("What was decided?").fill("Necessity was weighed too.")
    plain_page.get_by_label("Why?", exact=True).fill("It was left out.")
    plain_page.get_by_role("button", name="Enter it in my name").click()
    expect(plain_page.get_by_role("heading", name="2. Decision entered")).to_be_visible()
    expect(plain_page.locator("#decision-1")).to_contain_text("Corrected by decision 2")


def test_the_decision_log_on_a_screen_a_phone_and_paper(
    both: tuple[Page, Page],  # noqa: F811  the fixture
    live_server: Any,
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="objection", category=["sexual_offence"])
    walk.object("unwanted")
    walk.answer(upheld=False)
    log = f"/cases/{walk.reference}/decisions/"
    for each in both:
        enter(each, live_server.url, cast, cast.kay)
    look(both, live_server.url, (log, f"{log}enter/", f"{log}print/"))
    page, _ = both
    page.goto(f"{live_server.url}{log}enter/")
    page.get_by_role("button", name="Enter it in my name").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write what was decided.")
    assert_accessible(page)
    page.goto(f"{live_server.url}{log}print/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="1. Rights test answered")).to_be_visible()
    expect(page.locator(".govuk-breadcrumbs")).to_be_hidden()
