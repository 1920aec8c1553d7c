"""What passes the retention room's doors, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Circumstance(StrEnum):
    """What there is about a case that bears on how long it is kept: some last, some are a day."""

    OPEN = "open"
    INVESTIGATION = "investigation"
    PROCEEDINGS = "proceedings"
    CUSTODY = "custody"
    APPEAL = "appeal"
    CONVICTED = "convicted"
    TAKEN_DOWN = "taken_down"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    NOT_RELEASED = "not_released"


LASTING: Final = frozenset(
    {
        Circumstance.OPEN,
        Circumstance.INVESTIGATION,
        Circumstance.PROCEEDINGS,
        Circumstance.CUSTODY,
        Circumstance.APPEAL,
    }
)


class Ending(StrEnum):
    """What somebody may state of a case that is over, where its own registers can no longer be written to."""

    INVESTIGATION = "investigation"
    PROCEEDINGS = "proceedings"
    CUSTODY = "custody"
    APPEAL = "appeal"

    @property
    def words(self) -> str:
        """What ended, in words."""
        return _ENDINGS[self]


_ENDINGS: Final = {
    Ending.INVESTIGATION: "It was decided that there will be no proceedings",
    Ending.PROCEEDINGS: "The proceedings ended",
    Ending.CUSTODY: "The person was released from custody or discharged from hospital",
    Ending.APPEAL: "The appeal, or the review of the conviction, ended",
}


class Verdict(StrEnum):
    """What becomes of a case at its review."""

    ERASE = "erase"
    RETAIN = "retain"

    @property
    def words(self) -> str:
        """The verdict in words."""
        return {Verdict.ERASE: "Erase", Verdict.RETAIN: "Keep for longer"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A circumstance of a case: since when, and until when where it lasted and is over."""

    circumstance: Circumstance
    since: date
    over: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One class that a case falls in: since when, and the last day, where that is known."""

    title: str
    law: str
    is_law: bool
    holds: bool
    since: date
    until: date | None

    def is_running(self, on: date) -> bool:
        """Whether the case is still kept for it on that day."""
        return self.until is None or self.until >= on


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """Who holds a case, why, and until when, where that was said; `is_over` once it was lifted or has run out."""

    id: int
    why: str
    until: date | None
    placed_by: str
    placed_at: datetime
    lifted_by: str
    lifted_at: datetime | None
    lifted_because: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """What was proposed for a case and what another person answered."""

    id: int
    verdict: Verdict
    because: str
    until: date | None
    proposed_by: str
    proposed_at: datetime
    answered_by: str
    answered_at: datetime | None
    confirmed: bool | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedView:
    """That something ended after the case was over: what, on which day, by whose word."""

    ending: Ending
    on: date
    source: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingView:
    """How long a case is kept: `due_on` is the day from which it may be erased, None while that is open."""

    case: str
    route: str
    grounds: tuple[Ground, ...]
    due_on: date | None
    retained_until: date | None
    is_held: bool
    is_proposed: bool
    erased_at: datetime | None

    @property
    def longest(self) -> Ground | None:
        """The class that keeps it longest."""
        return max(
            self.grounds,
            key=lambda each: (each.until is None, each.until or each.since),
            default=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureView:
    """An erasure: who wanted it and why, how far it is, and since when it is complete."""

    case: str
    because: str
    proposed_by: str
    confirmed_by: str
    begun_at: datetime
    finished_at: datetime | None
    done: int
    total: int
    words: str
    fault: str
