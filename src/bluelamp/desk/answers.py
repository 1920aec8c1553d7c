"""A fact's answers in the pack's own words, and the ways between a form's choices and what is recorded."""

import re
from collections.abc import Mapping
from typing import Any, assert_never

from django import forms

from bluelamp.casework.answered import as_date
from bluelamp.casework.answered import in_words as in_words
from bluelamp.casework.answered import short as short
from bluelamp.casework.pack import facts_of
from bluelamp.casework.registers import keeper_of
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import SHOWN
from bluelamp.look.forms import Checkboxes, DateField, Radios
from bluelamp.policy import Fact, Form
from bluelamp.policy.vocabulary import capitalised

NOT_KNOWN = "unknown"
NONE = "none_of_these"


def asked(route: str) -> dict[str, Fact]:
    """The facts that people state; the others the case's own rows show, or a register records."""
    return {
        name: fact
        for name, fact in facts_of(route).items()
        if name not in SHOWN and keeper_of(name, route=Route(route)) is None
    }


def field_for(fact: Fact) -> forms.Field:
    """The field that asks for the fact; left alone, nothing is recorded."""
    unknown = (NOT_KNOWN, "Asked, and not known")
    options: dict[str, Any] = {"label": fact.question, "required": False}
    match fact.form:
        case Form.DATE:
            return DateField(named="The day", **options)
        case Form.SEVERAL:
            members = [(one, capitalised(fact.phrases.get(one, one))) for one in fact.values]
            choices = [*members, (NONE, "None of these"), unknown]
            return forms.MultipleChoiceField(
                choices=choices, widget=Checkboxes(small=True), **options
            )
        case Form.BOOLEAN:
            yes_no = [("yes", "Yes"), ("no", "No"), unknown]
            return forms.ChoiceField(
                choices=yes_no, widget=Radios(small=True, inline=True), **options
            )
        case Form.CHOICE:
            choices = [(one, capitalised(fact.phrases.get(one, one))) for one in fact.values]
            return forms.ChoiceField(
                choices=[*choices, unknown], widget=Radios(small=True), **options
            )
        case _:
            assert_never(fact.form)


def chosen(fact: Fact, value: Any, *, known: bool) -> Any:
    """The form's choice that shows what is recorded."""
    if not known:
        return None if fact.form is Form.DATE else _several(fact, NOT_KNOWN)
    match fact.form:
        case Form.DATE:
            return None if value is None else as_date(value)
        case Form.SEVERAL:
            return list(value) or [NONE]
        case Form.BOOLEAN:
            return "yes" if value else "no"
        case Form.CHOICE:
            return value
        case _:
            assert_never(fact.form)


def recorded(fact: Fact, choice: Any) -> tuple[Any, bool]:
    """What a choice records: the value, and whether it is known."""
    if choice in (NOT_KNOWN, [NOT_KNOWN]):
        return None, False
    match fact.form:
        case Form.DATE:
            return (choice.isoformat() if choice else None), True
        case Form.SEVERAL:
            return ([] if choice == [NONE] else choice), True
        case Form.BOOLEAN:
            return choice == "yes", True
        case Form.CHOICE:
            return choice, True
        case _:
            assert_never(fact.form)


def contradiction(sentence: str, facts: Mapping[str, Fact], values: Mapping[str, Any]) -> str:
    """The policy's refusal of facts that cannot be together, without its codes."""
    named = [n for n in facts if n in values and re.search(rf"\b{n}\b", sentence)]
    stated = [f"“{in_words(facts[name], values[name])}”" for name in named]
    if len(stated) < 2:
        return "That answer cannot be. Check it against the other answers."
    return f"{' and '.join(stated)} cannot both be so. Change one of them."


def _several(fact: Fact, choice: str) -> Any:
    return [choice] if fact.form is Form.SEVERAL else choice
