"""Entering a decision in the log of a case."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bluelamp.casework.services import Decided
from bluelamp.desk.forms.access import found_officers
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.desk.forms.kept_fields import line, text
from bluelamp.look.forms import DateField
from bluelamp.people.actor import Actor


class Decision(forms.Form):
    """What was decided, why, and what was not; when and by whom, where that was not now and oneself."""

    decision = text("What was decided?")
    reasons = text("Why?", "What was known at the time, and what weighed for and against.", rows=4)
    rejected = text("Which other options were there, and why was each rejected?", rows=4)
    decided_by = line(
        "Who decided, if not you?", "That officer’s reference or e-mail address.", most=200
    )
    decided_on = DateField(
        named="The day of the decision",
        label="Day of the decision, if it was made before now",
        required=False,
    )
    decided_time = TimeField(label="Time of the decision", required=False)
    late_because = text(
        "If it was decided more than an hour ago: why is it entered only now?", rows=2
    )
    corrects = forms.IntegerField(
        label="Does it correct an earlier decision? Its number in this log",
        help_text="Nothing entered is changed: the earlier one stays, and points here.",
        min_value=1,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"invalid": "Enter the number of a decision in this log, such as 3."},
    )
    sensitive = forms.BooleanField(
        label="Sensitive: the disclosure officer is to look at it before it is disclosed",
        required=False,
    )

    def clean_decided_by(self) -> str:
        """The reference of the one who decided; empty for oneself."""
        found = found_officers(self.cleaned_data["decided_by"])
        if len(found) > 1:
            raise ValidationError("Name the one officer who decided.")
        return found[0] if found else ""

    def clean(self) -> dict[str, Any]:
        """A day needs its time, and a time its day."""
        given = super().clean() or {}
        for one, other, sentence in (
            ("decided_on", "decided_time", "Enter the time of that day, too."),
            ("decided_time", "decided_on", "Enter the day, too."),
        ):
            if given.get(one) is not None and given.get(other) is None and other in given:
                self.add_error(other, sentence)
        return given

    def decided(self, *, by: Actor, at: datetime) -> Decided:
        """What was entered, as the service takes it."""
        given = dict(self.cleaned_data)
        day, time = given.pop("decided_on"), given.pop("decided_time")
        given["decided_by"] = given["decided_by"] or by.reference
        return Decided(**given, decided_at=moment(day, time) if day and time else at)
