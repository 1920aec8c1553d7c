"""Telling the officer, objecting, and answering an objection."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bluelamp.casework.grounds import GROUNDS
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.look.forms import DateField, Radios
from bluelamp.people import selectors as people
from bluelamp.people.roles import Role

_AFTER_THE_WINDOW = timedelta(minutes=30)


class Telling(forms.Form):
    """Which officer is told, and when the release is planned."""

    officer = forms.ChoiceField(
        label="Investigating officer", error_messages={"required": "Choose the officer to tell."}
    )
    planned_for = DateField(
        named="The day of the release",
        label="Day of the release",
        error_messages={"required": "Enter the day of the release."},
    )
    planned_time = TimeField(
        label="Time of the release",
        error_messages={"required": "Enter the time of the release."},
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        officers = people.holding(Role.INVESTIGATING_OFFICER)
        named = [(one.reference, f"{one.rank.words} {one.name}, {one.unit}") for one in officers]
        self.fields["officer"].choices = [("", "Choose the officer"), *named]  # type: ignore[attr-defined]

    def planned(self) -> datetime:
        """When the release is planned, in London."""
        return moment(self.cleaned_data["planned_for"], self.cleaned_data["planned_time"])


def first_time(*, at: datetime, window: timedelta) -> dict[str, Any]:
    """The first half hour at which a release may be planned: the window, and a little to read and click."""
    earliest = timezone.localtime(at + window + _AFTER_THE_WINDOW)
    over = timedelta(
        minutes=earliest.minute % 30, seconds=earliest.second, microseconds=earliest.microsecond
    )
    rounded = earliest - over + (timedelta(minutes=30) if over else timedelta())
    return {"planned_for": rounded.date(), "planned_time": f"{rounded:%H:%M}"}


class Withdrawal(forms.Form):
    """Taking a notice back."""

    reason = forms.CharField(
        label="Why is the notice withdrawn?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )


class ObjectionForm(forms.Form):
    """The officer's objection: a reason of the policy's lists, and what makes this case exceptional."""

    ground = forms.ChoiceField(
        label="Reason for objecting",
        choices=[(ground.code, ground.words) for ground in GROUNDS.values()],
        widget=Radios(small=True),
        error_messages={"required": "Choose the reason for your objection."},
    )
    reasons = forms.CharField(
        label="What makes this case exceptional?",
        help_text="Your reasons are kept as you write them, and whoever answers reads them.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )


class AnswerForm(forms.Form):
    """The answer to an objection."""

    upheld = forms.ChoiceField(
        label="Is the objection upheld?",
        choices=(
            ("no", "No: go on towards release"),
            ("yes", "Yes: do not release as planned"),
        ),
        widget=Radios(
            hints={
                "no": "The decision comes next, on the advice with this objection among its facts.",
                "yes": "The case goes back to be prepared, or refused.",
            }
        ),
        error_messages={"required": "Say whether the objection is upheld."},
    )
    answer = forms.CharField(
        label="Your reasons, which the officer reads",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )
