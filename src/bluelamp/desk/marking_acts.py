"""What a press of a button on the picture asks for, beside the marks on the form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from bluelamp.casework.errors import BadInput
from bluelamp.desk import regions
from bluelamp.desk.forms.marking import Marking
from bluelamp.redaction import Box, Decision, Plan, add_region, remove_region

SOUGHT = "The person sought in this case"
_NEW_SIDE = 0.15  # of the picture's longer side, where no place was given


class Press(StrEnum):
    """The buttons."""

    SAVE = "save"
    PREPARE = "prepare"
    ONLY = "only"
    ADD = "add"
    REMOVE = "remove"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A button and what it was on: a region's code, a version's number, or nothing."""

    press: Press
    what: str

    @classmethod
    def of(cls, posted: Mapping[str, Any]) -> "Asked":
        """Read from the posted `act`; raises BadInput where it is none of the buttons."""
        press, _, what = str(posted.get("act", Press.SAVE)).partition(":")
        if press not in set(Press):
            raise BadInput("That button is not one of this page's.")
        return cls(press=Press(press), what=what)


def marks(posted: Mapping[str, Any], plan: Plan, asked: Asked) -> dict[str, Any]:
    """The form as posted, with what “obscure everyone but this one” says of everybody.

    A region of which the form says nothing stays as it is.
    """
    given = {**_as_it_is(plan), **dict(posted.items())}
    if asked.press is Press.ONLY:
        for region in plan.everything:
            kept = region.id == asked.what
            given[f"{region.id}-decision"] = Decision.KEEP if kept else Decision.OBSCURE
            if kept:
                given[f"{region.id}-why"] = given.get(f"{region.id}-why", "").strip() or SOUGHT
    return given


def _as_it_is(plan: Plan) -> dict[str, Any]:
    marking = Marking(plan)
    return {name: field.initial for name, field in marking.fields.items()}


def change(
    marking: Marking, asked: Asked, posted: Mapping[str, Any], earlier: Mapping[int, Plan]
) -> tuple[Callable[[Plan], Plan], str]:
    """The change to the plan and its words; raises BadInput, and PlanRefused where it does not fit."""
    match asked.press:
        case Press.SAVE | Press.PREPARE | Press.ONLY:
            return marking.change, marking.words()
        case Press.ADD:
            box = _place(marking.plan, posted)
            shape = str(posted.get("new-shape", "ellipse"))
            words = joined(marking.words(), "a region was drawn by hand")
            return lambda plan: add_region(marking.change(plan), box=box, shape=shape), words
        case Press.REMOVE:
            words = joined(marking.words(), f"{regions.name(asked.what)} removed")
            return lambda plan: remove_region(marking.change(plan), id=asked.what), words
        case Press.BACK:
            return _back(asked.what, earlier)
        case _:
            assert_never(asked.press)


def _back(number: str, earlier: Mapping[int, Plan]) -> tuple[Callable[[Plan], Plan], str]:
    if not number.isdecimal() or int(number) not in earlier:
        raise BadInput("There is no such version to go back to.")
    plan = earlier[int(number)]
    return lambda _: plan, f"back to version {number}"


def _place(plan: Plan, posted: Mapping[str, Any]) -> Box:
    """Where a new region goes: as given in whole pixels, else in the middle."""
    given = [str(posted.get(f"new-{edge}", "")).strip() for edge in ("x", "y", "width", "height")]
    if not any(given):
        side = round(max(plan.width, plan.height) * _NEW_SIDE)
        left, top = (plan.width - side) // 2, (plan.height - side) // 2
        return Box(left, top, left + side, top + side)
    try:
        left, top, width, height = (int(number) for number in given)
    except ValueError:
        raise BadInput(
            "Give all four numbers of the new region in whole pixels, or none to have it in the middle."
        ) from None
    return Box(left, top, left + width, top + height)


def joined(*parts: str) -> str:
    """What several changes are, in words, as one."""
    return "; ".join(filter(None, parts))
