"""The figures in a real browser: accessible, no wider than a phone, the same without script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.casework.outcomes import outcomes
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture

from bluelamp.disclosure.figures.catalogue import FIGURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_figures(both: Any, live_server: Any, cast: Cast) -> None:  # noqa: F811  the fixture
    outcomes(600)
    case = a_case(cast, ready_for="facts").reference
    for each in both:
        enter(each, live_server.url, cast, cast.len)
    look(both, live_server.url, tuple(f"/figures/{name}/" for name in FIGURES))
    look(both, live_server.url, ("/figures/answer/", "/figures/?first=202606&last=202601"))
    for each in both:
        enter(each, live_server.url, cast, cast.asha)
    look(both, live_server.url, (f"/cases/{case}/characteristics/",))


def test_figures_of_nothing(both: Any, live_server: Any, cast: Cast) -> None:  # noqa: F811
    for each in both:
        enter(each, live_server.url, cast, cast.len)
    look(both, live_server.url, ("/figures/", "/figures/takedown/", "/figures/answer/"))


def test_a_choice_is_made_and_kept_from_figure_to_figure_without_scripts(
    plain_page: Page, live_server: Any, cast: Cast
) -> None:
    outcomes(300)
    enter(plain_page, live_server.url, cast, cast.len)
    plain_page.goto(live_server.url + "/figures/")
    plain_page.get_by_text("Choose what is counted").click()
    plain_page.get_by_label("From").select_option("January 2026")
    plain_page.get_by_label("Unit").select_option("Eastmere CID")
    plain_page.get_by_role("button", name="Count these").click()
    said = "Every kind of release, January 2026 to October 2026, Eastmere CID"
    expect(plain_page.locator("main")).to_contain_text(said)
    plain_page.get_by_role("link", name="Fairness").click()
    expect(plain_page.get_by_role("heading", name="Fairness")).to_be_visible()
    expect(plain_page.locator("main")).to_contain_text(said)
    with plain_page.expect_download() as taken:
        plain_page.get_by_role("link", name="Take these tables as CSV").click()
    assert taken.value.suggested_filename == "figures-fairness.csv"


def test_a_chart_is_read_out_by_what_it_shows(page: Page, live_server: Any, cast: Cast) -> None:
    outcomes(300)
    enter(page, live_server.url, cast, cast.len)
    page.goto(live_server.url + "/figures/")
    expect(page.get_by_role("img", name="Chart: By month")).to_be_visible()
    assert_accessible(page)
