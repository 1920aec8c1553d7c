"""A time of day, as officers write it."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

_WRONG = "Enter a time on the 24-hour clock, like 14:30."
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


class TimeField(forms.CharField):
    """A time on the 24-hour clock, in London."""

    def __init__(self, **options: Any) -> None:
        usual = {
            "help_text": "On the 24-hour clock, London time, for example 14:30.",
            "max_length": 8,
            "error_messages": {"required": _WRONG},
            "widget": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        }
        super().__init__(**{**usual, **options})

    def clean(self, value: Any) -> time | None:
        """The time; None where none was given and none is required. Raises ValidationError where it is none."""
        given = super().clean(value).strip()
        if not given:
            return None
        found = _TIME.fullmatch(given)
        if found is None:
            raise ValidationError(_WRONG)
        return time(int(found[1]), int(found[2]))


def moment(day: date, hour: time) -> datetime:
    """The moment of a day and a time in London."""
    return timezone.make_aware(datetime.combine(day, hour))
