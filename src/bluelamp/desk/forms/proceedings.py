"""Recording what happened in court, setting a review, and saying what was done about a deadline."""

from typing import Any

from django import forms

from bluelamp.casework.court import CUSTODY_WORDS, HOSPITAL_WORDS, Event, EventKind, Linked
from bluelamp.look.forms import DateField, Radios

_NOT_KNOWN = ("", "Not known, or not asked here")
_OWN, _LINKED = "own", "linked"


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
    whose = forms.ChoiceField(
        label="In which proceedings?",
        choices=((_OWN, "Those of this case"), (_LINKED, "Others that bear on this case")),
        widget=Radios(hints={_LINKED: "A co-defendant’s, or another case against the person. They settle no fact of this case."}),
        initial=_OWN,
        required=False,
    )  # fmt: skip
    person = forms.CharField(
        label="Against whom, in the other proceedings?", max_length=200, required=False
    )
    case_number = forms.CharField(
        label="Case number of the other proceedings", max_length=60, required=False
    )
    why = forms.CharField(label="How do they bear on this case?", max_length=500, required=False)

    def __init__(self, *given: Any, corrects: bool = False, **options: Any) -> None:
        super().__init__(*given, **options)
        kinds = [kind for kind in EventKind if corrects or kind is not EventKind.IN_ERROR]
        named = [("", "Choose what happened"), *((kind.value, kind.words) for kind in kinds)]
        self.fields["kind"].choices = named  # type: ignore[attr-defined]
        if corrects:
            for name in ("whose", "person", "case_number", "why"):
                del self.fields[name]

    def event(self) -> Event:
        """The event as it was stated."""
        said = {name: self.cleaned_data[name] for name in Event.__slots__}
        return Event(**said | {"kind": EventKind(said["kind"])})

    def linked(self) -> Linked | None:
        """The other proceedings in which it happened; None where they are the case's own."""
        said = self.cleaned_data
        if said.get("whose") != _LINKED:
            return None
        return Linked(person=said["person"], case_number=said["case_number"], why=said["why"])


class Review(forms.Form):
    """When the case is to be looked at again, and what for."""

    on = DateField(
        named="The day", label="On what day?", error_messages={"required": "Enter the day."}
    )
    why = forms.CharField(label="What is to be looked at?", max_length=300, required=False)


class Met(forms.Form):
    """What was done about a deadline."""

    what_was_done = forms.CharField(label="What was done?", max_length=500, required=False)
