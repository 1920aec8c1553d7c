"""The facts page: what is best asked next, only changed answers recorded, nothing lost."""

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import registers, selectors, services
from bluelamp.casework.services import Said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept_in_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fact is asked on this page, so that questions of every form are; a register asks for its own."""
    monkeypatch.setattr(registers, "REGISTERS", ())


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def page(walk: Walk, part: str = "facts") -> str:
    return f"/cases/{walk.reference}/{part}/"


def test_the_best_question_stands_alone_at_the_top(walk: Walk, asha: Client) -> None:
    text = asha.get(page(walk)).content.decode()
    assert text.index("Best asked next") < text.index("How far have the proceedings come?")
    assert 'name="only" value="stage"' in text


def test_an_answer_is_recorded_with_who_said_so_and_where_to_check_it(
    walk: Walk, asha: Client
) -> None:
    answer = {
        "only": "stage",
        "stage": "convicted",
        "said_by": "Court register",
        "evidence": "Order of 23 November",
    }
    sent = asha.post(page(walk), answer, follow=True)
    assert sent.redirect_chain == [(page(walk), 302)]
    assert "1 answer is recorded" in sent.content.decode()
    row = walk.view().asserted["stage"]
    assert (row.value, row.said_by, row.evidence) == (
        "convicted",
        "Court register",
        "Order of 23 November",
    )


def test_only_what_was_changed_is_recorded(walk: Walk, asha: Client) -> None:
    everything = whole_form(asha, walk)
    asha.post(page(walk), everything | {"domestic": "no", "age_group": "adult"})
    assert set(walk.view().asserted) == {"trigger", "domestic", "age_group"}
    history = selectors.history(walk.reference).count()
    again = asha.post(page(walk), whole_form(asha, walk))
    assert "Nothing has been changed" in again.content.decode()
    assert selectors.history(walk.reference).count() == history


def test_asked_and_not_known_is_recorded_and_stays_unknown(walk: Walk, asha: Client) -> None:
    asha.post(page(walk), {"only": "domestic", "domestic": "unknown"})
    assert walk.view().asserted["domestic"].known is False
    assert "domestic" not in walk.view().facts


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["sexual_offence", "child_sexual_abuse"], ["sexual_offence", "child_sexual_abuse"]),
        (["none_of_these"], []),
    ],
)
def test_a_list_is_ticked(walk: Walk, asha: Client, given: list[str], kept: list[str]) -> None:
    asha.post(page(walk), {"only": "category", "category": given})
    assert walk.view().facts["category"] == kept


def test_none_of_these_stands_alone(walk: Walk, asha: Client) -> None:
    answer = {"only": "category", "category": ["sexual_offence", "none_of_these"]}
    refused = asha.post(page(walk), answer)
    assert refused.status_code == 400
    assert "one of the last two answers alone" in refused.content.decode()
    assert "category" not in walk.view().asserted


def test_a_date_is_entered_in_three_parts_and_may_be_taken_back(walk: Walk, asha: Client) -> None:
    asha.post(page(walk), {"only": "stage", "stage": "convicted"})
    day = {"sentenced_on_day": "3", "sentenced_on_month": "11", "sentenced_on_year": "2026"}
    asha.post(page(walk), {"only": "sentenced_on", **day})
    assert walk.view().facts["sentenced_on"] == "2026-11-03"
    none = dict.fromkeys(day, "")
    asha.post(page(walk), {"only": "sentenced_on", **none})
    assert walk.view().facts["sentenced_on"] is None


def test_a_contradiction_is_one_sentence_without_codes_and_what_was_typed_stays(
    walk: Walk, asha: Client
) -> None:
    answer = {
        **whole_form(asha, walk),
        "age_group": "adult",
        "juvenile_restriction": "in_force",
        "evidence": "Typed with care",
    }
    refused = asha.post(page(walk), answer)
    text = refused.content.decode()
    assert refused.status_code == 400
    assert "cannot both be so" in text
    assert "in_force cannot" not in text
    assert "Typed with care" in text
    assert "Error: " in text
    assert "age_group" not in walk.view().asserted


def test_a_judgement_without_reasons_is_refused_beside_its_question(
    walk: Walk, asha: Client
) -> None:
    refused = asha.post(page(walk), {"only": "category_settled", "category_settled": "yes"})
    assert "Give your reasons" in refused.content.decode()
    asha.post(
        page(walk),
        {
            "only": "category_settled",
            "category_settled": "yes",
            "category_settled_reason": "Legitimate, …",
        },
    )
    assert walk.view().asserted["category_settled"].reason == "Legitimate, …"


def test_an_answer_that_somebody_changed_meanwhile_is_not_overwritten(
    walk: Walk, asha: Client, cast: Cast
) -> None:
    opened = whole_form(asha, walk)
    said = Said(name="court_order", value="forbids_identification", said_by="Court clerk")
    services.record_fact(case=walk.reference, said=said, actor=cast.ren, at=walk.at)
    refused = asha.post(page(walk), opened | {"court_order": "none"})
    assert "Court clerk was recorded as saying" in refused.content.decode()
    assert walk.view().facts["court_order"] == "forbids_identification"
    # What this person did not touch is not taken for their answer.
    asha.post(page(walk), opened | {"domestic": "no"})
    assert walk.view().facts["court_order"] == "forbids_identification"
    assert walk.view().facts["domestic"] is False


def test_a_redactor_reads_the_facts_and_is_told_who_records_them(walk: Walk, cast: Cast) -> None:
    client = signed_in(cast.officer(cast.ivo))
    text = client.get(page(walk)).content.decode()
    assert "only a press officer or an investigating officer may do this" in text
    assert "Save" not in text
    refused = client.post(page(walk), {"only": "stage", "stage": "convicted"})
    assert refused.status_code == 403


def whole_form(client: Client, walk: Walk) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    form = client.get(page(walk)).context["everything"]
    sent = {name: form[name].value() for name in form.fields}
    seen = max(row.pk for row in walk.view().asserted.values())
    return {name: value for name, value in sent.items() if value} | {"seen": str(seen)}
