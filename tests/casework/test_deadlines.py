"""Days that fall due: they follow from the rows, act once in order, and wait on the work list."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from tests.cast import Cast
from tests.court import check, happened, restricted
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services, ticks
from bluelamp.casework.court import EventKind
from bluelamp.casework.days_ahead import DeadlineKind
from bluelamp.casework.deadlines import deadlines_of, waiting
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.models import Deadline, Letter, Turn
from bluelamp.casework.pack import LONDON, london
from bluelamp.casework.routes import Route
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), LONDON)


def tell(walk: Walk, kind: EventKind, on: date, **said: object) -> None:
    services.record_court_event(
        case=walk.reference, event=happened(kind, on, **said), actor=walk.cast.asha, at=walk.at
    )


def open_days(walk: Walk) -> list[tuple[DeadlineKind, date]]:
    return [(each.kind, each.falls_on) for each in deadlines_of(walk.reference) if each.is_open]


def test_days_follow_from_conviction_and_move_with_sentence(walk: Walk) -> None:
    today = london(walk.at)
    tell(walk, EventKind.FOUND_GUILTY, today)
    assert open_days(walk) == [(DeadlineKind.CONVICTION_DAY, today)]
    tell(walk, EventKind.ADJOURNED, today, until=today + timedelta(days=21))
    assert (DeadlineKind.SENTENCE, today + timedelta(days=21)) in open_days(walk)
    walk.at = noon(date(2027, 1, 31))
    tell(walk, EventKind.SENTENCED, date(2027, 1, 31))
    # Three calendar months after the 31st end with the last of the month.
    assert open_days(walk) == [(DeadlineKind.THREE_MONTHS, date(2027, 4, 30))]
    ended = {each.kind: each.ended for each in deadlines_of(walk.reference)}
    assert ended[DeadlineKind.SENTENCE] == "moved"


def test_a_conviction_heard_of_late_has_no_target_to_miss(walk: Walk) -> None:
    tell(walk, EventKind.FOUND_GUILTY, london(walk.at) - timedelta(days=1))
    assert open_days(walk) == []


def test_a_release_meets_the_clocks(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    (held,) = deadlines_of(walk.reference)
    assert (held.kind, held.ended) == (DeadlineKind.CONVICTION_DAY, "done")


def test_a_warrant_an_order_a_restriction_and_a_check_name_their_days(
    cast: Cast, walk: Walk
) -> None:
    case = services.receive(
        route=Route.WANTED_PERSON, person="Otto Verge", purpose="To find him", unit=cast.ren.unit, actor=cast.kay, at=walk.at
    )  # fmt: skip
    other = Walk(cast=cast, at=walk.at, reference=case.reference)
    today, on = london(walk.at), london(walk.at) + timedelta(days=400)
    tell(other, EventKind.WARRANT, today)
    tell(other, EventKind.ORDER_MADE, today, until=on)
    who = {"case": other.reference, "actor": cast.ren, "at": walk.at}
    row = services.add_restriction(restriction=restricted("RR-12", until_on=on), **who)
    services.check_restrictions(sources="Court", related="nobody_protected", next_on=today + timedelta(days=7), **who)  # fmt: skip
    assert [kind for kind, _ in open_days(other)] == [
        DeadlineKind.RESTRICTION_CHECK,
        DeadlineKind.WARRANT,
        DeadlineKind.ORDER_ENDS,
        DeadlineKind.RESTRICTION_ENDS,
    ]
    services.end_restriction(restriction=row.pk, how="lifted", reasons="By a judge", **who)
    assert DeadlineKind.RESTRICTION_ENDS not in dict(open_days(other))


def test_what_has_come_acts_once_oldest_first_however_long_nothing_ran(
    cast: Cast, walk: Walk
) -> None:
    second = a_case(cast)
    for case, days in ((second, 40), (walk, 20)):
        on = london(walk.at) + timedelta(days=days)
        services.set_review(
            case=case.reference, on=on, why="Still needed?", actor=cast.asha, at=walk.at
        )
    ticks.act_on_deadlines(walk.at + timedelta(days=19))
    assert not Letter.objects.filter(words="a deadline has come").exists()
    late = walk.at + timedelta(days=400)
    for _ in range(2):
        ticks.act_on_deadlines(late)
    kinds = [
        (entry.case, entry.at)
        for case in (walk, second)
        for entry in record.entries_for(case.reference)
        if entry.kind == "deadline reached"
    ]
    assert kinds == [(walk.reference, late), (second.reference, late)]
    assert list(Deadline.objects.order_by("falls_on").values_list("case__reference", flat=True)) == [
        walk.reference,
        second.reference,
    ]  # fmt: skip
    letters = Letter.objects.filter(words="a deadline has come", case__reference=walk.reference)
    assert letters.count() == 2  # the press desk and the officer
    assert not any("Lamb" in letter.words + letter.text for letter in letters)
    assert Turn.objects.filter(case__reference=walk.reference, task="proceedings").exists()


def test_a_deadline_whose_acting_was_cut_short_acts_whole_the_next_time(walk: Walk) -> None:
    on = london(walk.at) + timedelta(days=5)
    held = services.set_review(
        case=walk.reference, on=on, why="Still needed?", actor=walk.cast.asha, at=walk.at
    )
    late = noon(on)
    with transaction.atomic():
        services.fall_due(deadline=held, at=late)
        transaction.set_rollback(True)
    assert not Letter.objects.filter(words="a deadline has come").exists()
    assert list(waiting(at=late)) == [held]
    services.fall_due(deadline=held, at=late)
    with pytest.raises(OutOfOrder, match="acted already"):
        services.fall_due(deadline=held, at=late)


def test_a_deadline_that_has_come_is_due_and_stays_until_somebody_says_what_was_done(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="notice")
    missed = noon(london(walk.at) + timedelta(days=1))
    ticks.act_on_deadlines(missed)
    case = walk.view().case
    assert london(case.due_at) == london(walk.at)
    (held,) = deadlines_of(walk.reference)
    services.meet_deadline(
        case=walk.reference, deadline=held.id, what_was_done="On sentence", actor=cast.asha, at=missed
    )  # fmt: skip
    assert not Turn.objects.filter(task="proceedings").exists()


def test_a_day_that_comes_after_its_case_is_over_lapses_quietly(cast: Cast) -> None:
    walk = a_case(cast)
    tell(walk, EventKind.FOUND_GUILTY, london(walk.at))
    services.close(case=walk.reference, reason="Not pursued", actor=cast.asha, at=walk.at)
    ticks.act_on_deadlines(walk.at + timedelta(days=2))
    assert [each.ended for each in deadlines_of(walk.reference)] == ["lapsed"]
    assert not Letter.objects.filter(words="a deadline has come").exists()


def test_ci_30_on_the_eighteenth_birthday_a_childs_restriction_ends_and_the_facts_follow(
    walk: Walk,
) -> None:
    birthday = london(walk.at) + timedelta(days=3)
    who = {"case": walk.reference, "actor": walk.cast.ren, "at": walk.at}
    born = birthday.replace(year=birthday.year - 18)
    services.record_age(born_on=born, source="Custody record", **who)
    services.add_restriction(restriction=restricted("RR-03"), **who)
    services.add_restriction(restriction=restricted("RR-06", of_subject=False), **who)
    check(walk.reference, {"court_order": "protects_another"}, actor=walk.cast.ren, at=walk.at)
    assert walk.view().facts["juvenile_restriction"] == "in_force"
    walk.at = noon(birthday)
    ticks.act_on_deadlines(walk.at)
    known = walk.view().facts
    assert (known["age_group"], known["juvenile_restriction"]) == ("adult", "none_made")
    # Only the next check says that the graver order is gone.
    assert known["court_order"] == "forbids_identification"
    assert [row.provision for row in walk.view().case.restrictions.filter(ended="")] == ["RR-06"]
