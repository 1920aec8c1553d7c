"""Comparing two versions of a pack: as text, as meaning, and over cases that there have been."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from bluelamp.policy.case import read_case
from bluelamp.policy.clauses import Outcome, Verdict
from bluelamp.policy.errors import FactsRefused, NotInForce
from bluelamp.policy.joint import Joint
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.revisions import Revision, revisions
from bluelamp.policy.settling import in_force
from bluelamp.policy.spelling import spell_value
from bluelamp.policy.vocabulary import TITLES, verdict_title

REFUSED, NOT_IN_FORCE = "refused as facts", "not yet or no longer in force"


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two packs."""

    id: str
    version: str
    digest: str


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """Two verdicts that some case has, one in each version; the most ordinary such case."""

    decision: str
    before: str
    after: str
    unlike_the_ordinary: tuple[str, ...]
    facts: dict[str, Any]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of a portfolio that went from one outcome to another, by number from 1 or by name."""

    decision: str
    before: str
    after: str
    count: int
    cases: tuple[str, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between two versions; `of_cases` is the size of the portfolio, if any."""

    before: Version
    after: Version
    as_of: date
    text: tuple[Revision, ...]
    meaning: tuple[Meaning, ...]
    incomparable: tuple[str, ...]
    of_cases: int | None = None
    moved: tuple[Moved, ...] = ()


class PastCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case of a portfolio: what is known of it, and the day on which it is decided."""

    decision: str
    facts: dict[str, Any]
    as_of: date | None = None
    id: str = ""


def compare(
    before: Pack, after: Pack, as_of: date, cases: Sequence[PastCase] | None = None
) -> Comparison:
    """What the later pack says and means differently on a day, and of which cases.

    Raises:
        NoSuchDecision: a case is of a decision that one of them does not have.
        NotInForce: one of them is not in force on the day.
    """
    shared = {
        name: (in_force(before, name, as_of), in_force(after, name, as_of))
        for name in before.decisions
        if name in after.decisions
    }
    joints = {name: Joint(one.chart, other.chart) for name, (one, other) in shared.items()}
    return Comparison(
        before=_version(before),
        after=_version(after),
        as_of=as_of,
        text=(*_decisions(before, after), *_revised(shared.values())),
        meaning=tuple(m for name, joint in joints.items() for m in _meanings(name, joint, as_of)),
        incomparable=tuple(
            f"{name}: {fact}" for name, joint in joints.items() for fact in joint.incomparable
        ),
        of_cases=None if cases is None else len(cases),
        moved=tuple(_moves(before, after, as_of, cases or ())),
    )


def _version(pack: Pack) -> Version:
    return Version(id=pack.id, version=pack.version, digest=pack.digest)


def _decisions(before: Pack, after: Pack) -> Iterator[Revision]:
    for name in dict.fromkeys([*before.decisions, *after.decisions]):
        if (name in before.decisions) != (name in after.decisions):
            change = "new" if name in after.decisions else "gone"
            yield Revision(decision=name, kind="decision", name=name, change=change)


def _revised(pairs: Iterable[tuple[Decision, Decision]]) -> Iterator[Revision]:
    for before, after in pairs:
        yield from revisions(before, after)


def _meanings(decision: str, joint: Joint, as_of: date) -> Iterator[Meaning]:
    for verdicts in joint.verdicts():
        facts = joint.witness(verdicts, as_of)
        yield Meaning(
            decision=decision,
            before=verdict_title(verdicts[0]),
            after=verdict_title(verdicts[1]),
            unlike_the_ordinary=tuple(
                _told(joint, name, facts[name], as_of) for name in joint.departures(verdicts)
            ),
            facts=facts,
        )


def _told(joint: Joint, name: str, value: object, as_of: date) -> str:
    """What a witness says of a fact; a date that has not come is told by its period."""
    fact = joint.meetings[name].fact
    return spell_value(fact, value, as_of) if value is not None else fact.phrases.get("none", name)


def _moves(before: Pack, after: Pack, as_of: date, cases: Sequence[PastCase]) -> Iterator[Moved]:
    moved: dict[tuple[str, str, str], list[str]] = {}
    for number, case in enumerate(cases, start=1):
        one, other = _outcome(before, case, as_of), _outcome(after, case, as_of)
        if one != other:
            moved.setdefault((case.decision, one, other), []).append(case.id or str(number))
    for (decision, one, other), names in sorted(moved.items()):
        yield Moved(
            decision=decision, before=one, after=other, count=len(names), cases=tuple(names)
        )


def _outcome(pack: Pack, case: PastCase, as_of: date) -> str:
    day = case.as_of or as_of
    try:
        read = read_case(in_force(pack, case.decision, day), case.facts, day)
    except FactsRefused:
        return REFUSED
    except NotInForce:
        return NOT_IN_FORCE
    verdicts = read.decision.chart.verdicts(read.allowed)
    return _title(verdicts) if verdicts else REFUSED


def _title(verdicts: set[Verdict]) -> str:
    if len(verdicts) == 1:
        return verdict_title(*verdicts)
    outcomes = {verdict.outcome for verdict in verdicts}
    return TITLES[outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED]
