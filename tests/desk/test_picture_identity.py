"""Is it the right person? Someone who did not bring the image answers, for exactly this file."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db


def answer(cast: Cast, walk: Walk, actor: Actor, **posted: Any) -> Any:
    given = {"sha256": walk.sha256, "answer": "right", "note": "Compared with the record."}
    client = signed_in(cast.officer(actor))
    return client.post(f"/cases/{walk.reference}/identity/", given | posted, follow=True)


def page(cast: Cast, walk: Walk, actor: Actor) -> str:
    found = signed_in(cast.officer(actor)).get(f"/cases/{walk.reference}/identity/")
    assert found.status_code == 200
    return found.content.decode()


def test_another_officer_confirms_with_a_note(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    assert "Yes, this is Victor Lamb" in page(cast, walk, cast.mary)
    said = answer(cast, walk, cast.mary)
    assert "It is confirmed as the right person." in said.content.decode()
    image = walk.view().now.image
    assert image
    assert (image.right_person, image.identified_by) == (True, cast.mary.reference)


def test_whoever_brought_it_may_not_confirm_but_may_say_that_it_is_wrong(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    shown = page(cast, walk, cast.ren)
    assert "You brought this image, so somebody else must confirm" in shown
    assert 'value="wrong"' in shown
    assert 'value="right"' not in shown
    refused = answer(cast, walk, cast.ren)
    assert refused.status_code == 403
    assert "somebody else must confirm" in refused.content.decode()
    image = walk.view().now.image
    assert image
    assert image.right_person is None


def test_the_wrong_person_needs_a_word_and_stops_everything(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    nothing_said = answer(cast, walk, cast.mary, answer="wrong", note="")
    assert nothing_said.status_code == 400
    assert "Say who or what the image shows instead" in nothing_said.content.decode()
    answer(cast, walk, cast.mary, answer="wrong", note="It is his brother.")
    image = walk.view().now.image
    assert image
    assert image.right_person is False
    shown = page(cast, walk, cast.mary)
    assert "This image shows the wrong person and goes nowhere." in shown
    assert "“It is his brother.”" in shown
    people = signed_in(cast.officer(cast.ivo)).get(f"/cases/{walk.reference}/people/")
    assert "Another must be brought" in people.content.decode()


def test_an_answer_for_an_image_that_was_replaced_counts_for_nothing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    refused = answer(cast, walk, cast.mary, sha256="0" * 64)
    assert refused.status_code == 409
    assert "The image has been replaced since you looked" in refused.content.decode()


def test_a_redactor_is_told_who_may(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    shown = page(cast, walk, cast.ivo)
    assert "only an investigating officer or a senior officer may do this" in shown
    assert 'name="answer"' not in shown


def test_before_there_is_an_image_the_page_says_what_comes_first(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    assert "There is no image yet." in page(cast, walk, cast.mary)
