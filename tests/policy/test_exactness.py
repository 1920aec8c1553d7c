"""The outcome is exact over every completion of the unknown facts, judged by brute enumeration."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from math import prod
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.policy.cases import BASELINE, JUNE
from tests.policy.custody_reference import outcome

from bluelamp.policy import FactsRefused, Form, decide, load

FACTS = load("mps").decisions["custody-image"].facts
CATEGORIES = FACTS["category"].values
LATE, RECENT, AHEAD = date(2026, 1, 5), date(2026, 5, 20), date(2026, 8, 3)
ENOUGH_COMPLETIONS = 3000


def answers(name: str) -> list[Any]:
    """Every answer that a fact allows; for a date, one of each kind."""
    fact = FACTS[name]
    if fact.form is Form.BOOLEAN:
        return [False, True]
    if fact.form is Form.DATE:
        return [None, LATE, RECENT, AHEAD]
    if fact.form is Form.SEVERAL:
        sizes = range(len(CATEGORIES) + 1)
        return [list(some) for size in sizes for some in combinations(CATEGORIES, size)]
    return list(fact.values)


def possible(case: dict[str, Any]) -> bool:
    """Whether a complete case could be."""
    convicted, sentenced = case["convicted_on"], case["sentenced_on"]
    return not (
        (case["age_group"] == "adult" and case["juvenile_restriction"] == "in_force")
        or (convicted and sentenced and sentenced < convicted)
        or (case["stage"] == "convicted" and convicted and convicted > JUNE)
    )


def unknown(case: dict[str, Any]) -> list[str]:
    """The unknown facts: an absent date is unknown only while the stage is."""
    dated = case["stage"] is not None
    return [
        name
        for name, value in case.items()
        if value is None and not (dated and FACTS[name].form is Form.DATE)
    ]


def completions(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every complete case that the known facts leave possible."""
    missing = unknown(case)
    for values in product(*(answers(name) for name in missing)):
        complete = case | dict(zip(missing, values, strict=True))
        if possible(complete):
            yield complete


def brute(case: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The outcomes of all completions, and the facts that alone turn one outcome into another."""
    names = unknown(case)
    outcomes = {
        tuple(str(complete[name]) for name in names): outcome(complete, JUNE)
        for complete in completions(case)
    }
    matter = set()
    for place, name in enumerate(names):
        seen: dict[tuple[str, ...], str] = {}
        for key, found in outcomes.items():
            rest = key[:place] + key[place + 1 :]
            if seen.setdefault(rest, found) != found:
                matter.add(name)
                break
    return set(outcomes.values()), matter


@st.composite
def partial_cases(draw: st.DrawFn) -> dict[str, Any]:
    """Mostly ordinary cases with some facts changed and some unknown."""
    case = {name: BASELINE["custody-image"][name] for name in FACTS}
    case["convicted_on"] = RECENT
    for name in draw(st.sets(st.sampled_from(list(FACTS)), max_size=8)):
        case[name] = draw(st.sampled_from(answers(name)))
    for name in draw(st.sets(st.sampled_from(list(FACTS)), max_size=6)):
        case[name] = None
    assume(prod(len(answers(name)) for name in unknown(case)) <= ENOUGH_COMPLETIONS)
    return case


@given(partial_cases())
def test_outcome_and_open_facts_are_those_of_every_completion(case: dict[str, Any]) -> None:
    outcomes, matter = brute(case)
    if not outcomes:
        assert refused(case)
        return
    advice = decide(load("mps"), "custody-image", case, JUNE)
    if len(outcomes) == 1:
        assert advice.outcome == outcomes.pop()
        assert (advice.possible, advice.open, advice.next_question) == ((), (), None)
    else:
        assert advice.outcome == "undetermined"
        assert set(advice.possible) == outcomes
        assert set(advice.open) == matter
        assert advice.next_question is not None
        assert advice.next_question.fact in matter


@given(partial_cases(), st.sampled_from(list(FACTS)))
def test_knowing_less_never_releases(case: dict[str, Any], name: str) -> None:
    assume(brute(case)[0])
    before = decide(load("mps"), "custody-image", case, JUNE).outcome
    assume(name not in ("convicted_on", "sentenced_on"))
    after = decide(load("mps"), "custody-image", case | {name: None}, JUNE).outcome
    assert after != "release" or before == "release"


def refused(case: dict[str, Any]) -> bool:
    try:
        decide(load("mps"), "custody-image", case, JUNE)
    except FactsRefused:
        return True
    return False


def test_next_question_is_the_most_telling_one() -> None:
    """Counted by hand: the age splits two outcomes evenly, the window one to three."""
    case = BASELINE["custody-image"] | {"needed_again": None, "released_before": None}
    advice = decide(load("mps"), "custody-image", case | {"objection_window": None}, JUNE)
    assert advice.open == ("released_before", "needed_again", "objection_window")
    assert advice.next_question is not None
    assert advice.next_question.fact == "objection_window"
