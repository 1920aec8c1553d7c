"""Advice in plain English: all of it, nothing besides, and no code left in it."""

import re
from datetime import date
from typing import Any

import pytest
from tests.policy.cases import BASELINE, written

from bluelamp.policy import decide, load
from bluelamp.policy.spelling import spell, spell_while
from bluelamp.policy.vocabulary import REQUIREMENTS, day, listed, source_lines
from bluelamp.policy.words import Account, account, plain

PACK = load("mps")
JUNE = date(2026, 6, 1)


def told(decision: str = "custody-image", as_of: date = JUNE, **changed: Any) -> Account:
    facts = BASELINE[decision] | changed
    advice = decide(PACK, decision, facts, as_of)
    return account(PACK.decisions[decision], advice, facts)


def under(said: Account, heading: str) -> str:
    return " ".join(s for part in said.parts if part.heading == heading for s in part.sentences)


def test_answer_says_what_holds_meanwhile() -> None:
    assert told().answer.startswith("Release: all that the policy asks for is in place")
    assert told(hospital_order="made").answer.endswith("Until they have judged, it is refused.")
    assert told(hospital_order="expected").answer.endswith("Until they have judged, it is held.")


def test_reason_is_the_clause_its_lines_its_words_and_the_facts() -> None:
    because = under(told(stage="acquitted"), "Because")
    assert "CI-03, line 18: The photograph may go out" in because
    assert "Here the person was acquitted." in because


def test_nothing_shows_what_would_have_decided_otherwise() -> None:
    absent = under(told(), "Nothing shows that")
    assert "an order forbids identifying the person" in absent
    assert "the person is a vulnerable adult" in absent
    assert "forbids" not in under(told(court_order="forbids_identification"), "Nothing shows that")


def test_nothing_later_than_the_deciding_clause_is_spoken_of() -> None:
    assert "vulnerable" not in plain(told(image_owner="other_force"))


def test_what_is_not_known_is_said_so_and_never_as_a_no() -> None:
    said = told(court_order=None)
    assert "whether a court order is in force" in under(said, "Not known")
    assert not under(said, "Nothing shows that")
    missing = told(image_held=None)
    assert "whether the image is in hand" in under(missing, "Not known")
    assert "The image itself." in under(missing, "Still missing")


def test_what_was_asked_in_vain_is_told_apart_from_what_nobody_asked() -> None:
    said = told(court_order={"state": "dont_know"}, harm_assessment={"state": "not_asked"})
    unknown = under(said, "Not known")
    assert "a court order is in force; whoever was asked does not know: hold until" in unknown
    assert "a risk of harm was raised." in unknown


def test_facts_that_settle_it_and_those_that_would_change_it_are_told() -> None:
    said = told(court_order="postpones_reports", published=True)
    enough = under(said, "Enough to settle it, whatever else is found")
    assert enough == "The image is published, and an order postpones reports."
    assert "Release, if no court order is in force." in under(
        said, "What would give another answer"
    )


def test_date_is_told_with_where_it_lies() -> None:
    said = told(convicted_on="2026-01-05", sentenced_on="2026-01-31")
    assert "more than three months have passed since sentence (31 January 2026)" in under(
        said, "Because"
    )


def test_duty_names_who_and_when_in_words() -> None:
    duties = under(told(), "Who does what")
    assert "REC-01, the decision maker: Record the decision" in duties
    assert "Due: 1 June 2026: the day of conviction." in duties


def test_change_by_itself_is_dated() -> None:
    said = told(convicted_on="2026-05-01", sentenced_on="2026-05-31", as_of=JUNE)
    heading = "When the answer changes by itself"
    assert under(said, heading) == "From 1 September 2026 it is: refuse."


@pytest.mark.parametrize("case", written(), ids=lambda case: case["id"])
def test_every_written_case_is_told_without_a_code(case: dict[str, Any]) -> None:
    facts = BASELINE[case["decision"]] | case["set"]
    advice = decide(PACK, case["decision"], facts, date.fromisoformat(case["as_of"]))
    said = plain(account(PACK.decisions[case["decision"]], advice, facts))
    assert not re.findall(r"\w+_\w+|\bNone\b|\bTrue\b|\bFalse\b|\.\.|\{|\}", said), said
    for reason in (*advice.because, *advice.considered, *advice.defeated, *advice.warnings):
        assert f"{reason.clause}, " in said or f"{reason.clause}: " in said
    stated = PACK.decisions[case["decision"]].facts
    unknown = [stated[name].phrase(None).lower() for name in advice.open]
    flat = " ".join(said.split()).lower()
    assert all(phrase in flat for phrase in unknown)


def test_conditions_are_spelt_out() -> None:
    decision = PACK.decisions["custody-image"]
    clauses = {clause.id: clause for clause in decision.clauses}
    told_when = {
        name: spell_while(clauses[name].when, clauses[name].until, decision.facts)
        for name in ("CI-02", "CI-07.reason", "CI-10", "CI-19", "CI-03.gone")
    }
    assert told_when == {
        "CI-02": "when the image is another force's",
        "CI-07.reason": "when the image has been released before,"
        " until a reason is given why the image is needed again",
        "CI-10": "when the category is settled,"
        " and the investigation falls into none of the four categories",
        "CI-19": "in every case, until the image is in hand",
        "CI-03.gone": "when the image is published,"
        " and it is not so that the person has been convicted, by plea or verdict",
    }
    assert "either" in spell(clauses["CI-08"].when, decision.facts)


def test_every_requirement_of_the_pack_has_words() -> None:
    codes = {c for d in PACK.decisions.values() for clause in d.clauses for c in clause.requires}
    assert codes <= set(REQUIREMENTS)


def test_lists_lines_and_days() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert (source_lines([18]), source_lines([33, 34]), source_lines([])) == (
        "line 18", "lines 33 and 34", "",
    )  # fmt: skip
    assert day(date(2026, 6, 1)) == "1 June 2026"
