"""What is found on one case serves the next of its pattern, and each shows its own days."""

import re
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.policy.cases import BASELINE, JUNE, advise
from tests.policy.test_exactness import CUSTODY, partial_cases, refused, unhurried

from bluelamp.policy import Advice, FactsRefused, Form, decide, finding, load

DECISION = load("mps").decisions["custody-image"]
DATES = [name for name, fact in DECISION.facts.items() if fact.form is Form.DATE]


def afresh(facts: dict[str, Any], as_of: date) -> Advice | None:
    DECISION.findings.clear()
    try:
        return decide(load("mps"), "custody-image", facts, as_of)
    except FactsRefused:
        return None


def shown_days(advice: Advice) -> set[str]:
    """The days of May and August that the advice names."""
    text = msgspec.json.encode(advice).decode()
    return set(re.findall(r"2026-0[58]-\d\d", text)) - {"2026-05-01"}


@unhurried
@given(case=partial_cases(CUSTODY), days=st.integers(-3, 3), later=st.integers(0, 2))
def test_a_case_is_advised_alike_after_others_of_nearly_its_pattern(
    case: dict[str, Any], days: int, later: int
) -> None:
    assume(not refused("custody-image", case))
    moved = {
        name: date.fromisoformat(value) + timedelta(days) if isinstance(value, str) else value
        for name, value in case.items()
        if name in DATES
    }
    other, as_of = case | moved, JUNE + timedelta(later)
    expected = afresh(other, as_of)
    assume(expected is not None)
    afresh(case, JUNE)
    assert decide(load("mps"), "custody-image", other, as_of) == expected


def test_two_cases_of_one_pattern_show_their_own_days() -> None:
    DECISION.findings.clear()
    first = advise(convicted_on="2026-05-01", sentenced_on="2026-05-20")
    second = advise(convicted_on="2026-05-01", sentenced_on="2026-05-21")
    assert len(DECISION.findings) == 1
    assert shown_days(first) == {"2026-05-20", "2026-08-20", "2026-08-21"}
    assert shown_days(second) == {"2026-05-21", "2026-08-21", "2026-08-22"}


def test_findings_are_kept_for_so_many_patterns_and_no_more(monkeypatch: Any) -> None:
    monkeypatch.setattr(finding, "MOST_PATTERNS", 2)
    DECISION.findings.clear()
    names = ["domestic", "vulnerable_adult", "photographed_on_bail", "non_custodial"]
    for name in names:
        advise(**{name: not BASELINE["custody-image"][name]})
        assert len(DECISION.findings) <= 2
