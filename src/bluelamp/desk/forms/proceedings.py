"""Recording what happened in court, setting a review, and saying what was done about a deadline."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from bluelamp.casework.court import CUSTODY_WORDS, HOSPITAL_WORDS, Event, EventKind, Linked
from bluelamp.look.forms import DateField, Radios

_NOT_KNOWN = ("", "Not known, or not asked here")
# Filled in, they say that it happened in proceedings beside the case.
_LINKED = ("person", "case_number", "why")


class CourtEventForm(forms.Form):
    """A court event; `corrects` says that it takes the place of one recorded before."""

    kind = forms.ChoiceField(
        label="What happened?", error_messages={"required": "Choose what happened."}
    )
    on = DateField(
        named="The day", label="On what day?", error_messages={"required": "Enter the day."}
    )
    court = forms.CharField(label="Which court?", max_length=200, required=False)
    custody = forms.ChoiceField(
        label="What sentence was passed, or is expected?",
        help_text="For a plea, a verdict, an adjournment or a sentence.",
        choices=[*CUSTODY_WORDS.items(), _NOT_KNOWN],
        widget=Radios(small=True),
        required=False,
    )
    hospital_order = forms.ChoiceField(
        label="Is there a hospital order under the Mental Health Act?",
        choices=[*HOSPITAL_WORDS.items(), _NOT_KNOWN],
        widget=Radios(small=True),
        required=False,
    )
    length = forms.CharField(
        label="The sentence or order in the court’s words",
        help_text="Such as “6 years’ imprisonment”.",
        max_length=200,
        required=False,
    )
    until = DateField(
        named="The day to come",
        label="Which day to come does it name?",
        help_text="The hearing for sentence, or the day on which an order ends.",
        required=False,
    )
    source = forms.CharField(
        label="Who says so?",
        help_text="The court’s register or clerk, an officer who was there, the prosecution.",
        max_length=200,
        required=False,
    )
    evidence = forms.CharField(
        label="Where can it be checked?",
        help_text="Such as the register of a day, or a document and its date.",
        max_length=1000,
        required=False,
    )
    person = forms.CharField(label="Against whom?", max_length=200, required=False)
    case_number = forms.CharField(label="Their case number", max_length=60, required=False)
    why = forms.CharField(label="How do they bear on this case?", max_length=500, required=False)

    def __init__(self, *given: Any, corrects: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        kinds = [kind for kind in EventKind if corrects or kind is not EventKind.IN_ERROR]
        named = [("", "Choose what happened"), *((kind.value, kind.words) for kind in kinds)]
        self.fields["kind"].choices = named  # type: ignore[attr-defined]
        if corrects:
            for name in _LINKED:
                del self.fields[name]

    def event(self) -> Event:
        """The event as it was stated."""
        said = {name: self.cleaned_data[name] for name in Event.__slots__}
        return Event(**said | {"kind": EventKind(said["kind"])})

    def linked(self) -> Linked | None:
        """The other proceedings in which it happened; None where they are the case's own."""
        said = {name: self.cleaned_data.get(name, "") for name in _LINKED}
        return Linked(**said) if any(said.values()) else None

    def told(self) -> list[BoundField]:
        """The questions about the event."""
        return [field for field in self if field.name not in _LINKED]

    def beside(self) -> list[BoundField]:
        """The questions about other proceedings in which it happened."""
        return [field for field in self if field.name in _LINKED]

    def is_beside(self) -> bool:
        """Whether something was said about other proceedings."""
        return any(field.value() for field in self.beside())


class Review(forms.Form):
    """When the case is to be looked at again, and what for."""

    on = DateField(
        named="The day", label="On what day?", error_messages={"required": "Enter the day."}
    )
    why = forms.CharField(label="What is to be looked at?", max_length=300, required=False)


class Met(forms.Form):
    """What was done about a deadline."""

    what_was_done = forms.CharField(label="What was done?", max_length=500, required=False)
