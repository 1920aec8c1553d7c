"""Conditions are data: what the language has passes, and nothing else does."""

from dataclasses import replace

import pytest

from bluelamp.policy import load
from bluelamp.policy.expression import (
    ALWAYS,
    NEVER,
    Condition,
    ExpressionRefused,
    Is,
    Not,
    Some,
    facts_of,
    parse,
    settle,
)

FACTS = load("mps").decisions["custody-image"].facts


def read(text: str) -> Condition:
    return parse(text, FACTS, {"always": ALWAYS})


def test_values_are_codes_in_the_pack_s_order() -> None:
    assert read("image_owner == other_force") == Is("image_owner", frozenset({1}))
    assert read("image_owner in (this_force, third_party)") == Is("image_owner", frozenset({0, 2}))
    assert read("image_owner != this_force") == Not(Is("image_owner", frozenset({0})))
    assert read("not image_held") == Not(Is("image_held", frozenset({1})))
    assert read("always") == ALWAYS


def test_a_keyword_is_quoted() -> None:
    assert read('superintendent == "for"') == Is("superintendent", frozenset({1}))


def test_members_are_every_combination_that_holds_them() -> None:
    member = read("sexual_offence in category")
    assert isinstance(member, Is)
    assert len(member.codes) == 8
    assert read("sexual_offence not in category") == Not(member)
    some = read("category")
    assert isinstance(some, Is)
    assert len(some.codes) == 15


def test_dates_are_spoken_of_by_period() -> None:
    assert read("sentenced_on == lapsed") == Is("sentenced_on", frozenset({3}))
    without_limit = {"convicted_on": replace(FACTS["convicted_on"], months=None)}
    with pytest.raises(ExpressionRefused, match=r"none, ahead, reached$"):
        parse("convicted_on == lapsed", without_limit, {})


def test_a_condition_is_settled_once_some_facts_are() -> None:
    """What is left names none of them, and one that names none of them is left as it is."""
    condition = read("image_held and (identity == confirmed or not published)")
    assert settle(condition, {"image_held": 0}) == NEVER
    assert settle(condition, {"identity": 1}) == read("image_held")
    assert settle(condition, {"published": 0, "image_held": 1}) == ALWAYS
    left = read("image_held and identity == confirmed")
    assert settle(condition, {"published": 1}) == left
    assert settle(condition, {"domestic": 1}) is condition


def test_facts_are_named_in_order_of_mention() -> None:
    condition = read("identity == confirmed or not (image_held and published)")
    assert isinstance(condition, Some)
    assert list(facts_of(condition)) == ["identity", "image_held", "published"]


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "image_held.real",
        "image_held[0]",
        "(lambda: image_held)()",
        "image_held if published else rights_test",
        "image_held + published",
        "1 < 2",
        "stage == (convicted)()",
        "stage in stage",
        "stage == convicted == charged",
        "[image_held for image_held in category]",
        "image_held := True",
        "True",
        "f'{image_held}'",
        "image_held\x00",
        "(" * 300 + "image_held" + ")" * 300,
        "not " * 21 + "image_held",
        "image_held and " * 1000 + "image_held",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        read(text)
