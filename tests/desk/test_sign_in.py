"""Signing in to the desk, staying in, and being sent out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.desk.conftest import EMAIL, PASSWORD, SECRET, enrolled
from tests.desk.entrance import sign_in, signed_in

from bluelamp.people import services
from bluelamp.people.actor import SYSTEM
from bluelamp.people.models import Officer
from bluelamp.people.sign_in import current_code

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desk.trial.desk")]

SIGN_IN = "/account/sign-in/"
SECOND_STEP = "/account/sign-in/second-step/"


def is_in(client: Client) -> bool:
    answer = client.get("/trial/")
    return answer.status_code == 200 and answer.content == b"Case page for Asha Bell"


@pytest.mark.usefixtures("officer")
def test_password_and_code_open_the_desk(client: Client) -> None:
    assert client.get("/trial/").headers["Location"] == "/account/sign-in/?next=/trial/"
    answer = client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD, "next": "/trial/"})
    assert answer.headers["Location"].startswith(SECOND_STEP)
    assert not is_in(client)
    answer = client.post(SECOND_STEP, {"code": current_code(SECRET)})
    assert answer.headers["Location"] == "/trial/"
    assert is_in(client)


@pytest.mark.parametrize("code", ["000000", "", "1", "abcdef"])
@pytest.mark.usefixtures("officer")
def test_a_wrong_code_opens_nothing(client: Client, code: str) -> None:
    client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    answer = client.post(SECOND_STEP, {"code": code})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.usefixtures("officer")
def test_a_code_works_once() -> None:
    first, second = Client(), Client()
    with time_machine.travel(timezone.now(), tick=False):
        sign_in(first, EMAIL, PASSWORD, SECRET)
        sign_in(second, EMAIL, PASSWORD, SECRET)
        assert is_in(first)
        assert not is_in(second)


def test_a_password_alone_leads_to_setting_up_a_second_step_and_nowhere_else() -> None:
    enrolled(totp_secret=None)
    client = Client()
    client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})

    assert client.get("/trial/").headers["Location"] == "/account/set-up/?next=/trial/"
    assert client.get("/account/set-up/").status_code == 200
    assert client.post("/trial/").headers["Location"] == "/account/set-up/"
    secret = paired_secret(client)
    answer = client.post("/account/app/set-up/", {"code": current_code(secret)})
    assert answer.headers["Location"] == "/account/recovery-codes/"
    assert (
        len(
            re.findall(
                r"<code>\d{8}</code>", client.get(answer.headers["Location"]).content.decode()
            )
        )
        == 10
    )
    assert is_in(client)


def paired_secret(client: Client) -> str:
    page = client.get("/account/app/set-up/").content.decode()
    found = re.search(r'<code id="secret">([A-Z2-7]{32})</code>', page)
    assert found
    return found[1]


def test_a_session_with_a_password_alone_cannot_touch_the_second_steps_of_an_officer_who_has_one(
    officer: Officer,
) -> None:
    client = signed_in(officer, "password")
    for page in ("/trial/", "/account/", "/account/passkeys/add/", "/account/recovery-codes/"):
        assert client.get(page).headers["Location"].startswith("/account/confirm/code/?next=")
    client.post("/account/confirm/code/", {"code": current_code(SECRET)})
    assert is_in(client)


def test_a_recovery_code_stands_in_once(officer: Officer) -> None:
    inside = signed_in(officer)
    inside.post("/account/recovery-codes/new/")
    page = inside.get("/account/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert codes
    assert codes[0] not in inside.get("/account/recovery-codes/").content.decode()

    for client, opens in ((Client(), True), (Client(), False)):
        client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
        client.post(SECOND_STEP, {"code": codes[0]})
        assert is_in(client) is opens


def test_the_only_second_step_cannot_be_removed(officer: Officer) -> None:
    client = signed_in(officer)
    answer = client.post("/account/app/remove/")
    assert "your only second step" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.usefixtures("officer")
def test_secrets_are_not_kept_in_the_clear() -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert SECRET not in kept
    assert len(kept) > len(SECRET)


@pytest.mark.usefixtures("officer")
def test_wrong_tries_are_limited_for_an_account_and_the_page_says_so() -> None:
    client = Client()
    wrong = {"login": EMAIL, "password": "not the password"}
    for _ in range(5):
        assert "do not belong together" in client.post(SIGN_IN, wrong).content.decode()
    assert "too many wrong tries" in client.post(SIGN_IN, wrong).content.decode()
    right = client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    assert "too many wrong tries" in right.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sign_in(client, EMAIL, PASSWORD, SECRET)
        assert is_in(client)


@pytest.mark.usefixtures("officer")
def test_wrong_codes_are_limited_too() -> None:
    client = Client()
    client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD})
    for _ in range(5):
        client.post(SECOND_STEP, {"code": "000000"})
    answer = client.post(SECOND_STEP, {"code": current_code(SECRET)})
    assert "too many wrong tries" in answer.content.decode()
    assert not is_in(client)


def test_one_address_on_the_network_cannot_try_without_end() -> None:
    client = Client()
    answers = [
        client.post(SIGN_IN, {"login": f"x{n}@ambershire.example", "password": "x"})
        for n in range(31)
    ]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "too many wrong tries" in answers[10].content.decode()


@pytest.mark.usefixtures("officer")
def test_nobody_learns_from_the_pages_who_is_enrolled() -> None:
    def said(address: str, form: dict[str, str]) -> str:
        page = Client().post(address, form, follow=True).content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    for address, known, stranger in (
        (SIGN_IN, {"login": EMAIL, "password": "x"}, {"login": "no@one.example", "password": "x"}),
        ("/account/password/forgotten/", {"email": EMAIL}, {"email": "no@one.example"}),
    ):
        assert said(address, known) == said(address, stranger)
    assert [message.to for message in mail.outbox] == [[EMAIL]]


@pytest.mark.parametrize(
    ("quiet", "still_in"),
    [(timedelta(minutes=29), True), (timedelta(minutes=30), False)],
)
def test_a_session_ends_after_half_an_hour_without_use(
    officer: Officer, quiet: timedelta, *, still_in: bool
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(officer)
        clock.shift(quiet)
        assert is_in(client) is still_in


def test_a_page_that_asks_by_itself_holds_no_session_open(officer: Officer) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(officer)
        for _ in range(4):
            clock.shift(timedelta(minutes=9))
            client.get("/", headers={"X-Unattended": "1"})
        assert not is_in(client)


def test_a_session_ends_ten_hours_after_signing_in_however_busy(officer: Officer) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(officer)
        for _ in range(29):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        page = client.get("/trial/", follow=True).content.decode()
        assert "You were signed out" in page
        assert not is_in(client)


def test_signing_out_ends_the_session_and_needs_a_post(officer: Officer) -> None:
    client = signed_in(officer)
    cookie = client.cookies["desk_session"].value
    assert client.get("/account/sign-out/").status_code == 200
    assert is_in(client)
    client.post("/account/sign-out/")
    client.cookies["desk_session"] = cookie
    assert not is_in(client)


def test_leaving_ends_every_session_at_once(officer: Officer) -> None:
    clients = [signed_in(officer), signed_in(officer)]
    assert all(is_in(client) for client in clients)
    services.leave(actor=SYSTEM, at=timezone.now(), reference=officer.reference)
    assert not any(is_in(client) for client in clients)
    client = Client()
    sign_in(client, EMAIL, PASSWORD, SECRET)
    assert not is_in(client)


def test_a_changed_password_ends_every_session(officer: Officer) -> None:
    here, elsewhere = signed_in(officer), signed_in(officer)
    new = {"password1": "copper-kettle-meadow", "password2": "copper-kettle-meadow"}
    answer = here.post("/account/password/", {"oldpassword": PASSWORD, **new})
    assert answer.headers["Location"] == SIGN_IN
    assert not is_in(here)
    assert not is_in(elsewhere)
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(officer: Officer) -> None:
    inside = signed_in(officer)
    Client().post("/account/password/forgotten/", {"email": EMAIL}, headers={"host": "localhost"})
    address = re.search(r"http://localhost:8000(/account/password/new/\S+)", mail.outbox[0].body)
    assert address
    new = {"password1": "copper-kettle-meadow", "password2": "copper-kettle-meadow"}
    client = Client()
    form = client.get(address[1]).headers["Location"]
    assert client.post(form, new).headers["Location"] == "/account/password/new/done/"

    assert "no longer works" in Client().get(address[1]).content.decode()
    assert not is_in(inside)
    sign_in(client, EMAIL, "copper-kettle-meadow", SECRET)
    assert is_in(client)


@pytest.mark.usefixtures("officer")
def test_who_was_reset_sets_a_password_by_mail_and_then_a_second_step() -> None:
    services.reset_sign_in(actor=SYSTEM, at=timezone.now(), reference="PO-1041")
    client = Client()
    client.post("/account/password/forgotten/", {"email": EMAIL})
    address = re.search(r"http://localhost:8000(/account/password/new/\S+)", mail.outbox[0].body)
    assert address
    form = client.get(address[1]).headers["Location"]
    client.post(form, {"password1": "copper-kettle-meadow", "password2": "copper-kettle-meadow"})
    client.post(SIGN_IN, {"login": EMAIL, "password": "copper-kettle-meadow"})
    assert client.get("/trial/").headers["Location"].startswith("/account/set-up/")


@pytest.mark.usefixtures("officer")
def test_a_mail_server_out_of_reach_undoes_nothing(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # discard: nobody answers
    answer = Client().post("/account/password/forgotten/", {"email": EMAIL})
    assert answer.headers["Location"] == "/account/password/forgotten/sent/"


@pytest.mark.parametrize("page", ["signup", "email", "login/code", "social", "passkeys/signup"])
def test_pages_that_the_desk_does_not_need_are_not_there(client: Client, page: str) -> None:
    assert client.get(f"/account/{page}/").status_code == 404


@pytest.mark.usefixtures("officer")
def test_forms_need_their_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD}).status_code == 403


@pytest.mark.usefixtures("officer")
def test_a_link_away_from_the_desk_is_not_followed_after_signing_in() -> None:
    client = Client()
    away = "https://evil.example/"
    client.post(SIGN_IN, {"login": EMAIL, "password": PASSWORD, "next": away})
    answer = client.post(SECOND_STEP, {"code": current_code(SECRET), "next": away})
    assert answer.headers["Location"] == "/"


def test_no_page_of_an_officer_is_kept_in_a_cache_and_no_script_stands_in_a_page(
    officer: Officer,
) -> None:
    client = signed_in(officer)
    assert client.get("/trial/").headers["Cache-Control"] == "private, no-store"
    for page in ("/account/", "/account/app/set-up/", "/account/passkeys/add/"):
        answer = client.get(page, follow=True)
        assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
        text = answer.content.decode()
        assert not re.findall(r"<script(?![^>]*(?:src=|application/json))", text)
        assert not re.findall(r"<style|\sstyle=|\son\w+=", text)


def test_the_menu_shows_the_way_out_and_whose_it_is(officer: Officer) -> None:
    page = signed_in(officer).get("/account/").content.decode()
    assert "Asha Bell" in page
    assert "Sign out" in page
    assert "Asha Bell" not in Client().get(SIGN_IN).content.decode()
