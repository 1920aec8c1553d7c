"""Drafts: a decision as its blocks state it, before it is settled for a day and proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bluelamp.policy.clauses import (
    Caution,
    Check,
    Clause,
    Contradiction,
    Duty,
    Outcome,
    Reading,
    Retired,
    Setting,
)
from bluelamp.policy.expression import Condition
from bluelamp.policy.facts import Fact, Form, Kind
from bluelamp.policy.literate import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision as stated: of every day, with its readings still open and nothing proved.

    Its conditions may name its readings as they name facts.
    """

    id: str
    title: str
    head: Block
    places: Mapping[str, Block]
    facts: Mapping[str, Fact]
    options: Mapping[str, Fact]
    steps: Sequence[str]
    bounds: Mapping[Outcome, Condition]
    clauses: Sequence[Clause]
    duties: Sequence[Duty]
    cautions: Sequence[Caution]
    checks: Sequence[Check]
    contradictions: Sequence[Contradiction]
    readings: Sequence[Reading]
    settings: Sequence[Setting]
    retired: Sequence[Retired]

    def recounted(self, reading: Reading, value: str) -> dict[str, Fact]:
        """The facts whose limits turn on the reading, counted as they are under this value."""
        names = {name for limits in reading.days.values() for name in limits}
        found = {name: self.facts[name] for name in sorted(names)}
        for name, days in reading.days.get(value, {}).items():
            found[name] = replace(found[name], months=None, days=days)
        return found


def option(reading: Reading) -> Fact:
    """A reading as conditions name it: a choice that the pack makes."""
    return Fact(
        name=reading.name or "",
        form=Form.CHOICE,
        kind=Kind.DERIVED,
        question=f"How is it read: {reading.unclear}?",
        asked_of="policy_owner",
        section="Readings",
        values=reading.values,
    )
