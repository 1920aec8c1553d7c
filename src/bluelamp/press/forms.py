"""The press site's own forms: an enquiry about a case, and taking a picture under its conditions."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone

from bluelamp.look.forms import DateField
from bluelamp.publication.public.enquiries import LONGEST
from bluelamp.publication.public.forms import Trap

END_OF_DAY: Final = time(23, 59)
ADDRESS_ERRORS: Final = {
    "required": "Enter your e-mail address",
    "invalid": "An e-mail address looks like name@example.com",
}


def _line(label: str, missing: str, **options: Any) -> forms.CharField:
    attributes = {"autocomplete": options.pop("autocomplete", "off")}
    return forms.CharField(
        label=label,
        max_length=200,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": missing},
        **options,
    )


class EnquiryForm(Trap):
    """What a reporter asks about a case; no account is needed."""

    outlet = _line(
        "Who do you work for?",
        "Enter who you work for, or “freelance”",
        help_text="The name of the newspaper, station, agency or site, or “freelance”.",
        autocomplete="organization",
    )
    name = _line("Your name", "Enter your name", autocomplete="name")
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We write to this address when there is an answer, and if a picture is withdrawn.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS_ERRORS,
    )
    person = _line(
        "Who is the case about?",
        "Enter the name of the person the case is about",
        help_text="The full name as it was given in court.",
    )
    court = _line(
        "Which court?",
        "Enter the court",
        help_text="For example, Ambershire Crown Court.",
    )
    case_details = forms.CharField(
        label="What else identifies the case? (optional)",
        help_text="The offence, the date of the hearing, a court or police reference.",
        required=False,
        max_length=LONGEST["case_details"],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    question = forms.CharField(
        label="What do you ask for?",
        help_text="For example, the custody photograph.",
        max_length=LONGEST["question"],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you ask for"},
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="Where and how you will use it.",
        max_length=LONGEST["purpose"],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is for"},
    )
    deadline_date = DateField(
        label="Your deadline (optional)",
        help_text="For example, 27 3 2027. We try to meet it, but cannot promise.",
        named="Your deadline",
        required=False,
    )
    deadline_time = forms.TimeField(
        label="Time of your deadline (optional)",
        help_text="On the 24-hour clock, for example 17:30.",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "The time of your deadline must look like 17:30"},
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at

    def clean(self) -> dict[str, Any]:
        """The enquiry with its deadline as one moment, None if there is none; a past one is refused."""
        given = super().clean() or self.cleaned_data
        on, by = given.get("deadline_date"), given.get("deadline_time")
        given["deadline"] = None
        if on:
            given["deadline"] = timezone.make_aware(datetime.combine(on, by or END_OF_DAY))
            if given["deadline"] < self.at:
                self.add_error("deadline_date", "Your deadline must be in the future")
        elif by and "deadline_date" not in self.errors:
            self.add_error("deadline_date", "Enter the day of your deadline as well as its time")
        return given


class ConditionsForm(forms.Form):
    """That the conditions of use are accepted."""

    accepted = forms.BooleanField(
        label="I accept the conditions of use",
        error_messages={"required": "Accept the conditions of use to take the picture"},
    )


class DownloadForm(Trap):
    """Who takes a picture, and that its conditions are accepted."""

    outlet = _line(
        "Who do you work for?",
        "Enter who you work for, or “freelance”",
        autocomplete="organization",
    )
    name = _line("Your name", "Enter your name", autocomplete="name")
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="If the picture is withdrawn we write to this address, so that you can remove it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS_ERRORS,
    )
    accepted = forms.BooleanField(
        label="I accept the conditions of use",
        error_messages={"required": "Accept the conditions of use to take the picture"},
    )
