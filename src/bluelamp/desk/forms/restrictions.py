"""The restrictions register: how old the person is, what may not be published, that somebody looked."""

from typing import Any

from django import forms

from bluelamp.casework.provisions import provisions
from bluelamp.casework.restrictions import ADULT, ENDED_WORDS, RELATED_WORDS, UNDER_18, Restricted
from bluelamp.look.forms import DateField, Radios

_EVIDENCE: dict[str, Any] = {
    "label": "Where can it be checked?",
    "help_text": "Such as a copy of the order, or an e-mail and its date.",
    "max_length": 1000,
    "required": False,
}


class Age(forms.Form):
    """How old the person is."""

    born_on = DateField(
        named="The day of birth",
        label="When was the person born?",
        help_text="Leave it empty where nobody knows the day.",
        required=False,
    )
    age_group = forms.ChoiceField(
        label="If the day is not known, is the person an adult?",
        choices=((ADULT, "An adult"), (UNDER_18, "Under 18")),
        widget=Radios(small=True, inline=True),
        required=False,
    )
    source = forms.CharField(
        label="Who says so?",
        help_text="Such as the custody record.",
        max_length=200,
        required=False,
    )
    evidence = forms.CharField(**_EVIDENCE)


class Check(forms.Form):
    """That somebody asked which restrictions are in force."""

    sources = forms.CharField(
        label="Whom did you ask, and how?",
        help_text="Name the court and who answered. That a list carries no mark proves nothing.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    related = forms.ChoiceField(
        label="Is anyone who is protected related to the person shown, or of the same household, school or workplace?",
        help_text="The offender’s face may tell who the victim is.",
        choices=RELATED_WORDS.items(),
        widget=Radios(small=True),
        required=False,
    )
    reasons = forms.CharField(
        label="How do you know?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    next_on = DateField(
        named="The day of the next check",
        label="Should it be checked again on a certain day?",
        help_text="Leave it empty where not. Before a release it is checked again in any case.",
        required=False,
    )


class Entering(forms.Form):
    """A restriction: under which provision, about whom, in what words, until when."""

    provision = forms.ChoiceField(
        label="Under which provision?", error_messages={"required": "Choose the provision."}
    )
    whom = forms.ChoiceField(
        label="Whom does it protect?",
        choices=(
            ("subject", "The person whom this case is about, or the proceedings against them"),
            ("another", "Somebody else: a victim, a witness, a child"),
        ),
        widget=Radios(small=True),
        error_messages={"required": "Choose whom it protects."},
    )
    person = forms.CharField(
        label="Who is that?",
        help_text="Say it without the name, such as “the complainant” or “her son, 9”.",
        max_length=200,
        required=False,
    )
    wording = forms.CharField(
        label="What may not be published?",
        help_text="In the words of the order, where there is one.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    court = forms.CharField(label="Which court made it?", max_length=200, required=False)
    made_on = DateField(named="The day", label="On what day was it made?", required=False)
    until_on = DateField(
        named="The day of its end",
        label="On what day does it end?",
        help_text="Leave it empty where it has no end, or an event ends it.",
        required=False,
    )
    until_event = forms.CharField(
        label="What event ends it?",
        help_text="Such as the end of another trial. Nothing ends by itself here but on an eighteenth birthday.",
        max_length=300,
        required=False,
    )
    source = forms.CharField(label="Who says so?", max_length=200, required=False)
    evidence = forms.CharField(**_EVIDENCE)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        listed = [(each.id, each.words) for each in provisions().values()]
        choices = [("", "Choose the provision"), *listed]
        self.fields["provision"].choices = choices  # type: ignore[attr-defined]

    def restriction(self) -> Restricted:
        """The restriction as it was stated."""
        said = dict(self.cleaned_data)
        return Restricted(of_subject=said.pop("whom") == "subject", **said)


class Ending(forms.Form):
    """How a restriction ended."""

    how = forms.ChoiceField(
        label="How did it end?", choices=ENDED_WORDS.items(), widget=Radios(small=True), required=False
    )  # fmt: skip
    reasons = forms.CharField(
        label="Who lifted it, or how do you know?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    evidence = forms.CharField(**_EVIDENCE)
