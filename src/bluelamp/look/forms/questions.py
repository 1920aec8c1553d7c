"""A field on a page: which GOV.UK component it is, its parts' ids, and where its error leads."""

from enum import StrEnum
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input, Widget

from bluelamp.look.forms.dates import PARTS_IN_ERROR, DateInput, DateProblem


class Component(StrEnum):
    """The GOV.UK component that shows a widget."""

    INPUT = "input"
    PASSWORD = "password"  # noqa: S105  a component's name
    TEXTAREA = "textarea"
    SELECT = "select"
    FILE = "file"
    CHECKBOX = "checkbox"
    RADIOS = "radios"
    CHECKBOXES = "checkboxes"
    DATE = "date"
    OTHER = "other"


# The first that fits: a subclass stands before what it derives from.
_COMPONENTS: tuple[tuple[type[Widget], Component], ...] = (
    (forms.CheckboxSelectMultiple, Component.CHECKBOXES),
    (forms.RadioSelect, Component.RADIOS),
    (forms.CheckboxInput, Component.CHECKBOX),
    (forms.Select, Component.SELECT),
    (forms.Textarea, Component.TEXTAREA),
    (forms.FileInput, Component.FILE),
    (forms.PasswordInput, Component.PASSWORD),
    (DateInput, Component.DATE),
    (forms.MultiWidget, Component.OTHER),
    (Input, Component.INPUT),
)

_CLASSES = {
    Component.INPUT: "govuk-input",
    Component.PASSWORD: "govuk-input govuk-password-input__input govuk-js-password-input-input",
    Component.TEXTAREA: "govuk-textarea",
    Component.SELECT: "govuk-select",
    Component.FILE: "govuk-file-upload",
}

_MISSING = dict.fromkeys(Component, "Answer “{}”") | {
    Component.INPUT: "Enter an answer to “{}”",
    Component.PASSWORD: "Enter an answer to “{}”",
    Component.TEXTAREA: "Enter an answer to “{}”",
    Component.DATE: "Enter a date for “{}”",
    Component.FILE: "Choose a file for “{}”",
    Component.CHECKBOX: "Tick “{}” to go on",
    Component.RADIOS: "Choose an answer to “{}”",
    Component.CHECKBOXES: "Choose at least one answer to “{}”",
    Component.SELECT: "Choose an answer to “{}”",
}

# False keeps an attribute off the page.
_BROWSER_CHECKS = ("maxlength", "minlength", "min", "max", "step", "cols")


class Question(BoundField):
    """A bound field that knows its GOV.UK component.

    The browser checks nothing: a refusal is the server's sentence beside the field and in the summary,
    and what was typed stays, however long.
    """

    @property
    def component(self) -> Component:
        """The component that shows this field's widget."""
        found = (kind for widget, kind in _COMPONENTS if isinstance(self.field.widget, widget))
        return next(found, Component.OTHER)

    @property
    def is_grouped(self) -> bool:
        """Whether the question is a fieldset's legend, having several inputs, and not a label."""
        return self.component in {
            Component.RADIOS,
            Component.CHECKBOXES,
            Component.DATE,
            Component.OTHER,
        }

    @property
    def hint_id(self) -> str:
        """The id of the hint."""
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        """The id of the error message."""
        return f"{self.auto_id}-error"

    @property
    def limit_id(self) -> str:
        """The id of the words that say how long the answer may be."""
        return f"{self.auto_id}-info"

    @property
    def limit(self) -> int | None:
        """How many characters a long answer may have, where there is a limit to count down."""
        if self.component is not Component.TEXTAREA:
            return None
        return getattr(self.field, "max_length", None)

    @property
    def aria_describedby(self) -> str:
        """The ids of what explains the field, in the toolkit's order."""
        parts = (
            (self.limit_id, self.limit),
            (self.hint_id, self.help_text),
            (self.error_id, self.errors),
        )
        return " ".join(part for part, is_shown in parts if is_shown)

    @property
    def sentences(self) -> list[str]:
        """What is wrong with the answer; where a form has no words for a missing one, ours name the question."""
        problems = self.errors.as_data() if self.errors else []
        unworded = str(forms.Field.default_error_messages["required"])
        texts = (text for problem in problems for text in problem.messages)
        return [_MISSING[self.component].format(self.label) if t == unworded else t for t in texts]

    @property
    def first_input_id(self) -> str:
        """Where a link of the error summary leads: the first input, or a date's first wrong part."""
        match self.component:
            case Component.RADIOS | Component.CHECKBOXES | Component.OTHER:
                return f"{self.auto_id}_0"
            case Component.DATE:
                return f"{self.auto_id}-{self._parts_in_error()[0]}"
            case _:
                return self.id_for_label or self.auto_id

    def get_context(self) -> dict[str, Any]:
        """The field template's context; labels are small and bold unless a page says otherwise."""
        return {"field": self, "size": "s", "heading": False}

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """The input's attributes: the component's classes and descriptions, none of the browser's checks."""
        widget = widget or self.field.widget
        built = dict(attrs)
        if widget.is_hidden:
            return built
        if self.field.disabled:
            built["disabled"] = True
        if self.aria_describedby and not self.is_grouped:
            built["aria-describedby"] = self.aria_describedby
        if classes := self._classes(widget):
            built["class"] = classes
        if self.component is Component.DATE and self.errors:
            built[PARTS_IN_ERROR] = self._parts_in_error()
        built |= dict.fromkeys(_BROWSER_CHECKS, False)
        if isinstance(widget, forms.NumberInput):
            built["inputmode"] = "numeric" if widget.attrs.get("step") != "any" else "decimal"
        return built

    def _classes(self, widget: Widget) -> str:
        component = _CLASSES.get(self.component, "")
        error = f"{component.split()[0]}--error" if component and self.errors else ""
        limit = "govuk-js-character-count" if self.limit else ""
        return " ".join(filter(None, (component, limit, error, widget.attrs.get("class", ""))))

    def _parts_in_error(self) -> tuple[str, ...]:
        problems = self.errors.as_data() if self.errors else []
        for problem in problems:
            if isinstance(problem, DateProblem):
                return problem.parts
        return tuple(DateInput.PARTS)
