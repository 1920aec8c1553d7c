"""The forms that both public sites have, as long as their columns allow."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse


class Trap(forms.Form):
    """A field that people never see: what fills it in is a program."""

    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Nothing; raises ValidationError where something was filled in."""
        if self.cleaned_data["website"]:
            raise ValidationError(
                "The field “Leave this empty” was filled in, as programs do. Empty it and send again."
            )
        return ""


class FeedbackForm(Trap):
    """What a visitor says about a site."""

    text = forms.CharField(
        label="What worked, and what did not?",
        help_text="Say nothing here about a crime or a person: nobody investigates what is written here.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what worked and what did not"},
    )
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    email = forms.EmailField(
        label="Your e-mail address (if you want an answer)",
        required=False,
        error_messages={"invalid": "An e-mail address looks like name@example.com"},
    )


def not_yet(form: forms.Form, refusal: HttpResponse) -> int:
    """Say on the form itself that too much was sent, so that nothing typed is lost; give the status."""
    minutes = max(1, round(int(refusal.headers["Retry-After"]) / 60))
    form.add_error(
        None,
        f"Too much was sent from your address. Send this again in {minutes} minutes: it is still here.",
    )
    return refusal.status_code
