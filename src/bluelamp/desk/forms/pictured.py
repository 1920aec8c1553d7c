"""Listing somebody in a picture, deciding what becomes of them, and recording what they say."""

from typing import Any, Final

from django import forms

from bluelamp.casework.parts import ANSWER_WORDS, PART_WORDS, Edit
from bluelamp.casework.selectors import CaseView
from bluelamp.desk.forms.kept_fields import choice, day, line, text
from bluelamp.desk.kept import KeptForm
from bluelamp.desk.pictured import free
from bluelamp.look.forms import Checkboxes

# What becomes of somebody, in one answer: whether they are sought, and the edit.
BECOMES: Final = {
    "sought": (True, Edit.KEEP),
    "keep": (False, Edit.KEEP),
    "obscure": (False, Edit.OBSCURE),
    "cannot": (False, Edit.CANNOT),
}
_BECOMES_WORDS: Final = (
    ("sought", "They are sought: they stay visible"),
    ("keep", "They are not sought, and stay visible or audible"),
    ("obscure", "They are obscured"),
    ("cannot", "They cannot be edited out"),
)
_MARKS: Final = "Which marks in the picture are theirs?"
_MOST: Final = 40  # that can be ticked one by one
_PRESENCE: Final = (("seen", "They are seen"), ("heard", "They are heard"))


class Becomes(KeptForm):
    """What becomes of somebody, and why."""

    edit = choice("What becomes of them?", _BECOMES_WORDS, "Choose what becomes of them.")
    why = line("Why?", most=1000)

    def arguments(self) -> dict[str, Any]:
        """The answer as `sought` and `edit`."""
        said = dict(self.cleaned_data)
        sought, edit = BECOMES[said.pop("edit")]
        return {**said, "sought": sought, "edit": edit}


class Listing(Becomes):
    """Somebody who is seen or heard."""

    part = choice("Who is it?", PART_WORDS.items(), "Choose who it is.")
    label = line(
        "What are they called on this list?",
        "Leave it empty for a label that names nobody, such as “Third party 2”.",
    )
    seen = forms.MultipleChoiceField(
        label="How are they there?",
        choices=_PRESENCE,
        initial=["seen"],
        widget=Checkboxes,
        required=False,
    )
    rescued = forms.MultipleChoiceField(
        label="Were they rescued?",
        choices=(("yes", "They are the person who was saved"),),
        widget=Checkboxes,
        required=False,
    )
    field_order = ("part", "label", "seen", "rescued", "regions", "edit", "why")

    def __init__(self, *given: Any, view: CaseView, **options: Any) -> None:
        super().__init__(*given, view=view, **options)
        left = free(view)
        if len(left) > _MOST:
            self.fields["regions"] = line(_MARKS, "Their codes between spaces, such as t3 t17.")
        elif left:
            self.fields["regions"] = forms.MultipleChoiceField(
                label=_MARKS,
                help_text="As numbered on “People in the picture”. None for somebody who is only heard.",
                choices=left,
                widget=Checkboxes(small=True),
                required=False,
            )
        self.order_fields(self.field_order)

    def arguments(self) -> dict[str, Any]:
        """The row's columns."""
        said = super().arguments()
        there, marks = said.pop("seen"), said.pop("regions", ())
        return {
            **said,
            "regions": marks.split() if isinstance(marks, str) else marks,
            "seen": "seen" in there,
            "heard": "heard" in there,
            "rescued": bool(said["rescued"]),
        }


class Striking(KeptForm):
    """Why somebody is struck out."""

    why = line("Why is this row struck out?", most=1000)


class Complete(KeptForm):
    """That everyone is listed: nothing is entered."""


class Asking(KeptForm):
    """Somebody asked whether they may be shown."""

    asked_on = day("When were they asked?", "The day of asking")
    asked_by = line("Who asked them?")
    answer = choice("What did they say?", ANSWER_WORDS.items(), "Choose what they said.")
    evidence = line(
        "Where can that be found?",
        "A statement, a letter, an entry of a log, with its date or reference.",
        most=1000,
    )


class Telling(KeptForm):
    """Somebody told beforehand that they will be shown, or why that is not possible."""

    given_on = day(
        "When were they told?",
        "The day of telling",
        "Leave it empty where it is not possible.",
        required=False,
    )
    how = line("How, and by whom?", most=1000)
    impossible_because = text("If it is not possible, why not?", rows=2)
