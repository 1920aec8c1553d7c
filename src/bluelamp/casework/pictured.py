"""Everyone in a picture as they stand now: who may be kept visible, and which facts the list settles (BWV-13 to BWV-15)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bluelamp.casework.models import AdvanceNotice, Image, Permission, Pictured, Treatment
from bluelamp.casework.parts import PART_WORDS, Answer, Edit, Part
from bluelamp.casework.plans import AnyPlan
from bluelamp.redaction import Decision, Region, Standing
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.plan import FootagePlan, Track

THINGS: Final = frozenset({Kind.PLATE, Kind.TEXT, Kind.SCREEN, Kind.VEHICLE})
# Who is not shown without having agreed.
ASKED: Final = frozenset({Part.VICTIM, Part.THIRD_PARTY, Part.CHILD})
THIRD_PARTIES: Final = frozenset({Part.THIRD_PARTY, Part.CHILD})
SETTLED: Final = frozenset(
    {"third_parties", "victim", "victim_edited_out", "victim_notice", "rescued_person"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the picture, with the latest of what was decided, asked and told."""

    row: Pictured
    treatment: Treatment
    permission: Permission | None
    notice: AdvanceNotice | None

    @property
    def name(self) -> str:
        """The label, which names nobody unless somebody made it so."""
        return self.row.label

    @property
    def part(self) -> Part:
        """The part played."""
        return Part(self.row.part)

    @property
    def edit(self) -> Edit:
        """What becomes of them in what goes out."""
        return Edit(self.treatment.edit)

    @property
    def answer(self) -> Answer | None:
        """What they say to being shown; None where nobody has asked."""
        return Answer(self.permission.answer) if self.permission else None

    @property
    def is_asked(self) -> bool:
        """Whether they are shown only if they agree: a victim, a third party, a child, somebody rescued."""
        return self.part in ASKED or self.row.rescued

    @property
    def may_be_kept(self) -> bool:
        """Whether they may stay visible or audible."""
        return self.edit is Edit.KEEP and (not self.is_asked or self.answer is Answer.AGREED)


def everyone(image: Image) -> tuple[Person, ...]:
    """Everyone listed in the image and not struck out, by number."""
    rows = image.people.filter(struck_at=None).order_by("number")
    whole = rows.prefetch_related("treatments", "permissions", "notices")
    return tuple(_person(row) for row in whole)


def default_label(part: Part, number: int) -> str:
    """“Third party 2”: what somebody is called who is not named."""
    return f"{PART_WORDS[part]} {number}"


def settled(people: Iterable[Person], *, approved: bool) -> dict[str, str | bool | None]:
    """The facts that a complete list settles; None where a fact does not arise.

    `approved`: a second person has approved what was made by the newest plan. Until then nobody
    has been edited out.
    """
    listed = tuple(people)
    victims = [one for one in listed if one.part is Part.VICTIM]
    return {
        "third_parties": _third_parties(listed, approved=approved),
        "victim": _victim(victims),
        "victim_edited_out": all(_out(one, approved) for one in victims) if victims else None,
        "victim_notice": _notice(victims),
        "rescued_person": _rescued([one for one in listed if one.row.rescued]),
    }


def against(plan: AnyPlan, people: Iterable[Person], *, must_be_listed: bool) -> Iterator[str]:
    """What stops the approval of a picture made by the plan, each as a sentence.

    Where `must_be_listed`, or once anybody is listed, a region that stays visible needs somebody
    listed who may be kept.
    """
    listed = tuple(people)
    if listed or must_be_listed:
        whose = {region: one for one in listed for region in regions_of(one, plan)}
        for region in kept_people(plan):
            yield from _against_keeping(region.id, whose.get(region.id))
    covered = {region.id for region in plan.obscured}
    for one in listed:
        yield from _against_covering(one, plan, covered)


def kept_people(plan: AnyPlan) -> list[Region | Track]:
    """The regions that stay visible and are people: no things, such as number plates, and nothing else than a person."""
    return [
        region
        for region in plan.kept
        if region.kind not in THINGS and region.stands is not Standing.NOT_A_PERSON
    ]


def regions_of(one: Person, plan: AnyPlan) -> frozenset[str]:
    """All that shows this person: what they were listed with, and whatever the plan groups with that."""
    listed = frozenset(one.row.regions)
    groups = {region.person for region in plan.everything if region.id in listed and region.person}
    return listed | {region.id for region in plan.everything if region.person in groups}


