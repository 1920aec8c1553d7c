"""The register of people and the plan are one: a decision in the studio is one on the list, and a group is one person."""

from typing import Any

import pytest
from tests.casework.media import MediaWalk, a_media_case
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.studio_case import Seat

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput
from bluelamp.casework.parts import Answer, Edit, Part
from bluelamp.casework.pictured import everyone
from bluelamp.record import selectors as record

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def seat(cast: Cast) -> Seat:
    """Body-worn video for the media, where whoever is shown must be listed; a still of two in its place."""
    return Seat(a_media_case(cast, ready_for="preparing"), cast.ivo)


def register(seat: Seat) -> list[tuple[str, Part, bool, Edit, list[str]]]:
    image = seat.walk.view().now.image
    assert image
    return [
        (one.name, one.part, one.treatment.sought, one.edit, one.row.regions)
        for one in everyone(image)
    ]


def entries(seat: Seat, kind: str) -> int:
    return sum(one.kind == kind for one in record.entries_for(seat.walk.reference))


def test_who_is_sought_is_listed_by_the_same_click_and_obscured_on_the_list_by_another(
    seat: Seat,
) -> None:
    seat.edit("decide", ids=["p1"], standing="sought")
    assert register(seat) == [("Subject 1", Part.SUBJECT, True, Edit.KEEP, ["p1"])]
    assert seat.person("p1")["listed"] == {
        "number": 1,
        "label": "Subject 1",
        "part": "Subject",
        "edit": "Kept",
        "sought": True,
    }
    seat.edit("decide", ids=["p2"], standing="permitted")
    assert register(seat)[1][1:4] == (Part.THIRD_PARTY, False, Edit.KEEP)
    seat.edit("decide", ids=["p1"], standing="obscured")
    assert register(seat)[0][2:4] == (False, Edit.OBSCURE)
    assert entries(seat, "person listed") == 2
    assert entries(seat, "person decided on") == 1


def test_back_and_forth_through_the_versions_the_list_goes_along(seat: Seat) -> None:
    seat.edit("decide", ids=["p1"], standing="sought")
    seat.edit("undo")
    assert register(seat)[0][3] is Edit.OBSCURE
    seat.edit("redo")
    assert register(seat)[0][2:4] == (True, Edit.KEEP)
    seat.edit("restore", version=1)
    assert register(seat)[0][3] is Edit.OBSCURE
    assert len(register(seat)) == 1, "nobody is listed twice"


def test_whoever_is_no_person_need_not_be_listed(cast: Cast, seat: Seat) -> None:
    seat.edit("decide", ids=["p1"], standing="not_a_person")
    assert register(seat) == []
    walk = seat.walk
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    walk.work()
    walk.approve()


def test_on_other_routes_nobody_is_listed_until_the_list_has_begun(cast: Cast) -> None:
    seat = Seat(a_case(cast, ready_for="preparing"), cast.ivo)
    seat.edit("decide", ids=["p1"], standing="sought")
    assert register(seat) == []


def test_a_listed_person_is_whoever_they_are_grouped_with(seat: Seat) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    seat.look()
    seat.edit("merge", ids=["p1", "p2"])
    assert seat.person("p2")["listed"]["number"] == 1
    seat.edit("decide", ids=[seat.person("p1")["id"]], standing="sought")
    assert len(register(seat)) == 1, "both are one who is listed"
    with pytest.raises(BadInput, match="is Subject 1 already"):
        walk.list_person(Part.VICTIM, Edit.KEEP, "p2")
    services.treat_person(
        case=walk.reference,
        person=1,
        sought=False,
        edit=Edit.OBSCURE,
        why="No longer sought",
        actor=walk.cast.ivo,
        at=walk.at,
    )
    assert {each["standing"] for each in seat.look()["tracks"]} == {"obscured"}


def test_two_who_are_listed_are_not_taken_for_one(seat: Seat) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    seat.look()
    status, sentence, _ = seat.refused("merge", ids=["p1", "p2"])
    assert status == 400
    assert "Subject 1 and Victim 2 are listed as two" in sentence


def test_who_was_listed_in_a_group_and_is_separated_is_theirs_no_more(seat: Seat) -> None:
    seat.edit("merge", ids=["p1", "p2"])
    seat.edit("decide", ids=["p1"], standing="sought")
    seat.edit("decide", ids=["p2"], standing="sought")
    assert len(register(seat)) == 1
    seat.edit("separate", ids=["p2"])
    assert seat.person("p2")["listed"] is None
    assert seat.person("p1")["listed"] is not None


def test_a_victim_listed_to_be_obscured_is_shown_only_for_a_reason_and_never_against_their_word(
    seat: Seat,
) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    seat.look()
    status, sentence, field = seat.refused("decide", ids=["p2"], standing="permitted")
    assert (status, field) == (400, "why")
    assert "who is listed to be obscured" in sentence
    seat.edit("decide", ids=["p2"], standing="permitted", why="She asks for it")
    assert register(seat)[0][3] is Edit.KEEP
    seat.edit("decide", ids=["p2"], standing="obscured")
    services.record_permission(
        case=walk.reference,
        person=1,
        asked_on=walk.at.date(),
        asked_by="Ida",
        answer=Answer.REFUSED,
        evidence="By telephone",
        actor=walk.cast.ida,
        at=walk.at,
    )
    status, sentence, _ = seat.refused("decide", ids=["p2"], standing="permitted", why="Still")
    assert status == 400
    assert "has refused to be shown" in sentence
    assert seat.look()["tracks"][1]["standing"] == "obscured"


