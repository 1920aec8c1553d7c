"""Every written case comes out as its author expected."""

from datetime import date
from typing import Any

import pytest
from tests.policy.cases import advise, cited, written


@pytest.mark.parametrize("case", written(), ids=lambda case: f"{case['decision']}-{case['id']}")
def test_written_case(case: dict[str, Any]) -> None:
    advice = advise(case["decision"], date.fromisoformat(case["as_of"]), **case["set"])
    expected = case["expect"]
    assert advice.outcome == expected["outcome"]
    assert advice.default == expected.get("default")
    assert set(expected.get("requires", ())) <= set(advice.requires)
    assert set(expected.get("clauses", ())) <= cited(advice)