def listed_twice(plan: AnyPlan, people: Iterable[Person]) -> str:
    """A sentence where the plan takes two listed people for one; empty where it does not."""
    whose: dict[str, Person] = {}
    for one in people:
        for region in sorted(regions_of(one, plan)):
            other = whose.setdefault(region, one)
            if other is not one:
                return (
                    f"{other.name} and {one.name} are listed as two: strike one of them out first,"
                    " among the people in the picture."
                )
    return ""


def lost_though_listed(before: AnyPlan, after: AnyPlan, people: Iterable[Person]) -> str:
    """A sentence where what somebody is listed with is in the plan no more; empty where all of it is.

    Its id may be given again, to what shows somebody else.
    """
    gone = {each.id for each in before.everything} - {each.id for each in after.everything}
    for one in people:
        for region in sorted(gone.intersection(one.row.regions)):
            return (
                f"{region} is {one.name}, who is listed: strike them out first, among the people in"
                " the picture."
            )
    return ""


def kept_though_listed(plan: AnyPlan, people: Iterable[Person]) -> str:
    """A sentence where the plan keeps somebody whose row says obscure; empty where it does not."""
    for one in people:
        if one.edit is not Edit.OBSCURE:
            continue
        theirs = regions_of(one, plan)
        for region in plan.everything:
            if region.id in theirs and region.decision is Decision.KEEP:
                return (
                    f"{region.id} is {one.name}, who is listed to be obscured: change that first,"
                    " among the people in the picture."
                )
    return ""


def _person(row: Pictured) -> Person:
    def latest(rows: Iterable[Any]) -> Any:
        return max(rows, key=lambda each: each.pk, default=None)

    treatment = latest(row.treatments.all())
    assert treatment is not None  # noqa: S101  nobody is listed without one
    return Person(
        row=row,
        treatment=treatment,
        permission=latest(row.permissions.all()),
        notice=latest(row.notices.all()),
    )


def _against_keeping(region: str, whose: Person | None) -> Iterator[str]:
    if whose is None:
        yield f"{region} stays visible, and nobody is listed as being there."
    elif whose.edit is not Edit.KEEP:
        yield f"{region} stays visible, and {whose.name} is not listed to be kept."
    elif not whose.may_be_kept:
        yield f"{region} stays visible, and {whose.name} has not agreed to be shown."


def _against_covering(one: Person, plan: AnyPlan, covered: set[str]) -> Iterator[str]:
    agreed = one.answer is Answer.AGREED
    if one.edit is Edit.CANNOT and not agreed and one.is_asked:
        yield f"{one.name} cannot be edited out and has not agreed to be shown."
    if one.edit is not Edit.OBSCURE:
        return
    for region in sorted(regions_of(one, plan) - covered):
        yield f"{one.name} is to be obscured, and {region} does not cover them any more."
    if one.row.heard and isinstance(plan, FootagePlan) and plan.keep_sound and not plan.sound:
        yield f"{one.name} is heard and is to be obscured, and the sound goes out as it is."


def _out(one: Person, approved: bool) -> bool:  # noqa: FBT001
    """Whether nothing is shown of somebody who has not agreed."""
    return one.answer is Answer.AGREED or (approved and one.edit is Edit.OBSCURE)


def _third_parties(people: tuple[Person, ...], *, approved: bool) -> str:
    others = [one for one in people if one.part in THIRD_PARTIES]
    agreed = [one for one in others if one.answer is Answer.AGREED]
    out = [one for one in others if _out(one, approved)]
    if not others:
        return "none"
    if any(one.edit is Edit.CANNOT for one in others if one not in agreed):
        return "cannot_be_edited"
    if len(agreed) == len(others):
        return "permitted"
    if len(out) == len(others):
        return "edited_out"
    return "partly_edited" if out else "visible"


def _victim(victims: list[Person]) -> str:
    """What the victims say; of several the one furthest from agreeing counts."""
    answers = {one.answer for one in victims}
    if not victims:
        return "none"
    if None in answers:
        return "not_asked"
    if Answer.REFUSED in answers:
        return "refused"
    return "agreed" if answers == {Answer.AGREED} else "no_answer"


def _notice(victims: list[Person]) -> str | None:
    if not victims:
        return None
    if any(one.notice is None for one in victims):
        return "not_given"
    given = all(one.notice and one.notice.given_on for one in victims)
    return "given" if given else "not_possible"


def _rescued(rescued: list[Person]) -> str:
    answers = {one.answer for one in rescued}
    if not rescued:
        return "not_applicable"
    if Answer.REFUSED in answers:
        return "refused"
    return "content" if answers == {Answer.AGREED} else "not_asked"
