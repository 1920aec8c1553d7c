"""CI-22, CI-23: the officer is told, may object, and silence is recorded."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.errors import AdviceIsNotRelease, BadInput, OutOfOrder
from bluelamp.casework.grounds import GROUNDS
from bluelamp.casework.lifecycle import State
from bluelamp.casework.services import Said
from bluelamp.casework.ticks import close_windows
from bluelamp.people.force import SettingNotMade
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def test_ci_23_nothing_is_released_while_the_officer_may_object(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    with pytest.raises(AdviceIsNotRelease):
        walk.release()


def test_ci_23_a_window_that_runs_out_closes_and_the_silence_is_recorded(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    close_windows(walk.at + timedelta(hours=3))
    assert walk.view().now.notice.closed_at is None
    walk.at += timedelta(hours=5)
    close_windows(walk.at)
    close_windows(walk.at)
    (silence,) = [e for e in record.entries_for(walk.reference) if e.kind == "window closed"]
    assert silence.actor == "system"
    walk.check_restrictions()
    walk.release()
    assert walk.view().state is State.LIVE


def test_ci_23_without_a_length_of_the_window_nobody_is_told(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="notice")
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, objection_window=None)
    with pytest.raises(SettingNotMade, match="objection_window"):
        walk.notify()


def test_ci_22_a_release_cannot_be_planned_before_the_window_closes(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    with pytest.raises(BadInput, match="4 hours") as refused:
        services.notify_officer(
            case=walk.reference,
            officer=cast.ren.reference,
            planned_for=walk.at + timedelta(hours=1),
            actor=cast.asha,
            at=walk.at,
        )
    assert refused.value.field == "planned_for"


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_is_recorded_as_a_fact_of_the_case(cast: Cast, ground: str) -> None:
    facts = {"age_group": "under_18"} if ground == "juvenile" else {}
    walk = a_case(cast, ready_for="objection", **facts)
    walk.object(ground)
    view = walk.view()
    assert view.state is State.OBJECTED
    assert view.facts[GROUNDS[ground].fact] == GROUNDS[ground].value
    with pytest.raises(OutOfOrder):
        walk.release()


@pytest.mark.parametrize("ground", [g.code for g in GROUNDS.values() if not g.exceptional])
def test_a_reason_that_the_policy_calls_no_bar_does_not_stop_a_release(
    cast: Cast, ground: str
) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object(ground)
    walk.answer(upheld=False)
    view = walk.view()
    assert view.state is State.NOTIFIED
    assert view.advice.outcome == ("refer" if ground == "hospital_order" else "release")


def test_a_raised_risk_is_assessed_before_release_even_if_the_objection_is_not_upheld(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object("risk_of_harm")
    walk.answer(upheld=False)
    with pytest.raises(AdviceIsNotRelease):
        walk.release()
    said = Said(name="harm_assessment", value="no_risk_found", evidence="Assessment of today")
    services.record_fact(case=walk.reference, said=said, actor=cast.ren, at=walk.at)
    walk.release()
    assert walk.view().state is State.LIVE


def test_an_upheld_objection_returns_the_case_and_the_officer_is_told_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object()
    walk.answer(upheld=True)
    view = walk.view()
    assert view.state is State.PREPARING
    assert view.now.notice is None
    assert view.facts["reasons_given"] is True


def test_both_views_of_an_objection_are_kept(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object()
    walk.answer(upheld=False)
    (objection,) = walk.view().objections
    assert objection.reasons == "His sister has asked that it is not used."
    assert objection.answer == "I have weighed it."


def test_the_wrong_person_found_late_stops_everything(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    services.deny_identity(
        case=walk.reference, sha256=walk.sha256, note="His brother", actor=cast.mary, at=walk.at
    )
    view = walk.view()
    assert view.state is State.PREPARING
    assert view.now.notice is None
    assert view.advice.outcome == "refuse"
