"""Forms for a senior officer's authority, an approval, and the views of those consulted."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from bluelamp.casework.routes import Way
from bluelamp.desk.forms.clock import TimeField, moment
from bluelamp.look.forms import DateField, Radios
from bluelamp.people.ranks import Rank

_FOR_OR_AGAINST = (("yes", "For release"), ("no", "Against release"))


def _reasons(label: str) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )


def _in_favour(label: str, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=_FOR_OR_AGAINST,
        coerce=lambda given: given == "yes",
        widget=Radios,
        error_messages={"required": missing},
    )


class Request(forms.Form):
    """What the officer is asked."""

    request = forms.CharField(
        help_text="Say why this release is needed, what the risks are and what has been done about them.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        required=False,
    )

    def __init__(self, way: Way, data: Any = None) -> None:
        super().__init__(data)
        asked = f"{way.approved} approve" if way.approved else "the senior officer authorise"
        self.fields["request"].label = f"What should {asked}, and why?"


class Answer(forms.Form):
    """The answer to a request: authority with an adopted risk assessment, or approval."""

    granted = forms.TypedChoiceField(
        label="Do you give authority?",
        choices=(("yes", "Yes, I give authority"), ("no", "No, I decline")),
        coerce=lambda given: given == "yes",
        widget=Radios,
        error_messages={"required": "Choose whether you give it."},
    )
    reasons = _reasons("Your reasons")
    risk_assessment = forms.CharField(
        label="Risk assessment specific to this case",
        help_text="Needed where you give authority. Consider the person, family, victims and witnesses.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20000,
        required=False,
    )
    assessment_adopted = forms.BooleanField(
        label="I adopt this risk assessment as my own", required=False
    )
    decided_on = DateField(
        named="The day of the decision",
        label="Day of your decision, if you made it before now",
        required=False,
    )
    decided_time = TimeField(label="Time of your decision", required=False)

    def __init__(self, way: Way, data: Any = None) -> None:
        super().__init__(data)
        if way.approved:
            self.fields["granted"].label = "Do you approve?"
            self.fields["granted"].choices = (("yes", "Yes, I approve"), ("no", "No, I decline"))  # type: ignore[attr-defined]
            del self.fields["risk_assessment"], self.fields["assessment_adopted"]

    def clean(self) -> dict[str, Any]:
        """The answer; day and time of an earlier decision are one moment."""
        given = dict(super().clean() or {})
        day, hour = given.get("decided_on"), given.get("decided_time")
        if (day is None) != (hour is None) and not self.errors:
            missing = "decided_on" if day is None else "decided_time"
            raise ValidationError({missing: "Give both the day and the time of your decision."})
        return given

    def answer(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        day, hour = given.pop("decided_on"), given.pop("decided_time")
        return given | {"decided_at": moment(day, hour) if day else None}


class View(forms.Form):
    """The view of a Superintendent or above on a late release."""

    consulted = forms.CharField(label="Officer consulted", max_length=40, required=False)
    rank = forms.TypedChoiceField(label="Rank", coerce=Rank)
    in_favour = _in_favour("What is their view?", "Choose whether they are for or against release.")
    rationale = _reasons("Their reasons")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        high = [rank for rank in Rank if rank.at_least(Rank.SUPERINTENDENT)]
        self.fields["rank"].choices = [(rank, rank.words) for rank in high]  # type: ignore[attr-defined]


class DepartmentsView(forms.Form):
    """The communications department's view."""

    in_favour = _in_favour(
        "What is the department’s view?", "Choose whether it is for or against release."
    )
    view = _reasons("Its reasons")


def rank_needed(setting: str) -> str:
    """The rank from which it must come, as the force has set it; empty where it has not."""
    rank: Rank | None = getattr(settings.BLUELAMP_FORCE, setting)
    return rank.words if rank else ""
