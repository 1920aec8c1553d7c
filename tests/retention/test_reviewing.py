"""Two people decide what becomes of a case, and a hold always wins."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import court
from tests.cast import Cast
from tests.desk.builders import a_case, ordinary
from tests.retention.conftest import Over, later

from bluelamp.casework import keeping
from bluelamp.casework import services as casework
from bluelamp.record import selectors as record
from bluelamp.retention import selectors, services
from bluelamp.retention.errors import HoldInForce, NotForThisPerson, NotSaid, OutOfTurn
from bluelamp.retention.models import Review
from bluelamp.retention.values import Ending, Verdict

pytestmark = pytest.mark.django_db

AFTER_SIX_MONTHS = {"days": 200.0}


def propose(case: str, cast: Cast, **differs: object) -> None:
    usual = {"because": "Its time is over.", "actor": cast.dee, "at": later(**AFTER_SIX_MONTHS)}
    services.propose(case=case, **{**usual, **differs})  # type: ignore[arg-type]


def confirm(case: str, cast: Cast, **differs: object) -> None:
    usual = {
        "confirmed": True,
        "words": "",
        "actor": cast.jo,
        "at": later(**AFTER_SIX_MONTHS, hours=1),
    }
    services.answer(case=case, **{**usual, **differs})  # type: ignore[arg-type]


def test_a_case_that_is_not_over_is_held_and_the_sentence_says_why(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(HoldInForce, match="The case is not over"):
        propose(walk.reference, cast)


def test_the_law_holds_a_case_whose_proceedings_run_and_six_months_from_conviction(
    over: Over, cast: Cast
) -> None:
    walk = a_case(cast)
    court.keep(walk.reference, ordinary(at=walk.at), actor=cast.asha, at=walk.at)
    casework.close(case=walk.reference, reason="Not wanted", actor=cast.asha, at=walk.at)
    with pytest.raises(HoldInForce, match=r"Until proceedings end .*CPIA"):
        propose(walk.reference, cast)
    walk = over()
    with pytest.raises(HoldInForce, match="Six months from conviction"):
        propose(walk.reference, cast, at=later(days=100))
    propose(walk.reference, cast)


def test_a_hold_wins_over_a_proposal_and_over_its_confirmation(over: Over, cast: Cast) -> None:
    walk = over()
    propose(walk.reference, cast)
    hold = {"case": walk.reference, "until": None, "actor": cast.una}
    services.place_hold(why="A civil claim is threatened", at=later(), **hold)  # type: ignore[arg-type]
    with pytest.raises(HoldInForce, match="A civil claim is threatened"):
        confirm(walk.reference, cast)
    assert not selectors.is_erased(walk.reference)
    (held,) = selectors.holds(walk.reference, at=later())
    services.lift_hold(
        hold=held.id, case=walk.reference, because="Settled", actor=cast.dee, at=later()
    )
    confirm(walk.reference, cast)
    assert selectors.is_erased(walk.reference)


def test_a_hold_until_a_day_stands_on_that_day_and_not_after_it(over: Over, cast: Cast) -> None:
    walk = over()
    day = timezone.localdate(later(days=300))
    services.place_hold(
        case=walk.reference, why="An inquiry", until=day, actor=cast.kay, at=later()
    )
    with pytest.raises(HoldInForce, match=f"until {day:%-d %B %Y}"):
        propose(walk.reference, cast, at=later(days=300))
    propose(walk.reference, cast, at=later(days=301))


def test_whoever_proposed_does_not_confirm(over: Over, cast: Cast) -> None:
    walk = over()
    propose(walk.reference, cast)
    with pytest.raises(NotForThisPerson, match="Somebody else"):
        confirm(walk.reference, cast, actor=cast.dee)
    assert not selectors.is_erased(walk.reference)


def test_the_database_itself_refuses_one_person_as_both(over: Over, cast: Cast) -> None:
    walk = over()
    propose(walk.reference, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(answered_by=cast.dee.reference, answered_at=later(), confirmed=True)


@pytest.mark.parametrize("name", ["asha", "ren", "ivo", "len"])
def test_only_disclosure_officers_propose(over: Over, cast: Cast, name: str) -> None:
    walk = over()
    with pytest.raises(NotForThisPerson, match="disclosure officer"):
        propose(walk.reference, cast, actor=getattr(cast, name))


@pytest.mark.parametrize("name", ["asha", "ren", "una"])
def test_only_some_confirm(over: Over, cast: Cast, name: str) -> None:
    walk = over()
    propose(walk.reference, cast)
    with pytest.raises(NotForThisPerson, match="senior officer"):
        confirm(walk.reference, cast, actor=getattr(cast, name))


def test_nothing_is_proposed_twice_at_once_and_nothing_answered_that_was_not_proposed(
    over: Over, cast: Cast
) -> None:
    walk = over()
    with pytest.raises(OutOfTurn, match="Nothing is proposed"):
        confirm(walk.reference, cast)
    propose(walk.reference, cast)
    with pytest.raises(OutOfTurn, match="already"):
        propose(walk.reference, cast)


def test_a_proposal_declined_with_reasons_leaves_the_case_and_another_may_be_made(
    over: Over, cast: Cast
) -> None:
    walk = over()
    propose(walk.reference, cast)
    with pytest.raises(NotSaid, match="why you decline"):
        confirm(walk.reference, cast, confirmed=False)
    confirm(walk.reference, cast, confirmed=False, words="The claim is still open.")
    assert not selectors.is_erased(walk.reference)
    propose(walk.reference, cast)


def test_a_case_kept_for_longer_is_due_the_day_after(over: Over, cast: Cast) -> None:
    walk = over()
    before = selectors.keeping(walk.reference, at=later())
    assert before
    assert before.due_on
    until = before.due_on + timedelta(days=365)
    with pytest.raises(NotSaid, match="later day"):
        propose(walk.reference, cast, verdict=Verdict.RETAIN, until=before.due_on - timedelta(2))
    propose(walk.reference, cast, verdict=Verdict.RETAIN, until=until)
    confirm(walk.reference, cast)
    keeping.reckon(walk.reference, later())
    after = selectors.keeping(walk.reference, at=later())
    assert after
    assert after.due_on == until + timedelta(days=1)


def test_every_step_is_in_the_record_by_name(over: Over, cast: Cast) -> None:
    walk = over()
    services.place_hold(
        case=walk.reference, why="An inquiry", until=None, actor=cast.kay, at=later()
    )
    (held,) = selectors.holds(walk.reference, at=later())
    services.lift_hold(
        hold=held.id, case=walk.reference, because="It ended", actor=cast.dee, at=later()
    )
    propose(walk.reference, cast)
    confirm(walk.reference, cast, confirmed=False, words="Not yet.")
    found = {each.kind: each.actor for each in record.entries_for(walk.reference)}
    assert found["ending recorded"] == found["hold lifted"] == cast.dee.reference
    assert found["hold placed"] == cast.kay.reference
    assert found["erasure proposed"] == cast.dee.reference
    assert found["proposal declined"] == cast.jo.reference


def test_what_is_said_to_have_ended_has_a_source_and_is_not_to_come(over: Over, cast: Cast) -> None:
    walk = over()
    said = {"case": walk.reference, "ending": Ending.CUSTODY, "actor": cast.dee, "at": later()}
    today = timezone.localdate()
    with pytest.raises(NotSaid, match="who told you"):
        services.record_ending(on=today, source=" ", **said)  # type: ignore[arg-type]
    with pytest.raises(NotSaid, match="today or earlier"):
        services.record_ending(on=today + timedelta(days=3), source="Prison", **said)  # type: ignore[arg-type]
