"""The restrictions page: a named person looks, what they find is entered, and nothing is taken for granted."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

pytestmark = pytest.mark.django_db

SECTION_45 = {
    "provision": "RR-03",
    "whom": "subject",
    "wording": "No matter that identifies the defendant",
    "source": "Order of the court",
}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def page(walk: Walk, part: str = "restrictions/") -> str:
    return f"/cases/{walk.reference}/{part}"


def a_check(**differs: Any) -> dict[str, Any]:
    usual = {"sources": "Court office, by telephone", "related": "nobody_protected"}
    return usual | differs


def test_none_found_is_an_act_by_a_named_person_who_says_whom_they_asked(
    walk: Walk, asha: Client
) -> None:
    assert "Nobody has checked yet" in asha.get(page(walk)).content.decode()
    refused = asha.post(page(walk, "restrictions/check/"), a_check(sources=""))
    assert "Say whom you asked" in refused.content.decode()
    assert "court_order" not in walk.view().facts
    done = asha.post(page(walk, "restrictions/check/"), a_check(), follow=True).content.decode()
    for shown in ("Counts", "Court office, by telephone", "Asha"):
        assert shown in done
    assert walk.view().facts["court_order"] == "none"
    assert walk.view().facts["juvenile_restriction"] == "none_made"


def test_a_restriction_is_entered_and_ended_with_reasons(walk: Walk, asha: Client) -> None:
    assert asha.post(page(walk, "restrictions/enter/"), {"whom": "subject"}).status_code == 400
    entered = asha.post(page(walk, "restrictions/enter/"), SECTION_45, follow=True)
    assert "Youth Justice and Criminal Evidence Act 1999, s.45" in entered.content.decode()
    assert walk.view().facts["court_order"] == "forbids_identification"
    (row,) = walk.view().case.restrictions.all()
    end = page(walk, f"restrictions/{row.pk}/end/")
    refused = asha.post(end, {"how": "lifted"})
    assert "Say who lifted it" in refused.content.decode()
    done = asha.post(end, {"how": "lifted", "reasons": "By a judge at sentence"}, follow=True)
    assert "A court lifted it" in done.content.decode()
    asha.post(page(walk, "restrictions/check/"), a_check())
    assert walk.view().facts["juvenile_restriction"] == "lifted"
    assert walk.view().facts["court_order"] == "none"


def test_a_protected_victim_makes_the_question_of_relatives_one_to_answer(
    walk: Walk, asha: Client
) -> None:
    victim = {**SECTION_45, "provision": "RR-08", "whom": "another", "person": "The complainant"}
    asha.post(page(walk, "restrictions/enter/"), victim)
    refused = asha.post(page(walk, "restrictions/check/"), a_check())
    assert "Somebody is protected here" in refused.content.decode()
    asha.post(page(walk, "restrictions/check/"), a_check(related="not_related"))
    assert walk.view().facts["court_order"] == "none"
    asha.post(page(walk, "restrictions/check/"), a_check(related="related", reasons="His niece"))
    assert walk.view().facts["court_order"] == "protects_another"


def test_a_day_of_birth_says_whether_the_person_is_under_18(walk: Walk, asha: Client) -> None:
    born = {"born_on_day": "1", "born_on_month": "5", "born_on_year": "2010"}
    refused = asha.post(page(walk, "age/"), born)
    assert "Say who says so" in refused.content.decode()
    done = asha.post(page(walk, "age/"), born | {"source": "Custody record"}, follow=True)
    assert "Born 1 May 2010: under 18" in done.content.decode()
    assert walk.view().facts["age_group"] == "under_18"


def test_anyone_at_the_desk_enters_a_restriction_and_a_redactor_does_not_check(
    walk: Walk, cast: Cast
) -> None:
    client = signed_in(cast.officer(cast.ivo))
    text = client.get(page(walk)).content.decode()
    assert "Enter a restriction" in text
    assert "only a press officer" in text
    assert client.post(page(walk, "restrictions/check/"), a_check()).status_code == 403
    client.post(page(walk, "restrictions/enter/"), SECTION_45)
    assert walk.view().facts["court_order"] == "forbids_identification"
