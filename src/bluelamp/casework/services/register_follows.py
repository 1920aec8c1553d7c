"""The register of people follows the plan: whoever is decided upon in the picture is treated so on the list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bluelamp.casework.acting import Acting
from bluelamp.casework.errors import BadInput
from bluelamp.casework.lifecycle import STEPS, Act
from bluelamp.casework.models import Pictured, PlanVersion, Treatment
from bluelamp.casework.parts import Answer, Edit, Part
from bluelamp.casework.pictured import (
    Person,
    default_label,
    everyone,
    kept_people,
    kept_though_listed,
    regions_of,
)
from bluelamp.casework.plans import AnyPlan, plan_of
from bluelamp.casework.routes import Route
from bluelamp.record import services as record
from bluelamp.redaction import Region, Standing
from bluelamp.redaction.footage.plan import Track

SHOWN = frozenset({Standing.SOUGHT, Standing.PERMITTED, Standing.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Why somebody is shown or obscured, for the register; `is_said` where a person gave the reason themselves.

    `is_turn`: an earlier version is brought back, which overrules nothing that was said on the list.
    """

    why: str
    is_said: bool = False
    is_turn: bool = False


def follow_plan(doing: Acting, newest: PlanVersion, changed: AnyPlan, deciding: Deciding) -> None:
    """Treat everyone whose standing the change alters as it now is, and list whoever is shown and must be listed.

    Raises BadInput where somebody is shown who has refused, or who is asked before being shown and
    is listed to be obscured, unless a reason is given; where a turn shows somebody of whom the list
    says otherwise; and where what is taken for somebody not to be shown no longer is, without a reason.
    """
    route = Route(doing.case.route)
    if (Act.LIST_PERSON, route) not in STEPS:
        return
    before, people = plan_of(newest), everyone(newest.image)
    for one in people:
        _check_parted(one, before, changed, deciding)
        _drop_separated(doing, one, before, changed, deciding)
        if _stand(one, before) != _stand(one, changed):
            _treat(doing, one, changed, deciding)
    if people or route is Route.BWV_MEDIA:
        listed = {region for one in people for region in regions_of(one, changed)}
        shown = [each for each in kept_people(changed) if each.id not in listed]
        known = {region.id: region.stands for region in before.everything}
        new = [each for each in shown if known.get(each.id) is not each.stands]
        for group in _grouped(new):
            _list(doing, newest, group, changed, deciding)


def _stand(one: Person, plan: AnyPlan) -> dict[str, Standing]:
    theirs = regions_of(one, plan)
    return {region.id: region.stands for region in plan.everything if region.id in theirs}


def _is_hidden(one: Person) -> bool:
    """Whether the list says that they are not to be shown, or cannot but be."""
    return one.edit is not Edit.KEEP or one.answer is Answer.REFUSED


def _check_parted(one: Person, before: AnyPlan, after: AnyPlan, deciding: Deciding) -> None:
    """What was taken for somebody hidden may show them: that it does not is said with a reason."""
    if deciding.is_said or not _is_hidden(one):
        return
    there = {region.id for region in after.everything}
    for region in sorted(regions_of(one, before) & there - regions_of(one, after)):
        raise BadInput(
            f"{region} is taken for {one.name}, who is not to be shown: part them with a reason.",
            field="why",
        )


def _drop_separated(
    doing: Acting, one: Person, before: AnyPlan, after: AnyPlan, deciding: Deciding
) -> None:
    """Of what somebody was listed with, as one group, what the plan now takes for somebody else is theirs no more.

    Whoever is hidden keeps all that they were listed with.
    """
    if _is_hidden(one):
        return
    groups = {region.id: region.person for region in before.everything}
    now = {region.id: region.person for region in after.everything}
    was = {groups.get(region) or "" for region in one.row.regions}
    still = [region for region in one.row.regions if now.get(region) in was]
    if len(was) == 1 and all(was) and 0 < len(still) < len(one.row.regions):
        one.row.regions = still
        one.row.save(update_fields=["regions"])
        _enter(doing, "person decided on", one.row, regions=still, why=deciding.why)


def _treat(doing: Acting, one: Person, plan: AnyPlan, deciding: Deciding) -> None:
    stands = set(_stand(one, plan).values())
    sought, edit = Standing.SOUGHT in stands, _edit(one, stands)
    if (one.treatment.sought, one.edit) == (sought, edit):
        return
    if edit is Edit.KEEP:
        _check_may_be_shown(one, plan, deciding)
    Treatment.objects.create(
        person=one.row,
        sought=sought,
        edit=edit,
        why=deciding.why,
        by_plan=True,
        set_by=doing.actor.reference,
        set_at=doing.at,
    )
    _enter(doing, "person decided on", one.row, edit=edit, sought=sought, why=deciding.why)


def _edit(one: Person, stands: set[Standing]) -> Edit:
    if not SHOWN & stands:
        return Edit.OBSCURE
    if one.edit is Edit.CANNOT and Standing.SOUGHT not in stands:
        return Edit.CANNOT
    return Edit.KEEP


def _check_may_be_shown(one: Person, plan: AnyPlan, deciding: Deciding) -> None:
    if one.is_asked and one.answer is Answer.REFUSED:
        raise BadInput(f"{one.name} has refused to be shown, and stays obscured.", field="ids")
    if one.edit is not Edit.OBSCURE:
        return
    if deciding.is_turn:
        if not one.treatment.by_plan:
            raise BadInput(kept_though_listed(plan, [one]))
    elif one.is_asked and not deciding.is_said:
        raise BadInput(f"{kept_though_listed(plan, [one])} Or give a reason here.", field="why")


def _grouped(regions: Iterable[Region | Track]) -> Iterator[list[Region | Track]]:
    groups: dict[str, list[Region | Track]] = {}
    for region in regions:
        groups.setdefault(region.person or region.id, []).append(region)
    yield from groups.values()


def _list(
    doing: Acting,
    newest: PlanVersion,
    group: list[Region | Track],
    plan: AnyPlan,
    deciding: Deciding,
) -> None:
    sought = any(region.stands is Standing.SOUGHT for region in group)
    part = Part.SUBJECT if sought else Part.THIRD_PARTY
    number = newest.image.people.count() + 1
    names = {each.id: each.name for each in plan.names or ()}
    row = Pictured.objects.create(
        image=newest.image,
        number=number,
        part=part,
        label=names.get(group[0].person or group[0].id) or default_label(part, number),
        seen=True,
        heard=False,
        rescued=False,
        regions=sorted(region.id for region in group),
        listed_by=doing.actor.reference,
        listed_at=doing.at,
    )
    Treatment.objects.create(
        person=row,
        sought=sought,
        edit=Edit.KEEP,
        why=deciding.why,
        by_plan=True,
        set_by=doing.actor.reference,
        set_at=doing.at,
    )
    _enter(doing, "person listed", row, edit=Edit.KEEP, sought=sought, why=deciding.why)


def _enter(doing: Acting, kind: str, row: Pictured, **said: str | bool | list[str]) -> None:
    """An entry of its own, as for a row that is changed on the list itself."""
    record.append(
        kind=kind,
        case=doing.case.reference,
        actor=doing.actor.reference,
        at=doing.at,
        body={"person_number": row.number, "label": row.label, "part": row.part, **said},
    )
