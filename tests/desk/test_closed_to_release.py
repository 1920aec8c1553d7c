"""While the record is not what is kept of it elsewhere, every page of the desk says that nothing can be released."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in
from tests.desk.test_pages_in_a_browser import enter
from tests.record.test_agreement import ADA

from bluelamp.people import services as people
from bluelamp.people.actor import SYSTEM
from bluelamp.people.models import Officer
from bluelamp.people.roles import Role
from bluelamp.publication.selectors import live_editions
from bluelamp.record import agreement, closures, rejoining, services

WORDS = "It has seen 999 entries."
BANNER = "Nothing can be released or handed over since"


def close_the_desk() -> None:
    agreement.doubt(witness="HMICFRS", words=WORDS, size=999, at=timezone.now())


@pytest.mark.django_db
def test_an_open_desk_shows_no_banner(cast: Cast) -> None:
    client = signed_in(cast.officer(cast.asha))
    assert BANNER not in client.get("/").content.decode()
    page = client.get("/closed/").content.decode()
    assert "The desk is open to release" in page
    assert "rejoin" not in page


@pytest.mark.django_db
def test_a_closed_desk_says_so_on_every_page_and_why_on_one(cast: Cast) -> None:
    case = a_case(cast, ready_for="decision").reference
    close_the_desk()
    client = signed_in(cast.officer(cast.asha))
    for page in ("/", f"/cases/{case}/", f"/cases/{case}/decision/", "/inbox/", "/enquiries/"):
        assert BANNER in client.get(page).content.decode(), page
    page = client.get("/closed/").content.decode()
    assert "The witness HMICFRS says: It has seen 999 entries." in page
    assert "An administrator of Bluelamp opens it" in page


@pytest.mark.django_db
def test_an_administrator_is_told_the_command(cast: Cast) -> None:
    close_the_desk()
    reference = cast.asha.reference
    role = Role.ADMINISTRATOR
    people.grant(reference=reference, role=role, actor=SYSTEM, at=timezone.now())
    client = signed_in(Officer.objects.get(reference=reference))
    page = client.get("/closed/").content.decode()
    assert f"bluelamp record rejoin --actor {reference}" in page


@pytest.mark.django_db
def test_releasing_answers_with_why_it_is_refused(cast: Cast) -> None:
    case = a_case(cast, ready_for="decision").reference
    close_the_desk()
    client = signed_in(cast.officer(cast.asha))
    given = {"reasons": "Serious conviction.", "confirmed": "yes"}
    answer = client.post(f"/cases/{case}/decision/", given)
    assert answer.status_code == 409
    assert WORDS.rstrip(".") in answer.content.decode()
    assert live_editions() == ()


@pytest.mark.django_db(transaction=True)
def test_who_opened_it_and_why_stays_on_the_page(cast: Cast) -> None:
    client = signed_in(cast.officer(cast.len))
    services.consulted(what="x", actor="system", case="", at=timezone.now())
    services.checkpoint(at=timezone.now())
    close_the_desk()
    rejoining.rejoin(actor=ADA, reasons="The witness had another record.", at=timezone.now())
    assert closures.standing() is None
    page = client.get("/closed/").content.decode()
    assert "The witness had another record." in page
    assert BANNER not in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_closed_desk(page: Page, phone: Page, live_server: Any, cast: Cast) -> None:
    close_the_desk()
    for each in (page, phone):
        enter(each, live_server.url, cast, cast.asha)
        each.goto(live_server.url + "/")
        assert_accessible(each)
        each.get_by_role("link", name="Why, and what goes on").click()
        expect(each.get_by_role("heading", name="Closed to release", level=1)).to_be_visible()
        assert_accessible(each)
