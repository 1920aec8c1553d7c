"""An interview: the facts of a case, one question at a time, until nothing more could matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bluelamp.policy.advice import Advice
from bluelamp.policy.case import State
from bluelamp.policy.deciding import decide, possible_outcomes
from bluelamp.policy.errors import FactsRefused
from bluelamp.policy.facts import Fact, Form
from bluelamp.policy.pack import Decision, Pack

DONT_KNOW = {"state": State.DONT_KNOW.value}
NOT_ASKED = {"state": State.NOT_ASKED.value}
NOT_APPLICABLE = {"state": State.NOT_APPLICABLE.value}
YES, NO = frozenset({"y", "yes", "true"}), frozenset({"n", "no", "false"})


@dataclass(slots=True)
class Interview:
    """The answers so far, each of which can be taken back; nothing contradictory is ever among them.

    A date that has not been asked for is unknown until it is: that nobody has given one is no sign
    that it has not happened.
    """

    pack: Pack
    decision: Decision
    as_of: date
    known: Mapping[str, object]
    answers: list[tuple[str, object]] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, object]:
        """The facts as they may be kept: what was known before, and what was answered."""
        given = {**self.known, **dict(self.answers)}
        dates = {f.name: f for f in self.decision.facts.values() if f.settled_by is not None}
        unasked = {name: NOT_ASKED for name in dates if name not in given}
        # Nothing says that a day has not come while what settles it is unknown.
        unsettled = {
            name: NOT_APPLICABLE
            for name, fact in dates.items()
            if name in given
            and given[name] is None
            and not _is_known(given.get(fact.settled_by or ""))
        }
        return {**given, **unasked, **unsettled}

    def advice(self) -> Advice:
        """What the policy says of the answers so far."""
        return decide(self.pack, self.decision.id, self.facts, self.as_of)

    def question(self, advice: Advice) -> Fact | None:
        """What to ask next; None where nothing that anybody can tell would matter."""
        asked = advice.next_question
        return None if asked is None else self.decision.facts[asked.fact]

    def answer(self, fact: Fact, value: object) -> None:
        """Take an answer.

        Raises:
            FactsRefused: it contradicts what is known; it is not taken.
        """
        self.answers.append((fact.name, value))
        try:
            possible_outcomes(self.pack, self.decision.id, self.facts, self.as_of)
        except FactsRefused:
            self.answers.pop()
            raise

    def back(self) -> bool:
        """Take back the last answer; False where there is none."""
        return bool(self.answers) and bool(self.answers.pop())


def _is_known(value: object) -> bool:
    return value is not None and not isinstance(value, Mapping)


def read_answer(fact: Fact, text: str) -> object:
    """The value that somebody means by what they typed: a number of the list, a value, yes or no.

    Raises:
        FactsRefused: it is none of the answers that the question has.
    """
    word = text.strip().lower()
    match fact.form:
        case Form.BOOLEAN if word in YES | NO:
            return word in YES
        case Form.CHOICE if (found := _member(fact.values, word)) is not None:
            return found
        case Form.SEVERAL:
            return _members(fact, word)
        case Form.DATE if word == "none":
            return None
        case Form.DATE:
            found_day = fact.read(text.strip())
            return found_day.isoformat() if isinstance(found_day, date) else found_day
    raise FactsRefused(f"{text.strip()!r} is no answer here: {answers_allowed(fact)}")


def answers_allowed(fact: Fact) -> str:
    """What may be typed."""
    match fact.form:
        case Form.BOOLEAN:
            return "type y for yes or n for no"
        case Form.CHOICE:
            return f"type a number from 1 to {len(fact.values)}"
        case Form.SEVERAL:
            return f"type numbers from 1 to {len(fact.values)} with commas between, or none"
        case Form.DATE:
            return "type the day as YYYY-MM-DD, or none where it has not happened"


def _member(values: Sequence[str], word: str) -> str | None:
    numbered = {str(number): value for number, value in enumerate(values, start=1)}
    return numbered.get(word, word if word in values else None)


def _members(fact: Fact, word: str) -> list[str]:
    if word in ("none", "0"):
        return []
    members = [_member(fact.values, part) for part in word.replace(",", " ").split()]
    if not members or None in members:
        raise FactsRefused(f"{word!r} is no answer here: {answers_allowed(fact)}")
    return [value for value in fact.values if value in members]
