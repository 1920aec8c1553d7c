"""Asking: which unknown facts still matter, and which of them is best asked next."""

from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush
from math import log2

from bluelamp.policy.case import Case
from bluelamp.policy.clauses import Outcome, Verdict

Counts = Counter[Outcome]


class Survey:
    """The completions of one case, counted over its diagram from below and from above."""

    def __init__(self, case: Case) -> None:
        chart = case.decision.chart
        self.names = tuple(case.decision.facts)
        self.diagram = chart.diagram
        self.levels = {name: level for level, name in enumerate(chart.order)}
        self.allowed = case.allowed
        self.free = [1]
        for codes in reversed(case.allowed):
            self.free.append(self.free[-1] * len(codes))
        self.free.reverse()
        self._below: dict[int, Counts] = {}
        self._differing: dict[tuple[int, int], bool] = {}
        self.root = chart.root
        self.above = self._weigh()
        self.nodes: dict[int, list[int]] = {}
        for node in self.above:
            self.nodes.setdefault(self.diagram.levels[node], []).append(node)

    def open_facts(self) -> tuple[str, ...]:
        """The unknown facts that matter, in the pack's order.

        A fact matters where two completions that differ in it alone have two outcomes.
        """
        return tuple(name for name in self.names if self._matters(name))

    def best_question(self, names: Sequence[str]) -> str:
        """The fact whose answer is expected to tell most about the outcome, all completions alike.

        Of facts that tell the same, the first named.
        """
        return min(names, key=lambda name: round(self._uncertainty_after(name), 9))

    def _matters(self, name: str) -> bool:
        level = self.levels[name]
        return any(
            self._differ(self.diagram.children[node][one], self.diagram.children[node][other])
            for node in self.nodes.get(level, ())
            for place, one in enumerate(self.allowed[level])
            for other in self.allowed[level][:place]
        )

    def _uncertainty_after(self, name: str) -> float:
        """Bits of uncertainty expected about the outcome once the fact is known."""
        level = self.levels[name]
        codes = self.allowed[level]
        by_code = {code: self._at(level, code) for code in codes}
        through = sum(by_code.values(), Counter[Outcome]())
        passing = self._completions(self.root, 0)
        passing.subtract(through)
        for counts in by_code.values():
            for outcome, count in passing.items():
                counts[outcome] += count // len(codes)
        whole = sum(counts.total() for counts in by_code.values())
        return sum(counts.total() / whole * _entropy(counts) for counts in by_code.values())

    def _at(self, level: int, code: int) -> Counts:
        """Completions that ask for the fact at this level and give it this code."""
        counts: Counts = Counter()
        for node in self.nodes.get(level, ()):
            below = self._completions(self.diagram.children[node][code], level + 1)
            for outcome, count in below.items():
                counts[outcome] += self.above[node] * count
        return counts

    def _completions(self, node: int, level: int) -> Counts:
        """How many completions of the facts from this level down come to each outcome."""
        skipped = self._ways(level, self.diagram.levels[node])
        return Counter({o: skipped * count for o, count in self._counts(node).items()})

    def _counts(self, node: int) -> Counts:
        found = self._below.get(node)
        if found is None:
            found = self._below[node] = Counter()
            level = self.diagram.levels[node]
            if level == self.diagram.bottom:
                label = self.diagram.labels[node]
                if isinstance(label, Verdict):
                    found[label.outcome] = 1
            else:
                for code in self.allowed[level]:
                    found.update(self._completions(self.diagram.children[node][code], level + 1))
        return found

    def _weigh(self) -> dict[int, int]:
        """For each node that the case may come to, how many ways there are from the top."""
        levels = self.diagram.levels
        weights: Counter[int] = Counter({self.root: self._ways(0, levels[self.root])})
        waiting = [(levels[self.root], self.root)]
        while waiting:
            level, node = heappop(waiting)
            if level == self.diagram.bottom:
                continue
            for code in self.allowed[level]:
                child = self.diagram.children[node][code]
                if child not in weights:
                    heappush(waiting, (levels[child], child))
                weights[child] += weights[node] * self._ways(level + 1, levels[child])
        return weights

    def _ways(self, level: int, lower: int) -> int:
        """How many answers there are to the facts from one level down to another."""
        return self.free[level] // self.free[lower]

    def _differ(self, one: int, other: int) -> bool:
        """Whether some completion of the facts below comes to two outcomes from these two nodes."""
        if one == other:
            return False
        key = (min(one, other), max(one, other))
        found = self._differing.get(key)
        if found is None:
            found = self._differing[key] = self._compare(one, other)
        return found

    def _compare(self, one: int, other: int) -> bool:
        level = min(self.diagram.levels[one], self.diagram.levels[other])
        if level == self.diagram.bottom:
            labels = [self.diagram.labels[node] for node in (one, other)]
            outcomes = {label.outcome for label in labels if isinstance(label, Verdict)}
            return len(outcomes) == 2
        return any(
            self._differ(self._child(one, level, code), self._child(other, level, code))
            for code in self.allowed[level]
        )

    def _child(self, node: int, level: int, code: int) -> int:
        if self.diagram.levels[node] == level:
            return self.diagram.children[node][code]
        return node


def _entropy(counts: Counts) -> float:
    whole = counts.total()
    shares = [count / whole for count in counts.values() if count]
    return -sum(share * log2(share) for share in shares)
