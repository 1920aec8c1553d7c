"""The outcome is exact over every completion of the unknown facts, judged by brute enumeration."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.policy import custody_reference, references
from tests.policy.cases import BASELINE, JUNE
from tests.policy.completions import RECENT, Facts, Judge, answers

from bluelamp.policy import FactsRefused, Form, decide, load

ENOUGH_COMPLETIONS = 3000
# A busy machine is slow to draw examples; that says nothing about the law under test.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def custody_can_be(case: Facts) -> bool:
    convicted, sentenced = case["convicted_on"], case["sentenced_on"]
    return not (
        (case["age_group"] == "adult" and case["juvenile_restriction"] == "in_force")
        or (convicted and sentenced and sentenced < convicted)
        or (case["stage"] == "convicted" and convicted and convicted > JUNE)
    )


CUSTODY = Judge("custody-image", lambda case: custody_reference.outcome(case, JUNE), custody_can_be)
JUDGES = [
    CUSTODY,
    Judge("wanted-person", references.wanted_person),
    Judge("missing-person", references.missing_person),
    Judge("identification-appeal", references.identification_appeal),
    Judge("bwv-prosecution", references.bwv_prosecution),
    Judge("bwv-media", references.bwv_media),
]


@st.composite
def partial_cases(draw: st.DrawFn, judge: Judge) -> Facts:
    """Mostly ordinary cases with some facts changed and some unknown."""
    facts = judge.facts
    case: dict[str, Any] = {name: BASELINE[judge.decision][name] for name in facts}
    if "convicted_on" in case:
        case["convicted_on"] = RECENT
    for name in draw(st.sets(st.sampled_from(list(facts)), max_size=8)):
        case[name] = draw(st.sampled_from(answers(facts[name])))
    for name in draw(st.sets(st.sampled_from(list(facts)), max_size=6)):
        case[name] = None
    assume(judge.size(case) <= ENOUGH_COMPLETIONS)
    return case


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.decision)
@unhurried
@given(data=st.data())
def test_outcome_and_open_facts_are_those_of_every_completion(
    judge: Judge, data: st.DataObject
) -> None:
    case = data.draw(partial_cases(judge))
    outcomes, matter = judge.judge(case)
    if not outcomes:
        assert refused(judge.decision, case)
        return
    advice = decide(load("mps"), judge.decision, case, JUNE)
    assert advice.because
    known = {name for name, value in case.items() if value is not None}
    assert all(known >= set(reason.facts) for reason in (*advice.because, *advice.considered))
    if len(outcomes) == 1:
        assert advice.outcome == outcomes.pop()
        assert (advice.possible, advice.open, advice.next_question) == ((), (), None)
    else:
        assert advice.outcome == "undetermined"
        assert set(advice.possible) == outcomes
        assert set(advice.open) == matter
        assert advice.next_question is not None
        assert advice.next_question.fact in matter


@pytest.mark.parametrize(
    "decision", ["wanted-person", "missing-person", "identification-appeal", "bwv-prosecution"]
)
def test_every_complete_case_of_the_small_decisions(decision: str) -> None:
    (judge,) = (judge for judge in JUDGES if judge.decision == decision)
    for case in judge.completions(dict.fromkeys(judge.facts)):
        assert decide(load("mps"), decision, case, JUNE).outcome == judge.outcome(case)


@unhurried
@given(case=partial_cases(CUSTODY), data=st.data())
def test_knowing_less_never_releases(case: Facts, data: st.DataObject) -> None:
    """Dates aside: with a known stage, a date left out says that the event has not happened."""
    undated = [name for name, fact in CUSTODY.facts.items() if fact.form is not Form.DATE]
    forgotten = data.draw(st.sampled_from(undated))
    assume(CUSTODY.judge(case)[0])
    before = decide(load("mps"), "custody-image", case, JUNE).outcome
    after = decide(load("mps"), "custody-image", case | {forgotten: None}, JUNE).outcome
    assert after != "release" or before == "release"


def test_the_judge_can_fail() -> None:
    """A reference that forgets one safeguard is found out on the blank margin of one case."""
    careless = Judge(
        "wanted-person", lambda case: references.wanted_person(case | {"rights_test": True})
    )
    case = BASELINE["wanted-person"] | {"rights_test": None}
    assert careless.judge(case) == ({"release"}, set())
    assert decide(load("mps"), "wanted-person", case, JUNE).open == ("rights_test",)


def refused(decision: str, case: Facts) -> bool:
    try:
        decide(load("mps"), decision, case, JUNE)
    except FactsRefused:
        return True
    return False


def test_next_question_is_the_most_telling_one() -> None:
    """Of the three open facts the window settles two thirds of the completions by itself."""
    case = BASELINE["custody-image"] | {"needed_again": None, "released_before": None}
    advice = decide(load("mps"), "custody-image", case | {"objection_window": None}, JUNE)
    assert advice.open == ("released_before", "needed_again", "objection_window")
    assert advice.next_question is not None
    assert advice.next_question.fact == "objection_window"
