"""Who is sought, without a script: found, marked, moved, taken back, and everyone else obscured."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import preparation, selectors, services
from bluelamp.jobs import selectors as jobs
from bluelamp.redaction import Decision, ModelUnusable, Plan, add_region, keep
from bluelamp.vault.errors import AssetNotKept

pytestmark = pytest.mark.django_db


def press(client: Client, walk: Walk, act: str = "save", **typed: Any) -> Any:
    """Send the page's form as it stands, with what is typed, by one of its buttons."""
    address = f"/cases/{walk.reference}/people/"
    given = fields(client.get(address).content.decode()) | typed
    return client.post(address, given | {"act": act}, follow=True)


def fields(page: str) -> dict[str, str]:
    """The values of the form as a browser would send them."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        parts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_off = parts.get("type") in {"radio", "checkbox"} and " checked" not in tag
        if "name" in parts and not is_off:
            found[parts["name"]] = parts.get("value", "")
    return found


def plan(walk: Walk) -> Plan:
    found = walk.view().plan
    assert found is not None
    return found


def version(walk: Walk) -> Any:
    return walk.view().now.plan


@pytest.fixture
def marking(cast: Cast) -> tuple[Client, Walk]:
    return signed_in(cast.officer(cast.ivo)), a_case(cast, ready_for="preparing")


def test_people_are_found_by_a_job_whose_page_refreshes_itself(cast: Cast) -> None:
    walk = a_case(cast, ready_for="people")
    client = signed_in(cast.officer(cast.ivo))
    assert "Find the people" in client.get(f"/cases/{walk.reference}/people/").content.decode()
    page = client.post(f"/cases/{walk.reference}/people/find/", follow=True).content.decode()
    assert "Looking for people" in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "2 people found" in page
    assert "http-equiv" not in page


def test_a_search_that_cannot_succeed_says_why_and_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="people")
    client = signed_in(cast.officer(cast.ivo))
    with monkeypatch.context() as broken:

        def detect(*_: Any) -> None:
            raise ModelUnusable("The model file faces.xml is missing.")

        broken.setattr(preparation, "detect", detect)
        client.post(f"/cases/{walk.reference}/people/find/")
        walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "The search for people failed." in page
    assert "The model file faces.xml is missing." in page
    assert "Try again" in page
    client.post(f"/cases/{walk.reference}/people/find/")
    walk.work()
    assert "2 people found" in client.get(f"/cases/{walk.reference}/people/").content.decode()


def test_marking_somebody_as_sought_makes_a_version_with_the_reason(marking: Any) -> None:
    client, walk = marking
    page = press(client, walk, **{"p1-decision": "keep", "p1-why": "The person convicted"})
    assert "Saved: person 1 is sought." in page.content.decode()
    assert [(one.id, one.why) for one in plan(walk).kept] == [("p1", "The person convicted")]
    assert version(walk).number == 2
    assert version(walk).made_by == "RE-401"


def test_nobody_stays_visible_without_a_reason_and_nothing_else_is_lost(marking: Any) -> None:
    client, walk = marking
    answer = press(client, walk, **{"p1-decision": "keep", "p2-x": "77"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Say why person 1 is to stay visible." in page
    assert fields(page)["p1-decision"] == "keep"
    assert fields(page)["p2-x"] == "77"
    assert version(walk).number == 1


def test_a_region_moves_by_numbers(marking: Any) -> None:
    client, walk = marking
    numbers = {"p2-x": "300", "p2-y": "10", "p2-width": "120", "p2-height": "140"}
    page = press(client, walk, **numbers, **{"p2-shape": "box"}).content.decode()
    assert "Saved: person 2 moved or reshaped." in page
    moved = plan(walk).findings[1]
    assert (moved.box.left, moved.box.top, moved.box.right, moved.box.bottom) == (300, 10, 420, 150)
    assert moved.shape == "box"


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ({"shape": "polygon", "points": [(0, 0), (1, 0), (0.5, 1)]}, "Polygon"),
        ({"shape": "ellipse", "inverse": True}, "Everything but: oval"),
    ],
)
def test_what_only_the_studio_draws_is_moved_here_and_stays_what_it_is(
    marking: Any, cast: Cast, drawn: dict[str, Any], words: str
) -> None:
    client, walk = marking
    services.change_plan(
        case=walk.reference,
        number=version(walk).number,
        change=lambda newest: add_region(newest, box=(10, 20, 90, 100), **drawn),
        words="a region was drawn",
        actor=cast.ivo,
        at=walk.at,
    )
    page = press(client, walk, **{"h1-x": "30"}).content.decode()
    assert words in page
    (moved,) = plan(walk).regions
    assert (moved.box.left, moved.shape) == (30, drawn["shape"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"p2-x": "left"}, "“From the left” must be a whole number of pixels."),
        ({"p2-width": "0"}, "“Width” must be 1 pixel or more."),
        ({"p2-height": ""}, "Enter a number of pixels for “height”."),
        ({"p2-x": "9000"}, "covers no pixel of the picture"),
    ],
)
def test_a_place_that_cannot_be_is_refused_in_a_sentence(
    marking: Any, typed: dict[str, str], sentence: str
) -> None:
    client, walk = marking
    answer = press(client, walk, **typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert version(walk).number == 1


def test_everyone_but_one_is_obscured_by_one_press(marking: Any) -> None:
    client, walk = marking
    press(client, walk, **{"p1-decision": "keep", "p1-why": "First thought"})
    press(client, walk, "only:p2")
    assert [one.id for one in plan(walk).kept] == ["p2"]
    assert plan(walk).kept[0].why
    assert plan(walk).findings[0].decision is Decision.OBSCURE


def test_a_missed_head_is_covered_by_hand_and_uncovered_again(marking: Any) -> None:
    client, walk = marking
    numbers = {"new-x": "10", "new-y": "20", "new-width": "60", "new-height": "80"}
    press(client, walk, "add", **numbers, **{"new-shape": "box"})
    (drawn,) = plan(walk).regions
    assert (drawn.id, drawn.box.left, drawn.box.bottom, drawn.shape) == ("h1", 10, 100, "box")
    press(client, walk, "add")
    assert len(plan(walk).regions) == 2
    page = press(client, walk, "remove:h1").content.decode()
    assert "drawn region 1 removed" in page
    assert [one.id for one in plan(walk).regions] == ["h2"]


def test_somebody_found_is_never_removed(marking: Any) -> None:
    client, walk = marking
    answer = press(client, walk, "remove:p1")
    assert answer.status_code == 400
    assert "person 1 was found, not drawn by hand" in answer.content.decode()
    assert len(plan(walk).findings) == 2


def test_half_a_new_place_is_refused(marking: Any) -> None:
    client, walk = marking
    answer = press(client, walk, "add", **{"new-x": "10"})
    assert answer.status_code == 400
    assert "Give all four numbers of the new region" in answer.content.decode()


def test_going_back_makes_a_new_version_and_loses_none(marking: Any) -> None:
    client, walk = marking
    press(client, walk, "only:p1")
    press(client, walk, "only:p2")
    press(client, walk, "back:1")
    assert version(walk).number == 4
    assert not plan(walk).kept
    image = walk.view().now.image
    assert image
    changes = [row.change for row in selectors.plan_versions(image)]
    assert changes[0] == "back to version 1"
    assert len(changes) == 4
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "Go back to version 2" in page
    assert press(client, walk, "back:99").status_code == 400


def test_a_stale_change_shows_what_the_other_did_and_what_was_wanted(marking: Any) -> None:
    client, walk = marking
    address = f"/cases/{walk.reference}/people/"
    seen = fields(client.get(address).content.decode())
    walk.keep_one("p2")
    before = version(walk).number
    wanted = {"p1-decision": "keep", "p1-why": "The person convicted", "act": "save"}
    answer = client.post(address, seen | wanted)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ivo Katz changed who is obscured" in page
    assert "p2 is sought" in page
    assert "Your change was not saved. You wanted: person 1 is sought." in page
    assert fields(page)["number"] == str(before)
    assert version(walk).number == before


def test_a_stale_press_to_obscure_starts_nothing(marking: Any) -> None:
    client, walk = marking
    address = f"/cases/{walk.reference}/people/"
    seen = fields(client.get(address).content.decode())
    walk.keep_one("p2")
    assert client.post(address, seen | {"act": "prepare"}).status_code == 409
    assert walk.view().now.rendition is None


def test_the_service_refuses_what_slips_past_the_page(cast: Cast, marking: Any) -> None:
    _, walk = marking
    walk.keep_one("p2")
    with pytest.raises(services.redaction.ChangedMeanwhile):
        services.change_plan(
            case=walk.reference,
            number=1,
            change=lambda newest: keep(newest, id="p1", why="x"),
            words="x",
            actor=cast.ivo,
            at=walk.at,
        )


def test_unsaved_marks_are_saved_before_everyone_else_is_obscured(marking: Any) -> None:
    client, walk = marking
    typed = {"p1-decision": "keep", "p1-why": "The person convicted"}
    page = press(client, walk, "prepare", **typed).content.decode()
    assert "Obscuring everyone else" in page
    walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "Everyone else is obscured" in page
    rendition = walk.view().now.rendition
    assert rendition
    assert rendition.examined
    assert [one.id for one in plan(walk).kept] == ["p1"]


def test_an_examination_that_fails_is_shown_and_cannot_be_checked(
    cast: Cast, marking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, walk = marking
    passed = preparation.examine

    def examine(*given: Any, **named: Any) -> Any:
        report = passed(*given, **named)
        bare = type(report.checks[-1])(
            name="faces", passed=False, detail="A face that nobody keeps is bare at [1, 2, 3, 4]."
        )
        return type(report)(
            **{name: getattr(report, name) for name in report.__struct_fields__}
            | {"passed": False, "checks": (*report.checks[:-1], bare)}
        )

    monkeypatch.setattr(preparation, "examine", examine)
    press(client, walk, "prepare")
    walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "The finished picture failed its examination" in page
    assert "A face that nobody keeps is bare" in page
    check = (
        signed_in(cast.officer(cast.pia)).get(f"/cases/{walk.reference}/check/").content.decode()
    )
    assert "It failed its examination, so nobody can approve it." in check


def test_a_rendition_that_cannot_be_made_says_why_and_is_tried_again(
    marking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, walk = marking
    with monkeypatch.context() as broken:

        def examine(*_: Any, **__: Any) -> None:
            raise ModelUnusable("The model file faces.xml is missing.")

        broken.setattr(preparation, "examine", examine)
        press(client, walk, "prepare")
        walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "The picture could not be made." in page
    assert "The model file faces.xml is missing." in page
    press(client, walk, "prepare")
    walk.work()
    rendition = walk.view().now.rendition
    assert rendition
    assert rendition.examined


def test_a_passing_fault_is_waited_out_and_the_page_says_so(
    marking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, walk = marking

    def full(**_: Any) -> None:
        raise AssetNotKept("The disk is full.")

    monkeypatch.setattr(preparation.services, "keep_rendition", full)
    press(client, walk, "prepare")
    walk.work()
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "It did not work the last time: The disk is full. It is tried again by itself" in page
    rendition = walk.view().now.rendition
    assert rendition
    assert jobs.state(f"render:{rendition.pk}").state == "waiting"


def test_an_officer_sees_the_marks_and_who_may_change_them(cast: Cast) -> None:
    walk = a_case(cast, ready_for="preparing")
    client = signed_in(cast.officer(cast.ren))
    page = client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "only a press officer or a redactor may do this" in page
    assert 'name="act"' not in page
    answer = client.post(f"/cases/{walk.reference}/people/", {"number": "1", "act": "only:p1"})
    assert answer.status_code == 403
    assert version(walk).number == 1
