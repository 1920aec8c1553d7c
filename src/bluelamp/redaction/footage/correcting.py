"""Corrections in time: tracks split, hidden from a moment on, placed anew, made longer, pursued.

Every function returns a new plan and raises PlanRefused for what the plan does not hold or cannot
become. Times are presentation times in ticks.
"""

# ruff: noqa: A002  the public names are the plain words "id"

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from bluelamp.redaction.errors import PlanRefused
from bluelamp.redaction.grouping import merge
from bluelamp.redaction.terms import Shape, next_number

from .coherence import check_track
from .plan import FootagePlan, Track, add_region, find, obscure
from .values import Place
from .whereabouts import between

_WHOLE, _HIDDEN = "The whole picture", "Hidden from here on"
Part = tuple[Place, ...]


def split(plan: FootagePlan, *, id: str, at: int) -> FootagePlan:
    """The plan with a track in two, the later one from that time on with the next number as its id.

    Nothing else changes: both show the same one, stand as before, and cover what was covered.
    """
    track = find(plan, id=id)
    early = tuple(cut for part in track.parts if (cut := _until(part, at - 1)))
    late = tuple(cut for part in track.parts if (cut := _since(part, at)))
    if not (early and late):
        raise PlanRefused(f"{id} is not to be seen both before that time and after it.")
    its_kin = plan.regions if track in plan.regions else plan.tracks
    new = f"{id[0]}{next_number(its_kin)}"
    later = msgspec.structs.replace(track, id=new, parts=late)
    cut_off = plan.changing((id,), parts=early)
    if its_kin is plan.regions:
        whole = msgspec.structs.replace(cut_off, regions=(*cut_off.regions, later))
    else:
        whole = msgspec.structs.replace(cut_off, tracks=(*cut_off.tracks, later))
    return whole if track.person else merge(whole, ids=(id, new))


def hide_from(plan: FootagePlan, *, id: str, at: int) -> FootagePlan:
    """The plan with somebody covered from that time on, and before it as decided."""
    if at <= find(plan, id=id).parts[0][0].time:
        return obscure(plan, id=id, why=_HIDDEN)
    parted = split(plan, id=id, at=at)
    new = (
        {track.id for track in parted.everything} - {track.id for track in plan.everything}
    ).pop()
    return obscure(parted, id=new, why=_HIDDEN)


def place(plan: FootagePlan, *, id: str, at: int, box: Sequence[float]) -> FootagePlan:
    """The plan with a region or track in this box at that time, straight on to the places around it.

    Where it stood still from then on it stands still in the new box, up to the next place that
    differs.  What is placed before, after or between its parts makes the part nearest in time reach
    there.
    """
    track = find(plan, id=id)
    if len(box) != 4 or not all(map(math.isfinite, box)):
        raise PlanRefused("A box is four numbers: left, top, right, bottom.")
    new = Place(at, *map(float, box))
    nearest = min(track.parts, key=lambda part: _away(part, at))
    before = [each for each in nearest if each.time < at]
    after = [each for each in nearest if each.time > at]
    still = 0
    if nearest[0].time <= at <= nearest[-1].time:
        here = _cut(nearest, at)
        still = next((n for n, each in enumerate(after) if _at(each, at) != here), len(after))
    standing = [_at(new, each.time) for each in after[:still]]
    whole = [*before, new, *standing, *after[still:]]
    return _with_parts(plan, track, [part for part in track.parts if part is not nearest], whole)


def unplace(plan: FootagePlan, *, id: str, at: int) -> FootagePlan:
    """The plan without what was placed at exactly that time; the last place of all cannot go."""
    track = find(plan, id=id)
    holding = next((part for part in track.parts if any(each.time == at for each in part)), None)
    if holding is None:
        raise PlanRefused(f"{id} has no place at that time: it is between two.")
    left = tuple(each for each in holding if each.time != at)
    if not left and len(track.parts) == 1:
        raise PlanRefused(f"{id} has no other place: remove it instead.")
    return _with_parts(plan, track, [part for part in track.parts if part is not holding], left)


def extend(
    plan: FootagePlan, *, id: str, first: int | None = None, last: int | None = None
) -> FootagePlan:
    """The plan with a region or track from and until these times, still at its first or last place.

    What was drawn by hand may also be made shorter; what was found is split instead, and decided on.
    """
    track = find(plan, id=id)
    parts = [*track.parts]
    if first is not None and first < parts[0][0].time:
        parts[0] = (_at(parts[0][0], first), *parts[0])
    elif first is not None and first > parts[0][0].time:
        parts = _shorter(track, [cut for part in parts if (cut := _since(part, first))])
    if last is not None and last > parts[-1][-1].time:
        parts[-1] = (*parts[-1], _at(parts[-1][-1], last))
    elif last is not None and last < parts[-1][-1].time:
        parts = _shorter(track, [cut for part in parts if (cut := _until(part, last))])
    return _with_parts(plan, track, parts)


def cover_all(plan: FootagePlan, *, first: int, last: int) -> FootagePlan:
    """The plan with the whole picture covered from the one time to the other, both included."""
    if first > last:
        raise PlanRefused("The whole picture is covered from a time to a later one.")
    whole = Place(first, 0.0, 0.0, float(plan.width), float(plan.height))
    places = (whole,) if first == last else (whole, _at(whole, last))
    return add_region(plan, places=places, shape=Shape.BOX, why=_WHOLE)


def lay(plan: FootagePlan, *, id: str, places: Sequence[Place]) -> FootagePlan:
    """The plan with a region or track where it was pursued to, instead of where it was meanwhile.

    From there it goes straight on to its places before and after, where it was to be seen up to them.
    """
    track = find(plan, id=id)
    if not places:
        raise PlanRefused(f"{id} was found nowhere else.")
    first, last = places[0].time, places[-1].time
    met = [part for part in track.parts if part[0].time <= last and part[-1].time >= first]
    around = (each for part in met for each in part if not first <= each.time <= last)
    whole = sorted([*around, *places], key=lambda each: each.time)
    return _with_parts(plan, track, [part for part in track.parts if part not in met], whole)


def _with_parts(
    plan: FootagePlan, track: Track, parts: Sequence[Part], *more: Sequence[Place]
) -> FootagePlan:
    """The plan with these parts of a track, in the order of time; raises PlanRefused as it is read."""
    whole = sorted(filter(None, (*parts, *map(tuple, more))), key=lambda part: part[0].time)
    changed = plan.changing((track.id,), parts=tuple(whole))
    check_track(find(changed, id=track.id), changed)
    return changed


def _shorter(track: Track, left: list[Part]) -> list[Part]:
    if track.kind is not None:
        raise PlanRefused(f"{track.id} was found: split it, and decide on the part, instead.")
    if not left:
        raise PlanRefused(f"Nothing would be left of {track.id}: remove it instead.")
    return left


def _until(part: Part, time: int) -> Part:
    """What of a part comes up to that time, which it reaches where it went beyond."""
    kept = tuple(each for each in part if each.time <= time)
    if kept and kept[-1].time < time < part[-1].time:
        return (*kept, _cut(part, time))
    return kept


def _since(part: Part, time: int) -> Part:
    kept = tuple(each for each in part if each.time >= time)
    if kept and part[0].time < time < kept[0].time:
        return (_cut(part, time), *kept)
    return kept


def _cut(part: Part, time: int) -> Place:
    return Place(time, *between(part, [each.time for each in part], time))


def _at(place: Place, time: int) -> Place:
    return msgspec.structs.replace(place, time=time)


def _away(part: Part, time: int) -> int:
    return max(part[0].time - time, time - part[-1].time, 0)
