"""Brute enumeration: every complete case that the known facts leave possible."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from math import prod
from typing import Any

from bluelamp.policy import Fact, Form, load

LATE, RECENT, AHEAD = date(2026, 1, 5), date(2026, 5, 20), date(2026, 8, 3)
Facts = dict[str, Any]


def answers(fact: Fact) -> list[Any]:
    """Every answer that a fact allows; for a date, one of each kind."""
    match fact.form:
        case Form.BOOLEAN:
            return [False, True]
        case Form.DATE:
            return [None, LATE, RECENT, AHEAD]
        case Form.SEVERAL:
            sizes = range(len(fact.values) + 1)
            return [list(some) for size in sizes for some in combinations(fact.values, size)]
        case _:
            return list(fact.values)


@dataclass(frozen=True)
class Judge:
    """A decision's outcomes counted from a reference that knows only complete cases."""

    decision: str
    outcome: Callable[[Facts], str]
    can_be: Callable[[Facts], bool] = lambda _: True

    @property
    def facts(self) -> dict[str, Fact]:
        return dict(load("mps").decisions[self.decision].facts)

    def unknown(self, case: Facts) -> list[str]:
        """The unknown facts: an absent date is unknown only while the stage is."""
        dated = case.get("stage") is not None
        return [
            name
            for name, fact in self.facts.items()
            if case[name] is None and not (dated and fact.form is Form.DATE)
        ]

    def size(self, case: Facts) -> int:
        """How many completions there are at most."""
        facts = self.facts
        return prod(len(answers(facts[name])) for name in self.unknown(case))

    def completions(self, case: Facts) -> Iterator[Facts]:
        facts, missing = self.facts, self.unknown(case)
        for values in product(*(answers(facts[name]) for name in missing)):
            complete = case | dict(zip(missing, values, strict=True))
            if self.can_be(complete):
                yield complete

    def judge(self, case: Facts) -> tuple[set[str], set[str]]:
        """The outcomes of all completions, and the facts that alone turn one into another."""
        names = self.unknown(case)
        outcomes = {
            tuple(str(complete[name]) for name in names): self.outcome(complete)
            for complete in self.completions(case)
        }
        matter = set()
        for place, name in enumerate(names):
            seen: dict[tuple[str, ...], str] = {}
            for key, found in outcomes.items():
                rest = key[:place] + key[place + 1 :]
                if seen.setdefault(rest, found) != found:
                    matter.add(name)
        return set(outcomes.values()), matter
