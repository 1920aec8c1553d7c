"""The work list's filters, which stand in the address."""

from django import forms

from bluelamp.casework.lifecycle import STATE_WORDS
from bluelamp.look.forms import Checkboxes


class WorkFilters(forms.Form):
    """Which cases to show; nothing chosen shows all."""

    text = forms.CharField(label="Name, court, offence or number", max_length=200, required=False)
    state = forms.MultipleChoiceField(
        label="Where it stands",
        choices=[(state.value, words) for state, words in STATE_WORDS.items()],
        widget=Checkboxes(small=True),
        required=False,
    )
    mine = forms.BooleanField(label="Only cases that I opened or am the officer in", required=False)
