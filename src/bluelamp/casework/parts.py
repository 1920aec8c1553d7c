"""People in a picture: the part that each plays, what becomes of them, and what they say to it."""

from enum import StrEnum


class Part(StrEnum):
    """The part that somebody plays in what is seen or heard."""

    SUBJECT = "subject"
    VICTIM = "victim"
    THIRD_PARTY = "third_party"
    OFFICER = "officer"
    CHILD = "child"


class Edit(StrEnum):
    """What becomes of somebody in what goes out; some cannot be edited out at all."""

    OBSCURE = "obscure"
    KEEP = "keep"
    CANNOT = "cannot"


class Answer(StrEnum):
    """What came of asking somebody for permission; `waiting` until they answer."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


PART_WORDS: dict[Part, str] = {
    Part.SUBJECT: "Subject",
    Part.VICTIM: "Victim",
    Part.THIRD_PARTY: "Third party",
    Part.OFFICER: "Officer or member of staff",
    Part.CHILD: "Child",
}

EDIT_WORDS: dict[Edit, str] = {
    Edit.OBSCURE: "Obscured",
    Edit.KEEP: "Kept",
    Edit.CANNOT: "Cannot be edited out",
}

ANSWER_WORDS: dict[Answer, str] = {
    Answer.WAITING: "Asked, no answer yet",
    Answer.AGREED: "Agreed",
    Answer.REFUSED: "Refused",
    Answer.NO_ANSWER: "Did not answer",
}
