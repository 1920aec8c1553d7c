"""What a press of a button on the page of the people in footage asks for, beside the decisions on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

import msgspec

from bluelamp.casework.errors import BadInput
from bluelamp.desk.forms.following import Following, NewRegion, NewSpan
from bluelamp.desk.marking_acts import SOUGHT, joined
from bluelamp.desk.tracks import Names
from bluelamp.redaction import Decision
from bluelamp.redaction.footage.plan import (
    FootagePlan,
    add_region,
    change_sound,
    find,
    keep,
    obscure,
    remove_region,
)

Change = Callable[[FootagePlan], FootagePlan]


class Press(StrEnum):
    """The buttons."""

    SAVE = "save"
    PREPARE = "prepare"
    ONLY = "only"
    ADD = "add"
    REMOVE = "remove"
    HUSH = "hush"
    UNHUSH = "unhush"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A button and what it was on: a track's code, a span's or version's number, or nothing."""

    press: Press
    what: str

    @classmethod
    def of(cls, posted: Mapping[str, Any]) -> "Asked":
        """Read from the posted `act`; raises BadInput where it is none of the buttons."""
        press, _, what = str(posted.get("act", Press.SAVE)).partition(":")
        if press not in set(Press):
            raise BadInput("That button is not one of this page's.")
        return cls(press=Press(press), what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The forms of the page as posted."""

    names: Names
    following: Following
    region: NewRegion
    span: NewSpan


def change(asked: Asked, given: Given, earlier: Callable[[str], FootagePlan]) -> tuple[Change, str]:
    """The change to the plan and its words; raises BadInput, and PlanRefused where it does not fit."""
    decide, said = given.following.change, given.following.words()
    match asked.press:
        case Press.SAVE | Press.PREPARE:
            return decide, said
        case Press.ONLY:
            return _only(asked.what, given)
        case Press.ADD:
            places, why = given.region.places(given.names), given.region.cleaned_data["why"]
            words = joined(said, given.region.words())
            return lambda plan: add_region(decide(plan), places=places, why=why), words
        case Press.REMOVE:
            words = joined(said, given.names.in_words(f"{asked.what} removed"))
            return lambda plan: remove_region(decide(plan), id=asked.what), words
        case Press.HUSH:
            span, words = given.span.span(), joined(said, given.span.words())
            return lambda plan: change_sound(decide(plan), spans=[span]), words
        case Press.UNHUSH:
            return _unhush(asked.what, given.names.plan), "a change to the sound is taken back"
        case Press.BACK:
            plan = earlier(asked.what)
            return lambda _: plan, f"back to version {asked.what}"
        case _:
            assert_never(asked.press)


def _only(code: str, given: Given) -> tuple[Change, str]:
    """Everyone on every page, and not only those shown."""
    target = find(given.names.plan, id=code)
    why = str(given.following.cleaned_data.get(f"{code}-why", "")).strip() or SOUGHT

    def decide(plan: FootagePlan) -> FootagePlan:
        for track in plan.kept:
            if track.id != code:
                plan = obscure(plan, id=track.id)
        return keep(plan, id=code, why=why)

    is_new = given.names.plan.kept != (target,) or target.decision is not Decision.KEEP
    name = given.names.name(target)
    return decide, f"{name} is sought and nobody else" if is_new else ""


def _unhush(number: str, plan: FootagePlan) -> Change:
    if not number.isdecimal() or int(number) >= len(plan.sound):
        raise BadInput("There is no such change to the sound.")
    left = plan.sound[: int(number)] + plan.sound[int(number) + 1 :]
    return lambda newest: msgspec.structs.replace(newest, sound=left)
