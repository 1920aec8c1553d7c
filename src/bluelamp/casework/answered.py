"""A fact's answers in the policy's own words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bluelamp.casework.pack import facts_of
from bluelamp.policy import Fact, Form
from bluelamp.policy.vocabulary import capitalised, day


def in_words(fact: Fact, value: Any, *, known: bool = True) -> str:
    """An answer as a sentence's end: “the person has been convicted, by plea or verdict”."""
    if not known:
        return "asked, and not known"
    if fact.form is Form.DATE:
        return "it has not happened" if value is None else day(as_date(value))
    return fact.phrase(value)


def short(fact: Fact, value: Any, *, known: bool = True) -> str:
    """An answer beside its question: “Yes”, “3 March 2026”, “The person is an adult”."""
    if known and fact.form is Form.BOOLEAN:
        return "Yes" if value else "No"
    return capitalised(in_words(fact, value, known=known))


def otherwise(change: Mapping[str, Any], *, route: str | None) -> str:
    """A change of facts in words: each question, and the answer that it would need."""
    facts = facts_of(route) if route else {}
    return "; ".join(
        f"{facts[name].question} {short(facts[name], value)}" if name in facts else name
        for name, value in change.items()
    )


def as_date(value: Any) -> date:
    """A day as it is recorded, or as it is."""
    return value if isinstance(value, date) else date.fromisoformat(value)
