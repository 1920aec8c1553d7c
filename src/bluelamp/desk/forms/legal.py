"""Asking for legal advice, and giving it."""

from typing import Any

from django import forms

from bluelamp.look.forms import Checkboxes
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role

DECIDERS = (
    Role.PRESS_OFFICER,
    Role.SENIOR_INVESTIGATING_OFFICER,
    Role.OFFICER_IN_COMMAND,
    Role.SENIOR_OFFICER,
)


class Question(forms.Form):
    """What is asked of a legal adviser, and which deciders may read the answer."""

    question = forms.CharField(
        label="What do you ask the legal adviser?",
        help_text="Give the facts that matter. It is sealed: only legal advisers, you and those whom you name below can read it.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10000,
        required=False,
    )
    readers = forms.MultipleChoiceField(
        label="Who else may read it?",
        help_text="Name those alone who decide on this case.",
        widget=Checkboxes(small=True),
        required=False,
    )

    def __init__(self, asker: Actor, data: Any = None) -> None:
        super().__init__(data)
        found = {each.reference: each for role in DECIDERS for each in people.holding(role)}
        found.pop(asker.reference, None)
        choices = [(one.reference, f"{one.name}, {one.unit}") for one in found.values()]
        self.fields["readers"].choices = choices  # type: ignore[attr-defined]


class Advice(forms.Form):
    """The legal adviser's answer."""

    advice = forms.CharField(
        label="Your advice",
        help_text="It is sealed. The record of the case says that you gave it and when, and not what it says.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20000,
        required=False,
    )
