"""Every component and page, in a real browser, at a desk's width and a phone's."""

import pytest

from tests.browser import assert_accessible, violations

pytestmark = pytest.mark.browser
PAGES = ["/", "/?page=5", "/form", "/exit", "/cookies", "/ask-nothing-here"]
ERRORS = [f"/error/{code}" for code in (400, 403, 404, 410, 429, 500, 503)]


@pytest.mark.parametrize("path", PAGES + ERRORS)
def test_page_is_accessible_on_a_desk(page, site, path):
    page.goto(site + path)
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES + ERRORS)
def test_page_is_accessible_on_a_phone(phone, site, path):
    phone.goto(site + path)
    assert_accessible(phone)


def test_form_in_error_is_accessible_and_its_summary_leads_to_the_fields(page, site):
    page.goto(site + "/form")
    page.fill("#id_verdict-day", "31")
    page.get_by_role("button", name="Send").click()
    assert page.title().startswith("Error: ")
    assert_accessible(page)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Date of the verdict must include a month and year").click()
    assert page.evaluate("document.activeElement.id") == "id_verdict-month"
    page.get_by_role("link", name="This field is required.").nth(2).click()
    assert page.evaluate("document.activeElement.id") == "id_order_0"


def test_the_judge_can_fail(page, site):
    page.goto(site + "/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\"><input>'")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "label" in found


def test_the_judge_of_width_can_fail(phone, site):
    phone.goto(site + "/")
    phone.evaluate("document.querySelector('main').style.width = '900px'")
    with pytest.raises(AssertionError, match="wider than the window"):
        assert_accessible(phone)
