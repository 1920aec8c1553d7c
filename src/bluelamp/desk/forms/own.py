"""What officers say about themselves: their telephone, their calendar, and the roles that they lend."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bluelamp.desk.forms.access import found_officers
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.look.forms import DateField
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role


class Phone(forms.Form):
    """The number at which somebody is rung out of hours."""

    phone = forms.CharField(
        label="Telephone",
        help_text="Shown to everyone at the desk beside the cases that you are in.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20"}),
    )


class Lending(forms.Form):
    """Which role is lent, by whom, to whom, from when to when and why."""

    lender = forms.CharField(
        label="Whose role is it?",
        help_text="A reference or an e-mail address.",
        max_length=120,
        error_messages={"required": "Say whose role is lent."},
    )
    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose the role."})
    borrower = forms.CharField(
        label="Who takes their place?",
        help_text="A reference or an e-mail address.",
        max_length=120,
        error_messages={"required": "Say who takes their place."},
    )
    starts_on = DateField(
        label="From",
        named="The first day",
        error_messages={"required": "Enter the first day."},
    )
    starts_hour = TimeField(
        label="From what time?",
        initial="09:00",
        error_messages={"required": "Enter a time, like 14:30."},
    )
    ends_on = DateField(
        label="Until",
        named="The last day",
        error_messages={"required": "Enter the last day."},
    )
    ends_hour = TimeField(
        label="Until what time?",
        initial="17:00",
        error_messages={"required": "Enter a time, like 14:30."},
    )
    reasons = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say why the role is lent."},
    )

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        lendable = [role for role in Role if role is not Role.ADMINISTRATOR]
        if not actor.holds(Role.ADMINISTRATOR):
            del self.fields["lender"]
            lendable = [
                role for role in lendable if role in people.by_reference(actor.reference).roles
            ]
        self.fields["role"].choices = [(role.value, role.words) for role in lendable]  # type: ignore[attr-defined]

    def clean_lender(self) -> str:
        """The lender's reference."""
        return _one(self.cleaned_data["lender"])

    def clean_borrower(self) -> str:
        """The borrower's reference."""
        return _one(self.cleaned_data["borrower"])

    def answers(self, actor: Actor) -> dict[str, Any]:
        """What was said, as the service takes it."""
        given = self.cleaned_data
        return {
            "lender": given.get("lender", actor.reference),
            "borrower": given["borrower"],
            "role": Role(given["role"]),
            "starts_at": moment(given["starts_on"], given["starts_hour"]),
            "ends_at": moment(given["ends_on"], given["ends_hour"]),
            "reasons": given["reasons"],
        }


def _one(words: str) -> str:
    found = found_officers(words)
    if len(found) != 1:
        raise ValidationError("Name one person, by reference or e-mail address.")
    return found[0]
