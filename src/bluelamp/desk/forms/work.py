"""The work list's filters, which stand in the address."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from django import forms

from bluelamp.casework.lifecycle import STATE_WORDS, TABLE
from bluelamp.casework.routes import Route
from bluelamp.look.forms import Checkboxes, DateField, Radios
from bluelamp.people.roles import Role


class Show(StrEnum):
    """Whose cases are shown."""

    WAITING = "waiting"
    MINE = "mine"
    UNIT = "unit"


class Due(StrEnum):
    """By when something must happen."""

    SOON = "soon"
    OVERDUE = "overdue"


WORKERS: Final = tuple(role for role in Role if any(role in step.who for step in TABLE))

# The filters that people use most, as links above the list: words and parameters.
SHORT_CUTS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("All", {}),
    ("Waiting for me", {"show": Show.WAITING}),
    ("Mine", {"show": Show.MINE}),
    ("My unit", {"show": Show.UNIT}),
    ("Due within a day", {"due": Due.SOON}),
    ("Overdue", {"due": Due.OVERDUE}),
)


def _choice(label: str, choices: Iterable[tuple[str, str]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), required=False, **options)


class WorkFilters(forms.Form):
    """Which cases to show; nothing chosen shows all."""

    text = forms.CharField(
        label="Name, case number, offence, court or a file’s hash",
        help_text="The first 8 or more characters of the sha256 of an original, a rendition or a published file.",
        max_length=200,
        required=False,
    )
    show = _choice(
        "Whose",
        [
            ("", "Everyone’s"),
            (Show.WAITING, "Those that wait for me"),
            (Show.MINE, "Those that I opened or am the officer in"),
            (Show.UNIT, "My unit’s"),
        ],
        widget=Radios(small=True),
    )
    due = _choice(
        "Due",
        [("", "At any time"), (Due.SOON, "Within a day"), (Due.OVERDUE, "Overdue")],
        widget=Radios(small=True),
    )
    due_from = DateField(label="Due from", required=False)
    due_to = DateField(label="Due by the end of", required=False)
    opened_from = DateField(label="Opened from", required=False)
    opened_to = DateField(label="Opened by the end of", required=False)
    waits_for = _choice(
        "Waiting for", [("", "Anyone"), *((role.value, role.words) for role in WORKERS)]
    )
    route = forms.MultipleChoiceField(
        label="Kind of release",
        choices=[(route.value, route.way.words) for route in Route],
        widget=Checkboxes(small=True),
        required=False,
    )
    state = forms.MultipleChoiceField(
        label="Where it stands",
        choices=[(state.value, words) for state, words in STATE_WORDS.items()],
        widget=Checkboxes(small=True),
        required=False,
    )
