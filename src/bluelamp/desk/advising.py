"""Advice as a page shows it: every code in words, every missing thing with the page where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bluelamp.casework.answered import otherwise as otherwise
from bluelamp.casework.pack import facts_of, pack
from bluelamp.desk import answers, words
from bluelamp.policy import Advice, Fact, Outcome
from bluelamp.policy.vocabulary import (
    MEANINGS,
    listed,
    requirement,
    sentence,
    source_lines,
    written_days,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseShown:
    """A clause, where the policy says it, and the facts it rests on, as questions and answers."""

    clause: str
    lines: str
    says: str
    facts: tuple[tuple[str, str], ...] = ()
    gave_way_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceShown:
    """Advice in words."""

    outcome: str
    opening: str
    sentence: str
    as_of: date
    missing: tuple[words.Requirement, ...]
    default: str
    because: tuple[ClauseShown, ...]
    considered: tuple[ClauseShown, ...]
    defeated: tuple[ClauseShown, ...]
    warnings: tuple[ClauseShown, ...]
    duties: tuple[Mapping[str, str], ...]
    changes: tuple[Mapping[str, Any], ...]
    open: tuple[str, ...]
    pack: str


def shown(advice: Advice, *, route: str) -> AdviceShown:
    """The advice of a route's decision, in words."""
    facts = facts_of(route)
    return AdviceShown(
        outcome=advice.outcome,
        opening=sentence(MEANINGS[advice.outcome]),
        sentence=in_a_sentence(advice),
        as_of=advice.as_of,
        missing=tuple(words.requirement(code) for code in advice.requires),
        default=words.outcome(advice.default).lower() if advice.default else "",
        because=tuple(_clause(each, facts) for each in advice.because),
        considered=tuple(_clause(each, facts) for each in advice.considered),
        defeated=tuple(_clause(each, facts) for each in advice.defeated),
        warnings=tuple(_clause(each, facts) for each in advice.warnings),
        duties=tuple(
            {
                "duty": each.duty,
                "owner": words.party(each.owner),
                "due": written_days(each.due),
                "clause": each.clause,
            }
            for each in advice.duties
        ),
        changes=tuple(
            {"on": each.on, "words": words.outcome(each.outcome)} for each in advice.changes_on
        ),
        open=tuple(facts[name].question for name in advice.open if name in facts),
        pack=f"{advice.pack.id} {advice.pack.version}, digest {advice.pack.digest[:23]}",
    )


def in_a_sentence(advice: Advice) -> str:
    """The advice in one sentence, with what is missing."""
    if advice.next_question is not None:
        count = len(advice.open)
        left = "1 fact" if count == 1 else f"{count} facts"
        return f"{left} could still change the answer. Best asked next: “{advice.next_question.question}”"
    said = sentence(MEANINGS[advice.outcome])
    missing = [requirement(code) for code in advice.requires]
    return f"{said} Still to do: {'; '.join(missing)}." if missing else said


def nearest(advice: Advice, outcome: str, *, route: str) -> str:
    """The smallest change of facts by which the advice would be that outcome, in words; empty where none would."""
    found = (each.change for each in advice.why_not if each.outcome == outcome)
    return otherwise(next(found, {}), route=route)


def facts_that_matter(
    stated: Mapping[str, Any], advice: Advice, outlook: Advice, *, route: str
) -> tuple[tuple[str, str], ...]:
    """Of the facts that people stated, those on which the advice rests, now and once all is prepared; all, where it is still open."""
    facts = facts_of(route)
    names = dict.fromkeys(stated)
    if outlook.outcome is not Outcome.UNDETERMINED:
        clauses = (*advice.because, *outlook.because, *outlook.considered)
        rests_on = {name for each in clauses for name in each.facts}
        names = dict.fromkeys(name for name in stated if name in rests_on)
    return tuple(
        (facts[name].question, answers.short(facts[name], stated[name]))
        for name in names
        if name in facts
    )


def policy_on(clause: str, *, route: str) -> ClauseShown | None:
    """What the clause of that id says, first where it says that a reason is no bar; None where the force's policy has no such clause."""
    of_it = [one for one in pack().decisions[route].clauses if one.id.partition(".")[0] == clause]
    found = min(of_it, key=lambda one: (not one.no_bar, one.id != clause), default=None)
    if found is None:
        return None
    return ClauseShown(clause=clause, lines=source_lines(found.lines), says=found.says)


def _clause(each: Any, facts: Mapping[str, Fact]) -> ClauseShown:
    rests_on: Mapping[str, Any] = getattr(each, "facts", {})
    return ClauseShown(
        clause=each.clause,
        lines=source_lines(each.source_lines),
        says=each.says,
        facts=tuple(
            (facts[name].question, answers.short(facts[name], value))
            for name, value in rests_on.items()
            if name in facts
        ),
        gave_way_to=listed(getattr(each, "by", ())),
    )
