"""Decision tables: a decision's clauses as rows in the order tried, the first that matches decides.

A row gives, for some facts, the codes under which it matches; an overriding clause stands before
those that it overrides. This form holds for complete facts only: of unknown ones it says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from graphlib import TopologicalSorter

from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Clause, Verdict
from bluelamp.policy.expression import Condition, Every, Is, Not, Some
from bluelamp.policy.facts import Fact

Codes = frozenset[int]
Match = Mapping[str, Codes]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the facts that it looks at, each with the codes that match, and what it decides."""

    match: Match
    verdict: Verdict
    clause: Clause


def rows(chart: Chart) -> Iterator[Row]:
    """The rows of a decision's table, first to last."""
    for clause in _in_order(chart):
        if clause.verdict is not None:
            applies = Every((clause.when, Not(clause.until)))
            for match in _kept(_matches(applies, chart.facts, holds=True)):
                yield Row(match, clause.verdict, clause)


def columns(chart: Chart, table: Sequence[Row]) -> tuple[Fact, ...]:
    """The facts that some row looks at, in the order in which the chart asks for them."""
    named = {name for row in table for name in row.match}
    return tuple(chart.facts[name] for name in chart.order if name in named)


def _in_order(chart: Chart) -> Iterator[Clause]:
    for step in chart.steps:
        here = {clause.id: clause for clause in chart.deciding if clause.step == step}
        after = {
            id_: [other.id for other in here.values() if id_ in other.overrides] for id_ in here
        }
        yield from (here[id_] for id_ in TopologicalSorter(after).static_order())


def _matches(condition: Condition, facts: Mapping[str, Fact], *, holds: bool) -> list[Match]:
    """The condition, or its opposite, as alternatives of codes by fact."""
    match condition:
        case Is():
            every = frozenset(range(facts[condition.fact].size))
            codes = condition.codes if holds else every - condition.codes
            return [{condition.fact: codes}] if codes else []
        case Not():
            return _matches(condition.condition, facts, holds=not holds)
        case Every() | Some():
            parts = [_matches(part, facts, holds=holds) for part in condition.conditions]
            if isinstance(condition, Every) is holds:
                return reduce(_together, parts, [{}])
            return [match for part in parts for match in part]


def _together(one: list[Match], other: list[Match]) -> list[Match]:
    """Every alternative of the one with every alternative of the other, where the two can meet."""
    found: list[Match] = []
    for a in one:
        for b in other:
            both = {**a, **b} | {name: a[name] & b[name] for name in a.keys() & b.keys()}
            if all(both.values()):
                found.append(both)
    return found


def _kept(matches: list[Match]) -> Iterator[Match]:
    """The alternatives that no wider one covers."""
    for place, match in enumerate(matches):
        wider = [o for p, o in enumerate(matches) if p != place and _covers(o, match)]
        if not any(other != match or matches.index(other) < place for other in wider):
            yield match


def _covers(wide: Match, narrow: Match) -> bool:
    return all(name in narrow and narrow[name] <= codes for name, codes in wide.items())
