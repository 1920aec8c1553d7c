"""Every page of the gallery in a real Chromium: accessible, within a phone's width, and useful without script."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import PHONE, assert_accessible
from tests.publication.builders import AT, released, withdrawn
from tests.publication.films import released_film

from bluelamp.publication import files, services
from bluelamp.publication.public.addresses import random_name

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages() -> list[str]:
    live, gone = released(), released(case="C2")
    withdrawn("C2")
    return [
        "/",
        "/?q=jailed",
        "/?q=zebra",
        f"/release/{live.token}/",
        f"/release/{gone.token}/",
        f"/release/{random_name()}/",
        f"/removal/?release={live.token}",
        "/removal/REM-26-0001/",
        "/feedback/",
        "/feedback/thanks/",
        "/accessibility/",
        "/privacy/",
        "/cookies/",
    ]


def test_a_released_film_plays_and_is_described_beside_the_player(
    site: str, page: Page, phone: Page
) -> None:
    film = released_film(case="C3")
    for window in (page, phone):
        for path in ("/", f"/release/{film.token}/"):
            window.goto(f"{site}{path}")
            assert_accessible(window)
    expect(page.locator("video")).to_have_attribute("controls", "")
    expect(page.locator("#shown-in-words")).to_contain_text(film.alt_text)
    assert page.locator("video").evaluate(
        "film => new Promise(played => {"
        " film.ontimeupdate = () => film.currentTime > 0.2 && played(true);"
        " film.muted = true; film.play() })"
    )


def test_every_page_is_accessible_at_both_widths(site: str, page: Page, phone: Page) -> None:
    for path in pages():
        for window in (page, phone):
            window.goto(f"{site}{path}")
            assert_accessible(window)


def test_the_page_of_a_withheld_picture_is_accessible(site: str, chromium: Browser) -> None:
    lost = released()
    files.delete(lost.file)
    services.reconcile(at=AT)
    window = chromium.new_page(viewport=PHONE)  # unwatched: a 503 is an error in its console
    window.goto(f"{site}/release/{lost.token}/")
    assert_accessible(window)
    window.close()


def test_a_refused_form_is_accessible_and_its_summary_leads_to_the_fields(
    site: str, page: Page
) -> None:
    page.goto(f"{site}/removal/")
    page.get_by_role("button", name="Send the request").click()
    assert_accessible(page)
    page.get_by_role("link", name="Enter your name").click()
    assert page.evaluate("document.activeElement.name") == "name"


def test_without_script_a_visitor_searches_opens_a_release_and_asks_for_removal(
    site: str, plain_page: Page
) -> None:
    released(headline="Man jailed for robbery")
    plain_page.goto(site)
    plain_page.get_by_label("Search the releases").fill("robbery")
    plain_page.get_by_role("button", name="Search").click()
    plain_page.get_by_role("link", name="Man jailed for robbery").click()
    picture = plain_page.get_by_role("img", name="Head and shoulders")
    expect(picture).to_have_js_property("naturalWidth", 300)
    plain_page.get_by_role("link", name="ask for it to be removed").click()
    plain_page.get_by_label("Your name").fill("Cy")
    plain_page.get_by_label("Your e-mail address").fill("cy@home.example")
    plain_page.get_by_label("Which picture, and why").fill("That is not him.")
    plain_page.get_by_role("button", name="Send the request").click()
    expect(plain_page.locator("main")).to_contain_text("REM-26-0001")


def test_escape_leaves_a_release_at_once(site: str, page: Page) -> None:
    page.route("**/weather", lambda route: route.fulfill(body="Weather"))
    page.goto(f"{site}/release/{released().token}/")
    page.keyboard.press("Escape")
    page.wait_for_url("**/weather")
