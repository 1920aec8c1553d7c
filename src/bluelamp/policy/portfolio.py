"""Portfolios: a million cases side by side, one bit each, decided exactly in one pass.

A case is in the set of a node of the decision's diagram where some completion of it comes there.
Sets follow the branches downwards, so each leaf ends with just the cases that may come to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bluelamp.policy.case import read_case
from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Outcome, Verdict
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.pack import Decision

Bits = NDArray[np.uint64]
Codes = NDArray[np.int8]
# Words of 64 cases worked on at once: all the sets of one stretch lie in the processor's cache.
STRETCH = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Cases of one decision: for each fact and each of its codes, the cases that still allow it."""

    size: int
    allowed: Mapping[str, Sequence[Bits]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Which cases came to which outcome; a case whose facts contradict one another has none."""

    size: int
    cases: Mapping[Outcome, Bits]

    def counts(self) -> dict[Outcome, int]:
        """How many cases came to each outcome that some case came to."""
        found = {outcome: _count(bits) for outcome, bits in self.cases.items()}
        return {outcome: count for outcome, count in found.items() if count}

    def numbers(self, outcome: Outcome) -> NDArray[np.int64]:
        """The numbers of the cases that came to an outcome, counted from 0."""
        return _numbers(self.cases[outcome], self.size)


def pack_cases(decision: Decision, cases: Sequence[Mapping[str, object]], as_of: date) -> Portfolio:
    """Cases as facts on one day; they keep their order.

    Raises:
        FactsRefused: as `decide` does, with the number of the case, counted from 1.
    """
    order = decision.chart.order
    columns = [np.zeros((decision.facts[name].size, len(cases)), dtype=np.bool_) for name in order]
    for number, facts in enumerate(cases):
        try:
            case = read_case(decision, facts, as_of)
        except FactsRefused as error:
            raise FactsRefused(f"case {number + 1}: {error}") from error
        for column, codes in zip(columns, case.allowed, strict=True):
            column[codes, number] = True
    allowed = {name: [_packed(row) for row in c] for name, c in zip(order, columns, strict=True)}
    return Portfolio(size=len(cases), allowed=allowed)


def pack_codes(decision: Decision, columns: Mapping[str, Codes]) -> Portfolio:
    """Cases as a column of codes for each fact, -1 where it is not known."""
    (size,) = {len(column) for column in columns.values()}
    allowed = {
        name: [_packed((columns[name] == code) | (columns[name] < 0)) for code in range(fact.size)]
        for name, fact in decision.facts.items()
    }
    return Portfolio(size=size, allowed=allowed)


def decide_all(decision: Decision, portfolio: Portfolio) -> Decided:
    """The outcome of every case, exact over all completions of what is unknown in it."""
    chart = decision.chart
    whole = _packed(np.ones(portfolio.size, dtype=np.bool_))
    cases = {outcome: np.zeros_like(whole) for outcome in Outcome}
    plan = _plan(chart)
    columns = [portfolio.allowed[name] for name in chart.order]
    for start, end in pairwise([*range(0, len(whole), STRETCH), len(whole)]):
        reached = _reached(
            chart, plan, [[c[start:end] for c in f] for f in columns], whole[start:end]
        )
        _settle(chart, reached, {outcome: bits[start:end] for outcome, bits in cases.items()})
    return Decided(size=portfolio.size, cases=cases)


def transitions(before: Decided, after: Decided) -> dict[tuple[Outcome, Outcome], int]:
    """How many cases went from which outcome to which other."""
    moved = {
        (one, other): _count(before.cases[one] & after.cases[other])
        for one in before.counts()
        for other in after.counts()
        if one is not other
    }
    return {move: count for move, count in moved.items() if count}


def changed(before: Decided, after: Decided) -> NDArray[np.int64]:
    """The numbers, counted from 0, of the cases that have another outcome after than before."""
    differ = np.zeros_like(before.cases[Outcome.HOLD])
    for outcome in Outcome:
        differ |= before.cases[outcome] ^ after.cases[outcome]
    return _numbers(differ, before.size)


Branches = Sequence[tuple[int, frozenset[int]]]


def _plan(chart: Chart) -> list[tuple[int, int, Branches]]:
    """The nodes from the top down: each with its level and, by child, the codes that lead there."""
    diagram = chart.diagram
    waiting, seen = [chart.root], {chart.root}
    plan: list[tuple[int, int, Branches]] = []
    while waiting:
        node = waiting.pop()
        children = diagram.children[node]
        branches = [
            (child, frozenset(code for code, other in enumerate(children) if other == child))
            for child in dict.fromkeys(children)
        ]
        if branches:
            plan.append((diagram.levels[node], node, branches))
        fresh = [child for child, _ in branches if child not in seen]
        seen.update(fresh)
        waiting += fresh
    return sorted(plan, key=lambda step: step[0])


def _reached(
    chart: Chart,
    plan: Sequence[tuple[int, int, Branches]],
    columns: Sequence[Sequence[Bits]],
    whole: Bits,
) -> dict[int, Bits]:
    """For each node, the cases that may come to it."""
    reached = {chart.root: whole}
    masks: dict[tuple[int, frozenset[int]], Bits] = {}
    passing = np.empty_like(whole)
    for level, node, branches in plan:
        for child, codes in branches:
            mask = masks.get((level, codes))
            if mask is None:
                mask = masks[level, codes] = _any([columns[level][code] for code in codes])
            if child in reached:
                np.bitwise_and(reached[node], mask, out=passing)
                np.bitwise_or(reached[child], passing, out=reached[child])
            else:
                reached[child] = reached[node] & mask
    return reached


def _settle(chart: Chart, reached: Mapping[int, Bits], cases: Mapping[Outcome, Bits]) -> None:
    """Enter each case under the one outcome that it may come to, or as undetermined."""
    open_cases, seen = cases[Outcome.UNDETERMINED], np.zeros_like(cases[Outcome.UNDETERMINED])
    for node, label in chart.diagram.labels.items():
        if isinstance(label, Verdict) and node in reached:
            cases[label.outcome][:] |= reached[node]
    settled = [outcome for outcome in Outcome if outcome is not Outcome.UNDETERMINED]
    for outcome in settled:
        open_cases |= seen & cases[outcome]
        seen |= cases[outcome]
    for outcome in settled:
        cases[outcome][:] &= ~open_cases


def _any(columns: Sequence[Bits]) -> Bits:
    if len(columns) == 1:
        return columns[0]
    found = columns[0] | columns[1]
    for column in columns[2:]:
        found |= column
    return found


def _packed(row: NDArray[np.bool_]) -> Bits:
    octets = np.packbits(row, bitorder="little")
    words = np.zeros(-(-len(row) // 64) * 8, dtype=np.uint8)
    words[: len(octets)] = octets
    return words.view(np.uint64)


def _numbers(bits: Bits, size: int) -> NDArray[np.int64]:
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8), count=size, bitorder="little"))


def _count(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())
