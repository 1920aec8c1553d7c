"""Forms for a senior officer's authority and a Superintendent's view."""

from typing import Any

from django import forms
from django.conf import settings

from bluelamp.look.forms import Radios
from bluelamp.people.ranks import Rank


class Request(forms.Form):
    """What the senior officer is asked."""

    request = forms.CharField(
        label="What should the senior officer authorise, and why?",
        help_text="Say why this release is needed, what the risks are and what has been done about them.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        required=False,
    )


class Answer(forms.Form):
    """The senior officer's answer."""

    granted = forms.TypedChoiceField(
        label="Do you give authority?",
        choices=(("yes", "Yes, I give authority"), ("no", "No, I decline")),
        coerce=lambda given: given == "yes",
        widget=Radios,
        error_messages={"required": "Choose whether you give authority."},
    )
    reasons = forms.CharField(
        label="Your reasons",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
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


class View(forms.Form):
    """The view of a Superintendent or above on a late release."""

    consulted = forms.CharField(label="Officer consulted", max_length=40, required=False)
    rank = forms.TypedChoiceField(label="Rank", coerce=Rank)
    in_favour = forms.TypedChoiceField(
        label="What is their view?",
        choices=(("yes", "For release"), ("no", "Against release")),
        coerce=lambda given: given == "yes",
        widget=Radios,
        error_messages={"required": "Choose whether they are for or against release."},
    )
    rationale = forms.CharField(
        label="Their reasons",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        high = [rank for rank in Rank if rank.at_least(Rank.SUPERINTENDENT)]
        self.fields["rank"].choices = [(rank, rank.words) for rank in high]  # type: ignore[attr-defined]


def rank_needed() -> str:
    """The rank from which authority must come, as the force has set it; empty where it has not."""
    rank: Rank | None = settings.BLUELAMP_FORCE.senior_officer_rank
    return rank.words if rank else ""