def says(seat: Seat, answer: Answer) -> None:
    """Somebody who is listed as the first answers whether they may be shown."""
    services.record_permission(
        case=seat.walk.reference,
        person=1,
        asked_on=seat.walk.at.date(),
        asked_by="Ida",
        answer=answer,
        evidence="By telephone",
        actor=seat.walk.cast.ida,
        at=seat.walk.at,
    )


def treat(seat: Seat, edit: Edit) -> None:
    services.treat_person(
        case=seat.walk.reference,
        person=1,
        sought=False,
        edit=edit,
        why="Threats were made",
        actor=seat.walk.cast.ivo,
        at=seat.walk.at,
    )
    seat.look()


def test_what_somebody_is_listed_with_stays_in_the_plan_so_that_its_id_is_nobody_elses(
    seat: Seat,
) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    seat.edit("draw", shape="box", at=0, box=[5, 5, 60, 60])
    walk.list_person(Part.VICTIM, Edit.OBSCURE, "h1")
    seat.look()
    for act, said in (("remove", {"id": "h1"}), ("undo", {}), ("restore", {"version": 1})):
        status, sentence, _ = seat.refused(act, **said)
        assert status == 400
        assert "h1 is Victim 1, who is listed: strike them out first" in sentence
    services.strike_person(
        case=walk.reference, person=1, why="A shadow", actor=walk.cast.ivo, at=walk.at
    )
    seat.look()
    seat.edit("remove", id="h1")


def test_whoever_is_not_to_be_shown_keeps_all_that_they_were_listed_with(seat: Seat) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    walk.list_person(Part.VICTIM, Edit.OBSCURE, "p1", "p2")
    says(seat, Answer.REFUSED)
    seat.look()
    seat.edit("merge", ids=["p1", "p2"])
    seat.edit("separate", ids=["p2"])
    assert register(seat)[0][4] == ["p1", "p2"]
    status, sentence, _ = seat.refused("decide", ids=["p2"], standing="not_a_person")
    assert status == 400
    assert "p2 is Victim 1, who is listed to be obscured" in sentence


@pytest.mark.parametrize("edit", [Edit.OBSCURE, Edit.CANNOT])
def test_what_is_taken_for_somebody_not_to_be_shown_is_parted_from_them_with_a_reason(
    seat: Seat, edit: Edit
) -> None:
    walk = seat.walk
    assert isinstance(walk, MediaWalk)
    walk.list_person(Part.VICTIM, edit, "p1")
    seat.look()
    seat.edit("merge", ids=["p1", "p2"])
    for act, said in (("separate", {"ids": ["p2"]}), ("separate", {"ids": ["p1"]}), ("undo", {})):
        status, sentence, field = seat.refused(act, **said)
        assert (status, field) == (400, "why")
        assert "p2 is taken for Victim 1, who is not to be shown" in sentence
    seat.edit("separate", ids=["p2"], why="A poster")
    assert seat.state["history"]["versions"][0]["change"].endswith("by itself: A poster")
    assert seat.person("p2")["listed"] is None


def test_the_record_says_what_the_list_lost_to_a_change_of_the_plan(seat: Seat) -> None:
    seat.edit("merge", ids=["p1", "p2"])
    seat.edit("decide", ids=["p1", "p2"], standing="sought")
    before = entries(seat, "person decided on")
    seat.edit("separate", ids=["p2"])
    assert entries(seat, "person decided on") == before + 1


@pytest.mark.parametrize("turn", [{"act": "undo"}, {"act": "restore", "version": 2}])
def test_no_turn_through_the_versions_overrules_what_was_said_on_the_list(
    seat: Seat, turn: dict[str, Any]
) -> None:
    seat.edit("decide", ids=["p2"], standing="permitted")
    says(seat, Answer.AGREED)
    treat(seat, Edit.OBSCURE)
    status, sentence, _ = seat.refused(**turn)
    assert status == 400
    assert "p2 is Third party 1, who is listed to be obscured" in sentence
    assert register(seat)[0][3] is Edit.OBSCURE
    treat(seat, Edit.KEEP)
    seat.edit(**turn)
    assert seat.track("p2")["standing"] == "permitted"


def test_who_was_obscured_by_the_plan_alone_is_shown_again_by_going_back(seat: Seat) -> None:
    seat.edit("decide", ids=["p2"], standing="permitted")
    seat.edit("decide", ids=["p2"], standing="obscured")
    seat.edit("undo")
    assert register(seat)[0][3] is Edit.KEEP
    treat(seat, Edit.OBSCURE)
    seat.refused("restore", version=2)


def test_who_was_no_person_and_is_shown_after_all_is_listed(seat: Seat) -> None:
    seat.edit("decide", ids=["p1"], standing="not_a_person")
    seat.edit("decide", ids=["p1"], standing="permitted")
    assert [row[0] for row in register(seat)] == ["Third party 1"]
