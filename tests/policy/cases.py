"""The cases that people wrote down: an ordinary case of each decision, and what departs from it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bluelamp.policy import Advice, decide, load

FOLDER = Path(__file__).parent / "cases"
BASELINE: dict[str, dict[str, Any]] = json.loads((FOLDER / "baseline.json").read_text("utf-8"))
JUNE = date(2026, 6, 1)


def written() -> list[dict[str, Any]]:
    """Every written case of every decision."""
    files = sorted(FOLDER.glob("*-*.json"))
    return [case for file in files for case in json.loads(file.read_text("utf-8"))]


def advise(decision: str = "custody-image", as_of: date = JUNE, **changed: Any) -> Advice:
    """The advice on the ordinary case with some facts changed."""
    return decide(load("mps"), decision, BASELINE[decision] | changed, as_of)


def cited(advice: Advice) -> set[str]:
    """The clauses that led to the advice."""
    return {reason.clause for reason in advice.because}
