"""Clauses: what the policy says, each bound to its lines of the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bluelamp.policy.expression import ALWAYS, NEVER, Condition


class Outcome(StrEnum):
    """What a decision may advise."""

    RELEASE = "release"
    HOLD = "hold"
    REFER = "refer"
    REFUSE = "refuse"
    SEEK_LEGAL_ADVICE = "seek_legal_advice"
    TAKE_DOWN = "take_down"
    UNDETERMINED = "undetermined"


AWAITING = frozenset({Outcome.HOLD, Outcome.REFER, Outcome.SEEK_LEGAL_ADVICE, Outcome.UNDETERMINED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, and with `refer` what holds until the human has judged."""

    outcome: Outcome
    default: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What is in force from one day to another, both inside; always, where none is named."""

    in_force_from: date = date.min
    in_force_until: date = date.max

    def in_force(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.in_force_from <= day <= self.in_force_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Dated):
    """A passage of the policy with a condition.

    One with a verdict decides, at its step; one without supports the outcomes that it names. It
    applies while `when` holds and until `until` does; what it requires is missing so long. With
    `no_bar` it is a reason that may be raised and does not stand in the way.
    """

    id: str
    lines: tuple[int, ...]
    says: str
    when: Condition = ALWAYS
    until: Condition = NEVER
    step: str = ""
    verdict: Verdict | None = None
    requires: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    supports: frozenset[Outcome] = frozenset()
    no_bar: bool = False
    readings: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The policy's clause: an id may add a dot and a word where one clause has several rules."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Dated):
    """What someone must do, while `when` holds and until `until` does, with these outcomes.

    It is due on the day of the event `due_on`, or on the last within the limit of `due_within`.
    """

    clause: str
    duty: str
    owner: str
    due: str
    due_on: str | None = None
    due_within: str | None = None
    on: frozenset[Outcome] = frozenset(Outcome)
    when: Condition = ALWAYS
    until: Condition = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution(Dated):
    """A warning of lawful use that blocks nothing; with `law`, which provision says it."""

    clause: str
    lines: tuple[int, ...]
    says: str
    law: str = ""
    confidence: str = ""
    on: frozenset[Outcome] = frozenset(Outcome)
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A question that the law puts to whoever decides; it blocks nothing."""

    entry: str
    asks: str
    law: str
    confidence: str
    on: frozenset[Outcome] = frozenset(Outcome)
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A combination of facts that cannot be; `says` names the fact and what is allowed."""

    when: Condition
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the source leaves unclear, and the reading that the pack takes.

    One on which an outcome turns has a name in the conditions, the value that the pack takes, and
    by their values the other readings; `days` says under which value a date's limit is so many days.
    """

    id: str
    unclear: str
    takes: str
    name: str | None = None
    value: str = ""
    otherwise: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        """Its values in conditions, the one that the pack takes first."""
        return (self.value, *self.otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the policy leaves to the force: it must be set where it is called for."""

    id: str
    clause: str
    about: str
    on: frozenset[Outcome] = frozenset(Outcome)
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A clause that a pack does not take over from the one that it extends, and why."""

    clause: str
    because: str
