"""Entries of the record in words: what happened, and what the entry says, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bluelamp.casework import answered
from bluelamp.casework.entry_words import LABELS, LEFT_OUT, READINGS, TITLES
from bluelamp.casework.pack import facts_of
from bluelamp.casework.routes import Route, route_of
from bluelamp.people import selectors as people
from bluelamp.policy.vocabulary import capitalised
from bluelamp.record.values import EntryView


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """An entry for a page: number, time, who, what, and rows of what it says (none once erased)."""

    seq: int
    at: datetime
    title: str
    by: str
    words: str
    case: str
    is_case: bool
    rows: tuple[tuple[str, str], ...]
    is_erased: bool


def shown(entries: Iterable[EntryView]) -> list[EntryShown]:
    """The entries in words, in the order given."""
    held = list(entries)
    names = people.names(entry.actor for entry in held)
    return [_shown(entry, names[entry.actor]) for entry in held]


def _shown(entry: EntryView, by: str) -> EntryShown:
    route = route_of(entry.case)
    rows = tuple(_rows(entry.body or {}, route))
    return EntryShown(
        seq=entry.seq,
        at=entry.at,
        title=TITLES.get(entry.kind, capitalised(entry.kind)),
        by=by,
        words=_summary(entry.body or {}, route),
        case=entry.case,
        is_case=route is not None,
        rows=rows,
        is_erased=entry.body is None,
    )


def _rows(body: Mapping[str, Any], route: Route | None) -> Iterable[tuple[str, str]]:
    for key, value in body.items():
        if key == "facts":
            yield from _facts(value, route)
        elif key == "change" and isinstance(value, Mapping):
            yield "Advised, if", answered.otherwise(value, route=route)
        elif key not in LEFT_OUT and value not in ("", None, []):
            yield LABELS.get(key, capitalised(key.replace("_", " "))), _value(key, value)


def _facts(stated: Iterable[Mapping[str, Any]], route: Route | None) -> Iterable[tuple[str, str]]:
    known = facts_of(route) if route else {}
    for each in stated:
        fact = known.get(each["name"])
        question = fact.question if fact else each["name"]
        answer = answered.short(fact, each["value"], known=each["known"]) if fact else each["value"]
        sources = [each["said_by"], each["evidence"], each["reason"]]
        yield question, f"{answer} ({'; '.join(filter(None, sources))})"


def _value(key: str, value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case list():
            return ", ".join(READINGS.get(key, str)(one) for one in value)
        case str() if key in READINGS:
            return READINGS[key](value)
    return str(value)


def _summary(body: Mapping[str, Any], route: Route | None) -> str:
    """One line of an entry, for a timeline."""
    for key in (
        "decided",
        "happened",
        "wording",
        "sources",
        "why",
        "explanation",
        "reasons",
        "answer",
        "reason",
        "question",
        "note",
        "change",
        "headline",
        "source",
        "outcome",
        "request",
        "purpose",
        "rationale",
        "enquiry",
    ):
        if body.get(key):
            return _value(key, body[key])
    questions = [question for question, _ in _facts(body.get("facts", ()), route)]
    more = f" and {len(questions) - 2} more" if len(questions) > 2 else ""
    return " ".join(questions[:2]) + more
