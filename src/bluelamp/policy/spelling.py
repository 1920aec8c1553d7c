"""Spelling out: conditions and values in plain English, by the pack's own phrases for its facts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import assert_never

from bluelamp.policy.expression import ALWAYS, NEVER, Condition, Every, Is, Not, Some
from bluelamp.policy.facts import Fact, Form, Period
from bluelamp.policy.vocabulary import day, listed

Facts = Mapping[str, Fact]
# Beyond so many values, the ones left out are fewer words than the ones meant.
MOST_VALUES = 3
PERIODS = {
    Period.NONE: "it has not happened",
    Period.AHEAD: "the day lies ahead",
    Period.REACHED: "the day has come",
    Period.LAPSED: "its time has run out",
}


def spell(condition: Condition, facts: Facts, *, holds: bool = True) -> str:
    """A condition that holds, or that does not, as the words after "when"."""
    return _spell(condition, facts, holds=holds, inside=False)


def spell_while(when: Condition, until: Condition, facts: Facts) -> str:
    """On what something applies: while one condition holds and until another does."""
    since = "in every case" if when == ALWAYS else f"when {spell(when, facts)}"
    return since if until == NEVER else f"{since}, until {spell(until, facts)}"


def spell_code(fact: Fact, code: int) -> str:
    """One value of a fact in words."""
    match fact.form:
        case Form.BOOLEAN:
            return fact.phrase(bool(code))
        case Form.CHOICE:
            return fact.phrase(fact.values[code])
        case Form.DATE:
            period = Period(fact.terms[code])
            return fact.phrases.get(period, f"“{fact.question}” {PERIODS[period]}")
        case Form.SEVERAL:
            members = [value for place, value in enumerate(fact.values) if code >> place & 1]
            every = listed(map(fact.phrase, fact.values), "or")
            none = fact.phrases.get("none", f"it is not so that {every}")
            return listed(map(fact.phrase, members)) or none
        case _:
            assert_never(fact.form)


def spell_value(fact: Fact, value: object, as_of: date) -> str:
    """What is recorded of a fact in words; a date with where it lies on the day of the decision."""
    if value is None:
        return fact.phrase(None)
    read = fact.read(value)
    said = spell_code(fact, fact.code(read, as_of))
    return f"{said} ({day(read)})" if isinstance(read, date) else said


def _spell(condition: Condition, facts: Facts, *, holds: bool, inside: bool) -> str:
    match condition:
        case Is():
            return _spell_codes(facts[condition.fact], condition.codes, holds=holds, inside=inside)
        case Not():
            return _spell(condition.condition, facts, holds=not holds, inside=inside)
        case Every() | Some() if not condition.conditions:
            return "in every case" if isinstance(condition, Every) is holds else "never"
        case Every() | Some():
            every = isinstance(condition, Every) is holds
            parts = [
                _spell(part, facts, holds=means, inside=True)
                for part, means in _alike(condition, every=every, holds=holds)
            ]
            return _joined(list(dict.fromkeys(parts)), every=every, inside=inside)
        case _:
            assert_never(condition)


def _alike(condition: Condition, *, every: bool, holds: bool) -> Iterator[tuple[Condition, bool]]:
    """The parts joined by one "and" (or one "or"), however they were grouped; each may be negated."""
    match condition:
        case Not():
            yield from _alike(condition.condition, every=every, holds=not holds)
        case Every() | Some() if (isinstance(condition, Every) is holds) is every:
            for part in condition.conditions:
                yield from _alike(part, every=every, holds=holds)
        case _:
            yield condition, holds


def _spell_codes(fact: Fact, codes: frozenset[int], *, holds: bool, inside: bool) -> str:
    if fact.form is Form.SEVERAL:
        return _spell_members(fact, codes, holds=holds, inside=inside)
    others = frozenset(range(fact.size)) - codes
    meant, left_out = (codes, others) if holds else (others, codes)
    if len(meant) > MOST_VALUES and len(left_out) < len(meant):
        return f"it is not so that {_either(fact, left_out)}"
    return _grouped(_either(fact, meant), several=inside and len(meant) > 1)


def _spell_members(fact: Fact, codes: frozenset[int], *, holds: bool, inside: bool) -> str:
    """Members combine freely, so a set of combinations is named by the members that it asks for."""
    named = [
        value for place, value in enumerate(fact.values) if all(c >> place & 1 for c in codes)
    ] or list(fact.values)
    words = listed((fact.phrase(value) for value in named), "or")
    if holds:
        return _grouped(words, several=inside and len(named) > 1)
    is_none = len(named) == len(fact.values) and "none" in fact.phrases
    return fact.phrases["none"] if is_none else f"it is not so that {words}"


def _either(fact: Fact, codes: frozenset[int]) -> str:
    return listed((spell_code(fact, code) for code in sorted(codes)), "or")


def _grouped(words: str, *, several: bool) -> str:
    return f"either {words}" if several else words


def _joined(parts: list[str], *, every: bool, inside: bool) -> str:
    if len(parts) == 1:
        return parts[0]
    word = "and" if every else "or"
    if inside:
        return f"{'both' if every else 'either'} {f' {word} '.join(parts)}"
    return f", {word} ".join(parts)
