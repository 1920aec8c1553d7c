"""Policy packs: what one holds once it has been read and proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import Caution, Clause, Contradiction, Duty, Reading
from bluelamp.policy.errors import NoSuchDecision
from bluelamp.policy.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a pack: its facts in the order asked, its clauses, and their chart."""

    id: str
    title: str
    facts: Mapping[str, Fact]
    steps: Sequence[str]
    clauses: Sequence[Clause]
    duties: Sequence[Duty]
    cautions: Sequence[Caution]
    contradictions: Sequence[Contradiction]
    readings: Sequence[Reading]
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a pack's policy was published, and how many numbered lines it has."""

    title: str
    reference: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A force's policy as decisions, with its version and the digest of its files (SHA-256)."""

    id: str
    version: str
    title: str
    in_force_from: date
    source: Source
    digest: str
    decisions: Mapping[str, Decision]

    def decision(self, name: str) -> Decision:
        """The decision of that name.

        Raises:
            NoSuchDecision: the pack has none; the message says which it has.
        """
        if name not in self.decisions:
            allowed = ", ".join(sorted(self.decisions))
            raise NoSuchDecision(f"decision: {name!r} is not in pack {self.id}; allowed: {allowed}")
        return self.decisions[name]
