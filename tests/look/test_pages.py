"""Every component and page, in a real browser, at a desk's width and a phone's."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible, violations

from bluelamp.look import build, context

pytestmark = pytest.mark.browser
PAGES = ["/", "/?page=5", "/form", "/exit", "/cookies", "/ask-nothing-here"]
ERRORS = [f"/error/{code}" for code in (400, 403, 404, 410, 429, 500, 503)]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_on_a_desk(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES + ERRORS)
def test_page_is_accessible_on_a_phone(phone: Page, site: str, path: str) -> None:
    phone.goto(site + path)
    assert_accessible(phone)


def test_form_in_error_is_accessible_and_its_summary_leads_to_the_fields(
    page: Page, site: str
) -> None:
    page.goto(site + "/form")
    page.fill("#id_verdict-day", "31")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_title(re.compile("^Error: "))
    assert_accessible(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Date of the verdict must include a month and year").click()
    expect(page.locator("#id_verdict-month")).to_be_focused()
    page.get_by_role("link", name="Choose an answer to “Is an order in force?”").click()
    expect(page.locator("#id_order_0")).to_be_focused()


def test_the_menu_opens_on_a_phone(phone: Page, site: str) -> None:
    phone.goto(site + "/")
    link = phone.get_by_role("link", name="Ask")
    assert not link.is_visible()
    phone.get_by_role("button", name="Menu").click()
    assert link.is_visible()
    assert_accessible(phone)


def test_the_menu_is_open_without_script(plain_page: Page, site: str) -> None:
    plain_page.set_viewport_size({"width": 360, "height": 740})
    plain_page.goto(site + "/")
    assert plain_page.get_by_role("link", name="Ask").is_visible()


def test_print_shows_the_page_and_not_its_controls(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.emulate_media(media="print")
    assert page.get_by_text("Ada Vale").is_visible()
    for gone in ("Save and go on", "Menu", "Give feedback", "Next"):
        assert not page.get_by_text(gone).first.is_visible(), gone


def test_the_judge_can_fail(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\"><input>'")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "label" in found


def test_the_judge_of_width_can_fail(phone: Page, site: str) -> None:
    phone.goto(site + "/")
    phone.evaluate("document.querySelector('main').style.width = '900px'")
    with pytest.raises(AssertionError, match="wider than the window"):
        assert_accessible(phone)


def test_every_part_of_the_page_can_be_reached_by_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/form")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_a_field_that_gets_the_focus_is_not_under_the_control_for_leaving(
    phone: Page, site: str
) -> None:
    phone.set_viewport_size({"width": 360, "height": 300})
    phone.goto(site + "/exit")
    phone.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    phone.evaluate("document.getElementById('word').focus()")
    top = phone.evaluate("document.getElementById('word').getBoundingClientRect().top")
    control = phone.evaluate("document.querySelector('[data-exit]').getBoundingClientRect().bottom")
    assert top >= control


@pytest.mark.parametrize("code", [500, 503])
def test_the_last_pages_need_nothing_of_the_application(code: int) -> None:
    file = build.LOOK / "templates" / f"{code}.html"
    text = file.read_text(encoding="utf-8")
    assert "{%" not in text
    assert "{{" not in text
    for address in re.findall(r'(?:href|src)="/static/([^"]+)"', text):
        assert (build.LOOK / "static" / address).exists()


def test_no_page_has_a_script_or_style_of_its_own() -> None:
    for file in (build.LOOK / "templates").rglob("*.html"):
        text = re.sub("{%.*?%}", "", file.read_text(encoding="utf-8"))
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), file


def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    response = client.get("/nothing-here")
    assert response.status_code == 404
    assert b"Page not found" in response.content


def test_the_beta_banner_is_shown_while_the_version_is_below_1(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert b"Beta" in client.get("/form").content
    assert b'href="/feedback?page=/form"' in client.get("/form").content
    monkeypatch.setattr(context, "product_version", lambda: "1.2.0")
    assert b"phase-banner" not in client.get("/form").content
