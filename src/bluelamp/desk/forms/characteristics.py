"""What is kept of a case for figures alone."""

from typing import Any

from django import forms

from bluelamp.casework.categories import (
    ETHNICITY_WORDS,
    OFFENCE_WORDS,
    SEX_WORDS,
    Ethnicity,
    OffenceGroup,
    Sex,
)
from bluelamp.desk.forms.kept_fields import line
from bluelamp.desk.kept import KeptForm
from bluelamp.look.forms import Radios


class Stated(KeptForm):
    """The offence group, the person's sex and ethnicity, each of which may be left open, and who says so."""

    offence_group = forms.ChoiceField(
        label="Which group does the offence belong to?",
        help_text="The gravest, where there are several. The groups are those of the Ministry of Justice’s statistics.",
        choices=[("", "Not recorded"), *OFFENCE_WORDS.items()],
        required=False,
    )
    sex = forms.ChoiceField(
        label="Sex",
        choices=[("", "Not recorded"), *SEX_WORDS.items()],
        widget=Radios(small=True, inline=True),
        required=False,
    )
    ethnicity = forms.ChoiceField(
        label="Ethnicity, as the person defines it",
        help_text="Never what somebody else takes it to be. “Not stated” is for whoever was asked and did not say.",
        choices=[
            ("", "Not recorded"),
            *((code, f"{words} ({code})") for code, words in ETHNICITY_WORDS.items()),
        ],
        required=False,
    )
    source = line("Who says so?", "Such as the custody record and its number.")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        newest = self.view.case.characteristics.order_by("-id").first()
        if newest:
            self.initial.update({name: getattr(newest, name) for name in self.fields})

    def arguments(self) -> dict[str, Any]:
        """What was chosen, by its lists."""
        listed = {"offence_group": OffenceGroup, "sex": Sex, "ethnicity": Ethnicity}
        said = dict(self.cleaned_data)
        return said | {name: of(said[name]) for name, of in listed.items() if said[name]}
