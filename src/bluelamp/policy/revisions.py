"""Revisions: what two versions of a decision say differently, passage by passage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import msgspec

from bluelamp.policy.clauses import Verdict
from bluelamp.policy.expression import Every, Is, Not, Some
from bluelamp.policy.pack import Decision
from bluelamp.policy.spelling import Facts, spell
from bluelamp.policy.vocabulary import verdict_title


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is said differently: what it was and what it is; empty where it is not said."""

    part: str
    before: str
    after: str


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A clause, duty, fact, warning or reading that is new, gone, or said differently."""

    decision: str
    kind: str
    name: str
    change: str
    wordings: tuple[Wording, ...] = ()


Named = Mapping[str, tuple[Any, Facts]]


def revisions(before: Decision, after: Decision) -> Iterator[Revision]:
    """Every passage of a decision that two versions say differently, in the pack's order."""
    steps = [" → ".join(decision.steps) for decision in (before, after)]
    if steps[0] != steps[1]:
        wording = Wording(part="steps", before=steps[0], after=steps[1])
        yield _revision(after, "order", "precedence", "changed", [wording])
    one, other = _passages(before), _passages(after)
    for kind in one:
        for name in dict.fromkeys([*one[kind], *other[kind]]):
            yield from _compare(after, kind, name, one[kind].get(name), other[kind].get(name))


def _compare(
    decision: Decision,
    kind: str,
    name: str,
    before: tuple[Any, Facts] | None,
    after: tuple[Any, Facts] | None,
) -> Iterator[Revision]:
    if before is None or after is None:
        change = "new" if before is None else "gone"
        yield _revision(decision, kind, name, change, [])
        return
    one, other = _told(*before), _told(*after)
    parts = dict.fromkeys([*one, *other])
    differing = [
        Wording(part=part, before=one.get(part, ""), after=other.get(part, ""))
        for part in parts
        if one.get(part) != other.get(part)
    ]
    if differing:
        yield _revision(decision, kind, name, "changed", differing)


def _revision(
    decision: Decision, kind: str, name: str, change: str, wordings: Iterable[Wording]
) -> Revision:
    return Revision(
        decision=decision.id, kind=kind, name=name, change=change, wordings=tuple(wordings)
    )


def _passages(decision: Decision) -> dict[str, Named]:
    """What a decision is made of, by kind and name."""
    kinds: dict[str, Iterable[tuple[str, Any]]] = {
        "clause": ((clause.id, clause) for clause in decision.clauses),
        "duty": ((f"{duty.clause}, {duty.duty}", duty) for duty in decision.duties),
        "warning": ((f"{w.clause}, {w.says}", w) for w in decision.cautions),
        "contradiction": ((each.says, each) for each in decision.contradictions),
        "reading": ((reading.id, reading) for reading in decision.readings),
        "setting": ((setting.id, setting) for setting in decision.settings),
        "fact": decision.facts.items(),
    }
    return {
        kind: {name: (passage, decision.facts) for name, passage in passages}
        for kind, passages in kinds.items()
    }


def _told(passage: Any, facts: Facts) -> dict[str, str]:
    """A passage part by part, each as text."""
    stated = [field.name for field in fields(passage) if field.compare]
    return {name: _text(getattr(passage, name), facts) for name in stated}


def _text(value: Any, facts: Facts) -> str:
    match value:
        case Is() | Not() | Every() | Some():
            return spell(value, facts)
        case Verdict():
            return verdict_title(value)
        case None | False | date.min | date.max:
            return ""
        case date():
            return value.isoformat()
        case Mapping():
            return "; ".join(f"{key}: {words}" for key, words in value.items())
        case frozenset():
            return ", ".join(sorted(map(str, value)))
        case tuple():
            return ", ".join(map(str, value))
    return str(value)
