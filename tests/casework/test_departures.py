"""Departures and refusals: the ground, and the smallest change of facts that would have led there, are kept."""

import pytest
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput
from bluelamp.casework.grounds import REFUSAL_GROUNDS, UNLISTED
from bluelamp.casework.routes import Route
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def test_a_departure_keeps_the_smallest_change_of_facts_that_would_have_led_to_release(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="decision", minor_offence="no_factor")
    decision = services.release(
        case=walk.reference,
        reasons="The victim is well known.",
        ground="judgement",
        actor=cast.asha,
        at=walk.at,
    )
    assert decision.departs
    assert decision.change == {"minor_offence": "no"}
    assert record.entries_for(walk.reference)[-1].body["change"] == {"minor_offence": "no"}


def test_what_follows_the_advice_departs_from_nothing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    (decision,) = walk.view().decisions
    assert not decision.departs
    assert decision.change is None


def test_refusing_what_the_policy_would_release_keeps_what_would_have_refused_it(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="decision")
    decision = services.refuse(
        case=walk.reference,
        ground="not_necessary",
        reasons="The trial of his brother is reported already.",
        actor=cast.asha,
        at=walk.at,
    )
    assert decision.departs
    assert decision.change
    assert len(decision.change) == 1


@pytest.mark.parametrize("ground", ["apprehended", "victim_refused", "photographed_on_bail", ""])
def test_a_refusal_rests_on_a_reason_of_its_own_route(cast: Cast, ground: str) -> None:
    walk = a_case(cast, ready_for="image")
    with pytest.raises(BadInput, match="Choose the reason") as refused:
        services.refuse(
            case=walk.reference, ground=ground, reasons="So", actor=cast.asha, at=walk.at
        )
    assert refused.value.field == "ground"


def test_an_unlisted_reason_is_named(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    why = {"case": walk.reference, "ground": UNLISTED, "reasons": "As DS Lund says."}
    with pytest.raises(BadInput, match="Name the reason") as refused:
        services.refuse(**why, actor=cast.asha, at=walk.at)
    assert refused.value.field == "unlisted"
    decision = services.refuse(
        **why, unlisted="A funeral is on the day", actor=cast.asha, at=walk.at
    )
    assert decision.unlisted == "A funeral is on the day"


def test_every_route_lists_reasons_and_leaves_room_for_another() -> None:
    assert set(REFUSAL_GROUNDS) == set(Route)
    for listed in REFUSAL_GROUNDS.values():
        assert list(listed)[-1] == UNLISTED
        assert len(listed) > 2
