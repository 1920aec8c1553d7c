"""Who may see a case, and acting alone in a threat to life."""

import re
from typing import Any

from django import forms

from bluelamp.look.forms import Radios
from bluelamp.people import selectors as people

_YES_OR_NO = (
    ("yes", "Yes: only those named see it"),
    ("no", "No: everyone sees it whose work it is"),
)


def found_officers(words: str) -> list[str]:
    """The references of the officers named by reference or e-mail address; raises ValidationError for one unknown."""
    here = {one.reference.lower(): one.reference for one in people.everyone()}
    found = []
    for word in re.split(r"[\s,;]+", words.strip().lower()):
        reference = here.get(word) or people.reference_of_address(word)
        if word and reference is None:
            raise forms.ValidationError(
                f"Nobody at the desk is “{word}”. Check the reference or address."
            )
        if reference is not None:
            found.append(reference)
    return found


class WhoSees(forms.Form):
    """Whether a case is sensitive, and who is named to it."""

    sensitive = forms.ChoiceField(
        label="Is this case sensitive?",
        choices=_YES_OR_NO,
        widget=Radios,
        error_messages={"required": "Say whether it is sensitive."},
    )
    named = forms.CharField(
        label="Who is named to it?",
        help_text="A reference or an e-mail address on each line. A sensitive case needs a press officer, and you see it only if you are named.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    reasons = forms.CharField(
        label="Why?",
        help_text="For the record. Say nothing here that only those named may know.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say why."},
    )

    def clean_named(self) -> list[str]:
        """The references of those named."""
        return found_officers(self.cleaned_data["named"])

    def answers(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        return {**self.cleaned_data, "sensitive": self.cleaned_data["sensitive"] == "yes"}


class Emergency(forms.Form):
    """A threat to life, declared by one named officer."""

    case = forms.CharField(
        label="Case",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the case’s reference."},
    )
    threat = forms.CharField(
        label="Whose life is in danger, and how would acting now help?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        error_messages={"required": "Say whose life is in danger, and how a release would help."},
    )
    why_alone = forms.CharField(
        label="Whom did you try to reach, and why can it not wait?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        error_messages={"required": "Say whom you tried to reach, and why it cannot wait."},
    )

    def clean_case(self) -> str:
        """The reference as references are written."""
        return str(self.cleaned_data["case"]).strip().upper()


class Review(forms.Form):
    """What somebody else found on looking at it afterwards."""

    justified = forms.ChoiceField(
        label="Was it justified to act alone?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=Radios,
        error_messages={"required": "Say whether it was justified."},
    )
    review = forms.CharField(
        label="What did you look at and find, and what follows?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": "Say what you looked at and found, and what follows."},
    )

    def answers(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        return {**self.cleaned_data, "justified": self.cleaned_data["justified"] == "yes"}
