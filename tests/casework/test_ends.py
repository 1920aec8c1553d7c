"""Taken down by anyone at once; opened again, nothing approved before counts."""

import pytest
from tests.cast import Cast
from tests.court import happened
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.court import EventKind
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.pack import london
from bluelamp.casework.services import Said
from bluelamp.publication import selectors as publication

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["asha", "ren", "jo", "ivo"])
def test_anyone_who_works_cases_takes_down_without_approval(cast: Cast, who: str) -> None:
    walk = a_case(cast, ready_for="takedown")
    (edition,) = publication.live_editions()
    services.take_down(
        case=walk.reference,
        reason="someone_exposed",
        explanation="A face shows in a mirror.",
        actor=getattr(cast, who),
        at=walk.at,
    )
    assert publication.live_editions() == ()
    told = [letter.email for letter in publication.notices_of(edition.token)]
    assert "cleo.marsh@courier.example" in told
    (asked,) = publication.enquiries_of(walk.reference)
    assert asked.status == "withdrawn"


def test_wp_04_every_channel_keeps_its_own_time(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    (edition,) = publication.editions_of(walk.reference)
    placements = publication.placements_of(edition.token)
    assert all(one.removed_at is not None for one in placements if one.channel != "file")


def test_a_quashed_conviction_calls_for_a_takedown(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    quashed = happened(EventKind.QUASHED, london(walk.at))
    services.record_court_event(case=walk.reference, event=quashed, actor=cast.asha, at=walk.at)
    assert walk.view().advice.outcome == "take_down"


@pytest.mark.parametrize(("reason", "explanation"), [("whim", "Why not"), ("error", " ")])
def test_a_takedown_says_why(cast: Cast, reason: str, explanation: str) -> None:
    walk = a_case(cast, ready_for="takedown")
    with pytest.raises(BadInput):
        services.take_down(
            case=walk.reference,
            reason=reason,
            explanation=explanation,
            actor=cast.asha,
            at=walk.at,
        )
    assert walk.view().state is State.LIVE


def test_opened_again_every_approval_is_needed_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening", category=["sexual_offence"])
    services.reopen(case=walk.reference, reason="Sentence today", actor=cast.asha, at=walk.at)
    view = walk.view()
    now = view.now
    assert view.state is State.PREPARING
    assert (now.image, now.plan, now.rendition, now.approved) == (None, None, None, None)
    assert (now.authorisation, now.consultation, now.notice, now.wording) == (None,) * 4
    assert view.facts["stage"] == "convicted"
    assert view.facts["released_before"] is True
    assert "reason_for_second_release" in view.advice.requires or "needed_again" in view.advice.open
    with pytest.raises(OutOfOrder):
        walk.notify()


def test_published_again_by_the_whole_route_it_is_a_new_edition(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence today", actor=cast.asha, at=walk.at)
    again = Said(name="needed_again", value=True, reason="Sentence was passed today.")
    services.record_fact(case=walk.reference, said=again, actor=cast.asha, at=walk.at)
    walk.check_restrictions()
    walk.weigh()
    walk.on_from("image", to="takedown")
    editions = publication.editions_of(walk.reference)
    assert [edition.live for edition in editions] == [True, False]
    assert len({edition.token for edition in editions}) == 2
    assert len(walk.view().decisions) == 2


def test_closed_without_a_decision_the_asker_is_told(cast: Cast) -> None:
    walk = a_case(cast)
    services.close(case=walk.reference, reason="Not pursued", actor=cast.asha, at=walk.at)
    (asked,) = publication.enquiries_of(walk.reference)
    assert (walk.view().state, asked.status) == (State.CLOSED, "closed")
