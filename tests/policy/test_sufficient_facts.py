"""The facts that are said to be enough force the outcome by themselves, and none can be spared."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.policy.cases import BASELINE, JUNE, advise, written
from tests.policy.completions import Facts, Judge
from tests.policy.test_exactness import JUDGES, partial_cases, refused, unhurried

from bluelamp.policy import Advice, FactsRefused, Form, decide, load

UNKNOWN = {"state": "dont_know"}


def advice_on(decision: str, known: Facts, as_of: date = JUNE) -> Advice | None:
    """The advice where these facts alone are known, an absent date among them; None if impossible."""
    facts = load("mps").decisions[decision].facts
    dates = {name: UNKNOWN for name, fact in facts.items() if fact.form is Form.DATE}
    try:
        return decide(load("mps"), decision, {**dates, **known}, as_of)
    except FactsRefused:
        return None


def check(decision: str, advice: Advice) -> None:
    enough = advice.sufficient
    alone = advice_on(decision, enough, advice.as_of)
    assert alone is not None
    assert alone.outcome == advice.outcome
    for name in enough:
        fewer = {other: value for other, value in enough.items() if other != name}
        without = advice_on(decision, fewer, advice.as_of)
        assert without is not None
        assert without.outcome == "undetermined", name


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.decision)
@unhurried
@given(data=st.data())
def test_sufficient_facts_force_the_outcome_and_none_can_be_spared(
    judge: Judge, data: st.DataObject
) -> None:
    case = data.draw(partial_cases(judge))
    assume(not refused(judge.decision, case))
    advice = decide(load("mps"), judge.decision, case, JUNE)
    if advice.outcome == "undetermined":
        assert advice.sufficient == {}
    else:
        assert not advice.sufficient.items() - _hashable(case)
        check(judge.decision, advice)


@pytest.mark.parametrize("case", written(), ids=lambda case: case["id"])
def test_sufficient_facts_of_the_written_cases(case: dict[str, Any]) -> None:
    facts = BASELINE[case["decision"]] | case["set"]
    advice = decide(load("mps"), case["decision"], facts, date.fromisoformat(case["as_of"]))
    if advice.outcome != "undetermined":
        check(case["decision"], advice)


def test_what_is_cited_is_kept_and_what_is_not_needed_is_left_out() -> None:
    advice = advise(harm_assessment="risk_found", domestic=True, others_visible=True)
    assert advice.sufficient["harm_assessment"] == "risk_found"
    assert not {"domestic", "others_visible"} & advice.sufficient.keys()


def test_an_event_that_has_not_happened_can_be_what_is_needed() -> None:
    assert advise(convicted_on=None).sufficient["sentenced_on"] is None


def _hashable(case: Facts) -> set[tuple[str, Any]]:
    return {(k, tuple(v) if isinstance(v, list) else v) for k, v in case.items()}
