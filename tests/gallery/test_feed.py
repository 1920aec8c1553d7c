"""The Atom feed, read by a parser: entries for releases, deletions for what was withdrawn (RFC 4287, RFC 6721)."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.footage_case import moving_face
from tests.publication.builders import AT, released, withdrawn
from tests.publication.films import released_film

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def feed(gallery: Client) -> ET.Element:
    response = gallery.get("/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314  our own document


def test_an_empty_feed_is_a_feed(gallery: Client) -> None:
    assert feed(gallery).findall(f"{ATOM}entry") == []


def test_a_release_is_an_entry_that_leads_to_its_page(gallery: Client, settings: Settings) -> None:
    edition = released(headline='R & D "quoted" <x>')
    entry = feed(gallery).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == 'R & D "quoted" <x>'
    address = f"{settings.BLUELAMP_GALLERY_URL}/release/{edition.token}/"
    assert entry.findtext(f"{ATOM}id") == address
    assert entry.findtext(f"{ATOM}published") == "2026-11-23T12:00:00+00:00"


def test_footage_is_enclosed_with_its_length_and_its_conditions_are_linked(
    gallery: Client, settings: Settings
) -> None:
    film = released_film()
    links = {each.get("rel"): each for each in feed(gallery).findall(f"{ATOM}entry/{ATOM}link")}
    enclosed = links["enclosure"]
    assert enclosed.get("href") == f"{settings.BLUELAMP_GALLERY_URL}{film.picture_path}"
    assert (enclosed.get("type"), enclosed.get("length")) == ("video/mp4", str(len(moving_face())))
    assert links["license"].get("href", "").endswith(f"/release/{film.token}/#conditions")


def test_a_withdrawal_takes_the_entry_out_and_puts_a_deletion_in(gallery: Client) -> None:
    edition = released()
    address = feed(gallery).findtext(f"{ATOM}entry/{ATOM}id")
    withdrawn(at=AT + timedelta(days=1))
    now = feed(gallery)
    assert now.findall(f"{ATOM}entry") == []
    deleted = now.find(DELETED)
    assert deleted is not None
    assert (deleted.get("ref"), deleted.get("when")) == (address, "2026-11-24T12:00:00+00:00")
    assert now.findtext(f"{ATOM}updated") == "2026-11-24T12:00:00+00:00"
    assert edition.file not in ET.tostring(now).decode()
