"""The pages of proceedings and restrictions in a real browser: accessible, filled in, and no wider than a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.court import restricted
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import enter, look

from bluelamp.casework import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_kept_of_court_and_restrictions(
    page: Page, phone: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="image")
    who = {"case": walk.reference, "actor": cast.ren, "at": walk.at}
    services.add_restriction(restriction=restricted("RR-06", of_subject=False), **who)
    (event,) = walk.view().case.proceedings.get().events.all()
    for each in (page, phone):
        enter(each, live_server.url, cast, cast.asha)
    case = f"/cases/{walk.reference}/"
    parts = ("proceedings/", f"proceedings/{event.pk}/", "restrictions/")
    look((page, phone), live_server.url, tuple(case + part for part in parts))


def test_a_check_that_does_not_fit_the_register_is_refused_beside_its_question(
    page: Page, live_server: Any, cast: Cast
) -> None:
    walk = a_case(cast, ready_for="image")
    who = {"case": walk.reference, "actor": cast.ren, "at": walk.at}
    services.add_restriction(restriction=restricted("RR-06", of_subject=False), **who)
    enter(page, live_server.url, cast, cast.asha)
    page.goto(f"{live_server.url}/cases/{walk.reference}/restrictions/")
    page.locator("#check_sources").fill("Court office")
    page.get_by_label("Nobody else is protected in this case").check()
    page.get_by_role("button", name="Record the check in my name").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody is protected here")
    expect(page.locator("#check_sources")).to_have_value("Court office")
    assert_accessible(page)
    page.get_by_label("Somebody is protected, and has no such tie").check()
    page.get_by_role("button", name="Record the check in my name").click()
    expect(page.get_by_text("The check is recorded, in your name.")).to_be_visible()
