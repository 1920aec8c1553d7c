"""The plan: who is obscured and who is kept, in a readable document made by machine and people.

Every function returns a new plan.  Whatever the plan does not keep is obscured.  More changes to a
plan are in `grouping` and `reshaping`.
"""

# ruff: noqa: A001, A002  the public names are the plain words "id"

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from .errors import PlanRefused
from .finding import Finding, Kind
from .geometry import Box
from .outlines import Points
from .picture import Picture
from .terms import (
    Decision,
    Effect,
    Names,
    Shape,
    Standing,
    check_said,
    names_without,
    next_number,
    shape_named,
    standing_of,
)

# What may become a finding, and the letter that the ids of its kind begin with.
_LETTERS = {Kind.PERSON: "p", Kind.PLATE: "n", Kind.TEXT: "w", Kind.SCREEN: "s", Kind.VEHICLE: "v"}


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the picture about which there is a decision.

    ``box`` is what is covered (an ellipse touches its four sides) and may reach over the picture's
    edge, where the shape is cut; ``face`` and ``body`` show what it was made from.  Ids are ``p1``,
    ``p2``, … for people found, ``n1``, … for number plates, ``w1``, … for text, ``s1``, … for
    screens, ``v1``, … for vehicles, and ``h1``, … for regions drawn by hand, which have neither kind
    nor confidence.

    ``points`` are a polygon's; with ``inverse`` all but the shape is covered.  ``person`` is the
    group of regions (``g1``, ``g2``, …) that show the same one, ``standing`` what was said of them
    where that is more than the decision.  Plans of before a field was there name none, and keep
    their digest.
    """

    id: str
    kind: Kind | msgspec.UnsetType = msgspec.UNSET
    shape: Shape
    box: Box
    face: Box | None = None
    body: Box | None = None
    confidence: float | None = None
    decision: Decision = Decision.OBSCURE
    why: str = ""
    points: Points | msgspec.UnsetType = msgspec.UNSET
    inverse: bool | msgspec.UnsetType = msgspec.UNSET
    person: str | msgspec.UnsetType = msgspec.UNSET
    standing: Standing | msgspec.UnsetType = msgspec.UNSET

    @property
    def stands(self) -> Standing:
        """As what it stands in the plan."""
        return standing_of(self.decision, self.standing)


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions for one picture, named by the sha256 of its file; sizes in pixels, upright."""

    version: Literal[1] = 1
    source_sha256: str
    width: int
    height: int
    effect: Effect = Effect.SOLID
    findings: tuple[Region, ...] = ()
    regions: tuple[Region, ...] = ()
    names: Names = msgspec.UNSET

    @property
    def everything(self) -> tuple[Region, ...]:
        """People and things found, then regions drawn by hand."""
        return self.findings + self.regions

    @property
    def obscured(self) -> tuple[Region, ...]:
        """What will be covered."""
        return tuple(region for region in self.everything if region.decision is Decision.OBSCURE)

    @property
    def kept(self) -> tuple[Region, ...]:
        """What stays visible, by a person's decision."""
        return tuple(region for region in self.everything if region.decision is Decision.KEEP)

    def changing(self, ids: Collection[str], **changes: object) -> Plan:
        """The plan with these fields of these regions changed."""

        def apply(regions: tuple[Region, ...]) -> tuple[Region, ...]:
            return tuple(
                msgspec.structs.replace(region, **changes) if region.id in ids else region
                for region in regions
            )

        return msgspec.structs.replace(
            self, findings=apply(self.findings), regions=apply(self.regions)
        )

    def canonical(self) -> bytes:
        """The plan as JSON with keys in order and no spaces."""
        return msgspec.json.encode(self, order="sorted")

    def digest(self) -> str:
        """The sha256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def readable(self) -> bytes:
        """The plan as indented JSON, to be read or edited by people."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def read_plan(content: bytes) -> Plan:
    """A plan from its JSON; raises PlanRefused where it is malformed or names an id twice."""
    try:
        plan = msgspec.json.decode(content, type=Plan)
    except msgspec.DecodeError as error:
        raise PlanRefused(f"The plan cannot be read: {error}.") from error
    _check_regions(plan)
    return plan


def propose(
    picture: Picture, *, found: Iterable[Finding], effect: Effect | str = Effect.SOLID
) -> Plan:
    """A plan that obscures everyone and everything found, numbered from left to right by kind."""
    found = tuple(found)
    return Plan(
        source_sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        effect=Effect(effect),
        findings=tuple(
            region for kind, letter in _LETTERS.items() for region in _numbered(found, kind, letter)
        ),
    )


