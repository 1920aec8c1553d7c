"""What is enough: facts that force the outcome by themselves, none of which can be spared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from bluelamp.policy.case import Case
from bluelamp.policy.clauses import Outcome


@dataclass(frozen=True, slots=True)
class Bearing:
    """A fact that is given, and the paths to a verdict that it strikes out.

    `through` names the fact that gives it its meaning: a date is absent, and that one is known.
    """

    name: str
    struck: int
    through: str | None = None


def bearings(case: Case) -> list[Bearing]:
    """The facts given that may bear on a verdict, in the order of the chart."""
    sieve, decision = case.decision.reckoning.verdicts, case.decision
    bounds = _bounds(case)
    found = []
    for level in sieve.levels:
        name = decision.chart.order[level]
        if name in case.known:
            struck = sieve.struck(level, case.given[level]) | bounds.get(name, 0)
            found.append(Bearing(name, struck))
        elif len(case.given[level]) == 1:
            struck = sieve.struck(level, case.given[level])
            found.append(Bearing(name, struck, decision.facts[name].settled_by))
    return found


def sufficient(
    case: Case, outcome: Outcome, given: Collection[Bearing], cited: Collection[str]
) -> tuple[str, ...]:
    """The names of facts that are enough for the outcome, in the pack's order."""
    others = case.decision.reckoning.other_paths[outcome]
    givers = {one.through for one in given}
    bearing = [(one, one.struck & others) for one in given if one.struck & others]
    # What is least telling is tried first; what is cited for the outcome is spared where it can be.
    bearing.sort(
        key=lambda pair: (
            pair[0].name in givers,
            pair[0].name in cited or pair[0].through is not None,
            pair[1].bit_count(),
        )
    )
    kept = _irredundant(bearing, others, givers)
    return tuple(name for name in case.decision.facts if name in kept)


def _irredundant(
    bearing: list[tuple[Bearing, int]], others: int, givers: Collection[str | None]
) -> set[str]:
    """Of facts that together strike out the others' paths, some that do and cannot be fewer."""
    after = [0]
    for _, struck in reversed(bearing):
        after.append(after[-1] | struck)
    after.reverse()
    kept: list[tuple[Bearing, int]] = []
    struck_before = 0
    for place, (one, struck) in enumerate(bearing):
        without, rest = kept, struck_before
        if one.name in givers:
            # Without the fact that settles it, an absent date is not known to be one.
            without = [pair for pair in kept if pair[0].through != one.name]
            rest = reduce(or_, (paths for _, paths in without), 0)
        if rest | after[place + 1] == others:
            kept, struck_before = without, rest
        else:
            kept = [*kept, (one, struck)]
            struck_before |= struck
    return {one.name for one, _ in kept}


def _bounds(case: Case) -> dict[str, int]:
    """What a date strikes out through another that cannot precede it."""
    sieve, found = case.decision.reckoning.verdicts, {}
    for level, fact in case.decision.dated:
        earliest = case.known.get(fact.not_before or "")
        if isinstance(earliest, date):
            within = tuple(range(fact.code(earliest, case.as_of) + 1))
            found[fact.not_before or ""] = sieve.struck(level, within)
    return found
