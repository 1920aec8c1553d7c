"""No advice of release while an unknown fact could change it, where other engines give it."""

import pytest
from benchmarks.policy_cases import MPS, REFERENCES, custody_cases, plain_cases, small_cases
from benchmarks.policy_safety import RIVALS, Score, bluelamp_answer, disagreements
from tests.policy.cases import JUNE

from bluelamp.policy import possible_outcomes

SHARES = (0.05, 0.1, 0.2)


@pytest.mark.parametrize("name", list(REFERENCES))
def test_every_partial_case_of_the_small_decisions_is_exact(name: str) -> None:
    """Judged by plain ifs over every completion, unknown fact by unknown fact."""
    score = Score()
    for case, possible in small_cases(name):
        score.count(bluelamp_answer(name, case), possible)
    assert score.unsafe == 0
    assert score.recognised == score.determined > 0
    assert score.cases > score.determined


def test_custody_releases_are_shared_by_clingo_and_plain_ifs() -> None:
    assert disagreements(300, 10) == (0, 0)


@pytest.mark.parametrize("name", list(RIVALS))
def test_the_cases_are_those_that_mislead_others(name: str) -> None:
    """Else to be safe on them would mean little."""
    cases = custody_cases(300, SHARES)
    engine, score = RIVALS[name](MPS.decisions["custody-image"]), Score()
    for case, plain in zip(cases, plain_cases(MPS.decisions["custody-image"], cases), strict=True):
        answer = engine.decide(plain)
        possible = set(possible_outcomes(MPS, "custody-image", case, JUNE))
        score.count(answer[0] if answer else None, possible)
    assert score.unsafe > 30
