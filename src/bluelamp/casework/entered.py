"""What was entered: whether it says anything, and whether it has happened yet."""

from datetime import date, datetime

from bluelamp.casework.errors import BadInput
from bluelamp.casework.pack import london


def need(value: str, sentence: str, *, field: str) -> None:
    """Raise BadInput with the sentence where nothing was entered but spaces."""
    if not value.strip():
        raise BadInput(sentence, field=field)


def need_past(day: date, *, at: datetime, field: str) -> None:
    """Raise BadInput where the day is yet to come in London."""
    if day > london(at):
        raise BadInput("That day is yet to come.", field=field)