def _numbered(found: Sequence[Finding], kind: Kind, letter: str) -> Iterator[Region]:
    """Regions for the findings of one kind, from left to right."""
    of_kind = (finding for finding in found if finding.kind is kind)
    ordered = sorted(of_kind, key=lambda finding: (finding.head.centre, finding.head))
    for number, finding in enumerate(ordered, 1):
        yield Region(
            id=f"{letter}{number}",
            kind=kind,
            shape=Shape.ELLIPSE if finding.face else Shape.BOX,
            box=finding.head,
            face=finding.face,
            body=finding.body,
            confidence=round(finding.confidence, 3),
        )


def keep(plan: Plan, *, id: str, why: str) -> Plan:
    """The plan with this person left visible, for a stated reason."""
    if not why.strip():
        raise PlanRefused(f"Say why {id} is to stay visible.")
    return _changed(plan, id, decision=Decision.KEEP, why=why.strip(), standing=msgspec.UNSET)


def obscure(plan: Plan, *, id: str, why: str = "") -> Plan:
    """The plan with this person obscured again."""
    return _changed(plan, id, decision=Decision.OBSCURE, why=why.strip(), standing=msgspec.UNSET)


def add_region(
    plan: Plan,
    *,
    box: Box | Sequence[int],
    shape: Shape | str = Shape.ELLIPSE,
    why: str = "",
    points: Points = (),
    inverse: bool = False,
) -> Plan:
    """The plan with a region drawn by hand, obscured; the newest has the highest number.

    A polygon has points; with `inverse` all of the picture but the shape is obscured.
    """
    drawn = Region(
        id=f"h{next_number(plan.regions)}",
        shape=shape_named(shape),
        box=_fit(box, plan),
        why=why.strip(),
        points=points or msgspec.UNSET,
        inverse=inverse or msgspec.UNSET,
    )
    check_said(drawn)
    return msgspec.structs.replace(plan, regions=(*plan.regions, drawn))


def move_region(
    plan: Plan, *, id: str, box: Box | Sequence[int], shape: Shape | str | None = None
) -> Plan:
    """The plan with a region covering another place; people found may be moved too."""
    region = find(plan, id=id)
    return _changed(plan, id, box=_fit(box, plan), shape=shape_named(shape or region.shape))


def remove_region(plan: Plan, *, id: str) -> Plan:
    """The plan without a region drawn by hand; people found can be kept, never removed."""
    if find(plan, id=id) not in plan.regions:
        raise PlanRefused(f"{id} was found, not drawn by hand: keep it, with a reason, instead.")
    left = tuple(region for region in plan.regions if region.id != id)
    return msgspec.structs.replace(plan, regions=left, names=names_without(plan.names, id))


def find(plan: Plan, *, id: str) -> Region:
    """The region of that id; raises PlanRefused where there is none."""
    for region in plan.everything:
        if region.id == id:
            return region
    known = ", ".join(region.id for region in plan.everything) or "nobody"
    raise PlanRefused(f"The plan holds no {id}; it holds {known}.")


def check(plan: Plan, *, picture: Picture) -> None:
    """Raises PlanRefused where the plan was made for another file."""
    if plan.source_sha256 != picture.sha256:
        raise PlanRefused("The plan is for another file: the sha256 of the picture differs.")
    if (plan.width, plan.height) != (picture.width, picture.height):
        raise PlanRefused(
            f"The plan is for {plan.width} by {plan.height} pixels; "
            f"the picture has {picture.width} by {picture.height}."
        )
    _check_regions(plan)


def _changed(plan: Plan, id: str, **changes: object) -> Plan:
    changed = plan.changing((find(plan, id=id).id,), **changes)
    check_said(find(changed, id=id))
    return changed


def _fit(box: Box | Sequence[int], plan: Plan) -> Box:
    """The box as one; raises PlanRefused where it is none or covers nothing of the picture."""
    try:
        fitted = box if isinstance(box, Box) else msgspec.convert(box, Box)
    except msgspec.ValidationError as error:
        raise PlanRefused("A box is four whole numbers: left, top, right, bottom.") from error
    _check_box(fitted, plan)
    return fitted


def _check_box(box: Box, plan: Plan) -> None:
    edges = list(msgspec.structs.astuple(box))
    if not box.within(plan.width, plan.height).area:
        raise PlanRefused(f"The region {edges} covers no pixel of the picture.")
    if box.width > 3 * plan.width or box.height > 3 * plan.height:
        raise PlanRefused(f"The region {edges} is over three times as large as the picture.")


def _check_regions(plan: Plan) -> None:
    ids = [region.id for region in plan.everything]
    for id in ids:
        if ids.count(id) > 1:
            raise PlanRefused(f"The plan names {id} twice.")
    for region in plan.everything:
        _check_box(region.box, plan)
        check_said(region)
