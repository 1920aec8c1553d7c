"""Legal advice at the desk: its words are on one page alone, for those who may read them."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.people.actor import Actor
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

QUESTION = "May we name the brother?"
ADVICE = "Not before he is sentenced."


def get(walk: Walk, actor: Actor, part: str = "legal/") -> Any:
    client = signed_in(walk.cast.officer(actor))
    return client.get(f"/cases/{walk.reference}/{part}")


def post(walk: Walk, actor: Actor, part: str, **posted: Any) -> Any:
    client = signed_in(walk.cast.officer(actor))
    return client.post(f"/cases/{walk.reference}/{part}", posted, follow=True)


@pytest.fixture
def walk(cast: Cast) -> Walk:
    """Asha has asked, and named Jo to read the answer; Una has given it."""
    walk = a_case(cast)
    post(walk, cast.asha, "legal/", question=QUESTION, readers=[cast.jo.reference])
    post(walk, cast.una, words_of(walk), advice=ADVICE)
    return walk


def words_of(walk: Walk) -> str:
    legal = walk.view().now.legal
    assert legal is not None
    return f"legal/{legal.pk}/"


def test_advice_is_asked_answered_and_read_by_those_who_may(cast: Cast, walk: Walk) -> None:
    for actor in (cast.asha, cast.jo, cast.una):
        text = get(walk, actor, words_of(walk)).content.decode()
        assert QUESTION in text
        assert ADVICE in text
    refused = get(walk, cast.tom, words_of(walk))
    assert refused.status_code == 403
    assert ADVICE not in refused.content.decode()


def test_its_words_are_on_no_other_page_of_the_case(cast: Cast, walk: Walk) -> None:
    for part in ("", "legal/", "record/", "rights/", "log/", "advice/", "decision/", "authority/"):
        text = get(walk, cast.asha, part).content.decode()
        assert QUESTION not in text
        assert ADVICE not in text


def test_a_page_view_is_a_reading_in_the_record(cast: Cast, walk: Walk) -> None:
    get(walk, cast.jo, words_of(walk))
    held = record.entries_for(walk.reference)
    (reading,) = [each for each in held if each.kind == "legal advice read"]
    assert reading.actor == cast.jo.reference
    assert "Legal advice read" not in get(walk, cast.asha, "record/").content.decode()
    assert "Legal advice read" in get(walk, cast.asha, "record/?show=all").content.decode()
    overview = get(walk, cast.asha, "").content.decode()
    assert "Legal advice given" in overview
    assert "Legal advice read" not in overview


def test_whoever_may_not_read_it_sees_that_it_was_sought(cast: Cast, walk: Walk) -> None:
    text = get(walk, cast.tom).content.decode()
    assert "Asha Bell" in text
    assert "Read it" not in text


def test_an_empty_question_and_an_empty_answer_are_asked_for(cast: Cast) -> None:
    walk = a_case(cast)
    unasked = post(walk, cast.asha, "legal/", question="")
    assert unasked.status_code == 400
    assert "Write what you ask the legal adviser." in unasked.content.decode()
    post(walk, cast.asha, "legal/", question=QUESTION)
    unsaid = post(walk, cast.una, words_of(walk), advice="")
    assert unsaid.status_code == 400
    assert "Write your advice." in unsaid.content.decode()
    assert "For a legal adviser." in get(walk, cast.asha, "").content.decode()
