"""Who is the same one, and as what they stand: regions of a picture or tracks of footage in groups.

Every function returns a new plan.  Whoever belongs to no group is a person, or a thing, alone.
"""

# ruff: noqa: A001, A002  the public names are the plain words "id"

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from .errors import PlanRefused
from .finding import Kind
from .footage.plan import FootagePlan, Track
from .plan import Plan, Region
from .terms import SAID, Decision, Named, Names, Standing, check_said, names_without

AnyPlan = TypeVar("AnyPlan", Plan, FootagePlan)
Regions = tuple[Region, ...] | tuple[Track, ...]

REASONS: Final = {
    Standing.OBSCURED: "Not sought",
    Standing.SOUGHT: "Sought",
    Standing.PERMITTED: "Permitted",
    Standing.NOT_A_PERSON: "Not a person",
}
_LONGEST_NAME: Final = 100  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, or something, in the plan: the regions or tracks that show them.

    `id` is their group's, or their only region's; `name` is empty where nobody gave one.
    """

    id: str
    name: str
    regions: Regions

    @property
    def standing(self) -> Standing | None:
        """As what all of them stand; None where they differ."""
        found = {region.stands for region in self.regions}
        return found.pop() if len(found) == 1 else None


def everyone(plan: Plan | FootagePlan) -> tuple[Person, ...]:
    """Everyone and everything in the plan, in the order of appearing."""
    groups: dict[str, list[Region | Track]] = {}
    for region in sorted(plan.everything, key=_appears):
        groups.setdefault(region.person or region.id, []).append(region)
    names = {named.id: named.name for named in plan.names or ()}
    return tuple(
        Person(id=id, name=names.get(id, ""), regions=tuple(regions))  # type: ignore[arg-type]
        for id, regions in groups.items()
    )


def members(plan: Plan | FootagePlan, ids: Collection[str]) -> tuple[str, ...]:
    """The ids of the regions or tracks that these name, themselves or as groups.

    Raises PlanRefused for an id that the plan does not hold.
    """
    known = {region.id for region in plan.everything} | set(_groups(plan))
    for id in ids:
        if id not in known:
            held = ", ".join(region.id for region in plan.everything) or "nobody"
            raise PlanRefused(f"The plan holds no {id}; it holds {held}.")
    return tuple(
        region.id
        for region in plan.everything
        if region.id in ids or (region.person and region.person in ids)
    )


def decide(
    plan: AnyPlan, *, ids: Collection[str], standing: Standing | str, why: str = ""
) -> AnyPlan:
    """The plan with everyone named standing so; who is kept for another reason needs one stated.

    Raises PlanRefused where what is to be seen is everything but a shape.
    """
    standing = _standing(standing)
    chosen = members(plan, ids)
    why = why.strip() or REASONS.get(standing, "")
    if standing is Standing.KEPT and not why:
        raise PlanRefused(f"Say why {', '.join(chosen)} is to stay visible.")
    covered = standing is Standing.OBSCURED
    decided = plan.changing(
        chosen,
        decision=Decision.OBSCURE if covered else Decision.KEEP,
        standing=standing if standing in SAID else msgspec.UNSET,
        why=why,
    )
    for region in _of(decided, chosen):
        check_said(region)
    return decided


def merge(plan: AnyPlan, *, ids: Collection[str]) -> AnyPlan:
    """The plan with all of these as one; no decision changes, so that nothing is uncovered by it.

    Raises PlanRefused for fewer than two, and for things of different kinds.
    """
    groups = _groups_of(plan, members(plan, ids))
    chosen = members(plan, set(ids).union(groups))
    _check_alike(plan, chosen)
    into = groups[0] if groups else f"g{_next_group(plan)}"
    name = _first_name(plan, groups + chosen)
    return rename(plan.changing(chosen, person=into), id=into, name=name)


def separate(plan: AnyPlan, *, ids: Collection[str]) -> AnyPlan:
    """The plan with each of these a person, or a thing, alone."""
    chosen = members(plan, ids)
    if not _groups_of(plan, chosen):
        raise PlanRefused(f"{', '.join(chosen)} is alone already: it is in a group with no other.")
    return _with_names_of_those_left(plan.changing(chosen, person=msgspec.UNSET))


def rename(plan: AnyPlan, *, id: str, name: str) -> AnyPlan:
    """The plan with a person, or a thing, called so; an empty name takes the old one away.

    Raises PlanRefused for an id that nobody has, or a name of over a hundred characters.
    """
    members(plan, [id])
    one = next((region.person for region in plan.everything if region.id == id), "")
    id, name = one or id, " ".join(name.split())
    if len(name) > _LONGEST_NAME:
        raise PlanRefused(f"A name has at most {_LONGEST_NAME} characters.")
    return _with_names_of_those_left(
        msgspec.structs.replace(plan, names=_renamed(plan.names, id, name))
    )


def _appears(region: Region | Track) -> int:
    """When it is first to be seen, in ticks; all of a picture is seen at once."""
    return region.parts[0][0].time if isinstance(region, Track) else 0


def _standing(standing: Standing | str) -> Standing:
    try:
        return Standing(standing)
    except ValueError as error:
        raise PlanRefused(
            f"Somebody stands as one of {', '.join(Standing)}, not {standing!r}."
        ) from error


def _groups(plan: Plan | FootagePlan) -> Iterator[str]:
    return (region.person for region in plan.everything if region.person)


def _groups_of(plan: Plan | FootagePlan, ids: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(region.person for region in _of(plan, ids) if region.person))


def _of(plan: Plan | FootagePlan, ids: Collection[str]) -> list[Region | Track]:
    return [region for region in plan.everything if region.id in ids]


def _kind(region: Region | Track) -> str:
    """What it is, in one word; empty for what was drawn by hand, which may be anything."""
    if region.id.startswith("h"):
        return ""
    is_human = region.kind in (Kind.FACE, Kind.PERSON, None, msgspec.UNSET)
    return "person" if is_human else str(region.kind)


def _check_alike(plan: Plan | FootagePlan, ids: Collection[str]) -> None:
    """Raises PlanRefused where these are not at least two, or not of one kind."""
    chosen = _of(plan, ids)
    if len({region.person or region.id for region in chosen}) < 2:
        raise PlanRefused("Say at least two that are the same one.")
    kinds = sorted({kind for region in chosen if (kind := _kind(region))})
    if len(kinds) > 1:
        raise PlanRefused(f"A {kinds[0]} and a {kinds[1]} cannot be the same one.")


def _first_name(plan: Plan | FootagePlan, ids: Collection[str]) -> str:
    """What the first of these is called that has a name."""
    names = {named.id: named.name for named in plan.names or ()}
    return next((names[id] for id in ids if id in names), "")


def _renamed(names: Names, id: str, name: str) -> Names:
    new = (Named(id=id, name=name),) if name else ()
    return (*(names_without(names, id) or ()), *new) or msgspec.UNSET


def _next_group(plan: Plan | FootagePlan) -> int:
    return max((int(group[1:]) for group in _groups(plan)), default=0) + 1


def _with_names_of_those_left(plan: AnyPlan) -> AnyPlan:
    there = {region.person or region.id for region in plan.everything}
    names = tuple(named for named in plan.names or () if named.id in there)
    return msgspec.structs.replace(plan, names=names or msgspec.UNSET)
