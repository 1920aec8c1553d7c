"""The account pages in a real browser: passkeys, keyboard, phone width, and axe as the judge."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.browser import DESKTOP, assert_accessible
from tests.desk.conftest import EMAIL, PASSWORD, SECRET, enrolled

from bluelamp.look import build
from bluelamp.people.models import Officer
from bluelamp.people.sign_in import current_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.desk.trial.desk"),
]
SHOTS = os.environ.get("BLUELAMP_SHOTS")


@pytest.fixture
def desk(live_server: LiveServer, settings: Settings) -> str:
    build.build(Path(__file__).parent.parent.parent)
    address = live_server.url.replace("127.0.0.1", "localhost")
    settings.BLUELAMP_DESK_URL = address
    return address


@pytest.fixture
def passkeys(page: Page) -> Iterator[None]:
    """An authenticator built into the machine that always knows its user."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    session.detach()


def looked_at(page: Page, name: str) -> None:
    """Judge the page, and keep its picture where one is asked for."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    assert_accessible(page)


def enter(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_is_made_and_then_signs_in_by_itself(page: Page, desk: str) -> None:
    enrolled(totp_secret=None)
    page.goto(f"{desk}/trial/")
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    looked_at(page, "set-up")
    page.get_by_role("button", name="Use a passkey").click()
    looked_at(page, "add-passkey")
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    looked_at(page, "recovery-codes")
    page.goto(f"{desk}/account/")
    expect(page.get_by_text("Work laptop", exact=True)).to_be_visible()
    looked_at(page, "account")

    page.get_by_role("link", name="Sign out").click()
    looked_at(page, "sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{desk}/trial/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{desk}/trial/")
    expect(page.get_by_text("Case page for Asha Bell")).to_be_visible()
    kept = Authenticator.objects.get(type="webauthn")
    assert (kept.data["name"], kept.last_used_at is not None) == ("Work laptop", True)


@pytest.mark.usefixtures("passkeys")
def test_a_passkey_serves_as_the_second_step(page: Page, desk: str) -> None:
    enrolled(totp_secret=None)
    page.goto(f"{desk}/account/sign-in/")
    enter(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.context.clear_cookies()

    page.goto(f"{desk}/trial/")
    enter(page)
    looked_at(page, "second-step-with-passkey")
    page.get_by_role("button", name="Continue with a passkey").click()
    page.wait_for_url(f"{desk}/trial/")


@pytest.mark.usefixtures("passkeys", "officer")
def test_a_passkey_of_nobody_here_opens_nothing_and_says_so(page: Page, desk: str) -> None:
    page.goto(f"{desk}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("No passkey was used"))


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("width", ["page", "phone"])
def test_the_way_in_by_password_and_code(
    desk: str, width: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(width)
    page.goto(f"{desk}/trial/")
    looked_at(page, f"sign-in-{width}")
    enter(page, password="wrong")
    expect(page.get_by_role("alert").first).to_contain_text("do not belong together")
    looked_at(page, f"sign-in-wrong-{width}")
    enter(page)
    looked_at(page, f"second-step-{width}")
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("not right")
    looked_at(page, f"second-step-wrong-{width}")
    page.get_by_label("Code").fill(current_code(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk}/trial/")
    for address, name in (
        ("account/", "account-app"),
        ("account/password/", "password"),
        ("account/app/remove/", "app-stays"),
        ("account/recovery-codes/new/", "new-codes"),
        ("trial/fails/not-allowed/", "refused"),
    ):
        page.goto(f"{desk}/{address}")
        looked_at(page, f"{name}-{width}")


def test_pairing_an_app_and_the_pages_for_a_forgotten_password(phone: Page, desk: str) -> None:
    officer: Officer = enrolled(totp_secret=None)
    phone.goto(f"{desk}/account/password/forgotten/")
    looked_at(phone, "forgotten")
    phone.get_by_label("E-mail address").fill(officer.email)
    phone.get_by_role("button", name="Send the link").click()
    looked_at(phone, "forgotten-sent")
    phone.goto(f"{desk}/account/password/new/abc-gone/")
    looked_at(phone, "link-gone")
    phone.goto(f"{desk}/account/app/set-up/")
    enter(phone)
    looked_at(phone, "pair")
    phone.get_by_label("Code").fill(current_code(phone.locator("#secret").inner_text()))
    phone.get_by_role("button", name="Pair this app").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    looked_at(phone, "recovery-codes-phone")


@pytest.mark.usefixtures("officer")
def test_the_page_for_a_lost_database_is_as_good_as_any(chromium: Browser, desk: str) -> None:
    # A page of its own: the browser notes every 503 as an error.
    page = chromium.new_context(viewport=DESKTOP).new_page()
    page.goto(f"{desk}/account/sign-in/")
    enter(page)
    page.get_by_label("Code").fill(current_code(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk}/")
    page.goto(f"{desk}/trial/fails/no-database/")
    looked_at(page, "unavailable")
    page.context.close()
