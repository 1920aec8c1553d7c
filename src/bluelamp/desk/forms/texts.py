"""Forms of one part of the work that ask for words."""

from typing import Any

from django import forms

from bluelamp.casework.routes import Route

# What the public are told, by the kind of release.
TEXTS = {
    Route.CUSTODY_IMAGE: "What the person was convicted of, where and when.",
    Route.WANTED_PERSON: "What the person is wanted for, and whom to call. No earlier convictions, and no guilt asserted.",
    Route.MISSING_PERSON: "When and where the person was last seen, and whom to call.",
    Route.IDENTIFICATION_APPEAL: "What happened, when and where, and whom to call. It asserts nobody’s guilt.",
    Route.BWV_MEDIA: "What happened, when and where. Where proceedings are active, nothing that could prejudice them.",
}


class Caption(forms.Form):
    """What the public will read."""

    headline = forms.CharField(label="Headline", required=False)
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=3000,
        required=False,
    )
    alt_text = forms.CharField(
        label="Description for people who cannot see the picture",
        help_text="One sentence on what it shows, such as “Head and shoulders of a man facing the camera”.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )

    def __init__(self, route: Route, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields[
            "text"
        ].help_text = f"{TEXTS.get(route, 'What it shows.')} No address; nobody else’s name."

    def clean_headline(self) -> str:
        """A headline that fits."""
        headline: str = self.cleaned_data["headline"]
        if len(headline) > 200:
            raise forms.ValidationError(
                f"The headline has {len(headline)} characters; it may have 200."
            )
        return headline


class Reason(forms.Form):
    """Why, in one's own words."""

    reason = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False
    )
