"""The form that settles a message from the public."""

from typing import Any, Final, cast

from django import forms

from bluelamp.casework.services.message import outcomes_for
from bluelamp.look.forms import Radios
from bluelamp.publication.values import FeedbackOutcome, FeedbackView

OUTCOMES: Final = {
    FeedbackOutcome.REMOVED: "The picture has been taken down",
    FeedbackOutcome.KEPT: "The picture stays",
    FeedbackOutcome.ANSWERED: "Neither: it is answered",
    FeedbackOutcome.READ: "Read, and nothing more to do",
}


class Settlement(forms.Form):
    """How a message is settled, why, and what whoever wrote it will read."""

    outcome = forms.TypedChoiceField(
        label="How is it settled?",
        coerce=FeedbackOutcome,
        widget=Radios,
        error_messages={"required": "Choose how it is settled."},
    )
    case = forms.CharField(
        label="Which case is it about?",
        help_text="Such as CI-26-0001. Leave it empty if it is about none.",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    reasons = forms.CharField(
        label="Why?",
        help_text="For the record; it may be disclosed.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
    answer = forms.CharField(
        label="What the person who wrote will read",
        help_text="It is e-mailed. Name nobody who should stay unnamed.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *given: Any, written: FeedbackView, **options: Any) -> None:
        super().__init__(*given, **options)
        ways = cast("forms.ChoiceField", self.fields["outcome"])
        ways.choices = [(each.value, OUTCOMES[each]) for each in outcomes_for(written)]
        if written.case:
            del self.fields["case"]
        if not written.email:
            del self.fields["answer"]
