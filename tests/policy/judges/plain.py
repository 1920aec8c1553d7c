"""What every judge is given: cases as plain values by name, and conditions as they stand in the pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bluelamp.policy import Decision
from bluelamp.policy.case import read_case
from bluelamp.policy.proofs.cases import value_of

Case = dict[str, Any]
# What a judge answers: the outcome, and with refer what holds meanwhile.
Answer = tuple[str, str | None]


@dataclass(frozen=True)
class Plain:
    """A decision whose cases are plain values: a date is the name of the period that it lies in."""

    decision: Decision

    def case(self, facts: Mapping[str, Any], as_of: date) -> Case:
        """What is known of the case; a fact that is not known is absent."""
        read = read_case(self.decision, facts, as_of)
        known = zip(self.decision.chart.order, read.allowed, strict=True)
        return {
            name: value_of(self.decision.chart.facts[name], codes[0])
            for name, codes in known
            if len(codes) == 1
        }

    def allowed(self, facts: Mapping[str, Any], as_of: date) -> dict[str, tuple[int, ...]]:
        """The codes that each fact may still have."""
        read = read_case(self.decision, facts, as_of)
        return dict(zip(self.decision.chart.order, read.allowed, strict=True))
