"""A picture of the wrong person goes nowhere again, in any case; what is live of it is called down; a near miss is kept."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError
from tests.cast import Cast, photograph
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services
from bluelamp.casework.edition import ready
from bluelamp.casework.errors import (
    AdviceIsNotRelease,
    BadInput,
    MustBeSomeoneElse,
    OutOfOrder,
)
from bluelamp.casework.models import Case, NearMiss, Quarantine
from bluelamp.casework.quarantine import Place, where_it_went
from bluelamp.casework.ticks import reckon_turns
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def deny(walk: Walk, **differs: Any) -> NearMiss:
    given = {
        "case": walk.reference,
        "sha256": walk.sha256,
        "note": "It is his brother.",
        "actor": walk.cast.mary,
        "at": walk.at,
    }
    return services.deny_identity(**given | differs)


def test_the_file_is_never_supplied_again_in_any_case(cast: Cast) -> None:
    walk, other = a_case(cast, ready_for="identity"), a_case(cast, ready_for="image")
    deny(walk)
    for each in (walk, other):
        with pytest.raises(BadInput, match="wrong person"):
            each.bring_image()


def test_another_case_that_holds_it_stops_where_it_is(cast: Cast) -> None:
    walk, other = a_case(cast, ready_for="identity"), a_case(cast, ready_for="check")
    deny(walk)
    assert other.view().facts["identity"] == "wrong_person"
    reckon_turns(walk.at)
    assert [turn.task for turn in _turns(other) if turn.task == "identity"]
    with pytest.raises(OutOfOrder, match="no picture of the right person"):
        other.approve()
    with pytest.raises(OutOfOrder, match="wrong person"):
        services.prepare(case=other.reference, actor=cast.ivo, at=other.at)


def test_it_is_not_confirmed_in_another_case(cast: Cast) -> None:
    walk, other = a_case(cast, ready_for="identity"), a_case(cast, ready_for="identity")
    deny(walk)
    with pytest.raises(OutOfOrder, match="goes nowhere in any case"):
        other.confirm()


def test_a_release_that_was_ready_is_refused(cast: Cast) -> None:
    walk, other = a_case(cast, ready_for="identity"), a_case(cast, ready_for="decision")
    deny(walk)
    assert other.view().advice.outcome == "refuse"
    with pytest.raises(AdviceIsNotRelease, match="confirmed as the right person"):
        services.release(
            case=other.reference,
            reasons="It was ready",
            ground="judgement",
            actor=cast.asha,
            at=other.at,
        )
    with pytest.raises(OutOfOrder, match="goes nowhere in any case"):
        ready(other.view().now, at=other.at)


def test_what_is_live_elsewhere_is_called_down_at_once(cast: Cast) -> None:
    live, walk = a_case(cast, ready_for="takedown"), a_case(cast, ready_for="identity")
    found = deny(walk)
    assert _letters(live)
    assert not _letters(walk)
    reckon_turns(walk.at)
    assert {turn.task for turn in _turns(live)} == {"takedown"}
    rendition = live.rendition
    assert where_it_went(walk.sha256) == (
        Place(case=live.reference, what="original", sha256=walk.sha256),
        Place(case=walk.reference, what="original", sha256=walk.sha256),
        Place(case=live.reference, what="rendition", sha256=rendition),
        Place(case=live.reference, what="edition", sha256=rendition, live=True),
    )
    assert [place["live"] for place in found.went] == [False, False, False, True]


def test_anyone_at_the_desk_says_that_what_is_live_shows_the_wrong_person(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.report_wrong_person(
        case=walk.reference, sha256=walk.sha256, note="A neighbour", actor=cast.ivo, at=walk.at
    )
    view = walk.view()
    assert view.advice.outcome == "take_down"
    assert _letters(walk)
    assert Quarantine.objects.get().sha256 == walk.sha256
    walk.take_down()
    assert not any(place.live for place in where_it_went(walk.sha256))


def test_what_is_taken_down_as_the_wrong_person_is_set_aside_too(cast: Cast) -> None:
    walk, other = a_case(cast, ready_for="takedown"), a_case(cast, ready_for="image")
    services.take_down(
        case=walk.reference,
        reason="wrong_person",
        explanation="It is his neighbour.",
        actor=cast.ivo,
        at=walk.at,
    )
    assert NearMiss.objects.get().happened == "It is his neighbour."
    with pytest.raises(BadInput, match="wrong person"):
        other.bring_image()


def test_the_near_miss_is_closed_with_who_was_told_and_what_was_learnt(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    found = deny(walk)
    with pytest.raises(BadInput, match="who was told"):
        _close(walk, found, cast.jo, told=" ")
    with pytest.raises(BadInput, match="what was learnt"):
        _close(walk, found, cast.jo, lessons="")
    _close(walk, found, cast.jo)
    found.refresh_from_db()
    assert (found.closed_by, found.lessons) == (cast.jo.reference, "Compare the dates of birth")
    with pytest.raises(OutOfOrder, match="closed already"):
        _close(walk, found, cast.jo)
    assert record.recent(1)[0].kind == "near miss closed"


def test_whoever_brought_the_image_does_not_close_the_near_miss(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    found = deny(walk)
    with pytest.raises(MustBeSomeoneElse):
        _close(walk, found, replace(cast.ren, roles=cast.ren.roles | {Role.SENIOR_OFFICER}))
    with pytest.raises(IntegrityError, match="a_near_miss_is_closed_by_another"):
        NearMiss.objects.update(
            told="x", lessons="x", closed_by=cast.ren.reference, closed_at=walk.at
        )


def test_a_changed_file_opens_the_question_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="people")
    assert walk.view().facts["identity"] == "confirmed"
    services.supply_image(
        case=walk.reference,
        content=photograph() + b"\0",
        source="Custody, a better copy",
        actor=cast.ren,
        at=walk.at,
    )
    assert walk.view().facts["identity"] == "unconfirmed"


def test_who_brought_the_same_file_earlier_does_not_confirm_it_either(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    services.supply_image(
        case=walk.reference,
        content=photograph(),
        source="The same again",
        actor=cast.mary,
        at=walk.at,
    )
    for actor in (cast.ren, cast.mary):
        with pytest.raises(MustBeSomeoneElse):
            services.confirm_identity(
                case=walk.reference, sha256=walk.sha256, note="", actor=actor, at=walk.at
            )


def _close(walk: Walk, found: NearMiss, actor: Actor, **differs: str) -> None:
    given = {"told": "Press desk, 23 November", "lessons": "Compare the dates of birth"} | differs
    services.close_near_miss(
        case=walk.reference, near_miss=found.pk, actor=actor, at=walk.at, **given
    )


def _turns(walk: Walk) -> list[Any]:
    return list(Case.objects.get(reference=walk.reference).turns.all())


def _letters(walk: Walk) -> bool:
    case = Case.objects.get(reference=walk.reference)
    return case.letters.filter(words="it must come down now").exists()
