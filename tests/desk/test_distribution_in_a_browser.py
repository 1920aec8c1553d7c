"""How a release goes out and comes back, in a real browser: accessible, and no wider than a phone."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.casework.test_handover import footage, hand_over
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import enter, look

from bluelamp.casework import services
from bluelamp.publication import services as publishing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def both(page: Page, phone: Page) -> tuple[Page, Page]:
    return page, phone


def test_a_decision_for_named_ones_and_under_embargo(
    both: Any, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="decision")
    publishing.register_outlet(name="Northern Agency", email="desk@agency.example", at=walk.at)
    case = f"/cases/{walk.reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    look(both, live_server.url, (case + "decision/",))
    page = both[0]
    page.goto(live_server.url + case + "decision/")
    page.get_by_label("Your reasons for releasing").fill("The family is told first.")
    page.get_by_text("To named outlets and partners alone, or under embargo").click()
    page.get_by_label("Named outlets and partners alone").check()
    page.get_by_label("Northern Agency").check()
    page.get_by_role("button", name="Continue to what goes public").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what goes public")
    expect(page.locator("body")).to_contain_text("each by a private address")
    services.embargo(
        case=walk.reference,
        until=walk.at + timedelta(hours=1),
        reasons="The family is told first.",
        actor=cast.asha,
        at=walk.at,
    )
    look(both, live_server.url, (case, case + "decision/", case + "decision/hold-back/"))


def test_a_takedown_chased_and_a_breach(both: Any, live_server: Any, cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.take_down(
        case=walk.reference,
        reason="someone_exposed",
        explanation="A face shows in a mirror.",
        actor=cast.ivo,
        at=walk.at,
    )
    publishing.chase(at=walk.at + timedelta(days=2))
    case = f"/cases/{walk.reference}/"
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    settle = f"{case}takedown/settle/?to=cleo.marsh@courier.example"
    look(both, live_server.url, (case + "takedown/", settle, case + "breach/"))


def test_a_handover_and_its_receipt(both: Any, live_server: Any, cast: Cast) -> None:
    case, sha256 = footage(cast)
    page = f"/cases/{case.reference}/handover/"
    for each in both:
        enter(each, live_server.url, cast, cast.dee)
    look(both, live_server.url, (page,))
    hand_over(cast, case, sha256)
    look(both, live_server.url, (page, f"/cases/{case.reference}/"))
