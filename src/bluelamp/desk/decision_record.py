"""The record of a decision on one page: the fifteen questions of the rights test, answered from what the case holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.timezone import localtime

from bluelamp.casework import rights
from bluelamp.casework.entry_words import CODES
from bluelamp.casework.lifecycle import STEPS, Act
from bluelamp.casework.pack import facts_of
from bluelamp.casework.permitted import roles_in_words
from bluelamp.casework.rights import Question
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import Standing
from bluelamp.desk import advising, answers
from bluelamp.desk import words as said_in
from bluelamp.people import selectors as people
from bluelamp.people.ranks import Rank
from bluelamp.policy import Kind
from bluelamp.publication import selectors as publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of the record, and who made it and when, where somebody did."""

    words: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question of the test with what the case holds in answer; none where nobody has answered yet."""

    question: Question
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the case holds for one round: its rows, its facts by name, its objections and its decision."""

    now: Standing
    facts: Mapping[str, Any]
    objections: tuple[Any, ...]
    decision: Any

    @property
    def route(self) -> Route:
        """The route of the case."""
        return Route(self.now.case.route)


Lines = Iterable[Line]


def record_of(held: Held) -> tuple[Answered, ...]:
    """The fifteen questions in order, each with its answer."""
    written = (
        {each.number: each for each in held.now.rights.answers.all()} if held.now.rights else {}
    )
    made = [(question, tuple(_lines(held, question, written))) for question in rights.QUESTIONS]
    names = people.names(line.by for _, lines in made for line in lines if line.by)
    return tuple(
        Answered(question=question, lines=tuple(_named(line, names) for line in lines))
        for question, lines in made
    )


def _named(line: Line, names: Mapping[str, str]) -> Line:
    return Line(words=line.words, by=names.get(line.by, ""), at=line.at)


def _lines(held: Held, question: Question, written: Mapping[int, Any]) -> Lines:
    """What the case shows, what was chosen, and the words of whoever answered."""
    yield from SHOWN.get(question.number, _nothing)(held)
    if answer := written.get(question.number):
        yield Line(words=answer.text, by=answer.written_by, at=answer.written_at)
    yield from AFTER.get(question.number, _nothing)(held)


def _nothing(_: Held) -> Lines:
    return ()


def _facts(held: Held, *names: str) -> Lines:
    """Facts of the route that are known, each with who said so and, of a judgement, why."""
    known = facts_of(held.route)
    for name in names:
        if name in known and name in held.facts:
            said = f"{known[name].question} {answers.short(known[name], held.facts[name])}."
            row = held.now.asserted.get(name)
            if row is None:
                yield Line(words=said)
            else:
                why = row.reason if known[name].kind is Kind.JUDGEMENT else ""
                words = " ".join(filter(None, (said, why)))
                yield Line(words=words, by=row.said_by, at=row.recorded_at)


def _who(held: Held) -> Lines:
    case, image = held.now.case, held.now.image
    yield Line(words=f"{case.person}, {case.offence or 'offence not given'}.")
    if image is None:
        yield Line(words="No image is held.")
    elif image.right_person:
        said = " ".join(filter(None, ("Confirmed as the right person.", image.identity_note)))
        yield Line(words=said, by=image.identified_by, at=image.identified_at)
    elif held.route.way.confirmed:
        yield Line(words="Nobody has confirmed that it is the right person.")
    else:
        yield Line(
            words="Who is shown is what is to be found out, or was said when it was supplied."
        )


def _stage(held: Held) -> Lines:
    return _facts(held, "stage", "convicted_on", "sentenced_on", "hospital_order", "age_group", "subject_charged", "apprehended", "still_missing")  # fmt: skip


def _basis(held: Held) -> Lines:
    if test := held.now.rights:
        yield Line(words=f"{rights.BASES[test.basis]}. {rights.REGIMES[test.regime]}.")


def _purpose(held: Held) -> Lines:
    if test := held.now.rights:
        judged = "Legitimate." if test.legitimate else "Not legitimate."
        yield Line(words=f"{rights.PURPOSES[held.route][test.purpose]}. {judged}")


def _necessity(held: Held) -> Lines:
    if test := held.now.rights:
        yield Line(words="Necessary." if test.necessary else "Not necessary.")
    yield from _facts(held, "alternatives_tried", "family_image", "needed_again")


def _fair_trial(held: Held) -> Lines:
    return _facts(held, "court_order", "juvenile_restriction", "youth_restriction", "other_proceedings")  # fmt: skip


def _others(held: Held) -> Lines:
    if made := held.now.approved:
        yield Line(
            words="Everyone not sought is obscured.", by=made.prepared_by, at=made.prepared_at
        )
        said = " ".join(filter(None, ("Checked by a second person.", made.check_note)))
        yield Line(words=said, by=made.checked_by, at=made.checked_at)
    else:
        yield Line(words="No obscured picture has been approved.")
    yield from _facts(held, "third_parties", "victim", "victim_edited_out", "victim_notice", "rescued_person")  # fmt: skip


