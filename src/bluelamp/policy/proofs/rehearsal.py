"""Rehearsals: generated scenarios decided by the engine itself, against what the rules say of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from bluelamp.policy.advice import Advice
from bluelamp.policy.deciding import decide
from bluelamp.policy.pack import Pack
from bluelamp.policy.proofs.cases import World, facts_for
from bluelamp.policy.proofs.checks import Finding
from bluelamp.policy.proofs.scenarios import Scenarios
from bluelamp.policy.proofs.theory import Theory


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules say of a complete case."""

    outcome: str
    default: str | None
    clauses: list[str]
    considered: list[str]
    requires: list[str]


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """A generated case as others may run it: the facts, the day, what it shows, what must come back."""

    decision: str
    as_of: date
    shows: list[str]
    facts: dict[str, Any]
    expect: Expected


def written(decision: str, theory: Theory, scenarios: Scenarios, as_of: date) -> Iterator[Scenario]:
    """Every case of the suite as facts, with what the rules say of it."""
    for world, shows in scenarios.shows.items():
        yield Scenario(
            decision=decision,
            as_of=as_of,
            shows=shows,
            facts=facts_for(theory.chart, world, as_of),
            expect=expected(theory, world),
        )


def expected(theory: Theory, world: World) -> Expected:
    """What the rules say of one world, read off the nodes that the proofs are made of."""
    allowed = [(code,) for code in world]
    told = theory.reader.told(theory.rules, theory.applies, theory.wins)
    found: dict[str, list[str]] = {"because": [], "considered": [], "requires": []}
    for name, root in told.items():
        if theory.diagram.truth(root, allowed):
            kind, _, what = name.partition(" ")
            found[kind].append(what)
    (verdict,) = (v for v, root in theory.verdicts.items() if theory.diagram.truth(root, allowed))
    return Expected(
        outcome=verdict.outcome,
        default=verdict.default,
        clauses=sorted(found["because"]),
        considered=sorted(found["considered"]),
        requires=sorted(found["requires"]),
    )


def rehearse(pack: Pack, scenarios: Iterator[Scenario]) -> Iterator[Finding]:
    """The scenarios on which the engine's advice is not what the rules say."""
    for scenario in scenarios:
        advice = decide(pack, scenario.decision, scenario.facts, scenario.as_of)
        if advised(advice) != scenario.expect:
            says = f"the engine and the rules differ on {', '.join(scenario.shows)}"
            yield Finding(decision=scenario.decision, says=says)


def advised(advice: Advice) -> Expected:
    """The same parts of the engine's own advice."""
    return Expected(
        outcome=advice.outcome,
        default=advice.default,
        clauses=sorted({reason.clause for reason in advice.because}),
        considered=sorted({reason.clause for reason in advice.considered}),
        requires=sorted(advice.requires),
    )
