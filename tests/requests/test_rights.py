"""The rights of a person whose data are held: found everywhere, settled place by place, recipients told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import PERSON, a_case, an_enquiry
from tests.disclosure import bags
from tests.requests.asking import LAMB, information, mailed, right, search, settle

from bluelamp.casework import services as casework
from bluelamp.casework.errors import NotAllowed, OutOfOrder
from bluelamp.casework.services.embargo import end_of_embargo
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as publication
from bluelamp.publication.public import doors
from bluelamp.record import selectors as record
from bluelamp.record import services as record_services
from bluelamp.record.operations import OPERATIONS
from bluelamp.record.places import PlaceKind
from bluelamp.requests import drafting, selectors, services
from bluelamp.requests.errors import BadInput, NoSuchRequest, NotNow
from bluelamp.requests.exemptions import grounds_for
from bluelamp.requests.models import Notified, Request
from bluelamp.requests.services.settle import KINDS
from bluelamp.requests.values import (
    PROVISIONS,
    Kind,
    Outcome,
    Regime,
    Wait,
    outcomes_of,
)
from bluelamp.retention import services as retention
from bluelamp.retention.errors import HoldInForce
from bluelamp.retention.selectors import is_erased
from bluelamp.retention.values import Ending

pytestmark = pytest.mark.django_db


@pytest.fixture
def unheld(home: Path, settings: Any) -> None:
    """A schedule by which the law holds nothing once proceedings are over."""
    shipped = settings.BLUELAMP_RETENTION_SCHEDULE.read_text()
    schedule = shipped.replace("hold = true", "hold = false")
    schedule = schedule.replace('while = "open"\nhold = false', 'while = "open"\nhold = true')
    settings.BLUELAMP_RETENTION_SCHEDULE = home / "schedule.toml"
    settings.BLUELAMP_RETENTION_SCHEDULE.write_text(schedule)


def kinds(reference: str) -> set[str]:
    return set(Request.objects.get(reference=reference).places.values_list("kind", flat=True))


def answer(cast: Cast, reference: str) -> str:
    """Send the answer as drafted; what was sent."""
    text = drafting.answer(Request.objects.get(reference=reference))
    services.answer(request=reference, text=text, actor=cast.dee, at=timezone.now())
    sent: str = mailed(reference)[-1]["text"]
    return sent


def test_every_place_of_somebody_who_was_published_is_found(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    token = publication.editions_of(walk.reference)[0].token
    doors.request_removal(
        text="My brother.", name="Cy Moss", email="cy@home.example", token=token, at=timezone.now()
    )
    waiting = an_enquiry()  # about him, and of no case yet
    reference = right(cast)
    search(cast, reference)
    row = Request.objects.get(reference=reference)
    assert kinds(reference) >= {
        PlaceKind.CASE,
        PlaceKind.REGISTER,
        PlaceKind.ORIGINAL,
        PlaceKind.RENDITION,
        PlaceKind.EDITION,
        PlaceKind.RECIPIENT,
        PlaceKind.ENQUIRY,
        PlaceKind.ENTRY,
        PlaceKind.LETTER,
    }
    held = {each.key: each for each in row.places.all()}
    assert f"enquiry:{waiting}" in held
    assert f"recipient:{walk.reference}:cleo.marsh@courier.example" in held
    assert walk.sha256 in {each.sha256 for each in held.values()}
    assert walk.rendition in {each.sha256 for each in held.values()}
    assert {each.case for each in held.values()} <= {walk.reference, ""}


def test_a_search_is_recorded_with_what_was_searched_for(cast: Cast) -> None:
    reference = right(cast)
    search(cast, reference, "Victor Lamb", "V. Lambe", numbers=("T20260314",))
    (entry,) = [each for each in record.entries_for(reference) if each.kind == "places searched"]
    assert entry.body is not None
    assert entry.body["names"] == ["Victor Lamb", "V. Lambe"]
    with pytest.raises(BadInput, match="at least one name"):
        services.search(
            request=reference, names=[" "], numbers=[], actor=cast.dee, at=timezone.now()
        )
    with pytest.raises(BadInput, match="no person’s data"):
        search(cast, information(cast))


def test_somebody_of_whom_nothing_is_held_is_told_so(cast: Cast) -> None:
    a_case(cast)
    reference = right(cast, name="Ida Crane", person="Ida Crane", email="ida@home.example")
    assert search(cast, reference, "Ida Crane") == 0
    assert "We hold nothing about you" in answer(cast, reference)


def test_a_second_search_keeps_what_was_settled_and_finds_what_is_new(cast: Cast) -> None:
    a_case(cast)
    reference = right(cast)
    first = search(cast, reference)
    settle(cast, reference, Outcome.GIVEN)
    other = an_enquiry()
    assert search(cast, reference) == 1
    row = Request.objects.get(reference=reference)
    assert row.places.exclude(outcome="").count() == first
    assert row.places.get(outcome="").key == f"enquiry:{other}"


def test_nothing_is_given_out_before_it_is_proved_who_asks(cast: Cast) -> None:
    a_case(cast)
    reference = right(cast, proved=False)
    search(cast, reference)
    with pytest.raises(NotNow, match="before it is proved who asks"):
        settle(cast, reference, Outcome.GIVEN)
    settle(cast, reference, Outcome.NOT_THEIRS)  # gives nothing out
    with pytest.raises(NotNow, match="who asks has not been proved"):
        answer(cast, reference)


def test_proof_that_comes_later_begins_the_month(cast: Cast) -> None:
    today = timezone.localdate()
    reference = right(cast, proved=False, received_on=today - timedelta(days=9))
    act: dict[str, Any] = {"request": reference, "actor": cast.dee, "at": timezone.now()}
    services.wait_for(
        **act, wait=Wait.IDENTITY, asked="A passport, please.", asked_on=today - timedelta(days=8)
    )
    services.came(**act, words="Passport seen.", came_on=today)
    standing = selectors.request_of(reference)
    assert standing.clock.counted_from == today
    assert standing.left == ("nothing has been searched yet.",)


def test_access_is_answered_place_by_place(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    reference = right(cast)
    search(cast, reference)
    settle(cast, reference, Outcome.GIVEN, PlaceKind.CASE, PlaceKind.ORIGINAL, reasons="Enclosed.")
    with pytest.raises(NotNow, match="not settled"):
        answer(cast, reference)
    with pytest.raises(BadInput) as refused:
        settle(cast, reference, Outcome.REFUSED)
    assert refused.value.field == "ground"
    settle(
        cast, reference, Outcome.REFUSED, ground="crime", reasons="The inquiry goes on.", told=False
    )
    sent = answer(cast, reference)
    assert PERSON in sent
    assert "Enclosed." in sent
    assert "The inquiry goes on." not in sent  # DPA 2018 s.45(6)
    given = [each for each in record.entries_for(walk.reference) if each.kind == "data given"]
    assert [each.body["recipients"] for each in given if each.body] == [[LAMB]]
    assert record_services.verify().sound


def test_a_refusal_names_its_ground_and_the_law(cast: Cast) -> None:
    a_case(cast)
    reference = right(cast)
    search(cast, reference)
    settle(cast, reference, Outcome.REFUSED, ground="crime", reasons="It is under way.")
    sent = answer(cast, reference)
    assert "DPA 2018 s.45(4)(b)" in sent
    assert "sections 51 and 165" in sent


def test_recipients_of_a_correction_are_told_and_their_answers_kept(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    reference = right(cast, Kind.RECTIFICATION)
    search(cast, reference)
    with pytest.raises(BadInput, match="told by letter"):
        settle(cast, reference, Outcome.CORRECTED, PlaceKind.RECIPIENT)
    settle(cast, reference, Outcome.CORRECTED, PlaceKind.CASE, reasons="The name is Viktor.")
    row = Request.objects.get(reference=reference)
    rest = row.places.exclude(kind=PlaceKind.RECIPIENT).filter(outcome="")
    settle(
        cast, reference, Outcome.REFUSED, *set(rest.values_list("kind", flat=True)), ground="sound"
    )
    assert any("must be told" in each for each in selectors.request_of(reference).left)
    told = selectors.to_be_told(selectors.request_of(reference).row)
    act: dict[str, Any] = {"request": reference, "actor": cast.dee, "at": timezone.now()}
    services.tell_recipients(
        **act, places=[each.pk for each in told], text="The name is Viktor Lamb."
    )
    letter = mailed(reference)[-1]
    assert letter["to"] == ["cleo.marsh@courier.example"]
    assert PERSON not in letter["subject"]
    with pytest.raises(NotNow, match="told already"):
        services.tell_recipients(**act, places=[told[0].pk], text="Again.")
    services.record_answer(
        **act, place=told[0].pk, answer="Done.", answered_on=timezone.localdate()
    )
    assert Notified.objects.get(place=told[0].pk).answer == "Done."
    assert "We have told those who had the data" in answer(cast, reference)
    kept = [each.kind for each in record.entries_for(walk.reference)]
    assert "data put right" in kept


def test_a_live_picture_is_taken_down_before_anything_of_it_is_restricted(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    reference = right(cast, Kind.RESTRICTION)
    search(cast, reference)
    with pytest.raises(NotNow, match="still published: take it down first"):
        settle(cast, reference, Outcome.RESTRICTED, PlaceKind.EDITION)
    walk.take_down()
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.EDITION)


def test_nothing_of_a_case_is_released_while_its_use_is_restricted(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    reference = right(cast, Kind.RESTRICTION)
    search(cast, reference)
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.ORIGINAL, reasons="It is contested.")
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.RENDITION)  # once is enough
    with pytest.raises(OutOfOrder, match="use of this person’s data is restricted"):
        walk.release()
    act: dict[str, Any] = {"request": reference, "actor": cast.dee, "at": timezone.now()}
    services.lift_restrictions(**act, because="It was accurate after all.")
    assert "It was accurate after all." in mailed(reference)[-1]["text"]
    with pytest.raises(NotNow, match="has been lifted"):
        services.lift_restrictions(**act, because="Again.")
    walk.release()
    kept = [each.kind for each in record.entries_for(walk.reference)]
    assert kept.count("use restricted") == 1
    assert kept.index("use restricted") < kept.index("use allowed again") < kept.index("released")


def test_what_is_restricted_under_embargo_is_held_back_at_its_hour(cast: Cast) -> None:
    walk, hour = a_case(cast, ready_for="decision"), timezone.now() + timedelta(hours=1)
    casework.embargo(
        case=walk.reference, reasons="Serious.", until=hour, actor=cast.asha, at=timezone.now()
    )
    reference = right(cast, Kind.RESTRICTION)
    search(cast, reference)
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.CASE)
    end_of_embargo(case=walk.reference, at=hour)
    assert publication.editions_of(walk.reference) == ()


def test_only_a_disclosure_officer_restricts_use(cast: Cast) -> None:
    walk = a_case(cast)
    act: dict[str, Any] = {"case": walk.reference, "because": "x", "at": timezone.now()}
    with pytest.raises(NotAllowed):
        casework.restrict_use(**act, actor=cast.asha)
    with pytest.raises(OutOfOrder, match="is not restricted"):
        casework.lift_use_restriction(**act, actor=cast.dee)


def test_erasure_goes_through_retention_where_a_hold_wins_and_is_named(cast: Cast) -> None:
    walk = a_case(cast)
    casework.close(
        case=walk.reference, reason="Nobody asks any more.", actor=cast.asha, at=timezone.now()
    )
    held: dict[str, Any] = {"case": walk.reference, "actor": cast.dee, "at": timezone.now()}
    retention.place_hold(**held, why="An appeal is pending.", until=None)
    reference = right(cast, Kind.ERASURE)
    search(cast, reference)
    with pytest.raises(Exception, match="An appeal is pending"):
        settle(cast, reference, Outcome.ERASED, PlaceKind.CASE)
    assert not Request.objects.get(reference=reference).places.exclude(outcome="").exists()
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.CASE, reasons="Kept for the appeal.")


def test_what_somebody_else_confirmed_is_erased_and_recipients_are_told_then(
    cast: Cast,
    rae: Actor,
    unheld: None,  # noqa: ARG001  the schedule holds here
) -> None:
    walk = a_case(cast, ready_for="reopening")
    retention.record_ending(
        case=walk.reference,
        ending=Ending.PROCEEDINGS,
        on=timezone.localdate(),
        source="Court register",
        actor=cast.dee,
        at=timezone.now(),
    )
    reference = right(cast, Kind.ERASURE)
    search(cast, reference)
    row = Request.objects.get(reference=reference)
    mine = row.places.filter(case=walk.reference).exclude(kind=PlaceKind.RECIPIENT)
    settle(cast, reference, Outcome.ERASED, places=list(mine.values_list("pk", flat=True)))
    rest = row.places.filter(outcome="").exclude(kind=PlaceKind.RECIPIENT)
    if keys := list(rest.values_list("pk", flat=True)):
        settle(cast, reference, Outcome.NOT_THEIRS, places=keys)
    assert "not confirmed yet" in selectors.request_of(reference).left[-1]
    retention.answer(
        case=walk.reference, confirmed=True, words="Agreed.", actor=rae, at=timezone.now()
    )
    assert is_erased(walk.reference)
    walk.work()
    told = selectors.to_be_told(selectors.request_of(reference).row)
    services.tell_recipients(
        request=reference,
        places=[each.pk for each in told],
        text="It is erased.",
        actor=cast.dee,
        at=timezone.now(),
    )
    assert mailed(reference)[-1]["to"] == ["cleo.marsh@courier.example"]
    assert "Erased:" in answer(cast, reference)
    assert record_services.verify().sound


def test_a_place_of_no_case_or_of_another_request_is_not_taken(cast: Cast) -> None:
    a_case(cast)
    an_enquiry()
    one, other = right(cast, Kind.ERASURE), right(cast, Kind.ERASURE)
    search(cast, one)
    search(cast, other)
    with pytest.raises(BadInput, match="Only what is of a case"):
        settle(cast, one, Outcome.ERASED, PlaceKind.ENQUIRY)
    theirs = Request.objects.get(reference=other).places.first()
    assert theirs is not None
    with pytest.raises(NoSuchRequest, match="not of this request"):
        settle(cast, one, Outcome.NOT_THEIRS, places=[theirs.pk])


def test_places_in_a_case_that_is_closed_to_them_are_counted_and_not_shown(
    cast: Cast, rae: Actor
) -> None:
    walk = a_case(cast)
    casework.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=(cast.asha.reference, rae.reference),
        reasons="He is a witness elsewhere.",
        actor=cast.asha,
        at=timezone.now(),
    )
    reference = right(cast)
    search(cast, reference)
    row = Request.objects.get(reference=reference)
    seen, closed = selectors.seen_places(row, actor=cast.dee, at=timezone.now())
    assert not [each for each in seen if each.case]
    assert closed
    hidden = row.places.filter(case=walk.reference).first()
    assert hidden is not None
    with pytest.raises(NoSuchRequest, match="closed to you"):
        settle(cast, reference, Outcome.NOT_THEIRS, places=[hidden.pk])
    settle(cast, reference, Outcome.NOT_THEIRS, actor=rae)


def test_letters_about_a_case_that_is_closed_to_them_are_not_shown_either(
    cast: Cast, rae: Actor
) -> None:
    walk = a_case(cast, ready_for="takedown")
    casework.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=(cast.asha.reference, rae.reference),
        reasons="He is a witness elsewhere.",
        actor=cast.asha,
        at=timezone.now(),
    )
    reference = right(cast)
    search(cast, reference, numbers=(walk.reference,))
    row = Request.objects.get(reference=reference)
    about = f": {walk.reference}: "
    seen, _ = selectors.seen_places(row, actor=cast.dee, at=timezone.now())
    assert not [each.words for each in seen if about in each.words]
    theirs, _ = selectors.seen_places(row, actor=rae, at=timezone.now())
    assert [each.words for each in theirs if about in each.words]


def test_what_was_found_in_a_case_erased_since_is_settled_all_the_same(
    cast: Cast,
    rae: Actor,
    unheld: None,  # noqa: ARG001  the schedule holds here
) -> None:
    walk = a_case(cast, ready_for="reopening")
    act: dict[str, Any] = {"case": walk.reference, "at": timezone.now()}
    reference = right(cast, Kind.ERASURE)
    search(cast, reference)
    retention.record_ending(
        **act,
        ending=Ending.PROCEEDINGS,
        on=timezone.localdate(),
        source="Court register",
        actor=cast.dee,
    )
    retention.propose(**act, because="Its time is over.", actor=cast.dee)
    retention.answer(**act, confirmed=True, words="Agreed.", actor=rae)
    walk.work()
    assert is_erased(walk.reference)
    settle(cast, reference, Outcome.REFUSED, ground="crime", reasons="Nothing of it is left.")
    assert not Request.objects.get(reference=reference).places.filter(outcome="").exists()
    assert record_services.verify().sound


def test_a_case_is_kept_while_somebody_waits_for_what_it_holds_and_then_their_request_forgets_it(
    cast: Cast,
    rae: Actor,
    unheld: None,  # noqa: ARG001  the schedule holds here
) -> None:
    walk = a_case(cast, ready_for="reopening")
    act: dict[str, Any] = {"case": walk.reference, "at": timezone.now()}
    retention.record_ending(
        **act,
        ending=Ending.PROCEEDINGS,
        on=timezone.localdate(),
        source="Court register",
        actor=cast.dee,
    )
    reference = right(cast)
    search(cast, reference)
    with pytest.raises(HoldInForce, match=f"{reference} .* is open"):
        retention.propose(**act, because="Its time is over.", actor=cast.dee)
    settle(cast, reference, Outcome.REFUSED, ground="crime", reasons="It would warn them.")
    answer(cast, reference)
    retention.propose(**act, because="Its time is over.", actor=cast.dee)
    retention.answer(**act, confirmed=True, words="Agreed.", actor=rae)
    walk.work()
    places = Request.objects.get(reference=reference).places.filter(case=walk.reference)
    kept = places.exclude(kind=PlaceKind.RECIPIENT).values_list("words", flat=True)
    assert set(kept) == {"Erased"}


def test_a_restriction_is_lifted_also_where_its_place_was_settled_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    reference = right(cast, Kind.RESTRICTION)
    search(cast, reference)
    settle(cast, reference, Outcome.RESTRICTED, PlaceKind.CASE)
    row = Request.objects.get(reference=reference)
    again = list(row.places.filter(kind=PlaceKind.CASE).values_list("pk", flat=True))
    settle(cast, reference, Outcome.NOT_THEIRS, places=again, reasons="Somebody else's.")
    assert selectors.restricted(row) == [walk.reference]
    services.lift_restrictions(
        request=reference, because="It is not theirs.", actor=cast.dee, at=timezone.now()
    )
    walk.release()


def test_what_two_requests_restrict_is_restricted_until_both_are_lifted(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    one, other = right(cast, Kind.RESTRICTION), right(cast, Kind.RESTRICTION)
    for each in (one, other):
        search(cast, each)
        settle(cast, each, Outcome.RESTRICTED, PlaceKind.CASE)
    act: dict[str, Any] = {"because": "It was right.", "actor": cast.dee, "at": timezone.now()}
    services.lift_restrictions(request=one, **act)
    with pytest.raises(OutOfOrder, match="use of this person’s data is restricted"):
        walk.release()
    with pytest.raises(NotNow, match="has been lifted"):
        services.lift_restrictions(request=one, **act)
    services.lift_restrictions(request=other, **act)
    walk.release()


def test_whoever_got_something_after_the_search_is_told_too(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    reference = right(cast, Kind.RECTIFICATION)
    search(cast, reference)
    bags.made(cast, walk)
    row = Request.objects.get(reference=reference)
    assert not row.places.filter(words__contains="Nia Rowe").exists()
    settle(cast, reference, Outcome.CORRECTED, PlaceKind.CASE)
    told = {each.words for each in selectors.to_be_told(selectors.request_of(reference).row)}
    assert "Nia Rowe, Crown Prosecution Service: pack 1" in told


def test_part_three_knows_no_objection(cast: Cast) -> None:
    with pytest.raises(BadInput, match="knows no right to object") as refused:
        right(cast, Kind.OBJECTION)
    assert refused.value.field == "regime"
    assert right(cast, Kind.OBJECTION, regime=Regime.GENERAL)


def test_every_right_under_every_law_has_grounds_outcomes_and_words_in_the_record() -> None:
    for kind, regime in PROVISIONS:
        grounds = grounds_for(kind, regime)
        assert {"crime", "others", "excessive"} <= set(grounds)
        assert all(each.words and each.law for each in grounds.values())
        assert set(outcomes_of(kind)) <= set(KINDS)
    assert set(KINDS) == set(Outcome) - {Outcome.TOLD}
    assert set(KINDS.values()) <= set(OPERATIONS)
