"""Facts with their sources and advice with its clauses, as the document tells them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from bluelamp.casework import answered
from bluelamp.casework.entry_words import READINGS
from bluelamp.casework.pack import facts_of
from bluelamp.casework.routes import Route
from bluelamp.disclosure.clock_words import moment
from bluelamp.disclosure.twin import AdviceTold, ClauseTold, FactTold, Row
from bluelamp.policy import Advice, Fact
from bluelamp.policy.advice import Reason
from bluelamp.policy.vocabulary import capitalised, requirement, source_lines
from bluelamp.record.values import EntryView


def facts(held: Iterable[EntryView], route: Route) -> tuple[FactTold, ...]:
    """Every fact that the entries state, in order, each by whose word and on what evidence."""
    known = facts_of(route)
    return tuple(
        _fact(stated, known.get(stated["name"]), entry)
        for entry in held
        for stated in _stated(entry)
    )


def _stated(entry: EntryView) -> Iterator[Mapping[str, Any]]:
    for each in (entry.body or {}).get("facts", ()):  # type: ignore[union-attr]
        if isinstance(each, Mapping):
            yield each


def _fact(stated: Mapping[str, Any], fact: Fact | None, entry: EntryView) -> FactTold:
    value = stated["value"]
    answer = answered.short(fact, value, known=stated["known"]) if fact else str(value)
    return FactTold(
        name=stated["name"],
        question=fact.question if fact else stated["name"].replace("_", " "),
        answer=answer,
        said_by=stated["said_by"],
        evidence=stated["evidence"],
        reason=stated["reason"],
        when=moment(entry.at),
        entry=entry.seq,
    )


def advice(held: Iterable[EntryView], route: Route) -> tuple[AdviceTold, ...]:
    """Every advice that the entries carry, in order."""
    known = facts_of(route)
    return tuple(
        _advice(entry, msgspec.json.decode(str(entry.body["advice"]), type=Advice), known)
        for entry in held
        if entry.body and entry.body.get("advice")
    )


def _advice(entry: EntryView, given: Advice, known: Mapping[str, Fact]) -> AdviceTold:
    return AdviceTold(
        entry=entry.seq,
        when=moment(entry.at),
        outcome=READINGS["outcome"](given.outcome),
        as_of=READINGS["as_of"](given.as_of.isoformat()),
        policy=f"{given.pack.id} {given.pack.version}, digest {given.pack.digest}",
        because=tuple(_clause(each, known) for each in given.because),
        warnings=tuple(
            ClauseTold(
                clause=each.clause, lines=source_lines(each.source_lines), says=each.says, facts=()
            )
            for each in given.warnings
        ),
        missing=tuple(capitalised(requirement(code)) for code in given.requires),
    )


def _clause(each: Reason, known: Mapping[str, Fact]) -> ClauseTold:
    return ClauseTold(
        clause=each.clause,
        lines=source_lines(each.source_lines),
        says=each.says,
        facts=tuple(
            Row(label=known[name].question, text=answered.short(known[name], value))
            for name, value in each.facts.items()
            if name in known
        ),
    )
