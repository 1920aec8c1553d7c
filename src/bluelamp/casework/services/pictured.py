"""The list of everyone in a picture: who they are, what becomes of them, and that nobody is left out (IMG-01, BWV-13)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Image, Listing, Pictured, PlanVersion, Treatment
from bluelamp.casework.pack import facts_of
from bluelamp.casework.parts import Edit, Part
from bluelamp.casework.pictured import SETTLED, default_label, everyone, regions_of, settled
from bluelamp.casework.plans import AnyPlan, plan_of
from bluelamp.casework.services.advise import Said, assert_facts
from bluelamp.casework.standing import Standing, standing
from bluelamp.people.actor import Actor
from bluelamp.redaction import Plan, obscure
from bluelamp.redaction.footage import plan as footage


def list_person(  # noqa: PLR0913  each is a column of the row
    *,
    case: str,
    part: Part,
    sought: bool,
    edit: Edit,
    why: str,
    label: str = "",
    seen: bool = True,
    heard: bool = False,
    rescued: bool = False,
    regions: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> Pictured:
    """List somebody who is seen or heard in the image; whoever is to be obscured is obscured in the plan.

    Raises BadInput without a reason, where they are neither seen nor heard, or where a region is
    not the plan's or is somebody else's.
    """
    if not seen and not heard:
        raise BadInput("Say whether they are seen, heard, or both.", field="seen")
    with acting(Act.LIST_PERSON, case=case, actor=actor, at=at) as doing:
        now = standing(doing.case)
        image = _image(now)
        _check_regions(now, image, regions)
        number = image.people.count() + 1
        row = Pictured.objects.create(
            image=image,
            number=number,
            part=part,
            label=label.strip() or default_label(part, number),
            seen=seen,
            heard=heard,
            rescued=rescued,
            regions=sorted(set(regions)),
            listed_by=actor.reference,
            listed_at=at,
        )
        _treat(doing, row, sought=sought, edit=edit, why=why)
        doing.entry(**_words(row), edit=edit, sought=sought, why=why)
    return row


def treat_person(
    *, case: str, person: int, sought: bool, edit: Edit, why: str, actor: Actor, at: datetime
) -> None:
    """Change what becomes of somebody, with a reason; whoever is to be obscured is obscured in the plan."""
    with acting(Act.TREAT_PERSON, case=case, actor=actor, at=at) as doing:
        row = listed(doing, person)
        _treat(doing, row, sought=sought, edit=edit, why=why)
        doing.entry(**_words(row), edit=edit, sought=sought, why=why)


def strike_person(*, case: str, person: int, why: str, actor: Actor, at: datetime) -> None:
    """Strike somebody out who was listed in error; the row is kept."""
    need(why, "Say why this row is struck out.", field="why")
    with acting(Act.STRIKE_PERSON, case=case, actor=actor, at=at) as doing:
        row = listed(doing, person)
        row.struck_by, row.struck_at, row.struck_why = actor.reference, at, why.strip()
        row.save()
        undo_listing(doing)
        doing.entry(**_words(row), why=row.struck_why)


def complete_list(*, case: str, actor: Actor, at: datetime) -> Listing:
    """Say that everyone who is seen or heard is listed, of the newest plan; what the list settles is recorded.

    Raises OutOfOrder where the people have not been found yet, where nobody is listed though
    people were found, or where it has been said already.
    """
    with acting(Act.COMPLETE_LIST, case=case, actor=actor, at=at) as doing:
        now = standing(doing.case)
        image = _image(now)
        if now.plan is None:
            raise OutOfOrder("The people in the picture have not been found yet: that comes first.")
        people = everyone(image)
        if not people and plan_of(now.plan).everything:
            raise OutOfOrder("Nobody is listed yet, though people were found: list them first.")
        if image.listings.filter(undone_at=None, plan=now.plan).exists():
            raise OutOfOrder("It has been said already that everyone is listed.")
        undo_listing(doing)
        row = Listing.objects.create(
            image=image, plan=now.plan, said_by=actor.reference, said_at=at
        )
        assert_people(doing)
        doing.entry(
            sha256=image.sha256, number=now.plan.number, people=[one.name for one in people]
        )
    return row


def assert_people(doing: Acting) -> None:
    """Record anew the facts that a complete list settles, or that they are not known, where they have changed."""
    now = standing(doing.case)
    if SETTLED.isdisjoint(facts_of(doing.case.route)):
        return
    found: dict[str, str | bool | None] = dict.fromkeys(SETTLED)
    if now.image is not None and now.listing is not None:
        found = settled(everyone(now.image), approved=now.approved is not None)
    reason = (
        "As the list of people in the picture shows."
        if now.listing
        else "The list of people in the picture is not complete."
    )
    evidence = f"People in the picture, {now.image.sha256[:12]}" if now.image else ""
    assert_facts(
        doing,
        [
            Said(name=name, value=value, known=value is not None, reason=reason, evidence=evidence)
            for name, value in sorted(found.items())
            if value != _said(now, name)
        ],
    )


def _said(now: Standing, name: str) -> Any:
    """What is known of a fact; None where nothing is."""
    said = now.asserted.get(name)
    return said.value if said and said.known else None


def undo_listing(doing: Acting) -> None:
    """What somebody said of a list of the case being complete counts no more."""
    said = Listing.objects.filter(image__case=doing.case, undone_at=None)
    if said.update(undone_by=doing.actor.reference, undone_at=doing.at):
        assert_people(doing)


def listed(doing: Acting, person: int) -> Pictured:
    """The person of that number in the newest image; raises OutOfOrder where there is none."""
    image = _image(standing(doing.case))
    row = image.people.filter(number=person, struck_at=None).first()
    if row is None:
        raise OutOfOrder("Nobody of that number is listed in this picture.")
    return row


def _treat(doing: Acting, row: Pictured, *, sought: bool, edit: Edit, why: str) -> None:
    need(why, "Say why.", field="why")
    if sought and edit is not Edit.KEEP:
        raise BadInput("Whoever is sought stays visible.", field="edit")
    Treatment.objects.create(
        person=row,
        sought=sought,
        edit=edit,
        why=why.strip(),
        set_by=doing.actor.reference,
        set_at=doing.at,
    )
    if edit is Edit.OBSCURE:
        _cover(doing, row)
    undo_listing(doing)


def _cover(doing: Acting, row: Pictured) -> None:
    """A new version of the plan in which everything of this person is covered, where it is not."""
    newest = standing(doing.case).plan
    if newest is None:
        return
    plan = covered = plan_of(newest)
    shown = next(one for one in everyone(newest.image) if one.row.pk == row.pk)
    theirs = [region for region in plan.kept if region.id in regions_of(shown, plan)]
    for region in theirs:
        covered = _obscured(covered, region.id, f"{row.label} is to be obscured")
    if theirs:
        PlanVersion.objects.create(
            image=newest.image,
            number=newest.number + 1,
            text=covered.canonical().decode(),
            digest=covered.digest(),
            made_by=doing.actor.reference,
            made_for=doing.acted_for,
            made_at=doing.at,
            change=f"{row.label} is obscured, as listed"[:300],
        )


def _obscured(plan: AnyPlan, region: str, why: str) -> AnyPlan:
    if isinstance(plan, Plan):
        return obscure(plan, id=region, why=why)
    return footage.obscure(plan, id=region, why=why)


def _image(now: Standing) -> Image:
    if now.image is None:
        raise OutOfOrder("There is no image yet: it must be supplied or fetched first.")
    return now.image


def _check_regions(now: Standing, image: Image, regions: Collection[str]) -> None:
    plan = plan_of(now.plan) if now.plan else None
    known = {region.id for region in plan.everything} if plan else set()
    listed = everyone(image) if plan else ()
    taken = {region: one.name for one in listed if plan for region in regions_of(one, plan)}
    for region in regions:
        if region not in known:
            held = ", ".join(sorted(known)) or "nobody yet"
            raise BadInput(f"“{region}” is not in the plan, which holds {held}.", field="regions")
        if region in taken:
            raise BadInput(f"“{region}” is {taken[region]} already.", field="regions")


def _words(row: Pictured) -> dict[str, str | int]:
    return {"person_number": row.number, "label": row.label, "part": row.part}
