"""Who may see a case: its unit, those in it and the roles that work it; a sensitive one, those named alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.casework.acts import acts
from tests.cast import Cast
from tests.desk.builders import PERSON, Walk, a_case

from bluelamp.casework import access, selectors, services
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, NoSuchCase, OutOfOrder
from bluelamp.casework.lifecycle import TABLE, Act
from bluelamp.casework.models import Case, Emergency, Letter, Named, Turn
from bluelamp.casework.routes import Route
from bluelamp.casework.services.emergency import LASTS, next_working_day
from bluelamp.casework.work import Search, work_list
from bluelamp.people.actor import SYSTEM, Actor, Lent
from bluelamp.people.roles import Role
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

BY_HAND = [
    step.act
    for step in TABLE
    if step.who and Route.CUSTODY_IMAGE in step.routes and step.act is not Act.RECEIVE
]


def sees(actor: Actor, walk: Walk) -> bool:
    return access.seen_by(actor, at=walk.at).filter(reference=walk.reference).exists()


def close_to_all_but(walk: Walk, *named: Actor) -> None:
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[one.reference for one in named],
        reasons="An officer’s family.",
        actor=walk.cast.asha,
        at=walk.at,
    )


def stranger(actor: Actor) -> Actor:
    """The same person, working for another unit and in no case."""
    return replace(actor, reference="IO-999", unit="Eastmere CID")


def test_a_case_is_seen_by_its_unit_and_by_those_whose_role_works_all_cases(cast: Cast) -> None:
    walk = a_case(cast)
    for actor in (cast.asha, cast.tom, cast.ren, cast.mary, cast.jo, cast.ivo, cast.dee, cast.len):
        assert sees(actor, walk), actor.name
    assert not sees(stranger(cast.mary), walk)
    assert not sees(replace(cast.mary, roles=frozenset()), walk)
    assert not sees(replace(cast.mary, roles=frozenset({Role.ADMINISTRATOR})), walk)
    assert sees(SYSTEM, walk)


def test_the_officer_in_a_case_sees_it_from_any_unit(cast: Cast) -> None:
    walk = a_case(cast)
    assert sees(replace(cast.ren, unit="Eastmere CID"), walk)


def test_a_lent_role_opens_the_lenders_units_cases_but_never_what_the_lender_is_named_to(
    cast: Cast,
) -> None:
    walk = a_case(cast)
    loan = Lent(
        role=Role.INVESTIGATING_OFFICER, lender=cast.ren.reference, unit=cast.ren.unit, alone=False
    )
    borrower = replace(stranger(cast.mary), lent=frozenset({loan}))
    assert sees(borrower, walk)
    close_to_all_but(walk, cast.asha, cast.ren)
    assert not sees(borrower, walk)


def test_a_sensitive_case_is_seen_by_those_named_alone(cast: Cast) -> None:
    walk = a_case(cast)
    close_to_all_but(walk, cast.asha, cast.mary)
    seeing = [one.name for one in everyone(cast) if sees(one, walk)]
    assert seeing == ["Asha Bell", "Mary Lund"]
    with pytest.raises(NoSuchCase) as refused:
        selectors.case_view(walk.reference, actor=cast.tom, at=walk.at)
    with pytest.raises(NoSuchCase) as unknown:
        selectors.case_view("CI-26-9999", actor=cast.tom, at=walk.at)
    assert str(refused.value).replace(walk.reference, "") == str(unknown.value).replace(
        "CI-26-9999", ""
    )


def everyone(cast: Cast) -> list[Actor]:
    return [cast.asha, cast.tom, cast.ren, cast.mary, cast.jo, cast.ivo, cast.dee, cast.len]


def test_whoever_is_no_longer_named_sees_it_no_longer_and_both_stay_on_record(cast: Cast) -> None:
    walk = a_case(cast)
    close_to_all_but(walk, cast.asha, cast.mary)
    close_to_all_but(walk, cast.asha)
    assert not sees(cast.mary, walk)
    assert Named.objects.get(officer=cast.mary.reference).ended_by == cast.asha.reference
    last = record.entries_for(walk.reference)[-1]
    assert last.body
    assert last.body["named"] == [cast.asha.reference]


def test_opened_to_all_again_a_case_is_seen_as_before(cast: Cast) -> None:
    walk = a_case(cast)
    close_to_all_but(walk, cast.asha)
    services.say_who_sees(
        case=walk.reference, sensitive=False, named=[], reasons="Over", actor=cast.asha, at=walk.at
    )
    assert all(sees(one, walk) for one in everyone(cast))


@pytest.mark.parametrize(
    ("named", "reasons", "field"),
    [
        (["PO-101"], " ", "reasons"),
        (["IO-201"], "His family", "named"),
        (["PO-101", "XX-1"], "His family", "named"),
    ],
)
def test_a_sensitive_case_needs_reasons_and_a_press_officer(
    cast: Cast, named: list[str], reasons: str, field: str
) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput) as refused:
        services.say_who_sees(
            case=walk.reference,
            sensitive=True,
            named=named,
            reasons=reasons,
            actor=cast.asha,
            at=walk.at,
        )
    assert refused.value.field == field
    assert not Case.objects.get(reference=walk.reference).sensitive


@pytest.mark.parametrize("act", [act for act in BY_HAND if act not in access.OPEN_TO_ALL])
def test_no_act_is_done_on_a_case_that_is_closed_to_whoever_tries(cast: Cast, act: Act) -> None:
    walk = a_case(cast, ready_for="facts")
    call = acts(walk)[act]
    close_to_all_but(walk, cast.asha)
    before = record.head()
    anyone = replace(cast.tom, roles=frozenset(Role))
    with pytest.raises(NoSuchCase):
        call(anyone, walk.at)
    assert record.head() == before


def test_anyone_at_the_desk_takes_down_what_is_closed_to_them(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    close_to_all_but(walk, cast.asha)
    acts_of = services.take_down(
        case=walk.reference, reason="error", explanation="Too early", actor=cast.mary, at=walk.at
    )
    assert acts_of.taken_down_by == cast.mary.reference


def test_a_closed_case_is_in_no_list_search_or_count(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    close_to_all_but(walk, cast.asha)
    for search in (
        Search(),
        Search(text=PERSON),
        Search(text=walk.sha256),
        Search(turn_of=cast.mary),
    ):
        assert len(work_list(search, viewer=cast.mary, at=walk.at)) == 0
    assert len(work_list(Search(text=walk.sha256), viewer=cast.asha, at=walk.at)) == 1
    assert selectors.of_person(PERSON, viewer=cast.tom, at=walk.at) == ()
    assert selectors.of_person(PERSON, viewer=cast.asha, at=walk.at) == (walk.reference,)


@pytest.mark.parametrize("view", [services.view_original, services.view_rendition])
def test_no_picture_of_a_closed_case_is_opened(cast: Cast, view: Callable[..., object]) -> None:
    walk = a_case(cast, ready_for="check")
    close_to_all_but(walk, cast.asha)
    before = record.head()
    with pytest.raises(NoSuchCase):
        view(case=walk.reference, actor=cast.ivo, at=walk.at)
    assert record.head() == before


def test_an_officer_is_not_told_of_a_release_in_a_case_that_is_closed_to_them(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    close_to_all_but(walk, cast.asha)
    with pytest.raises(BadInput, match="closed to Ren Okafor"):
        walk.notify()


# Break-glass: a threat to life (practice 3.1).


def declared(walk: Walk, actor: Actor) -> Emergency:
    return services.declare_emergency(
        case=walk.reference,
        threat="He has said that he will kill his sister tonight.",
        why_alone="The duty redactor and the superintendent do not answer.",
        actor=actor,
        at=walk.at,
    )


def test_in_a_threat_to_life_one_officer_sees_what_is_closed_to_them_for_a_day(cast: Cast) -> None:
    walk = a_case(cast)
    close_to_all_but(walk, cast.asha)
    declared(walk, cast.tom)
    assert sees(cast.tom, walk)
    assert not sees(cast.jo, walk)
    walk.at += LASTS
    assert not sees(cast.tom, walk)


def test_in_a_threat_to_life_one_officer_checks_their_own_work(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    check = {"case": walk.reference, "sha256": walk.rendition, "note": "Covered", "at": walk.at}
    with pytest.raises(MustBeSomeoneElse):
        services.approve_rendition(**check, actor=cast.ivo)
    emergency = declared(walk, cast.ivo)
    services.approve_rendition(**check, actor=cast.ivo)
    rendition = walk.view().now.rendition
    assert rendition
    assert (rendition.checked_by, rendition.emergency) == (cast.ivo.reference, emergency)
    last = record.entries_for(walk.reference)[-1]
    assert last.body
    assert "kill his sister" in last.body["acted_alone"]


def test_in_a_threat_to_life_whoever_brought_the_image_confirms_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    declared(walk, cast.ren)
    services.confirm_identity(
        case=walk.reference, sha256=walk.sha256, note="My prisoner", actor=cast.ren, at=walk.at
    )
    assert walk.view().facts["identity"] == "confirmed"


def test_a_threat_to_life_gives_nobody_a_role_and_waives_nothing_of_the_policy(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    declared(walk, cast.ivo)
    declared(walk, cast.asha)
    with pytest.raises(OutOfOrder):
        walk.release()
    walk.notify()
    walk.object()
    both = replace(cast.ren, roles=cast.ren.roles | {Role.PRESS_OFFICER})
    declared(walk, both)
    with pytest.raises(MustBeSomeoneElse):
        services.answer_objection(
            case=walk.reference, upheld=False, answer="No", actor=both, at=walk.at
        )


def test_the_database_lets_one_officer_be_both_in_an_emergency_alone(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    emergency = declared(walk, cast.ivo)
    rendition = walk.view().now.rendition
    assert rendition
    rendition.approved, rendition.checked_at = True, walk.at
    rendition.checked_by = rendition.prepared_by
    with pytest.raises(IntegrityError, match="a_check_is_another_persons"), transaction.atomic():
        rendition.save()
    rendition.emergency = emergency
    rendition.save()


def test_a_threat_to_life_stands_on_the_work_list_until_somebody_else_has_reviewed_it(
    cast: Cast,
) -> None:
    walk = a_case(cast)
    emergency = declared(walk, cast.asha)
    line = work_list(Search(turn_of=cast.tom), viewer=cast.tom, at=walk.at)[0]
    assert line.next_words.startswith("Threat to life")
    due = Case.objects.get().due_at
    assert due
    assert due <= emergency.review_due_at
    review = {"case": walk.reference, "emergency": emergency.pk, "at": walk.at, "justified": True}
    with pytest.raises(BadInput):
        services.review_emergency(**review, review=" ", actor=cast.tom)
    with pytest.raises(MustBeSomeoneElse):
        services.review_emergency(**review, review="Fine", actor=cast.asha)
    services.review_emergency(**review, review="The threat was real.", actor=cast.tom)
    assert not Turn.objects.filter(task="emergency").exists()
    with pytest.raises(OutOfOrder):
        services.review_emergency(**review, review="Again", actor=cast.jo)


def test_the_review_waits_even_where_the_case_has_ended(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    declared(walk, cast.asha)
    walk.take_down()
    assert Turn.objects.filter(task="emergency").exists()
    assert Case.objects.get().due_at


def test_a_threat_to_life_is_loud(cast: Cast) -> None:
    walk = a_case(cast)
    declared(walk, cast.ivo)
    told = Letter.objects.filter(words="one officer acts alone")
    assert {letter.role or letter.officer for letter in told} == {
        "press_officer",
        cast.jo.reference,
    }


@pytest.mark.parametrize(("threat", "why_alone"), [("", "Nobody answers"), ("His sister", " ")])
def test_a_threat_to_life_has_reasons(cast: Cast, threat: str, why_alone: str) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput):
        services.declare_emergency(
            case=walk.reference, threat=threat, why_alone=why_alone, actor=cast.asha, at=walk.at
        )


def test_the_review_is_due_by_the_end_of_the_next_working_day(cast: Cast) -> None:
    at = a_case(cast).at
    for days in range(14):
        start = at + timedelta(days=days)
        due = next_working_day(start)
        assert due > start
        assert due.weekday() < 5
        assert due - start <= timedelta(days=4)
