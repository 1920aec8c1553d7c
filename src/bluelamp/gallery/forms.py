"""The gallery's own forms: a search, and a request that a picture be removed."""

from django import forms

from bluelamp.publication.public.forms import Trap


class SearchForm(forms.Form):
    """Words to look for in headlines and texts."""

    q = forms.CharField(
        label="Search the releases",
        required=False,
        max_length=100,
        error_messages={"max_length": "Search for at most 100 characters"},
    )


class RemovalForm(Trap):
    """A request that a picture be removed, by anyone."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We answer to this address.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "An e-mail address looks like name@example.com",
        },
    )
    text = forms.CharField(
        label="Which picture, and why should it be removed?",
        help_text="Give the page’s address or headline if you did not come here from it.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Say which picture, and why it should be removed"},
    )
