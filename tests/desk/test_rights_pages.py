"""The rights test is answered on one page, and read on another as the record of the decision; logs are views of the record."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import rights, services
from bluelamp.casework.lifecycle import TABLE
from bluelamp.casework.routes import Route
from bluelamp.desk.logs import LOGS, Log

pytestmark = pytest.mark.django_db


def page(client: Client, walk: Walk, part: str) -> str:
    found = client.get(f"/cases/{walk.reference}/{part}")
    assert found.status_code == 200
    return found.content.decode()


def typed(**differs: str) -> dict[str, str]:
    words = {f"t{each.number}": each.title for each in rights.asked(Route.CUSTODY_IMAGE)}
    yes = dict.fromkeys(("legitimate", "necessary", "proportionate"), "yes")
    chosen = {"purpose": "detection", "basis": "pace_64a", "regime": "law_enforcement"}
    return words | yes | chosen | differs


def answer(client: Client, walk: Walk, **differs: str) -> Any:
    return client.post(f"/cases/{walk.reference}/rights/answer/", typed(**differs), follow=True)


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def test_the_test_is_answered_and_stands_in_the_record(cast: Cast, asha: Client) -> None:
    walk = a_case(cast)
    assert "Not answered yet." in page(asha, walk, "rights/")
    done = answer(asha, walk, t5="A description brought nobody.").content.decode()
    assert "The rights test is answered, in your name." in done
    assert "A description brought nobody." in done
    assert "Asha Bell" in done
    for question in rights.QUESTIONS:
        assert f"T{question.number} {question.title}" in done
    assert walk.view().facts["rights_test"] is True


@pytest.mark.parametrize("left_out", ["t6", "purpose", "necessary"])
def test_a_question_left_out_is_asked_for_beside_its_field(
    cast: Cast, asha: Client, left_out: str
) -> None:
    walk = a_case(cast)
    refused = answer(asha, walk, **{left_out: ""})
    assert refused.status_code == 400
    assert f'href="#id_{left_out}' in refused.content.decode()
    assert walk.view().now.rights is None


def test_answers_given_last_stand_to_be_changed_and_those_superseded_stay(
    cast: Cast, asha: Client
) -> None:
    walk = a_case(cast)
    answer(asha, walk, t7="Nobody else is touched.")
    assert "Nobody else is touched." in page(asha, walk, "rights/answer/")
    answer(asha, walk, t7="His child is at school nearby.", proportionate="no")
    text = page(asha, walk, "rights/")
    assert text.index("His child is at school nearby.") < text.index("Nobody else is touched.")
    assert "Answers that were superseded" in text
    assert walk.view().facts["rights_test"] is False


def test_whoever_may_not_answer_is_told_who_may(cast: Cast) -> None:
    walk = a_case(cast)
    ren = signed_in(cast.officer(cast.ren))
    assert "only a press officer may do this" in page(ren, walk, "rights/answer/")
    assert answer(ren, walk).status_code == 403


def test_the_record_of_a_release_answers_every_question(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="objection", category=["sexual_offence"])
    walk.object("unwanted")
    walk.answer(upheld=False)
    walk.release()
    text = page(asha, walk, "rights/")
    for said in (
        "Confirmed as the right person.",
        "Checked by a second person.",
        "His sister has asked that it is not used.",
        "I have weighed it.",
        "Adopted risk assessment: No address shown",
        "Given, as Superintendent",
        "Released, as a press officer.",
        "The advice was: release",
        "It has not been refused.",
    ):
        assert said in text, said
    assert "Not answered yet." not in text


def test_an_earlier_round_keeps_its_record(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence", actor=cast.asha, at=walk.at)
    assert walk.view().facts.get("rights_test") is None
    assert "Nobody has decided yet." in page(asha, walk, "rights/")
    assert "Released, as a press officer." in page(asha, walk, "rights/?round=1")
    for odd in ("²", "-1", "x", "٩"):
        assert page(asha, walk, f"rights/?round={odd}") == page(asha, walk, "rights/")


def test_the_two_logs_are_numbered_views_of_the_record(cast: Cast, asha: Client) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object("unwanted")
    walk.answer(upheld=False)
    services.refuse(
        case=walk.reference,
        ground="not_necessary",
        reasons="Reported already.",
        actor=cast.asha,
        at=walk.at,
    )
    press, refusal = (page(asha, walk, f"log/?view={view}") for view in ("press", "refusal"))
    assert "1. Case opened" in press
    assert "Officer told" in press
    for log in (press, refusal):
        assert "Release is not necessary" in log
        assert "entered at once as entry" in log
    assert "1. Officer objected" in refusal
    assert "3. Refused" in refusal


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_a_log_names_kinds_of_entries_that_acts_make(log: Log) -> None:
    assert log.kinds | log.against <= {step.entry for step in TABLE}


def test_nothing_refused_is_said(cast: Cast, asha: Client) -> None:
    assert "has been refused" in page(asha, a_case(cast), "log/?view=refusal")
