"""The lifecycle table holds in the services: the wrong role and the wrong moment are refused, and nothing changes."""

import pytest
from tests.casework.acts import acts
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.errors import NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import STATE_WORDS, STEPS, TABLE, Act, State
from bluelamp.casework.permitted import who_may
from bluelamp.casework.routes import Route
from bluelamp.people.actor import SYSTEM
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

# A case in each state that a walk reaches.
IN_STATE = {
    State.PREPARING: "notice",
    State.NOTIFIED: "decision",
    State.LIVE: "takedown",
    State.TAKEN_DOWN: "reopening",
}
CUSTODY = Route.CUSTODY_IMAGE
BY_HAND = [
    step.act
    for step in TABLE
    if step.who and CUSTODY in step.routes and step.act is not Act.RECEIVE
]


def test_every_act_by_hand_is_tried(cast: Cast) -> None:
    assert set(acts(a_case(cast))) == set(BY_HAND)


@pytest.mark.parametrize("act", BY_HAND)
def test_the_wrong_role_is_refused_and_told_who_may(cast: Cast, act: Act) -> None:
    walk = a_case(cast, ready_for="notice")
    before = record.head()
    # Jo has the rank for authority, so it is the role that refuses the others.
    everyone = (cast.asha, cast.ren, cast.jo, cast.ivo, cast.dee, cast.len)
    for actor in everyone:
        if not STEPS[act, CUSTODY].who & actor.roles:
            with pytest.raises(NotAllowed) as refused:
                acts(walk)[act](actor, walk.at)
            if act is not Act.AUTHORISE:
                assert who_may(STEPS[act, CUSTODY]) in str(refused.value)
    assert record.head() == before


@pytest.mark.parametrize("state", IN_STATE)
def test_an_act_out_of_order_is_refused_and_told_what_comes_first(cast: Cast, state: State) -> None:
    walk = a_case(cast, ready_for=IN_STATE[state])
    assert walk.view().state is state
    before = record.head()
    able = (cast.asha, cast.ren, cast.jo, cast.una)
    for act in BY_HAND:
        if state not in STEPS[act, CUSTODY].states:
            actor = next(one for one in able if STEPS[act, CUSTODY].who & one.roles)
            with pytest.raises(OutOfOrder) as refused:
                acts(walk)[act](actor, walk.at)
            assert STATE_WORDS[state].lower() in str(refused.value)
    assert record.head() == before


def test_nobody_closes_a_window_by_hand_before_it_has_run_out(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    with pytest.raises(OutOfOrder, match="still open"):
        services.close_window(case=walk.reference, at=walk.at)


def test_the_system_decides_nothing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    with pytest.raises(NotAllowed):
        services.release(case=walk.reference, reasons="It is time", actor=SYSTEM, at=walk.at)


def test_only_press_and_investigating_officers_open_cases(cast: Cast) -> None:
    for actor in (cast.jo, cast.ivo, cast.len):
        with pytest.raises(NotAllowed):
            services.receive(person="A", purpose="Witnesses", actor=actor, at=a_case(cast).at)
