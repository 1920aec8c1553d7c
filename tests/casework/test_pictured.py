"""Everyone in a picture is listed, asked, told and treated; what the list says is what the policy is told."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.casework.media import MediaWalk, a_media_case
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.footage_case import a_footage_case

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.models import Listing, Permission, Pictured, PlanVersion, Turn
from bluelamp.casework.parts import Answer, Edit, Part
from bluelamp.people.actor import Actor
from bluelamp.redaction import keep

pytestmark = pytest.mark.django_db

UNLISTED: dict[str, Any] = {}
NOBODY_ELSE = {"third_parties": "none", "victim": "none", "rescued_person": "not_applicable"}


def ask(walk: MediaWalk, person: int, answer: Answer, actor: Actor | None = None) -> None:
    services.record_permission(
        case=walk.reference,
        person=person,
        asked_on=walk.at.date(),
        asked_by="PC Marsh",
        answer=answer,
        evidence="Letter of 20 November",
        actor=actor or walk.cast.ida,
        at=walk.at,
    )


def test_bwv_13_nothing_is_known_of_third_parties_until_everyone_is_said_to_be_listed(
    cast: Cast,
) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    assert walk.said() == UNLISTED
    walk.complete()
    assert walk.said() == NOBODY_ELSE


def test_bwv_13_a_third_party_is_edited_out_once_the_result_is_approved(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    walk.list_person(Part.THIRD_PARTY, Edit.OBSCURE, "p2")
    walk.complete()
    assert walk.said()["third_parties"] == "visible"
    _prepare(walk)
    walk.approve()
    assert walk.said()["third_parties"] == "edited_out"


def test_bwv_13_a_third_party_may_be_kept_who_has_agreed(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    bystander = walk.list_person(Part.THIRD_PARTY, Edit.KEEP, "p2")
    walk.complete()
    assert walk.said()["third_parties"] == "visible"
    ask(walk, bystander.number, Answer.AGREED, cast.ren)
    assert walk.said()["third_parties"] == "permitted"


def test_a_third_party_who_cannot_be_edited_out_is_said_to_be_so(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.THIRD_PARTY, Edit.CANNOT, "p2")
    walk.complete()
    assert walk.said()["third_parties"] == "cannot_be_edited"


def test_bwv_14_a_victim_must_have_been_asked_and_what_they_say_is_recorded(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    victim = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    walk.complete()
    assert walk.said()["victim"] == "not_asked"
    expected = {
        Answer.WAITING: "no_answer",
        Answer.NO_ANSWER: "no_answer",
        Answer.REFUSED: "refused",
        Answer.AGREED: "agreed",
    }
    for answer, fact in expected.items():
        ask(walk, victim.number, answer)
        assert walk.said()["victim"] == fact
    assert Permission.objects.count() == len(expected)


def test_of_two_victims_the_one_furthest_from_agreeing_counts(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    first = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p1")
    second = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    walk.complete()
    ask(walk, first.number, Answer.AGREED)
    assert walk.said()["victim"] == "not_asked"
    ask(walk, second.number, Answer.REFUSED)
    assert walk.said()["victim"] == "refused"


def test_bwv_15_a_victim_is_told_beforehand_or_it_is_said_why_not(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    victim = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    walk.complete()
    assert walk.said()["victim_notice"] == "not_given"
    told = {"case": walk.reference, "person": victim.number, "actor": cast.ida, "at": walk.at}
    with pytest.raises(BadInput, match="when they were told, or why"):
        services.record_notice(**told)
    services.record_notice(**told, impossible_because="Abroad, and no address is known.")
    assert walk.said()["victim_notice"] == "not_possible"
    services.record_notice(**told, given_on=walk.at.date(), how="By telephone, by Ida")
    assert walk.said()["victim_notice"] == "given"


def test_bwv_04_somebody_rescued_is_shown_only_if_content(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    saved = walk.list_person(Part.THIRD_PARTY, Edit.KEEP, "p2", rescued=True)
    walk.complete()
    assert walk.said()["rescued_person"] == "not_asked"
    ask(walk, saved.number, Answer.AGREED)
    assert walk.said()["rescued_person"] == "content"


def test_only_a_victim_contact_records_what_a_victim_says(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    victim = walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    with pytest.raises(NotAllowed, match="only a victim contact"):
        ask(walk, victim.number, Answer.AGREED, cast.ren)
    with pytest.raises(NotAllowed):
        walk.list_person(Part.VICTIM, Edit.OBSCURE, actor=cast.ida)


@pytest.mark.parametrize("change", ["add", "treat", "strike", "plan", "image"])
def test_that_everyone_is_listed_is_undone_by_a_later_change(cast: Cast, change: str) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    row = walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    walk.complete()
    with pytest.raises(OutOfOrder, match="said already"):
        walk.complete()
    match change:
        case "add":
            walk.list_person(Part.OFFICER, Edit.KEEP, "p2")
        case "treat":
            _treat(walk, row, Edit.OBSCURE)
        case "strike":
            services.strike_person(
                case=walk.reference, person=row.number, why="Twice", actor=cast.ivo, at=walk.at
            )
        case "plan":
            walk.keep_one("p2")
        case "image":
            walk.bring_image()
    assert walk.said() == UNLISTED
    assert Listing.objects.get().undone_by
    assert not Listing.objects.filter(undone_at=None).exists()


def test_whoever_is_listed_to_be_obscured_is_obscured_in_the_plan(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.keep_one("p2")
    before = PlanVersion.objects.count()
    row = walk.list_person(Part.THIRD_PARTY, Edit.OBSCURE, "p2")
    plan = walk.view().plan
    assert plan
    assert [region.id for region in plan.kept] == []
    assert PlanVersion.objects.count() == before + 1
    with pytest.raises(BadInput, match=f"{row.label}, who is listed to be obscured"):
        walk.keep_one("p2")


def test_a_kept_region_without_anybody_who_may_be_kept_stops_the_approval(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="check")
    with pytest.raises(OutOfOrder, match="p1 stays visible, and nobody is listed"):
        walk.approve()
    row = walk.list_person(Part.VICTIM, Edit.KEEP, "p1")
    with pytest.raises(OutOfOrder, match="Victim 1 has not agreed to be shown"):
        walk.approve()
    ask(walk, row.number, Answer.AGREED)
    walk.approve()
    assert walk.view().now.approved


def test_on_other_routes_the_list_stops_the_approval_once_it_has_begun(cast: Cast) -> None:
    a_case(cast, ready_for="caption")
    walk = a_case(cast, ready_for="check")
    services.list_person(
        case=walk.reference,
        part=Part.THIRD_PARTY,
        sought=False,
        edit=Edit.OBSCURE,
        why="A bystander",
        regions=("p2",),
        actor=cast.ivo,
        at=walk.at,
    )
    with pytest.raises(OutOfOrder, match="p1 stays visible, and nobody is listed"):
        walk.approve()


def test_a_voice_that_is_to_be_obscured_does_not_go_out_as_it_is(cast: Cast) -> None:
    walk = a_footage_case(cast, ready_for="check")
    services.list_person(
        case=walk.reference,
        part=Part.THIRD_PARTY,
        sought=False,
        edit=Edit.OBSCURE,
        why="A bystander who gives her name",
        seen=False,
        heard=True,
        actor=cast.ivo,
        at=walk.at,
    )
    with pytest.raises(OutOfOrder, match="is heard and is to be obscured"):
        walk.approve()


def test_a_region_is_one_persons_and_is_in_the_plan(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    with pytest.raises(BadInput, match="“p1” is Subject 1 already"):
        walk.list_person(Part.VICTIM, Edit.OBSCURE, "p1")
    with pytest.raises(BadInput, match="not in the plan, which holds p1, p2"):
        walk.list_person(Part.VICTIM, Edit.OBSCURE, "p9")


def test_nobody_is_listed_without_a_reason_or_without_being_there(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    with pytest.raises(BadInput, match="Say why"):
        walk.list_person(Part.VICTIM, Edit.OBSCURE, why=" ")
    with pytest.raises(BadInput, match="seen, heard, or both"):
        walk.list_person(Part.VICTIM, Edit.OBSCURE, seen=False)
    with pytest.raises(BadInput, match="sought stays visible"):
        walk.list_person(Part.SUBJECT, Edit.OBSCURE, sought=True)
    with pytest.raises(OutOfOrder, match="Nobody is listed yet"):
        walk.complete()
    assert not Pictured.objects.exists()


def test_the_database_holds_the_rows_together(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    row = walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    walk.complete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.create(
            image=row.image, plan=row.image.plans.latest("id"), said_by="x", said_at=walk.at
        )
    with pytest.raises(IntegrityError, match="somebody_is_seen_or_heard"):
        Pictured.objects.update(seen=False)


def _treat(walk: MediaWalk, row: Pictured, edit: Edit) -> None:
    services.treat_person(
        case=walk.reference,
        person=row.number,
        sought=False,
        edit=edit,
        why="Not sought any more",
        actor=walk.cast.ivo,
        at=walk.at,
    )


def _prepare(walk: MediaWalk) -> None:
    plan = walk.view().now.plan
    assert plan
    services.change_plan(
        case=walk.reference,
        number=plan.number,
        change=lambda newest: keep(newest, id="p1", why="Sought"),
        words="p1 is sought",
        actor=walk.cast.ivo,
        at=walk.at,
    )
    services.prepare(case=walk.reference, actor=walk.cast.ivo, at=walk.at)
    walk.work()
    walk.complete()


def test_what_the_list_settles_is_stated_by_nobody(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    with pytest.raises(BadInput, match="recorded in “Everyone in the picture"):
        services.record_fact(
            case=walk.reference,
            said=services.Said(name="third_parties", value="none"),
            actor=cast.asha,
            at=walk.at,
        )


def test_a_permission_still_wanted_waits_for_whoever_speaks_with_victims(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="preparing")
    walk.list_person(Part.VICTIM, Edit.OBSCURE, "p2")
    assert "victim_contact" not in whose_turn(walk)
    walk.complete()
    assert "victim_contact" in whose_turn(walk)


def whose_turn(walk: MediaWalk) -> set[str]:
    rows = Turn.objects.filter(case__reference=walk.reference, task="pictured")
    return set(rows.values_list("role", flat=True))
