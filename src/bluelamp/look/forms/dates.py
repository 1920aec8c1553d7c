"""A date asked for as day, month and year, with a sentence for every way to get it wrong."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS_IN_ERROR = "parts-in-error"


class DateProblem(ValidationError):
    """What is wrong with a date and with which of its parts."""

    def __init__(self, sentence: str, parts: Sequence[str], code: str) -> None:
        super().__init__(sentence, code=code)
        self.parts = tuple(parts)


class DateInput(forms.MultiWidget):
    """Three short inputs, posted as NAME_day, NAME_month and NAME_year."""

    PARTS = {"day": 2, "month": 2, "year": 4}
    template_name = "look/forms/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in self.PARTS}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """The parts of a date, or three empty ones."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The template's context: each part with its label, its id, its width, and whether it is wrong."""
        given = dict(attrs or {})
        wrong = given.pop(PARTS_IN_ERROR, ())
        context = super().get_context(name, value, given)
        for (part, width), subwidget in zip(
            self.PARTS.items(), context["widget"]["subwidgets"], strict=True
        ):
            error = " govuk-input--error" if part in wrong else ""
            subwidget["label"] = part.capitalize()
            subwidget["attrs"] = {
                "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}{error}",
                "id": f"{given.get('id', name)}-{part}",
                "inputmode": "numeric",
            }
        return context


class DateField(forms.Field):
    """A date in three parts; months may be written out.

    `named` begins each sentence of refusal, as in “Date of the verdict must include a year”.
    """

    widget = DateInput

    def __init__(self, *, named: str = "The date", **options: Any) -> None:
        super().__init__(**options)
        self.named = named

    def to_python(self, value: Any) -> date | None:
        """The date given, None where all is left empty; raises DateProblem naming the wrong parts."""
        if value is None or isinstance(value, date):
            return value
        given = dict(zip(DateInput.PARTS, (str(part or "").strip() for part in value), strict=True))
        missing = [part for part, text in given.items() if not text]
        if len(missing) == len(given):
            return None
        if missing:
            raise DateProblem(
                f"{self.named} must include a {' and '.join(missing)}", missing, "incomplete"
            )
        return self._real(given)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date, or something that is no date, was given."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _real(self, given: dict[str, str]) -> date:
        if len(given["year"]) != 4 or not _is_number(given["year"]):
            raise DateProblem(f"{self.named} must have a year of 4 numbers", ["year"], "year")
        month = _month(given["month"])
        if month is None:
            raise DateProblem(
                f"{self.named} must have a month from 1 to 12, or its name", ["month"], "month"
            )
        try:
            return date(int(given["year"]), month, int(given["day"]))
        except ValueError:
            raise DateProblem(
                f"{self.named} must be a real date, like 27 3 2026", ["day"], "unreal"
            ) from None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _month(text: str) -> int | None:
    if _is_number(text):
        return int(text) if 1 <= int(text) <= 12 else None
    if len(text) < 3:
        return None
    names = (name.casefold() for name in calendar.month_name)
    found = (number for number, name in enumerate(names) if name.startswith(text.casefold()))
    return next(found, None)
