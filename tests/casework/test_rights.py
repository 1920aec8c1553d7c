"""CI-34, REC-01: the rights test is answered whole, superseded by adding, and asked anew in a new round."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.weighing import answers

from bluelamp.casework import rights, services
from bluelamp.casework.errors import BadInput
from bluelamp.casework.models import RightsAnswer
from bluelamp.casework.pack import facts_of
from bluelamp.casework.routes import PUBLIC, Route
from bluelamp.casework.services import Said
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def test_the_questions_are_the_fifteen_of_the_test() -> None:
    assert [each.number for each in rights.QUESTIONS] == list(range(1, 16))


@pytest.mark.parametrize("route", sorted(PUBLIC))
def test_what_the_test_settles_is_what_its_register_keeps(route: Route) -> None:
    assert set(rights.settled(answers(route))) == rights.FACTS
    purpose = facts_of(route).get("purpose")
    if purpose is not None:
        assert set(rights.PURPOSES[route]) == set(purpose.values)


def test_a_set_of_answers_is_kept_and_recorded(cast: Cast) -> None:
    walk = a_case(cast)
    walk.weigh()
    view = walk.view()
    assert view.facts["rights_test"] is True
    assert view.now.rights.answered_by == cast.asha.reference
    entry = record.entries_for(walk.reference)[-1]
    assert entry.kind == "rights test answered"
    assert entry.body["t05"] == "Necessity: looked at."


@pytest.mark.parametrize("judged", ["legitimate", "necessary", "proportionate"])
def test_ci_34_one_no_is_enough(cast: Cast, judged: str) -> None:
    walk = a_case(cast, ready_for="image")
    walk.weigh(**{judged: False})
    view = walk.view()
    assert view.facts["rights_test"] is False
    (task,) = [each for each in view.tasks if each.page == "rights"]
    assert task.status == "problem"


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"purpose": "identify"}, "purpose"),
        ({"basis": "because"}, "basis"),
        ({"regime": ""}, "regime"),
        ({"reasons": {}}, "t3"),
    ],
)
def test_an_answer_that_is_missing_or_not_of_the_route_is_named(
    cast: Cast, differs: dict[str, Any], field: str
) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput) as refused:
        walk.weigh(**differs)
    assert refused.value.field == field
    assert walk.view().now.rights is None


def test_words_taken_over_keep_who_wrote_them(cast: Cast) -> None:
    walk = a_case(cast)
    walk.weigh()
    changed = dict(answers().reasons) | {7: "His child would be known at school."}
    services.answer_rights_test(
        case=walk.reference, answers=answers(reasons=changed), actor=cast.tom, at=walk.at
    )
    by = {each.number: each.written_by for each in walk.view().now.rights.answers.all()}
    assert by[7] == cast.tom.reference
    assert {by[number] for number in by if number != 7} == {cast.asha.reference}
    assert RightsAnswer.objects.filter(number=7).count() == 2


def test_what_the_test_settles_cannot_be_stated_by_itself(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput, match="Rights test and decision record"):
        services.record_fact(
            case=walk.reference,
            said=Said(name="rights_test", value=True, reason="So I say"),
            actor=cast.asha,
            at=walk.at,
        )


def test_in_a_new_round_the_test_is_answered_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence", actor=cast.asha, at=walk.at)
    view = walk.view()
    assert view.now.rights is None
    assert "rights_test" not in view.facts
    assert [each.status for each in view.tasks if each.page == "rights"] == ["to do"]


def test_an_answer_says_something_in_the_database_too(cast: Cast) -> None:
    walk = a_case(cast)
    walk.weigh()
    with pytest.raises(IntegrityError, match="an_answer_says_something"), transaction.atomic():
        RightsAnswer.objects.update(text="")
