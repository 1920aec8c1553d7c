"""Releases under embargo or to named ones, hand-overs, the end of a takedown, and breaches, in the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.casework.test_handover import TO, footage
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in
from tests.footage_case import moving_face

from bluelamp.casework import services, ticks
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Breach, Decision
from bluelamp.casework.services.embargo import lift_embargo
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing

pytestmark = pytest.mark.django_db
CLEO = "cleo.marsh@courier.example"


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def text(response: Any) -> str:
    return str(response.content.decode())


def on(walk: Walk, page: str) -> str:
    return f"/cases/{walk.reference}/{page}"


def later(hours: float = 1) -> dict[str, str]:
    until = timezone.localtime(timezone.now() + timedelta(hours=hours))
    return {
        "when": "later",
        "until_day_day": str(until.day),
        "until_day_month": str(until.month),
        "until_day_year": str(until.year),
        "until_time": f"{until:%H:%M}",
    }


def test_an_embargo_names_its_hour_before_it_is_decided_and_can_be_held_back(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="decision")
    given = {"reasons": "The family is told first.", **later()}
    check = text(asha.post(on(walk, "decision/"), given))
    assert "Under embargo until" in check
    assert "GMT" in check
    assert "Release at that hour" in check
    done = asha.post(on(walk, "decision/"), given | {"confirmed": "yes"}, follow=True)
    assert "It is released when the embargo ends" in text(done)
    assert walk.view().state is State.EMBARGOED
    page = text(asha.get(on(walk, "decision/")))
    assert "hold it back" in page
    assert "Decided: released at" in page
    assert asha.post(on(walk, "decision/hold-back/"), {"reason": ""}).status_code == 400
    asha.post(on(walk, "decision/hold-back/"), {"reason": "The court asks"})
    assert walk.view().state is State.NOTIFIED
    assert "Held back under embargo" in text(asha.get(on(walk, "decision/")))


def test_an_embargo_without_its_hour_or_in_the_past_is_asked_again(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="decision")
    refused = asha.post(on(walk, "decision/"), {"reasons": "Go", "when": "later"})
    assert "Enter the day on which the embargo ends" in text(refused)
    past = {"reasons": "Go", "confirmed": "yes", **later(hours=-2)}
    assert "An embargo ends in the future" in text(asha.post(on(walk, "decision/"), past))
    assert walk.view().state is State.NOTIFIED


@pytest.mark.parametrize(("day", "hour"), [(("28", "3", "2027"), "01:30"), (("31", "10", "2027"), "01:30")])  # fmt: skip
def test_an_hour_that_the_clocks_skip_or_show_twice_is_refused(
    cast: Cast, asha: Client, day: tuple[str, str, str], hour: str
) -> None:
    walk = a_case(cast, ready_for="decision")
    given = dict(zip(("until_day_day", "until_day_month", "until_day_year"), day, strict=True))
    refused = asha.post(
        on(walk, "decision/"), {"reasons": "Go", "when": "later", "until_time": hour, **given}
    )
    assert "The clocks change at that time" in text(refused)


def test_a_release_to_named_ones_says_that_it_is_on_no_page(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="decision")
    publishing.register_outlet(name="Northern Agency", email="desk@agency.example", at=walk.at)
    given: dict[str, Any] = {
        "reasons": "The charity asks.",
        "audience": "named",
        "named": [CLEO],
        "others": "A charity, desk@charity.example",
    }
    check = text(asha.post(on(walk, "decision/"), given))
    assert "each by a private address" in check
    assert "A charity (desk@charity.example)" in check
    assert "Northern Agency" not in check
    asha.post(on(walk, "decision/"), given | {"confirmed": "yes"})
    (edition,) = publication.editions_of(walk.reference)
    told = {each.email for each in publication.notices_of(edition.token)}
    assert told == {CLEO, "desk@charity.example"}
    assert f"/release/{edition.token}" not in text(asha.get(on(walk, "")))


@pytest.mark.parametrize("others", ["", "nobody", "A charity, nowhere", "desk@charity.example"])
def test_a_named_one_is_a_name_and_an_address(cast: Cast, asha: Client, others: str) -> None:
    walk = a_case(cast, ready_for="decision")
    given = {"reasons": "Go", "audience": "named", "others": others}
    assert asha.post(on(walk, "decision/"), given).status_code == 400


def test_everything_written_comes_back_to_be_changed(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="decision")
    given = {"reasons": "Hasty", "others": "A charity, desk@charity.example", **later()}
    back = text(asha.post(on(walk, "decision/"), given | {"change": "yes"}))
    for kept in ("Hasty", "desk@charity.example", given["until_time"]):
        assert kept in back


def test_the_takedown_shows_times_and_answers_and_closes_when_nothing_is_left(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="reopening")
    page = text(asha.get(on(walk, "takedown/")))
    assert "In time" in page
    assert "not everybody has said that it is gone" in page
    publishing.chase(at=walk.at + timedelta(days=2))
    assert "1 time, last" in text(asha.get(on(walk, "takedown/")))
    publishing.reconcile(at=walk.at)
    settle = f"{on(walk, 'takedown/settle/')}?to={CLEO}"
    assert asha.get(f"{on(walk, 'takedown/settle/')}?to=x@y.example").status_code == 404
    assert asha.post(settle, {"removed": "no", "reasons": ""}).status_code == 400
    asha.post(settle, {"removed": "no", "reasons": "The paper has closed."})
    page = text(asha.get(on(walk, "takedown/")))
    assert "Written off" in page
    assert "Close the case" in page
    asha.post(on(walk, "conclude/"))
    assert walk.view().state is State.CLOSED


def test_a_case_with_something_open_is_not_closed_by_its_address(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="reopening")
    refused = asha.post(on(walk, "conclude/"))
    assert refused.status_code == 409
    assert "not everybody has said" in text(refused)


def test_only_the_reasons_of_the_route_are_offered(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="takedown")
    page = text(asha.get(on(walk, "takedown/")))
    assert "A retrial has been ordered" in page
    assert "The person has been arrested" not in page


def test_a_breach_is_followed_to_its_end_on_its_page(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="takedown")
    why = {"reason": "someone_exposed", "explanation": "A face in a mirror.", "confirmed": "yes"}
    asha.post(on(walk, "takedown/"), why)
    row = Breach.objects.get()
    page = text(asha.get(on(walk, "breach/")))
    assert "A face in a mirror." in page
    assert "Running" in page
    assert "whether the Commissioner was told" in page
    now = timezone.localtime()
    for kind in ("commissioner_told", "subject_told", "put_right"):
        given = {
            "kind": kind,
            "words": "By telephone",
            "reference": "ICO-1",
            "day_day": str(now.day),
            "day_month": str(now.month),
            "day_year": str(now.year),
            "time": f"{now:%H:%M}",
        }
        sent = {f"breach-{row.pk}-{name}": value for name, value in given.items()}
        assert asha.post(on(walk, f"breach/{row.pk}/"), sent).status_code == 302, kind
    empty = {f"breach-{row.pk}-conclusion": ""}
    assert asha.post(on(walk, f"breach/{row.pk}/close/"), empty).status_code == 400
    done = {f"breach-{row.pk}-conclusion": "Mirrors are marked now."}
    asha.post(on(walk, f"breach/{row.pk}/close/"), done)
    assert "Mirrors are marked now." in text(asha.get(on(walk, "breach/")))


def test_a_breach_is_opened_by_hand_with_when_it_was_known(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="reopening")
    given = {
        "kind": "wrong_person",
        "day_day": "1",
        "day_month": "11",
        "day_year": "2026",
        "time": "9:05",
    }
    assert asha.post(on(walk, "breach/"), given).status_code == 400
    asha.post(on(walk, "breach/"), given | {"account": "His brother rang."})
    assert f"{timezone.localtime(Breach.objects.get().known_at):%d %H:%M}" == "01 09:05"
    assert "Over" in text(asha.get(on(walk, "breach/")))


def test_a_handover_from_page_to_receipt(cast: Cast) -> None:
    case, sha256 = footage(cast)
    dee = signed_in(cast.officer(cast.dee))
    page = f"/cases/{case.reference}/handover/"
    assert sha256 in text(dee.get(page))
    taken = dee.post(f"{page}{sha256}/")
    assert taken.getvalue() == moving_face()
    assert taken["Content-Disposition"].startswith("attachment")
    given = {field: getattr(TO, field) for field in TO.__slots__}
    refused = dee.post(page, given)
    assert "Choose what is handed over" in text(refused)
    dee.post(page, given | {"items": [sha256]})
    shown = text(dee.get(page))
    for said in (TO.recipient, TO.terms, "The judge has instructed it", "Record the receipt"):
        assert said in shown
    now = timezone.localtime()
    when = {"day_day": str(now.day), "day_month": str(now.month), "day_year": str(now.year)}
    receipt = {"received_by": "B. Clerk", "receipt": "CPS/26/118", "time": f"{now:%H:%M}", **when}
    assert dee.post(f"{page}receipt/", receipt | {"receipt": ""}).status_code == 400
    dee.post(f"{page}receipt/", receipt)
    assert "CPS/26/118" in text(dee.get(page))
    dee.post(f"/cases/{case.reference}/conclude/")
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_whoever_may_not_hand_over_is_told_who_may_and_gets_no_file(cast: Cast) -> None:
    case, sha256 = footage(cast)
    ren = signed_in(cast.officer(cast.ren))
    page = f"/cases/{case.reference}/handover/"
    assert "a press officer or a disclosure officer may do this" in text(ren.get(page))
    assert ren.post(f"{page}{sha256}/").status_code == 403


def test_the_pages_of_an_embargo_open_for_everyone(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    until = walk.at + timedelta(minutes=30)
    services.embargo(case=walk.reference, until=until, reasons="Go", actor=cast.asha, at=walk.at)
    for after in (lambda: None, lambda: lift_embargo(case=walk.reference, at=until)):
        after()
        for actor in (cast.asha, cast.ren, cast.jo, cast.ivo):
            client = signed_in(cast.officer(actor))
            for page in ("", "decision/", "decision/hold-back/", "takedown/", "breach/", "record/"):
                answer = client.get(on(walk, page))
                assert answer.status_code == 200, (actor.name, page)
    assert Decision.objects.count() == 1
    ticks.end_embargoes(until)
