"""Requests in a real browser: taken in, searched, settled and answered; accessible, and no wider than a phone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import PERSON, a_case
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture
from tests.requests.asking import information, right, search, settle

from bluelamp.record.places import PlaceKind
from bluelamp.requests.models import Request
from bluelamp.requests.values import Kind, Outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_page_of_requests(both: Any, live_server: Any, cast: Cast) -> None:  # noqa: F811
    a_case(cast, ready_for="reopening")
    late = information(cast, received_on=timezone.localdate() - timedelta(days=60))
    new, dsr = right(cast, proved=False), right(cast, Kind.RECTIFICATION)
    search(cast, dsr)
    settle(cast, dsr, Outcome.CORRECTED, PlaceKind.CASE, reasons="The name is Viktor.")
    for each in both:
        enter(each, live_server.url, cast, cast.dee)
    pages = ["/", "/requests/", "/requests/closed/", "/requests/closed/?text=zebra"]
    pages += ["/requests/new/information/", "/requests/new/right/"]
    pages += [f"/requests/{late}/{page}" for page in ("", "questions/1/?words=robbery", "clock/")]
    pages += [f"/requests/{late}/{page}" for page in ("answer/", "end/", "review/")]
    pages += [f"/requests/{new}/{page}" for page in ("", "places/", "places/search/", "clock/")]
    pages += [f"/requests/{dsr}/{page}" for page in ("", "places/", "recipients/")]
    letter = Request.objects.get(reference=late).letters.get()
    look(both, live_server.url, (*pages, f"/requests/{late}/letters/{letter.pk}/"))


def test_access_from_the_letter_to_the_answer_without_scripts(
    plain_page: Page, live_server: Any, cast: Cast
) -> None:
    case = a_case(cast, ready_for="image").reference
    page = plain_page
    enter(page, live_server.url, cast, cast.dee)
    page.goto(f"{live_server.url}/requests/")
    page.get_by_role("button", name="Record a request about own data").click()
    page.get_by_label("Subject access").check()
    page.get_by_label("Law enforcement").check()
    page.get_by_label("Who asks?").fill(PERSON)
    page.get_by_label("Their e-mail address").fill("victor@home.example")
    page.get_by_label("By e-mail").check()
    page.get_by_label("What they ask for").fill("Everything about me.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("is recorded")
    page.get_by_role("link", name="The clock").click()
    page.get_by_text("It was proved with the request who asks").click()
    page.get_by_label("How was it proved who asks?").fill("Passport seen.")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Where their data is").click()
    page.get_by_role("button", name="Search everything that is held").click()
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"{case}: Case: {PERSON}")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Given", exact=True).check()
    page.get_by_label("What was done, and why").fill("Copies are enclosed.")
    page.get_by_role("button", name="Settle those chosen").click()
    expect(page.locator("main")).not_to_contain_text("Not settled")
    page.get_by_role("link", name="DSR-").first.click()
    page.get_by_role("button", name="Write the answer").click()
    expect(page.get_by_label("The letter")).to_have_value(
        re.compile("Copies are enclosed.")  # what was decided is in it already
    )
    page.get_by_role("button", name="Send it in my name").click()
    expect(page.get_by_role("alert")).to_contain_text("The answer is on its way")
    expect(page.locator("main")).to_contain_text("Answered")


def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(
    both: Any,  # noqa: F811
    live_server: Any,
    cast: Cast,
) -> None:
    reference = information(cast)
    for each in both:
        enter(each, live_server.url, cast, cast.dee)
        each.goto(f"{live_server.url}/requests/{reference}/questions/1/")
        each.get_by_label("Refused").check()
        each.get_by_label("Section 31").check()
        each.get_by_label("Reasons").fill("It would help offenders.")
        each.get_by_role("button", name="Decide it in my name").click()
        expect(each.get_by_role("alert")).to_contain_text("Section 31 is qualified")
        expect(each.get_by_label("Reasons")).to_have_value("It would help offenders.")
        assert_accessible(each)
