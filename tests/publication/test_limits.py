"""How often one address may do something, whichever process and thread it meets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings
from tests.publication.builders import AT
from tests.publication.serving import serve

from bluelamp.publication import services
from bluelamp.publication.models import Attempt
from bluelamp.publication.public.limits import attempt, digest_of, limited

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@limited("ask", 2, HOUR)
def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("received")


def ask(address: str = "192.0.2.1") -> HttpResponse:
    return view(RequestFactory().post("/", REMOTE_ADDR=address))


def test_the_third_post_in_an_hour_must_wait_until_the_first_no_longer_counts() -> None:
    with time_machine.travel("2026-11-23T12:30:00+00:00", tick=False) as clock:
        assert ask().status_code == 200
        clock.shift(timedelta(minutes=15))
        assert [ask().status_code for _ in range(3)] == [200, 429, 429]
        refused = ask()
        assert refused.headers["Retry-After"] == "2700"
        assert "wait 45 minutes" in refused.content.decode()
        assert view(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")).status_code == 200
        assert ask("192.0.2.7").status_code == 200
        clock.shift(timedelta(minutes=45))
        assert [ask().status_code for _ in range(2)] == [200, 429]


def test_a_household_of_ipv6_counts_as_one_and_no_address_is_kept() -> None:
    def kept(address: str) -> str:
        return digest_of(RequestFactory().post("/", REMOTE_ADDR=address))

    assert kept("2001:db8:1:2::1") == kept("2001:db8:1:2:ffff::9") != kept("2001:db8:1:3::1")
    assert kept("192.0.2.1") != kept("192.0.2.2")
    assert kept("::ffff:192.0.2.1") == kept("192.0.2.1") != kept("::ffff:192.0.2.2")
    assert kept("") == kept("nonsense")
    ask()
    assert "192.0.2.1" not in str(Attempt.objects.values().get())


def test_attempts_are_forgotten_once_they_no_longer_count() -> None:
    attempt(action="ask", client="x", limit=2, per=HOUR, at=AT)
    assert services.forget_attempts(at=AT + HOUR - timedelta(seconds=1)) == 0
    assert services.forget_attempts(at=AT + HOUR) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_instant_no_more_than_the_limit_get_through() -> None:
    def once(_: int) -> bool:
        try:
            return attempt(action="ask", client="x", limit=5, per=HOUR, at=AT) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        passed = sum(threads.map(once, range(24)))
    assert passed <= 5
    assert Attempt.objects.count() >= passed
    assert Attempt.objects.count() < 24


def test_both_public_sites_count_together(settings: Settings) -> None:
    answers = []
    for site in ("press", "gallery") * 6:
        serve(settings, site)
        answers.append(Client().post("/feedback/", {"text": "Clear."}).status_code)
    assert answers == [302] * 10 + [429] * 2
