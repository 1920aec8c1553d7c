"""The terms of a plan, for pictures and for footage: shapes, effects, decisions and who stands as what."""

# ruff: noqa: A002  the public names are the plain words "id"

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

import msgspec

from .errors import PlanRefused
from .outlines import Points, check_points


class Effect(StrEnum):
    """How a region is obscured: solid fill, or coarse blocks, which resist reversal less well."""

    SOLID = "solid"
    PIXELATE = "pixelate"


class Shape(StrEnum):
    """The outline of a covered region."""

    ELLIPSE = "ellipse"
    BOX = "box"
    POLYGON = "polygon"


class Decision(StrEnum):
    """What becomes of a region."""

    OBSCURE = "obscure"
    KEEP = "keep"


class Standing(StrEnum):
    """As what somebody or something stands in the plan: covered, or visible and why.

    ``kept`` is visible for the stated reason alone.
    """

    OBSCURED = "obscured"
    SOUGHT = "sought"
    PERMITTED = "permitted"
    NOT_A_PERSON = "not_a_person"
    KEPT = "kept"


# What is said of a region beside its decision; the other two follow from that.
SAID = frozenset({Standing.SOUGHT, Standing.PERMITTED, Standing.NOT_A_PERSON})


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a group of regions, or a region alone, is called by those who work on the plan."""

    id: str
    name: str


# Ten digits and more are nobody's: ids are counted up from 1.
_ID, _GROUP = re.compile("[a-z][0-9]{1,9}"), re.compile("g[0-9]{1,9}")

Names = tuple[Named, ...] | msgspec.UnsetType


class Drawn(Protocol):
    """A part of a picture, or of footage, about which there is a decision."""

    @property
    def id(self) -> str:
        """A letter and a number."""

    @property
    def shape(self) -> Shape:
        """Its outline."""

    @property
    def points(self) -> Points | msgspec.UnsetType:
        """Of a polygon."""

    @property
    def inverse(self) -> bool | msgspec.UnsetType:
        """Whether all but the outline is meant."""

    @property
    def decision(self) -> Decision:
        """What becomes of it."""

    @property
    def person(self) -> str | msgspec.UnsetType:
        """The group that shows the same one."""

    @property
    def standing(self) -> Standing | msgspec.UnsetType:
        """What was said of it where that is more than the decision."""


def shape_named(name: Shape | str) -> Shape:
    """The shape of that name; raises PlanRefused where there is none."""
    try:
        return Shape(name)
    except ValueError as error:
        raise PlanRefused(f"A region is an ellipse, a box or a polygon, not {name!r}.") from error


def standing_of(decision: Decision, said: Standing | msgspec.UnsetType) -> Standing:
    """As what a region stands of which this was decided and said."""
    if said is not msgspec.UNSET:
        return said
    return Standing.KEPT if decision is Decision.KEEP else Standing.OBSCURED


def next_number(regions: Iterable[Drawn]) -> int:
    """One more than the highest that these bear behind the letter of their ids."""
    return max((int(region.id[1:]) for region in regions), default=0) + 1


def names_without(names: Names, id: str) -> Names:
    """The names but that of one who is gone."""
    return tuple(named for named in names or () if named.id != id) or msgspec.UNSET


def check_said(region: Drawn) -> None:
    """Raises PlanRefused where a region's id, outline or standing cannot be, or contradict each other."""
    if not _ID.fullmatch(region.id):
        raise PlanRefused(f"The id {region.id!r} is not a letter and a number.")
    if region.person and not _GROUP.fullmatch(region.person):
        raise PlanRefused(f"{region.id} shows {region.person!r}: a group is g and a number.")
    if (region.shape is Shape.POLYGON) != bool(region.points):
        raise PlanRefused(
            f"{region.id} is a {region.shape}: a polygon has points, and nothing else."
        )
    if region.points:
        check_points(region.points, id=region.id)
    if region.inverse and region.decision is Decision.KEEP:
        raise PlanRefused(
            f"{region.id} is everything but its shape, and cannot stay visible: cover less, or remove it."
        )
    said = region.standing
    if said is not msgspec.UNSET and (said not in SAID or region.decision is not Decision.KEEP):
        raise PlanRefused(
            f"{region.id} is said to stand as {said}, and is decided to be {region.decision}."
        )
