"""Marking the material of a case, choosing what is withheld, making a pack and giving it to somebody."""

from typing import Any

from django import forms

from bluelamp.desk.forms.kept_fields import choice, line, text
from bluelamp.disclosure.marks import Kind

WITH_SCHEDULE = "with"
WITHHOLD, DISCLOSE = "withhold", "disclose"


class Marking(forms.Form):
    """As what an item is marked, and why."""

    kind = choice(
        "What is it?",
        [(each.value, each.words) for each in Kind],
        "Choose what the item is.",
    )
    why = text(
        "Why?", "The disclosure officer reads this. Marking alone withholds nothing.", rows=2
    )


class Choosing(forms.Form):
    """The disclosure officer's choice on one item."""

    chosen = choice(
        "Withhold it?",
        [(WITHHOLD, "Withhold it"), (DISCLOSE, "Disclose it")],
        "Choose whether it is withheld.",
    )
    reason = text("Why is it withheld?", "The schedule gives this reason.", rows=3)
    description = line(
        "How should the schedule describe it?",
        "Only where its own description would say too much. Left empty, its own description stands.",
        most=300,
    )


class Making(forms.Form):
    """What a pack holds besides what is disclosed, and that what repeats withheld words was looked at."""

    schedule = choice(
        "The schedule of sensitive material",
        [
            (WITH_SCHEDULE, "Put it in: the pack goes to the prosecutor or an inspectorate"),
            ("without", "Leave it out, with my working papers: the pack goes to anybody else"),
        ],
        "Choose whether the schedule of sensitive material is in the pack.",
    )
    looked = forms.BooleanField(
        label="I have looked at each of these and choose to disclose them",
        error_messages={"required": "Look at what repeats withheld words, then say that you have."},
    )

    def __init__(self, *given: Any, repeats: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not repeats:
            del self.fields["looked"]


class Giving(forms.Form):
    """To whom a pack goes, and for what."""

    recipient = line("Who gets it?", "A person's name.")
    organisation = line("For whom do they act?", "Such as the Crown Prosecution Service.")
    purpose = text("For what?", rows=2)
