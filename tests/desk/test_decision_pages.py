"""Decisions in the pages: named exactly before they happen, refused with reasons, and taken down."""

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework.lifecycle import State
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def page(walk: Walk, part: str) -> str:
    return f"/cases/{walk.reference}/{part}"


def test_release_names_what_goes_public_and_where_before_it_happens(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="decision")
    publishing.register_outlet(name="Northern Agency", email="desk@agency.example", at=walk.at)
    check = asha.post(page(walk, "decision/"), {"reasons": "Serious conviction."})
    text = check.content.decode()
    for named in (
        "Victor Lamb convicted of robbery",
        "Ambershire Constabulary",
        "Northern Agency",
        "Cleo Marsh",
        "Remove it everywhere",
        "Serious conviction.",
    ):
        assert named in text
    assert walk.view().state is State.NOTIFIED
    done = asha.post(
        page(walk, "decision/"), {"reasons": "Serious conviction.", "confirmed": "yes"}, follow=True
    )
    assert "Released." in done.content.decode()
    assert walk.view().state is State.LIVE


def test_reasons_can_be_changed_before_release(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="decision")
    back = asha.post(page(walk, "decision/"), {"reasons": "Hasty", "change": "yes"})
    assert "Hasty" in back.content.decode()
    assert walk.view().state is State.NOTIFIED


def test_a_release_without_reasons_is_asked_for_them(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="decision")
    refused = asha.post(page(walk, "decision/"), {"confirmed": "yes"})
    assert refused.status_code == 400
    assert "Record your reasons" in refused.content.decode()
    assert walk.view().state is State.NOTIFIED


def test_advice_that_turned_meanwhile_stops_a_release_and_says_what_next(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="objection")
    refused = asha.post(
        page(walk, "decision/"), {"reasons": "Go", "confirmed": "yes", "ground": "judgement"}
    )
    assert refused.status_code == 409
    assert "Open the advice" in refused.content.decode()
    assert publication.live_editions() == ()


def test_departing_asks_for_a_ground_where_the_policy_leaves_it_to_judgement(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast, ready_for="decision", minor_offence="no_factor")
    assert "departing from the advice" in asha.get(page(walk, "decision/")).content.decode()
    refused = asha.post(page(walk, "decision/"), {"reasons": "Go"})
    assert "Choose on what ground" in refused.content.decode()
    asha.post(page(walk, "decision/"), {"reasons": "Go", "ground": "judgement", "confirmed": "yes"})
    assert walk.view().decisions[0].departs


def test_no_release_button_where_something_is_never_waived(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="decision", court_order="forbids_identification")
    text = asha.get(page(walk, "decision/")).content.decode()
    assert "no order may forbid or postpone it" in text
    assert "Continue to what goes public" not in text


def test_somebody_who_may_not_release_is_told_who_may(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    client = signed_in(cast.officer(cast.ren))
    text = client.get(page(walk, "decision/")).content.decode()
    assert "only a press officer may do this" in text
    refused = client.post(page(walk, "decision/"), {"reasons": "Go", "confirmed": "yes"})
    assert refused.status_code == 403


def test_a_refusal_is_recorded_and_the_asker_told(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="image")
    answer = {"ground": "out_of_time", "reasons": "Five months after sentence."}
    done = asha.post(page(walk, "decision/refuse/"), answer, follow=True)
    assert "Refused." in done.content.decode()
    (asked,) = publication.enquiries_of(walk.reference)
    assert asked.status == "not_released"


def test_a_takedown_is_confirmed_and_then_shows_who_was_told(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    client = signed_in(cast.officer(cast.ivo))
    why = {"reason": "someone_exposed", "explanation": "A face shows in a mirror."}
    check = client.post(page(walk, "takedown/"), why)
    assert "1 recipient" in check.content.decode()
    assert walk.view().state is State.LIVE
    done = client.post(page(walk, "takedown/"), why | {"confirmed": "yes"}, follow=True)
    text = done.content.decode()
    assert "cleo.marsh@courier.example" in text
    assert "Public gallery" in text
    assert walk.view().state is State.TAKEN_DOWN


def test_an_ended_case_is_opened_again_with_a_reason(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="reopening")
    assert asha.post(page(walk, "reopen/"), {"reason": ""}).status_code == 400
    asha.post(page(walk, "reopen/"), {"reason": "Sentence today"})
    assert walk.view().state is State.PREPARING
    assert walk.view().case.round == 2
