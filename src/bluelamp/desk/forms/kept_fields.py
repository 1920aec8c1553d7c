"""Fields that several registers ask in the same way."""

from typing import Any

from django import forms

from bluelamp.look.forms import DateField, Radios

YES_NO = (("yes", "Yes"), ("no", "No"))


def line(label: str, help_text: str = "", *, most: int = 200) -> forms.CharField:
    """One line of text; the service says when it may not be empty."""
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False)


def text(label: str, help_text: str = "", *, rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, named: str, help_text: str = "", *, required: bool = True) -> DateField:
    """A day; `named` begins what is said where it is wrong."""
    return DateField(
        named=named,
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"required": f"{named} is missing: enter it."},
    )


def choice(label: str, choices: Any, missing: str, help_text: str = "") -> forms.ChoiceField:
    """One of several, as radio buttons."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=Radios(small=True),
        error_messages={"required": missing},
    )
