"""The visitor's choice about cookies (WEB-02 to WEB-05)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from tests.browser import assert_accessible

from bluelamp.look import cookies
from bluelamp.look.cookies import Banner, Consent

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def counting(settings: Settings) -> None:
    settings.BLUELAMP_STATISTICS = True


def kept(consent: Consent, at: datetime = NOON) -> str:
    response = HttpResponse()
    cookies.save(RequestFactory().get("/"), response, consent, at)
    return response.cookies[cookies.NAME].value


def test_a_site_without_statistics_sets_no_cookie_and_asks_nothing(client: Client) -> None:
    response = client.get("/")
    assert not response.cookies
    assert b"cookie-banner" not in response.content
    assert b"This site sets no cookies" in client.get("/cookies").content
    assert not client.post("/cookies", {"cookies": "statistics"}).cookies


@pytest.mark.usefixtures("counting")
def test_before_a_choice_the_banner_asks_and_nothing_is_counted(client: Client) -> None:
    response = client.get("/")
    assert b"Accept statistics" in response.content
    assert not response.cookies
    assert not cookies.statistics_allowed(RequestFactory().get("/"))


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("consent", Consent)
def test_a_choice_is_kept_and_confirmed_once(client: Client, consent: Consent) -> None:
    page = client.post("/cookies", {"cookies": consent, "back": "/form?x=1"}, follow=True)
    assert page.redirect_chain == [("/form?x=1&cookie-choices=saved", 302)]
    assert b"Your cookie choices are saved" in page.content
    assert b'href="/form?x=1"' in page.content
    assert b"cookie-banner" not in client.get("/form?x=1").content
    request = RequestFactory().get("/")
    request.COOKIES[cookies.NAME] = client.cookies[cookies.NAME].value
    assert cookies.statistics_allowed(request) is (consent is Consent.STATISTICS)


@pytest.mark.usefixtures("counting")
def test_the_confirmation_does_not_come_back_later() -> None:
    request = RequestFactory().get("/?cookie-choices=saved")
    request.COOKIES[cookies.NAME] = kept(Consent.ESSENTIAL)
    assert cookies.banner(request, NOON + timedelta(seconds=5)) is Banner.SAVED
    assert cookies.banner(request, NOON + timedelta(minutes=2)) is Banner.NONE


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("sent", [{}, {"cookies": "everything"}])
def test_a_choice_that_cannot_be_saved_means_essential_only(
    client: Client, sent: dict[str, str]
) -> None:
    page = client.post("/cookies", sent, follow=True)
    assert b"could not be saved because of a technical problem" in page.content
    assert not client.cookies
    assert not cookies.statistics_allowed(RequestFactory().get("/"))


@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize(
    "value",
    ["", "statistics", "0.statistics.1", "1.all.1", "1.statistics.x", "1.statistics." + "9" * 30],
)
def test_a_damaged_or_old_choice_is_no_choice(value: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[cookies.NAME] = value
    assert cookies.choice(request) is None
    assert cookies.banner(request) is Banner.ASK


@pytest.mark.usefixtures("counting")
def test_no_choice_leads_to_another_site(client: Client) -> None:
    sent = {"cookies": "essential", "back": "https://elsewhere.example/"}
    assert client.post("/cookies", sent).headers["Location"] == "/cookies?cookie-choices=saved"


@pytest.mark.usefixtures("counting")
def test_the_choice_is_out_of_the_reach_of_scripts(client: Client) -> None:
    client.post("/cookies", {"cookies": "essential"})
    morsel = client.cookies[cookies.NAME]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "Lax", "/")
    assert morsel["max-age"] == 365 * 24 * 60 * 60


@pytest.mark.usefixtures("counting")
def test_a_site_without_a_cookies_page_asks_nothing(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.look.bare_urls"
    assert cookies.banner(RequestFactory().get("/")) is Banner.NONE


@pytest.mark.browser
@pytest.mark.usefixtures("counting")
def test_the_banner_in_a_browser(page: Page, site: str) -> None:
    page.goto(site + "/form?x=1")
    assert_accessible(page)
    page.get_by_role("button", name="Reject statistics").click()
    saved = page.get_by_role("alert").filter(has_text="Your cookie choices are saved")
    expect(saved).to_be_visible()
    assert_accessible(page)
    assert page.url == site + "/form?x=1"
    page.reload()
    assert page.get_by_role("region", name="Cookie banner").count() == 0


@pytest.mark.browser
@pytest.mark.usefixtures("counting")
def test_the_choice_without_script_can_be_changed(plain_page: Page, site: str) -> None:
    plain_page.goto(site + "/")
    plain_page.get_by_role("button", name="Accept statistics").click()
    expect(plain_page.get_by_text("Your cookie choices are saved")).to_be_visible()
    plain_page.get_by_role("link", name="change them on the cookies page").click()
    expect(plain_page.get_by_label("Yes")).to_be_checked()
    plain_page.get_by_label("No, use essential cookies only").check()
    plain_page.get_by_role("button", name="Save cookie choices").click()
    expect(plain_page.get_by_label("No, use essential cookies only")).to_be_checked()
