"""Forms for the decisions: release, refuse, take down."""

from typing import Any

from django import forms

from bluelamp.casework.grounds import DEPARTURE_GROUNDS, REFUSAL_GROUNDS, TAKEDOWN_REASONS
from bluelamp.casework.routes import Route
from bluelamp.desk.forms.going_out import GoingOut
from bluelamp.look.forms import Radios


def _words(label: str, missing: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": missing},
    )


class Release(GoingOut):
    """Why this is released; with `departs`, on what ground the advice is departed from."""

    ground = forms.ChoiceField(
        label="On what ground do you depart from the advice?",
        choices=tuple(DEPARTURE_GROUNDS.items()),
        widget=Radios,
        error_messages={"required": "Choose on what ground you depart from the advice."},
    )
    reasons = _words(
        "Your reasons for releasing in this case",
        "Record your reasons for this case (CI-11, REC-01).",
        "They are kept, and may be disclosed.",
    )

    field_order = ("ground", "reasons", "audience", "named", "others", "when")

    def __init__(self, *given: Any, departs: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not departs:
            del self.fields["ground"]


class Refusal(forms.Form):
    """Why it is refused: a reason of the route, or one that is named."""

    ground = forms.ChoiceField(
        label="Why is it refused?",
        widget=Radios(small=True),
        error_messages={"required": "Choose the reason for refusing."},
    )
    unlisted = forms.CharField(
        label="Which reason, if it is none of those?",
        help_text="In a few words. Leave it empty where you have chosen a listed reason.",
        max_length=300,
        required=False,
    )
    reasons = _words(
        "The reasons, as they were given to you",
        "Record the reasons as they were given to you (CI-24, CI-25).",
        "A refusal is as visible in the record as a release.",
    )

    def __init__(self, route: Route, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["ground"].choices = tuple(REFUSAL_GROUNDS[route].items())  # type: ignore[attr-defined]


class Removal(forms.Form):
    """Why it is taken down."""

    reason = forms.ChoiceField(
        label="Why is it taken down?",
        widget=Radios,
        error_messages={"required": "Choose why it is taken down."},
    )
    explanation = _words(
        "What happened?",
        "Say what happened, for the record.",
        "For the record; the public do not see it.",
    )

    def __init__(self, route: Route, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        reasons = [
            (code, why.words) for code, why in TAKEDOWN_REASONS.items() if route in why.routes
        ]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
