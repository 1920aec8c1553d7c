"""Other outlines for what a plan covers: of another shape, all but the shape, the body below a head."""

# ruff: noqa: A002  the public names are the plain words "id"

from __future__ import annotations

from typing import Final

import msgspec

from .finding import Kind
from .footage.plan import FootagePlan, Track
from .footage.plan import find as find_track
from .footage.values import Place
from .geometry import Box
from .grouping import AnyPlan
from .outlines import Points
from .plan import Plan, Region, find
from .terms import Shape, check_said, shape_named

# How far a body with its arms reaches beyond the box of its head: in widths of that to either side,
# in heights of it downwards. A face's box with its margins is about a ninth of a grown person's
# width of arms held out, and a sixth of their height; the box made of a body is the broader of both.
_BESIDE_FACE, _BELOW_FACE = 1.4, 5.2
_BESIDE_HEAD, _BELOW_HEAD = 0.3, 4.2
_ABOVE: Final = 0.1  # heights: hair, a hat


def reshape(
    plan: AnyPlan,
    *,
    id: str,
    shape: Shape | str,
    points: Points = (),
    inverse: bool | None = None,
) -> AnyPlan:
    """The plan with a region or track of another shape in the same boxes.

    A polygon has points; with `inverse` all of the picture but the shape is covered, and where that
    is not said the inside or all but it, as before.  Raises PlanRefused where they are no polygon's.
    """
    found = _found(plan, id)
    changed = plan.changing(
        (found.id,),
        shape=shape_named(shape),
        points=tuple(points) or msgspec.UNSET,
        inverse=(found.inverse if inverse is None else inverse) or msgspec.UNSET,
    )
    check_said(_found(changed, id))
    return changed


def whole_body(plan: AnyPlan, *, id: str, shape: Shape | str = Shape.BOX) -> AnyPlan:
    """The plan with the whole of somebody covered of whom a head was: a standing figure's room.

    In a picture it is the body that was found, where there was one.  What covers all but a head
    covers all but the body.
    """
    reshaped = reshape(plan, id=id, shape=shape)
    if isinstance(reshaped, Plan):
        return reshaped.changing((id,), box=_body_of(find(reshaped, id=id), reshaped))
    track = find_track(reshaped, id=id)
    parts = (tuple(_body_at(place, track, reshaped) for place in part) for part in track.parts)
    return reshaped.changing((id,), parts=tuple(parts))


def _found(plan: Plan | FootagePlan, id: str) -> Region | Track:
    return find(plan, id=id) if isinstance(plan, Plan) else find_track(plan, id=id)


def _body_of(region: Region, plan: Plan) -> Box:
    box = region.box
    below = box.grown(sides=_BESIDE_FACE, top=_ABOVE, bottom=_BELOW_FACE)
    return (box.join(region.body) if region.body else below).within(plan.width, plan.height)


def _body_at(place: Place, track: Track, plan: FootagePlan) -> Place:
    """Cut at the picture's edges, but never smaller than it was."""
    is_broad = track.kind is Kind.PERSON  # then the box is the upper part of a person's
    beside, below = (_BESIDE_HEAD, _BELOW_HEAD) if is_broad else (_BESIDE_FACE, _BELOW_FACE)
    across = (place.right - place.left) * beside
    high = place.bottom - place.top
    return Place(
        place.time,
        min(place.left, max(0.0, place.left - across)),
        min(place.top, max(0.0, place.top - _ABOVE * high)),
        max(place.right, min(float(plan.width), place.right + across)),
        max(place.bottom, min(float(plan.height), place.bottom + below * high)),
    )
