"""A decision's rules over every world at once: what the proofs are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Outcome, Verdict
from bluelamp.policy.diagram import Diagram
from bluelamp.policy.proofs.cases import World, departures, nearest
from bluelamp.policy.proofs.rules import Reader, Rules, levels_of, possible, rules_of


@dataclass(slots=True)
class Theory:
    """Nodes for the worlds in which each clause applies and wins, and for those of each verdict."""

    chart: Chart
    diagram: Diagram = field(init=False)
    levels: Mapping[str, int] = field(init=False)
    rules: Rules = field(init=False)
    reader: Reader = field(init=False)
    possible: int = field(init=False)
    applies: dict[str, int] = field(init=False)
    wins: dict[str, int] = field(init=False)
    verdicts: dict[Verdict, int] = field(init=False)
    ordinary: World = field(init=False)

    def __post_init__(self) -> None:
        self.diagram = self.chart.diagram.copy()
        self.levels = levels_of(self.chart)
        self.rules = rules_of(self.chart)
        self.reader = Reader(self.diagram, self.levels)
        self.possible = possible(self.chart, self.diagram)
        self.applies = {id_: drawn.applies for id_, drawn in self.chart.drawn.items()}
        self.wins = self.reader.wins(self.rules, self.applies)
        self.verdicts = self.reader.verdicts(self.rules, self.wins)
        self.ordinary = self._ordinary()

    def outcome(self, outcome: Outcome) -> int:
        """The worlds that come to an outcome, whatever holds meanwhile."""
        roots = [root for verdict, root in self.verdicts.items() if verdict.outcome is outcome]
        return self.any(roots)

    def any(self, roots: Sequence[int]) -> int:
        """The worlds in one of the sets."""
        found = self.diagram.false
        for root in roots:
            found = self.diagram.either(found, root)
        return found

    def differ(self, one: int, other: int) -> int:
        """The worlds in one of two sets and not in both."""
        return self.diagram.choose(one, self.diagram.opposite(other), other)

    def case(self, root: int) -> World | None:
        """Of the possible worlds in a set, the one that departs least from the ordinary; or None."""
        return nearest(self.diagram, self.diagram.both(root, self.possible), self.ordinary)

    def told(self, world: World) -> str:
        """A world in words."""
        return departures(self.chart, world, self.ordinary)

    def _ordinary(self) -> World:
        """A world in which everything is in order, so that a case shows only what departs from it."""
        first = (0,) * len(self.chart.order)
        good = self.diagram.both(self.outcome(Outcome.RELEASE), self.possible)
        found = nearest(self.diagram, good, first)
        return found or nearest(self.diagram, self.possible, first) or first
