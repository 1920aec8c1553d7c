"""Is it the right person?"""

from typing import Any

from django import forms

from bluelamp.look.forms import Radios

RIGHT, WRONG = "right", "wrong"


class Identity(forms.Form):
    """The answer for exactly the image that was on the page."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label="Is it the right person?", widget=Radios)
    note = forms.CharField(
        label="How do you know?",
        help_text="For example: compared with the custody record; I interviewed them. If it is the wrong person, say who or what it shows.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *given: Any, person: str, answers: tuple[str, ...], **options: Any) -> None:
        super().__init__(*given, **options)
        words = {RIGHT: f"Yes, this is {person}", WRONG: "No, it is the wrong person"}
        answer = self.fields["answer"]
        answer.choices = [(one, words[one]) for one in answers]  # type: ignore[attr-defined]
        answer.error_messages["required"] = "Say whether it is the right person."
