"""Policy packs: what one holds once it has been read and proved."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bluelamp.policy.advice import PackMark
from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import (
    Caution,
    Check,
    Clause,
    Contradiction,
    Duty,
    Reading,
    Retired,
    Setting,
)
from bluelamp.policy.draft import Draft
from bluelamp.policy.errors import NoSuchDecision
from bluelamp.policy.expression import facts_of
from bluelamp.policy.facts import Fact, Form
from bluelamp.policy.reckoning import Reckoning

if TYPE_CHECKING:
    from bluelamp.policy.finding import Finding

Codes = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)  # without slots, which keep no reckoning
class Decision:
    """One decision of a pack: its facts in the order asked, its clauses, and their chart.

    It is the draft's as in force on `day`, with every reading taken in one way.
    """

    id: str
    title: str
    facts: Mapping[str, Fact]
    steps: Sequence[str]
    clauses: Sequence[Clause]
    duties: Sequence[Duty]
    cautions: Sequence[Caution]
    checks: Sequence[Check]
    contradictions: Sequence[Contradiction]
    readings: Sequence[Reading]
    settings: Sequence[Setting]
    retired: Sequence[Retired]
    chart: Chart
    draft: Draft
    day: date

    @cached_property
    def reckoning(self) -> Reckoning:
        """The decision as cases are looked up in it; worked out when the first one is."""
        return Reckoning(self.chart, self.duties, self.cautions, self.checks, self.settings)

    @cached_property
    def findings(self) -> dict[Hashable, "Finding"]:
        """What was found on cases by their pattern; fills as cases are seen."""
        return {}

    @cached_property
    def open_chart(self) -> Chart:
        """The chart in which the readings are facts too, so that what turns on them can be seen."""
        draft = self.draft
        clauses = [clause for clause in draft.clauses if clause.in_force(self.day)]
        facts = {**draft.facts, **draft.options}
        return Chart(facts, draft.steps, clauses, [c.when for c in self.contradictions])

    @cached_property
    def dates(self) -> frozenset[str]:
        """The names of the facts whose values are dates."""
        return frozenset(fact.name for _, fact in self.dated)

    @cached_property
    def dated(self) -> tuple[tuple[int, Fact], ...]:
        """The facts whose values are dates, each with its level in the chart."""
        order = self.chart.order
        dates = (fact for fact in self.facts.values() if fact.form is Form.DATE)
        return tuple((order.index(fact.name), fact) for fact in dates)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Where each fact is in the chart."""
        return {name: level for level, name in enumerate(self.chart.order)}

    @cached_property
    def plain(self) -> tuple[Mapping[object, Codes], ...]:
        """For each fact in chart order, the codes of the values that need no reading."""
        return tuple(self.facts[name].plain for name in self.chart.order)

    @cached_property
    def read_apart(self) -> tuple[str, ...]:
        """The facts whose values do need reading."""
        forms = (Form.DATE, Form.SEVERAL)
        return tuple(name for name, fact in self.facts.items() if fact.form in forms)

    @cached_property
    def clocks(self) -> tuple[tuple[str, Fact], ...]:
        """Each event that is measured by another limit than its own, and the fact whose limit it is.

        That of a date which it bounds, or its own as another reading counts it.
        """
        recounted = [
            fact
            for reading in self.readings
            for value in reading.otherwise
            for fact in self.draft.recounted(reading, value).values()
        ]
        dates = [*(fact for _, fact in self.dated), *recounted]
        bounds = [(fact.not_before, fact) for fact in dates if fact.not_before]
        return (*bounds, *((fact.name, fact) for fact in recounted))

    @cached_property
    def contradictable(self) -> tuple[int, ...]:
        """The levels in the chart of the facts that may contradict one another."""
        named = dict.fromkeys(name for c in self.contradictions for name in facts_of(c.when))
        return tuple(self.chart.order.index(name) for name in named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a pack's policy was published, and how many numbered lines it has."""

    title: str
    reference: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A force's policy as decisions, with its version and the digest of its files (SHA-256).

    `decisions` are those in force last, `spans` all that are in force one after another, each from
    its day on; `reread` keeps those that were asked for under other readings.
    """

    id: str
    version: str
    title: str
    in_force_from: date
    in_force_until: date | None
    published_on: date | None
    source: Source
    digest: str
    extends: str | None
    readings: Mapping[str, str]
    decisions: Mapping[str, Decision]
    spans: Mapping[str, Sequence[Decision]]
    mark: PackMark
    reread: dict[Hashable, Decision] = field(default_factory=dict, compare=False)

    def decision(self, name: str) -> Decision:
        """The decision of that name.

        Raises:
            NoSuchDecision: the pack has none; the message says which it has.
        """
        if name not in self.decisions:
            allowed = ", ".join(sorted(self.decisions))
            raise NoSuchDecision(f"decision: {name!r} is not in pack {self.id}; allowed: {allowed}")
        return self.decisions[name]
