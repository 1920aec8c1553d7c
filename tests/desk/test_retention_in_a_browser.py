"""The pages on how long cases are kept, in a real browser: accessible, no wider than a phone, and without scripts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture

from bluelamp.casework import keeping
from bluelamp.casework import services as casework
from bluelamp.jobs.worker import work
from bluelamp.retention import services
from bluelamp.retention.values import Ending

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = ("", "?list=waiting", "?list=coming", "?list=held", "?list=open", "erased/", "schedule/")


def due(cast: Cast) -> Walk:
    """A case closed long ago, with proceedings that came to nothing: its time is over."""
    walk = a_case(cast, at=timezone.now() - timedelta(days=400))
    casework.close(case=walk.reference, reason="Not wanted", actor=cast.asha, at=walk.at)
    keeping.reckon(walk.reference, timezone.now())
    services.record_ending(
        case=walk.reference,
        ending=Ending.INVESTIGATION,
        on=timezone.localdate(walk.at),
        source="Crime report",
        actor=cast.dee,
        at=timezone.now(),
    )
    return walk


def test_the_lists_and_a_case(both: Any, live_server: Any, cast: Cast) -> None:  # noqa: F811
    first, second, third = due(cast), due(cast), a_case(cast)
    keeping.reckon(third.reference, timezone.now())
    services.place_hold(
        case=second.reference, why="A claim", until=None, actor=cast.una, at=timezone.now()
    )
    for each in both:
        enter(each, live_server.url, cast, cast.dee)
    cases = tuple(f"/retention/{each.reference}/" for each in (first, second, third))
    look(both, live_server.url, (*(f"/retention/{each}" for each in LISTS), *cases))


def test_two_people_erase_a_case_without_scripts(
    plain_page: Page, live_server: Any, cast: Cast
) -> None:
    walk = due(cast)
    address = f"{live_server.url}/retention/{walk.reference}/"
    enter(plain_page, live_server.url, cast, cast.dee)
    plain_page.goto(f"{live_server.url}/retention/")
    plain_page.get_by_role("link", name=walk.reference).click()
    plain_page.get_by_label("Erase").check()
    plain_page.get_by_role("button", name="Propose it").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Say why.")
    plain_page.get_by_label("Why?").fill("Its time is over.")
    plain_page.get_by_role("button", name="Propose it").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("Another person must confirm it")
    enter(plain_page, live_server.url, cast, cast.jo)
    plain_page.goto(address)
    plain_page.get_by_label("Yes, in my name").check()
    plain_page.get_by_role("button", name="Answer in my name").click()
    expect(plain_page.locator("main")).to_contain_text("This case is being erased")
    work(once=True)
    plain_page.reload()
    expect(plain_page.locator("main")).to_contain_text("This case was erased")
    plain_page.goto(f"{live_server.url}/cases/{walk.reference}/")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("This is gone")
