"""Forms of one part of the work that ask for words."""

from django import forms


class Caption(forms.Form):
    """What the public will read."""

    headline = forms.CharField(label="Headline", required=False)
    text = forms.CharField(
        label="Text",
        help_text="What the person was convicted of, where and when. No address; nobody else’s name.",
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
