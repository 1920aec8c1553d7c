"""The second person's look at the obscured picture."""

from django import forms

from bluelamp.look.forms import Radios

APPROVE, RETURN = "approve", "return"


class SecondLook(forms.Form):
    """Approve exactly the picture that was on the page, or send it back."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    plan = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(
        label="May this picture go out?",
        choices=(
            (APPROVE, "Approve it: everyone who is not sought is hidden"),
            (RETURN, "Send it back: something is wrong"),
        ),
        widget=Radios,
        error_messages={"required": "Say whether the picture may go out."},
    )
    note = forms.CharField(
        label="What did you see?",
        help_text="If you send it back, say what is wrong and where, so that it can be put right.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
