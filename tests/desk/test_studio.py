"""The studio's addresses: its State, every act upon a plan, back and forth, two at once, and who is let in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.desk.entrance import signed_in
from tests.studio_case import Seat, two_heads, two_people

from bluelamp import desk
from bluelamp.casework import selectors, services
from bluelamp.casework.errors import ChangedMeanwhile
from bluelamp.redaction.grouping import REASONS

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def seat(cast: Cast) -> Seat:
    return Seat(two_heads(cast), cast.ivo)


@pytest.fixture
def at_picture(cast: Cast) -> Seat:
    return Seat(two_people(cast), cast.ivo)


def test_the_state_says_all_that_the_page_is_drawn_from(seat: Seat) -> None:
    said = seat.state
    assert (said["kind"], said["number"], said["effect"]) == ("footage", 1, "solid")
    assert said["picture"] == {
        "width": 160,
        "height": 120,
        "duration": 0.96,
        "frames": 24,
        "rate": 25.0,
    }
    assert said["may"] == {"mark": True, "prepare": True}
    first = seat.track("t1")
    assert first["spans"] == [[0.0, 0.92]]
    assert (first["standing"], first["kind"], first["drawn"]) == ("obscured", "face", False)
    assert [one["name"] for one in said["people"]] == ["Person 1", "Person 2"]
    assert said["sound"]["has"] is True
    assert [each["words"] for each in said["doubts"]] == ["low confidence"] * 2
    assert said["work"]["search"] is None
    assert said["history"]["undo"] == said["history"]["redo"] == ""


def test_what_has_not_changed_is_not_sent_again(seat: Seat) -> None:
    answer = seat.client.get(f"{seat.base}state/")
    again = {"If-None-Match": answer["ETag"]}
    assert seat.client.get(f"{seat.base}state/", headers=again).status_code == 304
    seat.edit("rename", id="t1", name="Kim")
    assert seat.client.get(f"{seat.base}state/", headers=again).status_code == 200


def test_everyone_is_decided_upon_by_one_act(seat: Seat) -> None:
    for standing in ("sought", "permitted", "not_a_person", "obscured"):
        seat.edit("decide", ids=["t1", "t2"], standing=standing)
        assert {each["standing"] for each in seat.state["tracks"]} == {standing}
        assert [one["standing"] for one in seat.state["people"]] == [standing] * 2
    seat.edit("decide", ids=["t1"], standing="sought", why="Seen running")
    assert seat.track("t1")["why"] == "Seen running"
    assert seat.state["history"]["versions"][0]["change"] == "Person 1 is sought: Seen running"


def test_the_same_one_is_grouped_named_and_parted_again(seat: Seat) -> None:
    seat.edit("rename", id="t1", name="Kim")
    seat.edit("merge", ids=["t1", "t2"])
    (kim,) = seat.state["people"]
    assert (kim["name"], kim["tracks"], kim["shown"]) == ("Kim", ["t1", "t2"], 1.6)
    seat.edit("decide", ids=[kim["id"]], standing="sought")
    assert {each["standing"] for each in seat.state["tracks"]} == {"sought"}
    seat.edit("hide_from", id=kim["id"], at=0.4)
    assert seat.person("t1")["standing"] == "mixed"
    assert seat.track("t1")["spans"][0][1] < 0.4
    assert seat.track("t3")["why"] == "Hidden from here on"
    seat.edit("undo")
    seat.edit("separate", ids=["t2"])
    assert len(seat.state["people"]) == 2
    seat.edit("split", id="t2", at=0.4)
    assert len(seat.person("t2")["tracks"]) == 2


def test_regions_are_drawn_moved_shaped_and_removed(seat: Seat) -> None:
    before = seat.state["places"]
    seat.edit("draw", shape="ellipse", at=0.2, until=0.6, box=[10, 10, 40, 40])
    drawn = seat.places(since=1)
    assert list(drawn["places"]) == ["h1"]
    assert drawn["places"]["h1"]["parts"] == [[[0.2, 10, 10, 40, 40], [0.6, 10, 10, 40, 40]]]
    assert seat.state["places"] != before
    seat.edit("place", id="h1", at=0.4, box=[20, 10.5, 50, 40])
    assert [place[0] for place in seat.places()["places"]["h1"]["parts"][0]] == [0.2, 0.4, 0.6]
    seat.edit("unplace", id="h1", at=0.4)
    triangle = [[0, 0], [1, 0], [0.5, 1]]
    seat.edit("reshape", id="h1", shape="polygon", points=triangle, at=0.2, box=[0, 0, 30, 30])
    placed = seat.places()["places"]["h1"]
    assert (placed["shape"], placed["points"]) == ("polygon", triangle)
    assert placed["parts"][0][0] == [0.2, 0, 0, 30, 30]
    seat.edit("extend", id="h1", **{"from": 0.1, "to": 0.8})
    assert seat.track("h1")["spans"] == [[0.1, 0.8]]
    before = seat.state["places"]
    seat.edit("decide", ids=["t1"], standing="sought")
    assert seat.state["places"] == before, "a decision moves nothing"
    seat.edit("cover_all", **{"from": 0.1, "to": 0.2})
    number = seat.state["number"]
    seat.edit("remove", id="h1")
    assert seat.places(since=number)["gone"] == ["h1"]
    seat.edit("reshape", id="t1", shape="body")
    assert seat.track("t1")["shape"] == "box"
    assert list(seat.places(since=number + 1)["places"]) == ["t1"]


def test_everything_but_a_region_stays_so_in_another_shape(seat: Seat) -> None:
    seat.edit("draw", shape="box", at=0.2, until=0.6, box=[10, 10, 40, 40], inverse=True)
    seat.edit("reshape", id="h1", shape="ellipse")
    assert seat.places()["places"]["h1"]["inverse"] is True
    seat.edit("reshape", id="h1", shape="box", inverse=False)
    assert "inverse" not in seat.places()["places"]["h1"]


def test_the_page_foresees_the_reasons_that_the_plan_states() -> None:
    script = Path(desk.__file__).with_name("static") / "desk" / "studio" / "foresight.js"
    table = script.read_text().partition("const WHYS = {")[2].partition("};")[0]
    assert dict(re.findall(r'(\w+): "(.+)"', table)) == REASONS


def test_the_sound_is_changed_and_the_effect(seat: Seat) -> None:
    seat.edit("sound", start=0.1, end=0.4, effect="tone", why="A name")
    assert seat.state["sound"]["spans"] == [
        {"start": 0.1, "end": 0.4, "effect": "tone", "why": "A name"}
    ]
    seat.edit("unsound", start=0.1, end=0.4)
    assert seat.state["sound"]["spans"] == []
    seat.edit("keep_sound", keep=False)
    assert seat.state["keep_sound"] is False
    seat.edit("effect", effect="pixelate")
    assert seat.state["effect"] == "pixelate"


def test_changes_are_undone_and_done_again_by_whoever_comes_next(cast: Cast, seat: Seat) -> None:
    seat.edit("decide", ids=["t1"], standing="sought")
    seat.edit("rename", id="t2", name="Kim")
    other = Seat(seat.walk, cast.pia)
    assert other.state["history"]["undo"] == "Person 2 is called Kim"
    other.edit("undo")
    other.edit("undo")
    assert other.track("t1")["standing"] == "obscured"
    assert other.refused("undo")[0] == 409
    assert other.state["history"]["redo"] == "Person 1 is sought"
    other.edit("redo")
    other.edit("redo")
    assert other.person("t2")["name"] == "Kim"
    assert other.refused("redo")[0] == 409
    other.edit("undo")
    other.edit("decide", ids=["t2"], standing="permitted")
    assert other.state["history"]["redo"] == "", "a new change forgets what was undone"
    other.edit("undo")
    assert other.track("t1")["standing"] == "sought"
    assert other.track("t2")["standing"] == "obscured"
    other.edit("restore", version=1)
    assert other.track("t1")["standing"] == "obscured"
    other.edit("undo")
    assert other.track("t1")["standing"] == "sought"
    assert len(other.state["history"]["versions"]) == other.state["number"]


def test_of_two_who_edit_at_once_the_second_is_told_and_nothing_is_lost(
    cast: Cast, seat: Seat
) -> None:
    other = Seat(seat.walk, cast.pia)
    other.edit("rename", id="t1", name="Kim")
    status, told = seat.post("edit/", act="decide", ids=["t2"], standing="sought", number=1)
    assert status == 409
    assert told["error"] == f"{cast.pia.name} has since made version 2: Person 1 is called Kim."
    assert told["state"]["number"] == 2
    assert seat.person("t1")["name"] == "Kim"
    assert seat.track("t2")["standing"] == "obscured"
    seat.edit("decide", ids=["t2"], standing="sought")
    assert seat.person("t1")["name"] == "Kim"


def test_an_edit_that_is_sent_twice_is_made_once(seat: Seat) -> None:
    drawn = {"shape": "box", "at": 0.2, "box": [10, 10, 40, 40], "number": 1, "key": "abc"}
    seat.edit("draw", **drawn)
    seat.edit("draw", **drawn)
    assert (seat.state["number"], seat.track("h1")["drawn"]) == (2, True)
    assert len(seat.state["tracks"]) == 3


def test_doubts_are_settled_with_a_reason_and_opened_again(cast: Cast, seat: Seat) -> None:
    keys = [each["key"] for each in seat.state["doubts"]]
    assert seat.refused("settle", keys=keys, why=" ")[2] == "why"
    seat.edit("settle", keys=keys, why="The whole head is covered")
    settled = seat.state["doubts"][0]["settled"]
    assert (settled["why"], settled["by"]) == ("The whole head is covered", cast.ivo.name)
    assert seat.state["number"] == 1
    seat.edit("decide", ids=["t1"], standing="sought")
    (crossing,) = (each for each in seat.state["doubts"] if not each["settled"])
    assert (crossing["words"], crossing["seconds"]) == ("crosses Person 1", 0.12)
    seat.edit("decide", ids=["t1"], standing="obscured")
    assert all(each["settled"] for each in seat.state["doubts"]), "both are covered again"
    seat.edit("unsettle", keys=keys[:1])
    assert seat.state["doubts"][0]["settled"] is None
    assert seat.refused("settle", keys=["track:t9:low"], why="x")[2] == "keys"
    assert seat.refused("unsettle", keys=keys[:1])[2] == "keys"


def test_a_doubt_of_another_track_by_the_same_id_is_not_settled(seat: Seat) -> None:
    seat.edit("split", id="t1", at=0.4)
    keys = [each["key"] for each in seat.state["doubts"] if each["track"] == "t3"]
    seat.edit("settle", keys=keys, why="A poster")
    seat.edit("undo")
    seat.edit("split", id="t2", at=0.5)
    again = [each for each in seat.state["doubts"] if each["track"] == "t3"]
    assert again
    assert not any(each["settled"] for each in again)


def test_two_who_cross_are_looked_at_again_once_the_other_is_visible_too(seat: Seat) -> None:
    def crossing() -> dict[str, Any]:
        (found,) = (each for each in seat.state["doubts"] if each["words"].startswith("crosses"))
        return dict(found)

    seat.edit("decide", ids=["t1"], standing="sought")
    seat.edit("settle", keys=[crossing()["key"]], why="The tall one stays covered")
    assert crossing()["settled"]
    seat.edit("decide", ids=["t2"], standing="permitted")
    assert crossing()["settled"] is None


def test_doubts_are_settled_of_the_plan_that_was_looked_at(seat: Seat) -> None:
    keys = [each["key"] for each in seat.state["doubts"]]
    seat.edit("rename", id="t1", name="Kim")
    assert seat.refused("settle", number=1, keys=keys, why="Looked at")[0] == 409
    assert not any(each["settled"] for each in seat.look()["doubts"])


def test_those_who_have_it_open_see_each_other(cast: Cast, seat: Seat) -> None:
    other = Seat(seat.walk, cast.pia)
    assert seat.post("here/")[1]["here"] == []
    told = other.post("here/")[1]
    assert [each["name"] for each in told["here"]] == [cast.ivo.name]
    assert (told["number"], told["stamp"]) == (1, other.look()["stamp"])
    assert [each["name"] for each in seat.look()["here"]] == [cast.pia.name]
    other.edit("rename", id="t1", name="Kim")
    assert seat.post("here/")[1]["stamp"] != told["stamp"]


def test_a_picture_has_the_same_acts_but_for_time_and_sound(at_picture: Seat) -> None:
    seat = at_picture
    assert (seat.state["kind"], seat.state["picture"]["duration"]) == ("picture", 0.0)
    seat.edit("decide", ids=["p1"], standing="sought")
    seat.edit("draw", shape="ellipse", at=0, box=[10.4, 10, 40, 40.2])
    assert seat.places()["places"]["h1"]["parts"] == [[[0.0, 10, 10, 40, 41]]]
    seat.edit("place", id="h1", box=[20, 10, 50, 40])
    seat.edit("reshape", id="h1", shape="box", box=[20, 10, 60, 40])
    seat.edit("merge", ids=["p1", "p2"])
    seat.edit("undo")
    seat.edit("remove", id="h1")
    seat.edit("cover_all", **{"from": 0, "to": 0})
    seat.edit("effect", effect="pixelate")
    for act in ("split", "hide_from", "unplace", "follow"):
        assert seat.refused(act, id="p1", at=0)[0] == 400, act
    for act in ("sound", "unsound"):
        assert seat.refused(act, start=0, end=1)[0] == 400, act
    assert seat.refused("keep_sound", keep=False)[0] == 400


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"act": "decide", "ids": [], "standing": "sought"}, "ids"),
        ({"act": "decide", "ids": ["t1"], "standing": "famous"}, "standing"),
        ({"act": "decide", "standing": "sought"}, "ids"),
        ({"act": "dance"}, "act"),
        ({"act": "place", "id": "t1", "at": -1, "box": [0, 0, 1, 1]}, "at"),
        ({"act": "draw", "shape": "box", "at": 0, "box": [0, 0, 1]}, "box"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_field_named(
    seat: Seat, asked: dict[str, object], field: str
) -> None:
    status, told = seat.post("edit/", number=1, **asked)
    assert (status, told["field"]) == (400, field)
    assert "cannot be read" in told["error"]


def test_what_the_plan_refuses_is_refused_in_its_sentence(seat: Seat) -> None:
    assert "holds no t9" in seat.refused("decide", ids=["t9"], standing="sought")[1]
    assert "larger than nothing" in seat.refused("place", id="t1", at=0, box=[5, 5, 5, 9])[1]
    assert seat.refused("restore", version=40)[2] == "version"
    assert seat.client.get(f"{seat.base}places/?number=40").status_code == 400
    assert seat.client.post(f"{seat.base}edit/", b"{", content_type="text/json").status_code == 400
    assert seat.look()["number"] == 1


ADDRESSES = (
    "",
    "state/",
    "edit/",
    "places/",
    "here/",
    "found/",
    "start/",
    "prepare/",
    "cancel/",
    "resume/",
)


def test_who_is_not_let_in_is_told_why(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    base, client = f"/cases/{walk.reference}/studio/", signed_in(cast.officer(cast.ivo))
    for address in ADDRESSES:
        stranger, auditor = client.__class__(), signed_in(cast.officer(cast.len))
        for each, wanted in ((stranger, {302}), (auditor, {403}), (client, {409})):
            found = {
                answer.status_code
                for ask in (each.get, each.post)
                if (answer := ask(base + address)).status_code != 405
            }
            assert found == wanted, (address, wanted)
    assert client.get("/cases/CI-26-0099/studio/state/").status_code == 404


def test_where_nobody_has_looked_for_people_the_search_is_started_from_here(cast: Cast) -> None:
    walk = a_case(cast, ready_for="people")
    seat = Seat(walk, cast.ivo)
    assert (seat.state["number"], seat.state["tracks"]) == (0, [])
    assert seat.state["work"]["search"] is None
    assert seat.refused("decide", ids=["p1"], standing="sought")[0] == 409
    assert seat.post("start/")[0] == 200
    assert seat.state["work"]["search"]["state"] == "waiting"
    walk.work()
    assert seat.look()["number"] == 1


def test_whoever_may_look_but_not_mark_is_told_so(cast: Cast) -> None:
    seat = Seat(two_people(cast), cast.ren)
    assert seat.state["may"] == {"mark": False, "prepare": False}
    assert seat.refused("decide", ids=["p1"], standing="sought")[0] == 403
    assert seat.post("prepare/", number=1)[0] == 403


def test_nothing_is_changed_any_more_once_the_officer_has_been_told(cast: Cast) -> None:
    seat = Seat(a_case(cast, ready_for="objection"), cast.ivo)
    assert seat.state["may"]["mark"] is False
    status, sentence, _ = seat.refused("decide", ids=["p1"], standing="obscured")
    assert status == 409
    assert "must be “being prepared” first" in sentence


def test_doubts_that_are_left_are_waved_through_with_a_reason_or_settled(seat: Seat) -> None:
    status, told = seat.post("prepare/", number=1)
    assert (status, told["field"]) == (400, "doubts_left")
    assert told["error"].startswith("2 doubts are left")
    assert seat.post("prepare/", number=9)[0] == 409
    assert seat.post("prepare/", number=1, doubts_left="Covered throughout")[0] == 200
    assert seat.state["rendition"]["doubts_left"] == "Covered throughout"
    assert seat.state["work"]["rendering"]["can"] == ["cancel"]
    entries = seat.client.get(f"/cases/{seat.walk.reference}/record/").content.decode()
    assert "Covered throughout" in entries


def test_settled_doubts_need_no_further_reason(seat: Seat) -> None:
    keys = [each["key"] for each in seat.state["doubts"]]
    seat.edit("settle", keys=keys, why="Looked at")
    assert seat.post("prepare/", number=1, doubts_left="none needed")[0] == 200
    assert seat.state["rendition"]["doubts_left"] == ""


def test_what_a_checker_sent_back_is_a_doubt_until_it_is_settled(cast: Cast, seat: Seat) -> None:
    walk = seat.walk
    walk.obscure()
    services.remark(
        case=walk.reference,
        sha256=walk.rendition,
        seconds=0.4,
        words="An ear is bare",
        box=None,
        actor=cast.pia,
        at=walk.at,
    )
    services.return_rendition(
        case=walk.reference, sha256=walk.rendition, note="See", actor=cast.pia, at=walk.at
    )
    (sent_back,) = (each for each in seat.look()["doubts"] if each["from"] == "check")
    assert (sent_back["seconds"], sent_back["words"]) == (0.4, "sent back: An ear is bare")
    seat.edit("settle", keys=[sent_back["key"]], why="Covered now")
    assert selectors.case_view(walk.reference, actor=cast.ivo, at=walk.at).now.plan


def test_the_body_of_a_request_may_be_any_bytes(seat: Seat) -> None:
    for body in (b"", b"\xff", b"[]", b"null", json.dumps({"number": "x"}).encode()):
        for address in ("edit/", "prepare/", "cancel/", "resume/"):
            answer = seat.client.post(seat.base + address, body, content_type="application/json")
            assert answer.status_code == 400, (body, address)


def test_a_cut_is_a_doubt(seat: Seat) -> None:
    image = seat.walk.view().now.image
    assert image
    image.cuts = [8 * 512]
    image.save()
    (cut,) = (each for each in seat.look()["doubts"] if each["from"] == "cuts")
    assert cut["seconds"] == 0.32
    seat.edit("settle", keys=[cut["key"]], why="Nobody is there after it")


def test_the_state_takes_as_many_queries_however_long_the_history(seat: Seat) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            seat.look()
        return len(asked)

    seat.edit("decide", ids=["t1"], standing="sought")
    before = queries()
    for name in ("Kim", "Lou", "Max"):
        seat.edit("rename", id="t1", name=name)
    assert queries() <= before


def replaced(cast: Cast) -> Seat:
    """The page of a picture in whose place another has come since, with a plan of the same number."""
    seat = Seat(two_people(cast), cast.ivo)
    seat.walk.bring_image()
    seat.walk.find()
    return seat


@pytest.mark.parametrize(
    "said",
    [
        {"act": "decide", "ids": ["p1"], "standing": "sought", "key": "k1"},
        {"act": "decide", "ids": ["p1"], "standing": "sought"},
        {"act": "settle", "keys": ["x"], "why": "Looked at"},
        {"act": "undo"},
    ],
)
def test_a_page_of_an_image_that_was_replaced_changes_nothing(
    cast: Cast, said: dict[str, Any]
) -> None:
    seat = replaced(cast)
    before = seat.state["image"]
    status, told = seat.post("edit/", number=1, **said)
    assert (status, told["error"]) == (
        409,
        "Another image has taken the place of this one meanwhile.",
    )
    assert told["state"]["image"] != before
    assert (seat.look()["number"], seat.track("p1")["standing"]) == (1, "obscured")
    seat.edit("decide", ids=["p1"], standing="sought")


def test_a_page_of_an_image_that_was_replaced_starts_no_obscuring(cast: Cast) -> None:
    seat = replaced(cast)
    status, told = seat.post("prepare/", number=1)
    assert (status, "taken the place" in told["error"]) == (409, True)
    assert seat.look()["rendition"] is None


def test_what_is_to_be_obscured_is_compared_once_nobody_can_change_it(at_picture: Seat) -> None:
    walk = at_picture.walk
    image = at_picture.state["image"]
    at_picture.edit("rename", id="p1", name="Kim")
    for number, of in ((1, image), (2, image + 1)):
        with pytest.raises(ChangedMeanwhile):
            services.prepare(
                case=walk.reference, number=number, image=of, actor=walk.cast.ivo, at=walk.at
            )
    assert at_picture.look()["rendition"] is None


def test_numbers_and_letters_that_are_none_are_refused(at_picture: Seat) -> None:
    at_picture.client.raise_request_exception = False
    assert at_picture.client.get(f"{at_picture.base}places/?number=²").status_code == 400
    assert at_picture.client.get(f"{at_picture.base}places/?since=²").status_code == 200
    assert "U+0000" in at_picture.refused("rename", id="p1", name="a\x00b")[1]
    assert at_picture.refused("decide", ids=["p1"], standing="sought", why="a\x00")[0] == 400


def test_nothing_that_is_said_of_a_case_is_kept_by_a_browser(at_picture: Seat) -> None:
    client, base = at_picture.client, at_picture.base
    state = client.get(f"{base}state/")
    again = client.get(f"{base}state/", headers={"If-None-Match": state["ETag"]})
    assert again.status_code == 304
    for answer in (state, again, client.get(f"{base}places/"), client.post(f"{base}here/")):
        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
