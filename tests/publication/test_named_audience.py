"""A release to named outlets and partners alone: no page of either site leads to it."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.publication.builders import AT, addressees, asked, jpeg, letters, released, withdrawn
from tests.publication.films import released_film
from tests.publication.serving import serve

from bluelamp.publication import selectors, services
from bluelamp.publication.errors import EditionIncomplete, NotAMailbox
from bluelamp.publication.models import Notice
from bluelamp.publication.values import Audience, EditionView, EnquiryStatus, Recipient

pytestmark = pytest.mark.django_db(transaction=True)
CHARITY = Recipient(email="desk@missing.example", name="A charity for missing people")
ECHO = Recipient(email="ann@echo.example", name="Ambershire Echo")


def to_named(*recipients: Recipient, **differs: object) -> EditionView:
    return released(audience=Audience.NAMED, recipients=recipients or (CHARITY,), **differs)


def private_path(to: str = CHARITY.email) -> str:
    (text,) = [each["text"] for each in letters("Picture released") if each["to"] == [to]]
    found = re.search(r"(/private/[\w-]{43}/)", text)
    assert found
    return found[1]


@pytest.fixture
def press(settings: Settings) -> Client:
    serve(settings, "press")
    return Client()


def test_only_those_named_are_written_to(press: Client) -> None:  # noqa: ARG001  templates
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    edition = to_named(CHARITY, ECHO)
    assert addressees("Picture released") == sorted([CHARITY.email, ECHO.email])
    assert all(edition.token not in letter["text"] for letter in letters())
    channels = {each.channel for each in selectors.placements_of(edition.token)}
    assert channels == {"outlets", "file"}


@pytest.mark.parametrize("site", ["gallery", "press"])
def test_no_public_address_leads_to_it(site: str, settings: Settings) -> None:
    edition = to_named(headline="For the charity alone")
    serve(settings, site)
    client = Client()
    for path in (f"/release/{edition.token}/", edition.picture_path):
        assert client.get(path).status_code == 404
    assert b"For the charity alone" not in client.get("/").content
    if site == "gallery":
        assert edition.token.encode() not in client.get("/feed.atom").content
        assert (
            b"For the charity alone" not in client.get(f"/removal/?release={edition.token}").content
        )
        withdrawn()
        assert client.get(f"/release/{edition.token}/").status_code == 404
        assert edition.token.encode() not in client.get("/feed.atom").content


def test_the_private_address_gives_it_once_its_conditions_are_accepted(press: Client) -> None:
    edition = to_named()
    there = private_path()
    page = press.get(there)
    assert edition.conditions in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    file = f"{there}{edition.file_name}"
    assert press.get(file).status_code == 404
    assert press.post(there, {}).status_code == 200
    assert press.get(file).status_code == 404
    assert press.post(there, {"accepted": "on"})["Location"] == there
    assert file in press.get(there).content.decode()
    given = press.get(file)
    assert given.getvalue() == jpeg()
    assert given["Cache-Control"] == "no-store"
    (letter,) = selectors.notices_of(edition.token)
    assert letter.acknowledged_at is not None


def test_once_withdrawn_the_private_address_gives_nothing_and_its_holder_is_told(
    press: Client,
) -> None:
    edition = to_named()
    there = private_path()
    press.post(there, {"accepted": "on"})
    withdrawn()
    assert press.get(there).status_code == 410
    assert press.get(f"{there}{edition.file_name}").status_code == 410
    assert press.post(there, {"accepted": "on"}).status_code == 410
    assert addressees("Picture withdrawn") == [CHARITY.email]
    assert "/release/" not in letters("Picture withdrawn")[0]["text"]


def test_of_the_askers_only_who_is_named_is_answered(press: Client) -> None:
    named, other = asked(email=ECHO.email), asked(email="cleo@courier.example")
    to_named(ECHO, enquiries=(named.reference, other.reference))
    assert selectors.enquiry(named.reference).status == EnquiryStatus.RELEASED
    assert selectors.enquiry(other.reference).status == EnquiryStatus.RECEIVED
    standing = press.get(f"/enquiry/{named.secret}/").content.decode()
    assert "its address is in our letter" in standing
    assert "Go to the release" not in standing


def test_a_letter_of_a_release_to_everybody_opens_no_private_page(press: Client) -> None:
    services.register_outlet(name="Radio Amber", email="news@amber.example", at=AT)
    released()
    assert press.get(f"/private/{Notice.objects.get().secret}/").status_code == 404


def test_a_release_again_to_everybody_does_not_lead_to_what_was_for_named_ones() -> None:
    to_named()
    assert released().former is None


def test_whoever_is_named_has_an_address_and_somebody_is_named() -> None:
    with pytest.raises(EditionIncomplete, match="names at least one"):
        released(audience=Audience.NAMED)
    with pytest.raises(EditionIncomplete, match="any other names none"):
        released(recipients=(CHARITY,))
    with pytest.raises(NotAMailbox):
        to_named(Recipient(email="nowhere", name="Nobody"))


def test_footage_goes_to_a_private_address_part_by_part(press: Client) -> None:
    film = released_film(audience=Audience.NAMED, recipients=(CHARITY,))
    there = private_path()
    press.post(there, {"accepted": "on"})
    part = press.get(f"{there}{film.file_name}", headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.getvalue())) == (206, 10)
