"""Advice in plain English: what it is, because of what, what nothing shows, and what is not known.

Every sentence is put together from the pack's own words: its passages, and its phrases for facts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import Any

from bluelamp.policy.advice import Advice, ReadingTaken, Reason
from bluelamp.policy.case import Case, read_case
from bluelamp.policy.clauses import Outcome
from bluelamp.policy.grounds import Grounds
from bluelamp.policy.pack import Decision
from bluelamp.policy.spelling import spell_value
from bluelamp.policy.vocabulary import (
    CONFIDENCE,
    MEANINGS,
    TITLES,
    day,
    listed,
    party,
    requirement,
    sentence,
    source_lines,
    written_days,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Sentences under one heading."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Advice in words: the answer, its parts (those with nothing to say are left out), the mark."""

    answer: str
    parts: tuple[Part, ...]
    mark: str


def account(decision: Decision, advice: Advice, facts: Mapping[str, object]) -> Account:
    """The advice that the decision gave on these facts, in plain English.

    Raises:
        FactsRefused: the facts are not ones that the decision allows.
    """
    case = read_case(decision, facts, advice.as_of)
    parts = (Part(heading=h, sentences=tuple(said)) for h, said in _parts(case, advice).items())
    return Account(
        answer=_answer(advice),
        parts=tuple(part for part in parts if part.sentences),
        mark=(
            f"On {day(advice.as_of)}, by {advice.pack.id} {advice.pack.version}"
            f" ({advice.pack.digest[:19]}). This is advice: a person decides."
        ),
    )


def plain(said: Account, *, width: int = 78) -> str:
    """The account as text for a terminal or a letter."""
    lines = [wrap(said.answer, width=width)]
    for part in said.parts:
        lines += ["", f"{part.heading}:"]
        lines += [wrap(text, "  - ", width=width) for text in part.sentences]
    return "\n".join([*lines, "", wrap(said.mark, width=width), ""])


def wrap(text: str, bullet: str = "", *, width: int = 78) -> str:
    """A sentence broken into lines, set in behind its bullet."""
    return fill(
        text,
        width,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_on_hyphens=False,
        break_long_words=False,
    )


def cite(clause: str, lines: Iterable[int]) -> str:
    """A clause and where the source says it: "CI-03, line 18"."""
    return ", ".join(filter(None, [clause, source_lines(lines)]))


def _answer(advice: Advice) -> str:
    said = f"{TITLES[advice.outcome]}: {MEANINGS[advice.outcome]}."
    match advice.outcome, advice.default:
        case Outcome.REFER, Outcome.REFUSE:
            return f"{said} Until they have judged, it is refused."
        case Outcome.REFER, _:
            return f"{said} Until they have judged, it is held."
        case Outcome.UNDETERMINED, _:
            possible = listed((TITLES[outcome].lower() for outcome in advice.possible), "or")
            return f"{said} It may still come to {possible}."
    return said


def _parts(case: Case, advice: Advice) -> dict[str, Iterable[str]]:
    """Every heading with its sentences, in the order in which somebody reads them."""
    return {**_why(case, advice), **_what_follows(advice), **_what_else(case, advice)}


def _why(case: Case, advice: Advice) -> dict[str, Iterable[str]]:
    settled = advice.outcome is not Outcome.UNDETERMINED
    grounds = Grounds(case, advice)
    return {
        "Because" if settled else "Which clauses turn on the question asked next": (
            _reason(case, reason) for reason in advice.because
        ),
        "And because": map(sentence, grounds.present()),
        "Nothing shows that": grounds.absent(),
        "Not known": map(sentence, grounds.unknown()),
    }


def _what_follows(advice: Advice) -> dict[str, Iterable[str]]:
    down = advice.outcome is Outcome.TAKE_DOWN
    return {
        "To be done now" if down else "Still missing": (
            sentence(requirement(code)) for code in advice.requires
        ),
        "Take care": (
            f"{cite(w.clause, w.source_lines)}{_law(w.law, w.confidence)}: {sentence(w.says)}"
            for w in advice.warnings
        ),
        "Asked by the law": (
            f"{c.entry}{_law(c.law, c.confidence)}: {c.asks}" for c in advice.checklist
        ),
        "Who does what": (
            f"{d.clause}, the {party(d.owner)}: {sentence(d.duty)} Due: {written_days(d.due)}."
            for d in advice.duties
        ),
    }


def _what_else(case: Case, advice: Advice) -> dict[str, Iterable[str]]:
    return {
        "Would have decided otherwise, and gave way": (
            f"{cite(d.clause, d.source_lines)}, to {listed(d.by)}: {sentence(d.says)}"
            for d in advice.defeated
        ),
        "Raised, and no bar": (_reason(case, reason) for reason in advice.considered),
        "Enough to settle it, whatever else is found": _enough(case, advice),
        "What would give another answer": (
            f"{TITLES[each.outcome]}, if {', and '.join(_stated(case, each.change))}."
            for each in advice.why_not
        ),
        "Turns on how the source is read": map(_reading(case), advice.readings),
        "When the answer changes by itself": (
            f"From {day(change.on)} it is: {TITLES[change.outcome].lower()}."
            for change in advice.changes_on
        ),
        "Asked next": _asked_next(advice),
    }


def _reason(case: Case, reason: Reason) -> str:
    known = _stated(case, reason.facts)
    here = f" Here {', and '.join(known)}." if known else ""
    return f"{cite(reason.clause, reason.source_lines)}: {sentence(reason.says)}{here}"


def _reading(case: Case) -> Callable[[ReadingTaken], str]:
    others = {reading.id: reading.otherwise for reading in case.decision.readings}

    def told(taken: ReadingTaken) -> str:
        """What is unclear, how it is read, and what the advice would be if it were read otherwise."""
        otherwise = "; ".join(
            f"if instead {others[taken.reading][value]}: {TITLES[outcome].lower()}"
            for value, outcome in taken.otherwise.items()
        )
        return f"{taken.reading}, {taken.unclear}: {sentence(taken.takes)} {sentence(otherwise)}"

    return told


def _stated(case: Case, facts: Mapping[str, Any]) -> list[str]:
    """Facts in words; a date without a day has not happened."""
    stated = case.decision.facts
    return [
        stated[name].phrases.get("none", "it has not happened")
        if value is None
        else spell_value(stated[name], value, case.as_of)
        for name, value in facts.items()
        if name in stated
    ]


def _enough(case: Case, advice: Advice) -> Iterator[str]:
    if advice.sufficient:
        yield sentence(", and ".join(_stated(case, advice.sufficient)))


def _law(law: str, confidence: str) -> str:
    """Where the law says so and how far that is confirmed; nothing for what is the policy's own."""
    return f", {law} ({CONFIDENCE[confidence]})" if law else ""


def _asked_next(advice: Advice) -> Iterator[str]:
    if advice.next_question:
        asked_of = party(advice.next_question.asked_of)
        yield f"{advice.next_question.question} The {asked_of} answers."
