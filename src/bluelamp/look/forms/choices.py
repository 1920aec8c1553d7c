"""Radios and checkboxes with a hint for each choice, and the question that may be answered “not known yet”."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget


class _WithHints(ChoiceWidget):
    """Choices that may each have a hint, stand in one line, or be drawn small."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.hints = hints or {}
        self.inline = inline
        self.small = small

    def create_option(self, name: str, value: Any, *rest: Any, **options: Any) -> dict[str, Any]:
        """One choice, with its hint where it has one."""
        option = super().create_option(name, value, *rest, **options)
        if hint := self.hints.get(str(value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', name)}-item-hint"
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The template's context: how the choices stand, too."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"inline": self.inline, "small": self.small}
        return context


class Radios(_WithHints, forms.RadioSelect):
    """One of a few: `Radios(hints={"value": "…"}, inline=…, small=…)`."""


class Checkboxes(_WithHints, forms.CheckboxSelectMultiple):
    """Any of a few: `Checkboxes(hints={"value": "…"}, small=…)`."""


class YesNoUnknown(forms.ChoiceField):
    """A fact that is so (True), is not so (False), or is not known yet (None).

    Not known is an answer of its own: a required question left blank is refused, never read as no.
    """

    widget = Radios
    ANSWERS = {"yes": True, "no": False, "unknown": None}

    def __init__(self, *, unknown_label: str = "Not known yet", **options: Any) -> None:
        super().__init__(
            choices=(("yes", "Yes"), ("no", "No"), ("unknown", unknown_label)), **options
        )

    def clean(self, value: Any) -> Any:
        """True, False or None; raises ValidationError where nothing, or something else, was chosen."""
        return self.ANSWERS.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """The choice that shows a fact already asserted; None shows no choice."""
        match value:
            case True:
                return "yes"
            case False:
                return "no"
            case _:
                return value
