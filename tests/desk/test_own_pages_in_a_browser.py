"""The inbox, the night's page, roles, and who sees a case, in a real browser: accessible, and no wider than a phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import enter, look

from bluelamp.casework import services
from bluelamp.people import own
from bluelamp.people.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_ones_own_and_the_night(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    both = (page, phone)
    live = a_case(cast, ready_for="takedown")
    waits = a_case(cast, ready_for="objection")
    now = timezone.now()
    services.lend_role(
        lender=cast.ren.reference,
        borrower=cast.mary.reference,
        role=Role.INVESTIGATING_OFFICER,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=7),
        reasons="On leave.",
        actor=cast.ren,
        at=now,
    )
    own.keep_phone(phone="01632 960 201", actor=cast.ren)
    services.declare_emergency(
        case=waits.reference,
        threat="He has said that he will kill his sister tonight.",
        why_alone="Nobody answers at the press desk.",
        actor=cast.ren,
        at=now,
    )
    paths = ("/inbox/", "/out-of-hours/", "/roles/", "/about-me/", "/threat-to-life/")
    case = f"/cases/{waits.reference}/"
    pages = tuple(f"{case}{name}" for name in ("", "access/", "letters/", "emergency/"))
    for actor in (cast.mary, cast.asha):
        for each in both:
            enter(each, live_server.url, cast, actor)
        look(both, live_server.url, (*paths, *pages))
    page.goto(f"{live_server.url}/about-me/")
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_text("Subscribe to this address")).to_be_visible()
    page.goto(f"{live_server.url}/out-of-hours/")
    page.get_by_role("link", name="Take it down").first.click()
    page.get_by_label("It was released by mistake").check()
    page.get_by_label("What happened?").fill("Released a day early.")
    page.get_by_role("button", name="Take it down now").click()
    expect(page.get_by_text("Nothing is live.")).to_be_visible()
    assert live.view().state == "taken_down"
