"""The pages of a case's material and packs: who may do what, what is refused in words, and what is recorded."""

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.jobs.worker import work
from bluelamp.record import selectors as record
from bluelamp.record.operations import READS

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast, ready_for="image")


@pytest.fixture
def dee(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.dee))


def kinds(walk: Walk) -> list[str]:
    return [each.kind for each in record.entries_for(walk.reference, leaving_out=READS)]


def test_an_item_is_marked_by_anybody_and_withheld_by_the_disclosure_officer(
    cast: Cast, walk: Walk, dee: Client
) -> None:
    page = f"/cases/{walk.reference}/disclosure/"
    first = f"{page}items/entry-1/"
    ren = signed_in(cast.officer(cast.ren))
    marking = {"mark": "1", "kind": "sensitive", "why": "It names the caller."}
    assert ren.post(first, marking).status_code == 302
    shown = dee.get(page + "?show=undecided").content.decode()
    assert "Sensitive" in shown
    assert "entry-2/" not in shown
    waits = dee.get(page + "packs/new/").content.decode()
    assert "Choose on each" in waits
    assert 'name="schedule"' not in waits
    assert dee.post(page + "packs/new/", {"schedule": "with"}).status_code == 409
    refused = ren.post(first, {"choose": "1", "chosen": "withhold", "reason": "No."})
    assert refused.status_code == 403
    assert "for a disclosure officer to decide" in refused.content.decode()
    without = dee.post(first, {"choose": "1", "chosen": "withhold", "reason": ""})
    assert without.status_code == 400
    assert "Say why it is withheld." in without.content.decode()
    assert dee.post(first, {"choose": "1", "chosen": "withhold", "reason": "It names the caller."}).status_code == 302  # fmt: skip
    assert "entry-1/" in dee.get(page + "?show=withheld").content.decode()
    assert kinds(walk)[-2:] == ["item marked", "item withheld"]


def test_a_pack_is_made_read_and_given(cast: Cast, walk: Walk, dee: Client) -> None:
    page = f"/cases/{walk.reference}/disclosure/"
    assert 'name="schedule"' in dee.get(page + "packs/new/").content.decode()
    made = dee.post(page + "packs/new/", {"schedule": "with"})
    assert made.status_code == 302
    pack = made.headers["Location"]
    assert "Waiting for its turn" in dee.get(pack).content.decode()
    work(once=True)
    shown = dee.get(pack).content.decode()
    assert "Nobody yet." in shown
    document = dee.get(pack + "document/")
    assert document.headers["Content-Type"] == "application/pdf"
    assert document.headers["Cache-Control"] == "private, no-store"
    refused = dee.post(pack + "give/", {"recipient": "", "organisation": "CPS", "purpose": "Trial"})
    assert refused.status_code == 400
    assert "Say who gets it." in refused.content.decode()
    to = {"recipient": "Nia Rowe", "organisation": "CPS", "purpose": "The trial"}
    given = dee.post(pack + "give/", to)
    assert b"".join(given.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert "Nia Rowe, CPS" in dee.get(pack).content.decode()
    assert kinds(walk)[-2:] == ["pack made", "disclosed"]
    asha = signed_in(cast.officer(cast.asha))
    for path, form in (("packs/new/", {"schedule": "with"}), ("packs/1/give/", to)):
        assert asha.post(page + path, form).status_code == 403
    assert asha.get(pack + "document/").status_code == 403
    assert kinds(walk)[-1] == "disclosed"


def test_what_says_withheld_words_again_must_be_looked_at_first(walk: Walk, dee: Client) -> None:
    page = f"/cases/{walk.reference}/disclosure/"
    (age,) = [e.seq for e in record.entries_for(walk.reference) if e.kind == "age recorded"]
    dee.post(
        f"{page}items/entry-{age}/", {"choose": "1", "chosen": "withhold", "reason": "Private."}
    )
    walk.ask_authority()
    dee.post(f"/cases/{walk.reference}/advice/", {})
    shown = dee.get(page + "packs/new/").content.decode()
    assert "Private." in shown


@pytest.mark.parametrize(
    "path", ["items/entry-999/", "items/nothing/", "packs/7/", "packs/7/document/"]
)
def test_what_is_not_there_is_said(walk: Walk, dee: Client, path: str) -> None:
    answer = dee.get(f"/cases/{walk.reference}/disclosure/{path}")
    assert answer.status_code == 404
    assert "This case has no such" in answer.content.decode()


def test_a_case_that_is_closed_to_somebody_shows_them_nothing(cast: Cast, walk: Walk) -> None:
    ivo = signed_in(cast.officer(cast.ivo))
    page = f"/cases/{walk.reference}/disclosure/"
    assert ivo.get(page).status_code == 200
    walk.view().case.__class__.objects.filter(reference=walk.reference).update(sensitive=True)
    for path in ("", "items/entry-1/", "packs/new/", "packs/1/"):
        assert ivo.get(page + path).status_code == 404
