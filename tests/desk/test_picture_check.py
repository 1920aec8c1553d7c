"""The second look: by somebody else, at exactly this picture."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db


def answer(cast: Cast, walk: Walk, actor: Actor, **posted: Any) -> Any:
    given = {"sha256": walk.rendition, "answer": "approve", "note": "Whole heads."}
    client = signed_in(cast.officer(actor))
    return client.post(f"/cases/{walk.reference}/check/", given | posted, follow=True)


def page(cast: Cast, walk: Walk, actor: Actor) -> str:
    found = signed_in(cast.officer(actor)).get(f"/cases/{walk.reference}/check/")
    assert found.status_code == 200
    return found.content.decode()


def test_a_second_person_sees_both_pictures_and_the_examination(cast: Cast) -> None:
    shown = page(cast, a_case(cast, ready_for="check"), cast.pia)
    assert "As held" in shown
    assert "As it would go out" in shown
    assert "Person 1: The person convicted" in shown
    assert shown.count("Passed") == 7
    assert "May this picture go out?" in shown


def test_a_second_person_approves(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    assert "The picture is approved." in answer(cast, walk, cast.pia).content.decode()
    row = walk.view().now.approved
    assert row
    assert row.checked_by == cast.pia.reference
    assert "Approved" in page(cast, walk, cast.ivo)


def test_a_second_person_sends_it_back_with_what_is_wrong(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    unsaid = answer(cast, walk, cast.pia, answer="return", note="")
    assert unsaid.status_code == 400
    assert "Say what is wrong, so that it can be put right." in unsaid.content.decode()
    answer(cast, walk, cast.pia, answer="return", note="Her hair shows on the left.")
    people = signed_in(cast.officer(cast.ivo)).get(f"/cases/{walk.reference}/people/")
    assert "Sent back by Pia Moss" in people.content.decode()
    assert "Her hair shows on the left." in people.content.decode()


def test_whoever_worked_on_it_is_told_why_not(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    shown = page(cast, walk, cast.ivo)
    assert "You worked on this picture, so somebody else must check it" in shown
    assert 'name="answer"' not in shown
    assert answer(cast, walk, cast.ivo).status_code == 403
    assert walk.view().now.approved is None


def test_an_approval_of_another_picture_counts_for_nothing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    refused = answer(cast, walk, cast.pia, sha256="0" * 64)
    assert refused.status_code == 409
    assert "A newer rendition has been made since you looked" in refused.content.decode()


def test_before_it_is_obscured_the_page_says_what_comes_first(cast: Cast) -> None:
    walk = a_case(cast, ready_for="preparing")
    assert "There is no obscured picture to check yet." in page(cast, walk, cast.pia)
