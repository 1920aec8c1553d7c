"""Forms for what follows a release: a recipient's copy, a breach, a hand-over and its receipt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from bluelamp.casework.services.breach import BreachKind, StepKind
from bluelamp.casework.services.handover import Held, To
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.look.forms import Checkboxes, DateField, Radios


def _line(label: str, help_text: str = "", length: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=length, required=False)


def _words(label: str, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=help_text, widget=area, max_length=5000, required=False
    )


class Settling(forms.Form):
    """What became of a recipient's copy."""

    removed = forms.ChoiceField(
        label="What became of it?",
        choices=(
            ("yes", "They have said in another way that it is gone"),
            ("no", "Nothing more can be done: write the recipient off"),
        ),
        widget=Radios,
        error_messages={"required": "Say what became of it."},
    )
    reasons = _words("How do you know, or why can nothing more be done?")

    def clean_removed(self) -> bool:
        """Whether it is said to be gone."""
        return bool(self.cleaned_data["removed"] == "yes")


class _Moment(forms.Form):
    """Something that happened on a day at a time, which is now where nothing else is given."""

    day = DateField(named="The day", label="Day")
    time = TimeField(label="Time", error_messages={"required": "Enter the time."})

    def __init__(self, *given: Any, at: datetime, **options: Any) -> None:
        now = timezone.localtime(at)
        options["initial"] = {"day": now.date(), "time": f"{now:%H:%M}"}
        super().__init__(*given, **options)
        self.at = at

    def moment(self) -> datetime:
        """When it happened; the minute that is running counts as now."""
        found = moment(self.cleaned_data["day"], self.cleaned_data["time"])
        now = timezone.localtime(self.at)
        return self.at if found == now.replace(second=0, microsecond=0) else found


class BreachOpening(_Moment):
    """What came out, and since when it is known."""

    field_order = ("kind", "account", "day", "time")
    kind = forms.ChoiceField(
        label="What came out?",
        choices=[(kind.value, kind.words) for kind in BreachKind],
        widget=Radios,
        error_messages={"required": "Choose what came out."},
    )
    account = _words("What could be seen, where, and for how long?")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["day"].label = "Day on which somebody here knew of it"
        self.fields["time"].label = "Time at which somebody here knew of it"


class BreachDone(_Moment):
    """One thing done about a breach."""

    field_order = ("kind", "words", "reference", "day", "time")
    kind = forms.ChoiceField(
        label="What was done?",
        choices=[(kind.value, kind.words) for kind in StepKind],
        widget=Radios(small=True),
        error_messages={"required": "Choose what was done."},
    )
    words = _words(
        "What was said or done, or why not?",
        "If the Commissioner is told after the 72 hours, why it took longer.",
    )
    reference = _line("Reference (optional)", "As the Commissioner’s office gives it.")


class Conclusion(forms.Form):
    """How a breach came about, and what has changed since."""

    conclusion = _words("How did it come about, and what has changed since?")


class HandingOver(forms.Form):
    """What is handed over, to whom, how and on which terms."""

    items = forms.MultipleChoiceField(
        label="What is handed over?",
        widget=Checkboxes,
        error_messages={"required": "Choose what is handed over."},
    )
    recipient = _line("To whom?", "The person’s name.")
    organisation = _line(
        "Of which organisation?", "Such as Crown Prosecution Service, Northbridge."
    )
    sent_how = _line("How is it sent?", "Such as the evidence system, with its reference.", 300)
    terms = _words("On which terms?", "What it may be used for and when it comes back, or “none”.")

    def __init__(self, *given: Any, held: Iterable[Held], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (each.sha256, f"{each.role.capitalize()}: {each.words} (sha256 {each.sha256[:12]}…)")
            for each in held
        ]

    def to(self) -> To:
        """To whom and how."""
        names = ("recipient", "organisation", "sent_how", "terms")
        return To(**{name: self.cleaned_data[name] for name in names})


class Receipt(_Moment):
    """Who received what was handed over, and when."""

    field_order = ("received_by", "receipt", "day", "time")
    received_by = _line("Who received it?")
    receipt = _line("The receipt’s reference")