def _reach(held: Held) -> Lines:
    for edition in publication.editions_of(held.now.case.reference):
        yield Line(words="Published.", at=edition.published_at)
        if edition.withdrawn_at:
            yield Line(words="Withdrawn.", at=edition.withdrawn_at)


def _views(held: Held) -> Lines:
    now = held.now
    if asked := now.authorisation:
        yield Line(words=f"Asked: {asked.request}", by=asked.asked_by, at=asked.asked_at)
        if asked.answered_at:
            said = "Given" if asked.granted else "Declined"
            by = f"{said}, as {Rank(asked.rank).words}: {asked.reasons}"
            yield Line(words=by, by=asked.answered_by, at=asked.decided_at or asked.answered_at)
    if seen := now.consultation:
        side = "for" if seen.in_favour else "against"
        said = f"{seen.consulted}, {Rank(seen.rank).words}, was {side} release: {seen.rationale}"
        yield Line(words=said, by=seen.recorded_by, at=seen.recorded_at)
    if given := now.communications:
        side = "for" if given.in_favour else "against"
        said = f"The communications department is {side} release: {given.view}"
        yield Line(words=said, by=given.given_by, at=given.given_at)
    yield from _officer(held)
    yield from _legal(held)


def _officer(held: Held) -> Lines:
    if told := held.now.notice:
        yield Line(words="The officer was told when it would be released.", by=told.sent_by, at=told.sent_at)  # fmt: skip
        if told.ended in {"silence", "no_objection"}:
            said = (
                "Let the time pass in silence." if told.ended == "silence" else "Does not object."
            )
            yield Line(words=said, by=told.officer, at=told.closed_at)
    for each in held.objections:
        reason = CODES[each.ground]
        yield Line(words=f"Objected: {reason}. {each.reasons}", by=each.made_by, at=each.made_at)
        if each.answered_at:
            said = "Upheld" if each.upheld else "Not upheld"
            yield Line(words=f"{said}: {each.answer}", by=each.answered_by, at=each.answered_at)


def _legal(held: Held) -> Lines:
    if sought := held.now.legal:
        yield Line(words="Legal advice was sought (privileged).", by=sought.asked_by, at=sought.asked_at)  # fmt: skip
        if sought.answered_at:
            yield Line(words="Legal advice was given (privileged).", by=sought.answered_by, at=sought.answered_at)  # fmt: skip


def _risk(held: Held) -> Lines:
    yield from _facts(held, "harm_assessment", "harm_outweighs", "vulnerable_adult")
    asked = held.now.authorisation
    if asked and asked.risk_assessment:
        adopted = "Adopted risk assessment" if asked.assessment_adopted else "Risk assessment"
        said = f"{adopted}: {asked.risk_assessment}"
        yield Line(words=said, by=asked.answered_by, at=asked.answered_at)


def _weighed(held: Held) -> Lines:
    if test := held.now.rights:
        yield Line(words="Proportionate." if test.proportionate else "Not proportionate.")


def _decision(held: Held) -> Lines:
    decided = held.decision
    if decided is None:
        yield Line(words="Nobody has decided yet.")
        return
    act = Act.RELEASE if decided.released else Act.REFUSE
    role = roles_in_words(STEPS[act, held.route].who) if (act, held.route) in STEPS else ""
    said = _what(decided)
    as_role = f", as {role}" if role else ""
    yield Line(words=f"{said}{as_role}. {decided.reasons}", by=decided.decided_by, at=decided.decided_at)  # fmt: skip
    advice = decided.advice
    yield Line(words=f"The advice was: {said_in.outcome(advice.outcome).lower()} (policy of {advice.as_of:%-d %B %Y}, digest {advice.pack_digest[:23]}).")  # fmt: skip
    if decided.departs:
        change = advising.otherwise(decided.change or {}, route=held.route)
        yield Line(words="The decision departs from the advice.")
        yield Line(words=f"The smallest change of facts by which the advice would have been this: {change or 'none'}.")  # fmt: skip


def _what(decided: Any) -> str:
    if not decided.released:
        return "Refused"
    if decided.held_at:
        return f"Decided, and held back under embargo: {decided.held_because}"
    if decided.embargo_until and not decided.edition:
        return f"Decided, under embargo until {localtime(decided.embargo_until):%-d %B %Y, %H:%M}"
    return "Released"


def _refusal(held: Held) -> Lines:
    decided = held.decision
    if decided is None or decided.released:
        yield Line(words="It has not been refused.")
        return
    reason = decided.unlisted or CODES[decided.ground]
    yield Line(words=f"{reason}. {decided.reasons}", by=decided.decided_by, at=decided.decided_at)
    yield from _facts(held, "reasons_given")


# What the case shows before the words on a question, and what stands after them.
SHOWN: Final[dict[int, Callable[[Held], Lines]]] = {
    1: _who,
    2: _stage,
    3: _basis,
    4: _purpose,
    5: _necessity,
    9: _fair_trial,
    10: _others,
    12: _views,
    13: _risk,
    14: _weighed,
    15: _refusal,
}
AFTER: Final[dict[int, Callable[[Held], Lines]]] = {11: _reach, 14: _decision}
