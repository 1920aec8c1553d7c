"""What reading is shown as unusual: against the force's thresholds, one's own usual day and that of one's role."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.casework.many import many
from tests.cast import Cast

from bluelamp.casework import unusual_reading
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case
from bluelamp.casework.unusual_reading import Sign, Unusual
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.force import ReadingRules
from bluelamp.record import services as record
from bluelamp.record.operations import CASE_READ, ORIGINAL_READ, READ_OUT_OF_TURN

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RULES = ReadingRules(
    many_originals=5, many_cases=4, many_out_of_hours=3, working_hours=(7, 19), times_usual=3
)
Read = Callable[..., None]


@pytest.fixture(autouse=True)
def _rules(settings: Any) -> None:
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, reading=RULES)


@pytest.fixture
def read(cast: Cast) -> Read:  # noqa: ARG001  the record has its key
    """Somebody reads so many originals, or whatever is named, on a day."""

    def reading(
        actor: Actor,
        count: int,
        *,
        at: datetime = MONDAY,
        kind: str = ORIGINAL_READ,
        case: str = "",
    ) -> None:
        with transaction.atomic():
            for number in range(count):
                reference = case or f"CI-26-{number:04}"
                body = {"what": "0" * 64}
                record.append(kind=kind, case=reference, actor=actor.reference, at=at, body=body)

    return reading


def found(sign: Sign, *, since: datetime = MONDAY - timedelta(hours=10)) -> list[Unusual]:
    until = since + timedelta(days=1)
    return [one for one in unusual_reading.unusual(since=since, until=until) if one.sign is sign]


def usual(read: Read, actor: Actor, count: int, *, days: int = 5) -> None:
    for day in range(1, days + 1):
        read(actor, count, at=MONDAY - timedelta(days=day), case="CI-26-9999")


def test_many_originals_against_ones_own_usual_day(cast: Cast, read: Read) -> None:
    usual(read, cast.ivo, 2)
    read(cast.ivo, 7, case="CI-26-0001")
    (one,) = found(Sign.ORIGINALS)
    assert (one.officer, one.count, one.own, one.others) == (cast.ivo.reference, 7, 2, None)
    assert one.day == MONDAY.date()


@pytest.mark.parametrize(("count", "shown"), [(4, 0), (5, 1), (6, 1)])
def test_from_the_number_that_the_force_has_set(
    cast: Cast, read: Read, count: int, shown: int
) -> None:
    usual(read, cast.ivo, 1)
    read(cast.ivo, count)
    assert len(found(Sign.ORIGINALS)) == shown


@pytest.mark.parametrize(("count", "shown"), [(9, 0), (10, 1)])
def test_only_what_is_more_than_so_many_times_the_usual(
    cast: Cast, read: Read, count: int, shown: int
) -> None:
    usual(read, cast.ivo, 3)
    read(cast.ivo, count)
    assert len(found(Sign.ORIGINALS)) == shown


def test_who_always_reads_much_is_held_against_others_of_the_role(cast: Cast, read: Read) -> None:
    usual(read, cast.ivo, 8)
    usual(read, cast.pia, 1)
    usual(read, cast.len, 9)  # no redactor
    read(cast.ivo, 8)
    (one,) = found(Sign.ORIGINALS)
    assert (one.own, one.others) == (8, 1)


def test_without_an_earlier_day_the_number_alone_counts(cast: Cast, read: Read) -> None:
    read(cast.ivo, 5)
    (one,) = found(Sign.ORIGINALS)
    assert (one.own, one.others) == (None, None)


def test_what_is_older_than_the_baseline_is_not_held_against_anyone(cast: Cast, read: Read) -> None:
    read(cast.ivo, 1, at=MONDAY - timedelta(days=29))
    read(cast.ivo, 6)
    (one,) = found(Sign.ORIGINALS)
    assert one.own is None


def test_bluelamp_itself_is_not_shown(read: Read) -> None:
    read(SYSTEM, 50)
    assert not found(Sign.ORIGINALS)


def test_many_cases_are_counted_once_each(cast: Cast, read: Read) -> None:
    read(cast.ivo, 30, kind=CASE_READ, case="CI-26-0001")
    assert not found(Sign.CASES)
    read(cast.ivo, 4, kind=CASE_READ)
    (one,) = found(Sign.CASES)
    assert one.count == 4


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 18, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 19, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), True),  # a Sunday
        (datetime(2026, 6, 22, 6, 30, tzinfo=UTC), False),  # 07:30 in London
        (datetime(2026, 6, 22, 18, 30, tzinfo=UTC), True),  # 19:30 in London
    ],
)
def test_out_of_hours_is_by_the_clock_in_london(
    cast: Cast, read: Read, at: datetime, is_late: object
) -> None:
    read(cast.ivo, 3, at=at)
    since = at.replace(hour=0, minute=0)
    assert bool(found(Sign.OUT_OF_HOURS, since=since)) is is_late


def test_the_day_is_londons(cast: Cast, read: Read) -> None:
    read(cast.ivo, 5, at=datetime(2026, 6, 22, 23, 30, tzinfo=UTC))
    (one,) = found(Sign.ORIGINALS, since=datetime(2026, 6, 22, 12, 0, tzinfo=UTC))
    assert one.day is not None
    assert one.day.day == 23


def test_a_threshold_left_open_shows_nothing(cast: Cast, read: Read, settings: Any) -> None:
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, reading=ReadingRules())
    read(cast.ivo, 500, at=MONDAY.replace(hour=3))
    assert unusual_reading.unusual(since=MONDAY - timedelta(days=1), until=MONDAY) == ()


def test_cases_in_which_nothing_waited_are_named(cast: Cast, read: Read) -> None:
    read(cast.len, 2, kind=READ_OUT_OF_TURN)
    read(cast.asha, 2, kind=CASE_READ)
    (one,) = found(Sign.OUT_OF_TURN)
    assert (one.officer, one.cases, one.count) == (
        cast.len.reference,
        ("CI-26-0000", "CI-26-0001"),
        2,
    )


def test_sensitive_cases_and_those_read_after_they_were_closed(cast: Cast, read: Read) -> None:
    many(20, opened_by=cast.asha, at=MONDAY)
    closed, refused, live, hidden = Case.objects.order_by("-sensitive", "id")[:4][::-1]
    for case, state in ((closed, State.CLOSED), (refused, State.REFUSED), (live, State.LIVE)):
        case.state, case.changed_at = state, MONDAY
        case.save()
    assert hidden.sensitive
    for case in (closed, refused, live, hidden):
        read(cast.tom, 1, kind=CASE_READ, case=case.reference, at=MONDAY - timedelta(hours=2))
        read(cast.tom, 1, kind=CASE_READ, case=case.reference, at=MONDAY + timedelta(hours=2))
    (shut,) = found(Sign.CLOSED)
    assert shut.cases == tuple(sorted((closed.reference, refused.reference)))
    assert shut.count == 2
    (apart,) = found(Sign.SENSITIVE)
    assert (apart.cases, apart.count) == ((hidden.reference,), 2)
