"""The rights test as a form: for each question its choices, and the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from bluelamp.casework import rights
from bluelamp.casework.rights import Answers, Question
from bluelamp.casework.routes import Route
from bluelamp.look.forms import Radios

# The choices that go with a question's words.
CHOICES = {3: ("basis", "regime"), 4: ("purpose", "legitimate"), 5: ("necessary",), 14: ("proportionate",)}  # fmt: skip
_REACH = "The public gallery and the press site, for anyone, until the reason for showing it has gone and it is taken down."


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question and the fields that answer it."""

    question: Question
    fields: tuple[BoundField, ...]


def _choice(label: str, listed: dict[str, str], missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=tuple(listed.items()),
        widget=Radios(small=True),
        error_messages={"required": missing},
    )


def _judgement(label: str, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=(("yes", "Yes"), ("no", "No")),
        coerce=lambda given: given == "yes",
        widget=Radios(small=True, inline=True),
        error_messages={"required": missing},
    )


class RightsForm(forms.Form):
    """The questions that the route asks; what was answered last stands in it to be changed."""

    purpose = _choice("Purpose", {}, "Choose the purpose.")
    legitimate = _judgement("Is that legitimate?", "Say whether the purpose is legitimate.")
    basis = _choice("Legal basis", rights.BASES, "Choose the legal basis.")
    regime = _choice("Data protection law", rights.REGIMES, "Choose the data protection law.")
    necessary = _judgement("Is release necessary for it?", "Say whether release is necessary.")
    proportionate = _judgement("Is release proportionate?", "Say whether release is proportionate.")

    def __init__(self, route: Route, data: Any, *, last: Any) -> None:
        super().__init__(data, initial=_initial(last))
        self.questions = rights.asked(route)
        self.fields["purpose"].choices = tuple(rights.PURPOSES.get(route, {}).items())  # type: ignore[attr-defined]
        for question in self.questions:
            self.fields[f"t{question.number}"] = forms.CharField(
                label=question.asks,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=5000,
                error_messages={"required": f"Answer {question.label}."},
            )
        self.order_fields(name for question in self.questions for name in _names(question))

    def sections(self) -> Iterable[Section]:
        """The questions in order, each with its fields."""
        for question in self.questions:
            fields = tuple(self[name] for name in _names(question))
            yield Section(question=question, fields=fields)

    def answers(self) -> Answers:
        """What was answered."""
        given = self.cleaned_data
        reasons = {each.number: given[f"t{each.number}"] for each in self.questions}
        chosen = {name: given[name] for names in CHOICES.values() for name in names}
        return Answers(reasons=reasons, **chosen)


def _names(question: Question) -> tuple[str, ...]:
    return (*CHOICES.get(question.number, ()), f"t{question.number}")


def _initial(last: Any) -> dict[str, Any]:
    if last is None:
        return {"t11": _REACH}
    judged = ("legitimate", "necessary", "proportionate")
    chosen = {"purpose": last.purpose, "basis": last.basis, "regime": last.regime}
    written = {f"t{each.number}": each.text for each in last.answers.all()}
    return {
        **chosen,
        **{name: "yes" if getattr(last, name) else "no" for name in judged},
        **written,
    }
