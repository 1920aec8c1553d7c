"""The check in the studio: what is looked at is counted for the checker, marks are kept, and the signature binds."""

import json
import re
from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import services
from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'<script id="check-shown" type="application/json">(.*?)</script>', re.DOTALL)


class Checker:
    """Somebody who checks, or tries to."""

    def __init__(self, cast: Cast, walk: Walk, actor: Actor) -> None:
        self.client = signed_in(cast.officer(actor))
        self.address = f"/cases/{walk.reference}/studio/check/"
        self.sha256 = walk.rendition

    def page(self) -> str:
        found = self.client.get(self.address)
        assert found.status_code == 200
        return found.content.decode()

    def shown(self) -> dict[str, Any]:
        found = SHOWN.search(self.page())
        assert found
        shown: dict[str, Any] = json.loads(found[1])
        return shown

    def post(self, what: str, **said: Any) -> Any:
        body = {"sha256": self.sha256} | said
        return self.client.post(f"{self.address}{what}/", body, content_type="application/json")

    def sign(self, **differs: Any) -> Any:
        given = {"sha256": self.sha256, "answer": "approve", "note": "Whole heads."} | differs
        return self.client.post(self.address, given, follow=True)


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast, ready_for="check")


def test_what_was_looked_at_is_still_so_when_the_page_is_opened_again(
    cast: Cast, walk: Walk
) -> None:
    checker = Checker(cast, walk, cast.pia)
    first = checker.shown()["moments"][0]
    assert checker.post("looked", moment=first["key"]).json()["looked"] == [first["key"]]
    assert checker.shown()["looked"] == [first["key"]]
    assert Checker(cast, walk, cast.asha).shown()["looked"] == []


def test_everyone_is_named_and_nobody_coded(cast: Cast, walk: Walk) -> None:
    words = [each["words"] for each in Checker(cast, walk, cast.pia).shown()["moments"]]
    assert "Person 1 stays visible" in words
    assert "Person 2 is obscured" in words


def test_whoever_worked_on_it_is_told_why_nothing_counts(cast: Cast, walk: Walk) -> None:
    redactor = Checker(cast, walk, cast.ivo)
    assert "You worked on this picture, so somebody else must check it" in redactor.page()
    assert 'name="answer"' not in redactor.page()
    refused = redactor.post("looked", moment="sample:whole")
    assert refused.status_code == 403
    assert refused.json()["error"] == "You worked on this picture, so somebody else must check it."
    assert redactor.sign().status_code == 403
    assert walk.view().now.approved is None


def test_marks_are_kept_until_they_are_taken_off(cast: Cast, walk: Walk) -> None:
    checker = Checker(cast, walk, cast.pia)
    kept = checker.post("remark", seconds=0, words="Her hair shows.", box=[1, 2, 30.4, 40]).json()
    (mark,) = kept["remarks"]
    assert (mark["box"], mark["words"], mark["mine"]) == ([1, 2, 30, 40], "Her hair shows.", True)
    assert Checker(cast, walk, cast.asha).shown()["remarks"] == [mark | {"mine": False}]
    assert checker.sign().status_code == 409
    assert checker.post("unremark", number=mark["number"]).json()["remarks"] == []


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("looked", {}),
        ("looked", {"moment": "nowhere"}),
        ("remark", {"seconds": "soon", "words": "Bare."}),
        ("remark", {"seconds": 0, "words": "Bare.", "box": [1, 2]}),
        ("unremark", {"number": 404}),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    cast: Cast, walk: Walk, what: str, said: dict[str, Any]
) -> None:
    refused = Checker(cast, walk, cast.pia).post(what, **said)
    assert refused.status_code == 400
    assert refused.json()["error"].endswith(".")


def test_the_signature_is_for_the_plan_that_was_shown(cast: Cast, walk: Walk) -> None:
    checker = Checker(cast, walk, cast.pia)
    assert checker.sign(plan="0" * 64).status_code == 409
    row = walk.view().now.rendition
    assert row
    assert f'name="plan" value="{row.plan.digest}"' in checker.page()
    assert "The picture is approved." in checker.sign(plan=row.plan.digest).content.decode()


def test_a_case_that_is_closed_to_somebody_has_no_check(cast: Cast, walk: Walk) -> None:
    stranger = Checker(cast, walk, cast.ida)
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference, cast.pia.reference],
        reasons="She may be followed.",
        actor=cast.asha,
        at=walk.at,
    )
    assert stranger.client.get(stranger.address).status_code == 404
    assert stranger.post("looked", moment="sample:whole").status_code == 404


def test_before_it_is_obscured_the_page_says_what_comes_first(cast: Cast) -> None:
    walk = a_case(cast, ready_for="preparing")
    client = signed_in(cast.officer(cast.pia))
    found = client.get(f"/cases/{walk.reference}/studio/check/").content.decode()
    assert "There is no obscured picture to check yet." in found
