"""Which entries of the log of reading are shown."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bluelamp.desk.forms.access import found_officers
from bluelamp.look.forms import DateField, Radios
from bluelamp.record.operations import Operation
from bluelamp.record.reading import Asked


class ReadingFilters(forms.Form):
    """Whose, of which case, from when to when and of which category; nothing chosen shows every consultation."""

    officer = forms.CharField(
        label="Officer",
        help_text="A reference or an e-mail address.",
        max_length=200,
        required=False,
    )
    case = forms.CharField(
        label="Case",
        help_text="Its reference, such as CI-26-0001.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    since = DateField(named="The first day", label="From", required=False)
    until = DateField(named="The last day", label="To the end of", required=False)
    operation = forms.ChoiceField(
        label="Category",
        choices=[
            ("", "Consultation"),
            *((each, each.words) for each in Operation if each is not Operation.CONSULTATION),
            ("every", "All of them"),
        ],
        widget=Radios(small=True),
        required=False,
    )

    def clean_officer(self) -> str:
        """The reference of the officer; empty for everybody."""
        found = found_officers(self.cleaned_data["officer"])
        if len(found) > 1:
            raise forms.ValidationError("Name one officer.")
        return found[0] if found else ""

    def clean_case(self) -> str:
        """The reference as references are written."""
        return str(self.cleaned_data["case"]).strip().upper()

    def asked(self) -> Asked:
        """What was chosen, as the record's log understands it."""
        given: dict[str, Any] = self.cleaned_data
        chosen = given["operation"] or Operation.CONSULTATION
        return Asked(
            operation=None if chosen == "every" else Operation(chosen),
            officer=given["officer"],
            case=given["case"],
            since=_morning(given["since"]),
            until=_morning(given["until"], days=1),
        )


def _morning(day: date | None, *, days: int = 0) -> datetime | None:
    """When a day begins in London, or one some days later; None for no day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time()))
