"""Opening a case: from a reporter's enquiry, or for a policing purpose."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bluelamp.casework.routes import Route
from bluelamp.people import selectors as people
from bluelamp.people.roles import Role
from bluelamp.publication.values import EnquiryStatus


class Opening(forms.Form):
    """What is to be released, whose image it is, and in which case."""

    route = forms.ChoiceField(
        label="What is to be released?",
        widget=forms.RadioSelect,
        initial=Route.CUSTODY_IMAGE,
        error_messages={"required": "Choose what is to be released."},
    )
    person = forms.CharField(
        label="Name of the person shown",
        help_text="Where it is nobody whose name is known: whom or what it shows, in a few words.",
        max_length=200,
        required=False,
    )
    court = forms.CharField(label="Court", max_length=200, required=False)
    case_number = forms.CharField(label="Court case number", max_length=60, required=False)
    offence = forms.CharField(label="Offence", max_length=300, required=False)
    officer = forms.ChoiceField(label="Investigating officer", required=False)

    def __init__(self, routes: Iterable[Route], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        kinds = [(route.value, route.way.words) for route in routes]
        self.fields["route"].choices = kinds  # type: ignore[attr-defined]
        officers = people.holding(Role.INVESTIGATING_OFFICER)
        named = [(one.reference, f"{one.rank.words} {one.name}, {one.unit}") for one in officers]
        self.fields["officer"].choices = [("", "Not known yet"), *named]  # type: ignore[attr-defined]

    def clean_route(self) -> Route:
        """The route, as the desk knows it."""
        return Route(self.cleaned_data["route"])


class Proposal(Opening):
    """The same, with the policing purpose that a release would serve (CI-08)."""

    purpose = forms.CharField(
        label="What policing purpose would a release serve?",
        help_text="For example: to bring forward witnesses, or other victims.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class Joining(forms.Form):
    """A case that already concerns the person."""

    case = forms.CharField(
        label="Case reference",
        help_text="Such as CI-26-0001.",
        max_length=20,
        error_messages={"required": "Enter the case’s reference."},
    )


class Answer(forms.Form):
    """An answer to an enquiry for which no case is opened."""

    STATUSES = (
        (EnquiryStatus.NOT_RELEASED, "We do not release an image"),
        (EnquiryStatus.CLOSED, "Closed, for example asked in error or answered elsewhere"),
    )

    status = forms.ChoiceField(
        label="What is the answer?",
        choices=STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the answer is."},
    )
    message = forms.CharField(
        label="What the asker will read",
        help_text="It is e-mailed and stands on their status page. Name nobody who should stay unnamed.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": "Write what the asker will read."},
    )
