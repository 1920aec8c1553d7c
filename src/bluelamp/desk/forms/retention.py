"""Holding a case, saying what ended, proposing what becomes of it, and answering that."""

from typing import Any

from django import forms

from bluelamp.desk.forms.kept_fields import choice, day, line, text
from bluelamp.retention.values import Ending, Verdict

_NAMES_NOBODY = "Name nobody: these words stay when everything else is gone."


class Holding(forms.Form):
    """Why a case is held, and until when."""

    why = text("Why must it be kept?", "Such as a claim, an inquiry, or a review of the case.")
    until = day("Until which day, if that is known?", "The day", required=False)


class Lifting(forms.Form):
    """Why a hold is no longer needed."""

    hold = forms.IntegerField(widget=forms.HiddenInput)
    because = text("Why is it no longer needed?", rows=2)


class Ended(forms.Form):
    """What ended after the case was over."""

    ending = choice(
        "What has ended?",
        [(each.value, each.words) for each in Ending],
        "Choose what has ended.",
    )
    on = day("On which day?", "The day")
    source = line("Who told you, or where is it written?", "Such as the prison’s letter of 3 May.")

    def clean_ending(self) -> Ending:
        """The ending itself."""
        return Ending(self.cleaned_data["ending"])


class Proposing(forms.Form):
    """What is proposed for a case."""

    verdict = choice(
        "What do you propose?",
        [(each.value, each.words) for each in Verdict],
        "Choose what you propose.",
    )
    because = text("Why?", _NAMES_NOBODY)
    until = day("If it is to be kept for longer: until which day?", "The day", "", required=False)

    def clean_verdict(self) -> Verdict:
        """The verdict itself."""
        return Verdict(self.cleaned_data["verdict"])


class Answering(forms.Form):
    """What another person says to a proposal."""

    confirmed = choice(
        "Do you confirm it?",
        (("yes", "Yes, in my name"), ("no", "No")),
        "Choose whether you confirm it.",
    )
    words = text("Your reasons, if you do not", rows=2)

    def clean(self) -> dict[str, Any]:
        """Whether it is confirmed, as the service takes it."""
        given = super().clean() or {}
        if "confirmed" in given:
            given["confirmed"] = given["confirmed"] == "yes"
        return given
