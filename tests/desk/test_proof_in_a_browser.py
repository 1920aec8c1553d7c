"""The page of proof in a real browser: accessible, and no wider than a phone, with nothing and with everything."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.browser import assert_accessible
from tests.cast import Cast
from tests.desk.test_pages_in_a_browser import both, enter, look  # noqa: F401  a fixture
from tests.record.authority import Authority, serving
from tests.record.watched import watching, witness_file

from bluelamp.record import selectors, timestamping, witnessing
from bluelamp.record import services as record
from bluelamp.witness.asking import Witness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def happened() -> None:
    with transaction.atomic():
        record.append(kind="advised", case="", actor="PO-101", at=timezone.now(), body={})
    record.checkpoint(at=timezone.now())


def test_the_page_of_proof(
    both: tuple[Page, Page],  # noqa: F811
    live_server: Any,
    cast: Cast,
    home: Path,
    settings: Settings,
) -> None:
    for each in both:
        enter(each, live_server.url, cast, cast.len)
    look(both, live_server.url, ("/proof/", "/record/"))
    authority = Authority(home / "authority")
    settings.BLUELAMP_TIMESTAMP_CERTIFICATES = authority.root
    watched = witness_file(home / "elsewhere", selectors.verifier_key())
    with watching(watched) as named, serving(authority) as url:
        settings.BLUELAMP_TIMESTAMP_AUTHORITY = url
        away = Witness(name="Another force", url="http://127.0.0.1:9", key=named.key)
        settings.BLUELAMP_WITNESSES = (named, away)
        for _ in range(2):
            happened()
            witnessing.offer(at=timezone.now())
            timestamping.stamp(at=timezone.now(), at_once=True)
    look(both, live_server.url, ("/proof/", "/record/"))
    page = both[0]
    page.goto(f"{live_server.url}/proof/")
    page.get_by_role("button", name="Sign and have it witnessed now").click()
    expect(page.get_by_role("alert")).to_contain_text("are being asked")
    assert_accessible(page)
