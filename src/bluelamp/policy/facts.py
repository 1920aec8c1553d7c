"""Facts: what a decision asks about a case, the values each may have, and how one is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from dateutil.relativedelta import relativedelta

from bluelamp.policy.errors import FactsRefused

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


NOBODY_CAN_TELL = "hold until somebody who can tell is found; where in doubt, take legal advice"


class Form(StrEnum):
    """The shape of a fact's value."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"


class Kind(StrEnum):
    """Where a fact comes from: a record, a rule applied to records, or a person's judgement."""

    RECORD = "record"
    DERIVED = "derived"
    JUDGEMENT = "judgement"


class Period(StrEnum):
    """Where a dated event lies, seen from the day of the decision."""

    NONE = "none"
    AHEAD = "ahead"
    REACHED = "reached"
    LAPSED = "lapsed"


# In the order of their codes; only an event whose time can run out has the last.
PERIODS = tuple(Period)
_, _AHEAD, _REACHED, _LAPSED = range(len(PERIODS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One question of a decision, who answers it, and the answers that it allows.

    A date's limit is counted in calendar months after the event, its last day inside; a day that
    does not exist is the last of its month; or it is so many `days`. `settled_by` names the fact that, once
    known, turns an absent date into "has not happened"; `not_before` the date that this one cannot
    precede. `otherwise` is the way to go where nobody can tell.
    """

    name: str
    form: Form
    kind: Kind
    question: str
    asked_of: str
    section: str
    help: str = ""
    values: tuple[str, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    months: int | None = None
    settled_by: str | None = None
    not_before: str | None = None
    days: int | None = None
    otherwise: str = NOBODY_CAN_TELL
    every_code: tuple[int, ...] = field(init=False, compare=False)
    limited: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what each case asks of the fact: its codes, and whether its time can run out."""
        object.__setattr__(self, "limited", self.months is not None or self.days is not None)
        object.__setattr__(self, "every_code", tuple(range(self.size)))

    @property
    def terms(self) -> tuple[str, ...]:
        """What conditions may call the fact's values: for a date, its periods."""
        if self.form is not Form.DATE:
            return self.values
        return PERIODS if self.limited else PERIODS[:3]

    @property
    def size(self) -> int:
        """How many codes the fact has: members that combine freely have two to their number."""
        match self.form:
            case Form.BOOLEAN:
                return 2
            case Form.SEVERAL:
                return 1 << len(self.values)
            case Form.CHOICE | Form.DATE:
                return len(self.terms)
            case _:
                assert_never(self.form)

    def read(self, given: object) -> object:
        """The value given, a date as a date and members in the pack's order.

        Raises:
            FactsRefused: it is not among the values that the fact allows.
        """
        match self.form:
            case Form.DATE if isinstance(given, str) and _ISO_DATE.fullmatch(given):
                return self._date(given)
            case Form.DATE if isinstance(given, date) and not isinstance(given, datetime):
                return given
            case Form.SEVERAL if isinstance(given, list | tuple | set | frozenset):
                return self._members(list(given))
            case Form.BOOLEAN if isinstance(given, bool):
                return given
            case Form.CHOICE if isinstance(given, str) and given in self.values:
                return given
        raise self._refused(given)

    def code(self, value: object, as_of: date) -> int:
        """The code of a value that has been read, on the day of the decision."""
        match value:
            case bool():
                return int(value)
            case date():
                return self.period(value, as_of)
            case str():
                return self.values.index(value)
            case tuple():
                return sum(1 << self.values.index(member) for member in value)
        raise self._refused(value)

    @property
    def plain(self) -> Mapping[object, tuple[int, ...]]:
        """The codes of the values that need no reading, none at all among them."""
        words = {Form.BOOLEAN: (False, True), Form.CHOICE: self.values}.get(self.form, ())
        return _Plain(self, {word: (code,) for code, word in enumerate(words)})

    def phrase(self, value: object) -> str:
        """A value in the pack's plain English, or the value itself where it has no words for it."""
        match value:
            case None:
                return self.phrases.get("unknown", "it is not known")
            case bool():
                return self.phrases.get(str(value).lower(), str(value).lower())
            case tuple() | list():
                return "; ".join(self.phrase(member) for member in value) or "none of them"
        return self.phrases.get(str(value), str(value))

    def limit(self, event: date) -> date:
        """The last day inside the fact's limit after the event."""
        return _after(event, self.months or 0, self.days)

    def period(self, event: date, as_of: date) -> int:
        """The code of the period in which an event lies, by this fact's limit."""
        if as_of < event:
            return _AHEAD
        return _LAPSED if self.limited and as_of > self.limit(event) else _REACHED

    def _members(self, given: list[object]) -> tuple[str, ...]:
        for member in given:
            if member not in self.values:
                raise self._refused(member)
        return tuple(value for value in self.values if value in given)

    def _date(self, given: str) -> date:
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise self._refused(given) from error

    def _refused(self, given: object) -> FactsRefused:
        return FactsRefused(f"{self.name}: {_shown(given)} is not allowed; give {self.allowed}")

    @property
    def allowed(self) -> str:
        """The values that the fact allows, in words."""
        match self.form:
            case Form.BOOLEAN:
                return "true or false, or null where it is not known"
            case Form.CHOICE:
                return f"one of {', '.join(self.values)}, or null where it is not known"
            case Form.SEVERAL:
                return f"a list out of {', '.join(self.values)}, or null where it is not known"
            case Form.DATE:
                return "a date as YYYY-MM-DD, or null"
            case _:
                assert_never(self.form)


class _Plain(dict[object, tuple[int, ...]]):
    """By value, the codes of a fact; any other value is refused."""

    def __init__(self, fact: Fact, codes: Mapping[object, tuple[int, ...]]) -> None:
        super().__init__({**codes, None: fact.every_code})
        self.fact = fact

    def __missing__(self, given: object) -> tuple[int, ...]:
        self.fact.read(given)
        raise KeyError(given)


@lru_cache(maxsize=4096)
def _after(event: date, months: int, days: int | None) -> date:
    try:
        return event + (relativedelta(months=months) if days is None else timedelta(days=days))
    except (ValueError, OverflowError):
        return date.max


def _shown(given: object) -> str:
    words = str(given).lower() if isinstance(given, bool) else repr(given)
    return words if len(words) <= 60 else f"{words[:57]}..."
