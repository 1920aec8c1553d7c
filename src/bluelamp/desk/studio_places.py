"""Where everything is, for the studio: places in seconds from the first picture and pixels of the upright picture."""

import hashlib
from collections.abc import Callable
from typing import Any, Final

import msgspec

from bluelamp.casework.plans import AnyPlan, Footage
from bluelamp.redaction import Region
from bluelamp.redaction.footage.plan import Track
from bluelamp.redaction.footage.values import Place

Clock = Callable[[int], float]
_AT_ONCE: Final[dict[str, Any]] = {"doubts": (), "spans": [[0.0, 0.0]], "best": 0.0}
_LOOKED_AT: Final = 32  # places of a track, among which the clearest is looked for


def clock(footage: Footage | None) -> Clock:
    """From ticks to seconds; a picture has one moment, at 0."""
    if footage is None:
        return lambda _: 0.0
    picture = footage.probe.picture
    first, (of, in_) = picture.first, picture.time_base
    return lambda ticks: round((ticks - first) * of / in_, 6)


def stamp(plan: AnyPlan) -> str:
    """Changes when a place or a shape does, and with no other change of the plan."""
    drawn = [
        (one.id, one.shape, one.points or (), bool(one.inverse), _extent(one))
        for one in plan.everything
    ]
    return hashlib.blake2b(msgspec.msgpack.encode(drawn), digest_size=8).hexdigest()


def _extent(one: Region | Track) -> Any:
    return one.parts if isinstance(one, Track) else one.box


def track(one: Region | Track, plan: AnyPlan, seconds: Clock) -> dict[str, Any]:
    """One track or region without its places: what it is, as what it stands, when it is there."""
    return {
        "id": one.id,
        "kind": one.kind or None,
        "drawn": one.id.startswith("h"),
        "shape": one.shape,
        "standing": one.stands,
        "why": one.why,
        "confidence": one.confidence,
        **(_in_time(one, plan, seconds) if isinstance(one, Track) else _AT_ONCE),
    }


def _in_time(one: Track, plan: AnyPlan, seconds: Clock) -> dict[str, Any]:
    return {
        "doubts": one.doubts,
        "spans": [[max(0.0, seconds(part[0].time)), seconds(part[-1].time)] for part in one.parts],
        "best": seconds(_best(one, plan).time),
    }


def places(plan: AnyPlan, seconds: Clock, *, since: AnyPlan | None = None) -> dict[str, Any]:
    """Where everything is covered, by id; where an earlier plan is given, only what is elsewhere, and what is gone."""
    before = {one.id: _drawn(one) for one in since.everything} if since else {}
    moved = [one for one in plan.everything if before.get(one.id) != _drawn(one)]
    return {
        "places": {one.id: _placed(one, seconds) for one in moved},
        "gone": sorted(before.keys() - {one.id for one in plan.everything}),
    }


def _drawn(one: Region | Track) -> tuple[Any, ...]:
    return one.shape, one.points, one.inverse, _extent(one)


def _placed(one: Region | Track, seconds: Clock) -> dict[str, Any]:
    if isinstance(one, Track):
        parts = [[_row(place, seconds) for place in part] for part in one.parts]
    else:
        parts = [[[0.0, *msgspec.structs.astuple(one.box)]]]
    placed: dict[str, Any] = {"shape": one.shape, "parts": parts}
    if one.points:
        placed["points"] = one.points
    if one.inverse:
        placed["inverse"] = True
    return placed


def _row(place: Place, seconds: Clock) -> list[float]:
    return [
        seconds(place.time),
        round(place.left, 2),
        round(place.top, 2),
        round(place.right, 2),
        round(place.bottom, 2),
    ]


def _best(one: Track, plan: AnyPlan) -> Place:
    """Of some of its places the one with most of it inside the picture: the nearer, the clearer."""
    everywhere = [place for part in one.parts for place in part]
    some = everywhere[:: max(1, len(everywhere) // _LOOKED_AT)]

    def inside(place: Place) -> float:
        width = min(place.right, plan.width) - max(place.left, 0)
        height = min(place.bottom, plan.height) - max(place.top, 0)
        return max(width, 0) * max(height, 0)

    return max(some, key=inside)
