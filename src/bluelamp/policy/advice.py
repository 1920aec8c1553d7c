"""Advice: what a decision answers, field by field as its readers rely on it."""

from datetime import date
from typing import Any

import msgspec

from bluelamp.policy.clauses import Outcome


class Answer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of the advice; it refers to no other in a ring, so it need not be searched for rings."""


class Reason(Answer, frozen=True, kw_only=True):
    """A clause, its lines of the source, what it says, and the known facts that it rests on."""

    clause: str
    source_lines: tuple[int, ...]
    says: str
    facts: dict[str, Any]


class Defeat(Answer, frozen=True, kw_only=True):
    """A clause that applied but gave way, and the clauses it gave way to."""

    clause: str
    source_lines: tuple[int, ...]
    says: str
    by: tuple[str, ...]


class LawfulUse(Answer, frozen=True, kw_only=True):
    """A warning of lawful use, which blocks nothing."""

    clause: str
    source_lines: tuple[int, ...]
    says: str
    law: str
    confidence: str


class CheckDue(Answer, frozen=True, kw_only=True):
    """A question of the law to whoever decides, and how far that law has been confirmed."""

    entry: str
    asks: str
    law: str
    confidence: str


class DutyOwed(Answer, frozen=True, kw_only=True):
    """Who must do what by when."""

    duty: str
    owner: str
    due: str
    clause: str


class Question(Answer, frozen=True, kw_only=True):
    """The fact that is best asked next."""

    fact: str
    question: str
    asked_of: str


class Change(Answer, frozen=True, kw_only=True):
    """A day from which the answer is another, if nothing but the date changes."""

    on: date
    outcome: Outcome


class Contrast(Answer, frozen=True, kw_only=True):
    """Another outcome, and the fewest facts that would have to be otherwise for it."""

    outcome: Outcome
    change: dict[str, Any]


class ReadingTaken(Answer, frozen=True, kw_only=True):
    """A reading on which the outcome turns, and the outcome by each of its other values."""

    reading: str
    unclear: str
    takes: str
    value: str
    otherwise: dict[str, Outcome]


class Unanswered(Answer, frozen=True, kw_only=True):
    """A fact that matters and that somebody has said they cannot tell, and the other way to go."""

    fact: str
    state: str
    instead: str


class PackMark(Answer, frozen=True, kw_only=True):
    """Which pack advised."""

    id: str
    version: str
    digest: str


class Advice(Answer, frozen=True, kw_only=True):
    """What the policy says of a case on a day; a person decides."""

    decision: str
    as_of: date
    outcome: Outcome
    default: Outcome | None
    requires: tuple[str, ...]
    because: tuple[Reason, ...]
    defeated: tuple[Defeat, ...]
    considered: tuple[Reason, ...]
    possible: tuple[Outcome, ...]
    open: tuple[str, ...]
    next_question: Question | None
    warnings: tuple[LawfulUse, ...]
    checklist: tuple[CheckDue, ...]
    duties: tuple[DutyOwed, ...]
    changes_on: tuple[Change, ...]
    sufficient: dict[str, Any]
    why_not: tuple[Contrast, ...]
    readings: tuple[ReadingTaken, ...]
    unanswered: tuple[Unanswered, ...]
    pack: PackMark
