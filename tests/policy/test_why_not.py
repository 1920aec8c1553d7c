"""For every other outcome the nearest change of facts is named; it works, and none is nearer."""

from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.policy.cases import JUNE, advise
from tests.policy.completions import Facts, Judge, answers
from tests.policy.test_exactness import CUSTODY, JUDGES, partial_cases, refused, unhurried

from bluelamp.policy import Outcome, decide, load

SMALL = [judge for judge in JUDGES if judge.decision not in ("custody-image", "bwv-media")]


def outcomes(judge: Judge) -> set[Outcome]:
    clauses = load("mps").decisions[judge.decision].clauses
    return {clause.verdict.outcome for clause in clauses if clause.verdict}


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.decision)
@unhurried
@given(data=st.data())
def test_each_change_gives_its_outcome(judge: Judge, data: st.DataObject) -> None:
    case = data.draw(partial_cases(judge))
    assume(not refused(judge.decision, case))
    advice = decide(load("mps"), judge.decision, case, JUNE)
    assert {contrast.outcome for contrast in advice.why_not} == outcomes(judge) - {advice.outcome}
    for contrast in advice.why_not:
        assert contrast.change
        changed = decide(load("mps"), judge.decision, case | contrast.change, JUNE)
        assert changed.outcome == contrast.outcome


@pytest.mark.parametrize("judge", SMALL, ids=lambda judge: judge.decision)
@settings(unhurried, max_examples=12)
@given(data=st.data())
def test_no_smaller_change_of_a_complete_case_would_do(judge: Judge, data: st.DataObject) -> None:
    case = {name: data.draw(st.sampled_from(answers(fact))) for name, fact in judge.facts.items()}
    for contrast in decide(load("mps"), judge.decision, case, JUNE).why_not:
        assert not nearer(judge, case, contrast.outcome, len(contrast.change) - 1)


@settings(unhurried, max_examples=25, suppress_health_check=list(HealthCheck))
@given(case=partial_cases(CUSTODY))
def test_no_single_fact_would_do_where_two_are_named(case: Facts) -> None:
    assume(CUSTODY.size(case) == 1)
    assume(not refused(CUSTODY.decision, case))
    for contrast in decide(load("mps"), CUSTODY.decision, case, JUNE).why_not:
        if len(contrast.change) == 2:
            assert not nearer(CUSTODY, case, contrast.outcome, 1)


def nearer(judge: Judge, case: Facts, outcome: str, most: int) -> Facts | None:
    """A change of at most so many facts that gives the outcome, by trying them all."""
    for size in range(1, most + 1):
        for names in combinations(judge.facts, size):
            for values in product(*(answers(judge.facts[name]) for name in names)):
                changed = case | dict(zip(names, values, strict=True))
                if judge.can_be(changed) and judge.outcome(changed) == outcome:
                    return changed
    return None


def test_a_refused_image_says_what_would_have_released_it() -> None:
    (release,) = (c for c in advise(vulnerable_adult=True).why_not if c.outcome == "release")
    assert release.change == {"vulnerable_adult": False}


def test_of_members_the_fewest_change() -> None:
    advice = advise(category=["sexual_offence", "professional_standards"])
    (release,) = (c for c in advice.why_not if c.outcome == "release")
    assert release.change == {"category": ()} or len(release.change) == 2
