"""Packed cases come to the same outcomes as one advice after another."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.policy.cases import BASELINE, JUNE, written
from tests.policy.completions import answers

from bluelamp.policy import FactsRefused, Outcome, decide, load, portfolio
from bluelamp.policy.portfolio import changed, decide_all, pack_cases, pack_codes, transitions

MPS = load("mps")
CUSTODY = MPS.decisions["custody-image"]
DECISIONS = list(MPS.decisions)
# A busy machine is slow to draw examples; that says nothing about the law under test.
unhurried = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])


def facts_of(draw: st.DrawFn, decision: str) -> dict[str, Any]:
    facts = MPS.decisions[decision].facts
    case = dict(BASELINE[decision])
    for name in draw(st.sets(st.sampled_from(list(facts)), max_size=10)):
        case[name] = draw(st.sampled_from([*answers(facts[name]), None]))
    return case


@st.composite
def portfolios(draw: st.DrawFn, decision: str) -> list[tuple[dict[str, Any], str]]:
    """Cases with the advice that each gets by itself."""
    advised = []
    for _ in range(draw(st.integers(1, 70))):
        case = facts_of(draw, decision)
        try:
            advised.append((case, decide(MPS, decision, case, JUNE).outcome))
        except FactsRefused:
            continue
    assume(advised)
    return advised


def outcomes(decided: portfolio.Decided) -> list[Outcome]:
    found = [(n, o) for o in Outcome for n in decided.numbers(o).tolist()]
    assert len(found) == decided.size
    return [outcome for _, outcome in sorted(found)]


@pytest.mark.parametrize("decision", DECISIONS)
@unhurried
@given(data=st.data())
def test_each_packed_case_comes_to_its_own_advice(decision: str, data: st.DataObject) -> None:
    advised = data.draw(portfolios(decision))
    packed = pack_cases(MPS.decisions[decision], [case for case, _ in advised], JUNE)
    assert outcomes(decide_all(MPS.decisions[decision], packed)) == [o for _, o in advised]


def test_written_cases_packed_come_to_what_is_expected() -> None:
    for case in written():
        decision = MPS.decisions[case["decision"]]
        facts = BASELINE[case["decision"]] | case["set"]
        as_of = type(JUNE).fromisoformat(case["as_of"])
        decided = decide_all(decision, pack_cases(decision, [facts], as_of))
        assert decided.counts() == {case["expect"]["outcome"]: 1}, case["id"]


def test_cases_in_several_stretches_are_decided_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = random_codes(5000)
    packed = pack_codes(CUSTODY, codes)
    whole = decide_all(CUSTODY, packed)
    monkeypatch.setattr(portfolio, "STRETCH", 3)
    assert decide_all(CUSTODY, packed).counts() == whole.counts()


def test_changed_cases_are_counted_and_numbered() -> None:
    before = pack_cases(CUSTODY, [{}, BASELINE["custody-image"], {"published": True}], JUNE)
    after = pack_cases(
        CUSTODY, [{}, {"stage": "acquitted", "published": False}, {"published": True}], JUNE
    )
    one, other = decide_all(CUSTODY, before), decide_all(CUSTODY, after)
    assert changed(one, other).tolist() == [1]
    assert transitions(one, other) == {(Outcome.RELEASE, Outcome.REFUSE): 1}
    assert transitions(one, one) == {}


def test_a_case_that_contradicts_itself_is_named_by_its_number() -> None:
    impossible = {"age_group": "adult", "juvenile_restriction": "in_force"}
    with pytest.raises(FactsRefused, match=r"case 2: juvenile_restriction"):
        pack_cases(CUSTODY, [{}, impossible], JUNE)


def random_codes(size: int) -> dict[str, portfolio.Codes]:
    draw = np.random.default_rng(1)
    return {
        name: draw.integers(-1, fact.size, size).astype(np.int8)
        for name, fact in CUSTODY.facts.items()
    }
