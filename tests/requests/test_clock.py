"""The days by which requests must be answered, against days that were counted by hand on a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.requests import clock
from bluelamp.requests.clock import Pause
from bluelamp.requests.values import Kind, Wait

FOI, ACCESS = Kind.INFORMATION, Kind.ACCESS
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))


def due(kind: Kind, received: date, *pauses: Pause, longer: bool = False) -> date | None:
    return clock.reckon(kind, received_on=received, pauses=pauses, is_extended=longer).due_on


def pause(wait: Wait, asked: date, came: date | None) -> Pause:
    return Pause(wait=wait, asked_on=asked, came_on=came)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 6, 1), date(2026, 6, 30)),  # 15 June was a bank holiday in Scotland
        (date(2026, 9, 1), date(2026, 9, 29)),  # no holiday
        (date(2026, 9, 5), date(2026, 10, 2)),  # a Saturday: counted from Monday
        (date(2026, 11, 23), date(2026, 12, 22)),  # St Andrew's Day, in Scotland alone
        (date(2026, 12, 18), date(2027, 1, 21)),  # Christmas, 28 December, 1 and 4 January
        (date(2027, 3, 15), date(2027, 4, 15)),  # St Patrick's Day, Good Friday, Easter Monday
    ],
)  # fmt: skip
def test_information_is_due_in_twenty_working_days(received: date, last: date) -> None:
    assert due(FOI, received) == last


def test_a_clarification_begins_the_twenty_days_anew() -> None:
    waited = pause(Wait.CLARIFICATION, date(2026, 9, 3), date(2026, 9, 14))
    assert due(FOI, date(2026, 9, 1), waited) == clock.working_days_after(date(2026, 9, 14), 20)


def test_the_clock_stands_while_something_is_waited_for() -> None:
    open_one = pause(Wait.CLARIFICATION, date(2026, 9, 3), None)
    standing = clock.reckon(FOI, received_on=date(2026, 9, 1), pauses=[open_one], is_extended=False)
    assert (standing.due_on, standing.stopped_on) == (None, date(2026, 9, 3))
    assert standing.days_over(date(2027, 9, 1)) == 0


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 1, 30), date(2026, 3, 2)),  # February has no 30th, and its 28th is a Saturday
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas to the Tuesday after
        (date(2026, 10, 30), date(2026, 11, 30)),  # St Andrew's Day is a working day here
    ],
)
def test_a_right_is_due_in_a_month_or_on_the_working_day_after(received: date, last: date) -> None:
    assert due(ACCESS, received) == last


def test_the_month_begins_with_the_proof_of_who_asks() -> None:
    proof = pause(Wait.IDENTITY, date(2026, 9, 3), date(2026, 9, 17))
    assert due(ACCESS, date(2026, 9, 1), proof) == date(2026, 10, 19)  # 17 October is a Saturday


def test_days_waited_for_a_clarification_do_not_count_towards_the_month() -> None:
    waited = pause(Wait.CLARIFICATION, date(2026, 9, 3), date(2026, 9, 10))
    assert due(ACCESS, date(2026, 9, 1), waited) == date(2026, 10, 8)


def test_what_takes_longer_has_twenty_days_or_two_months_more() -> None:
    assert due(FOI, date(2026, 9, 1), longer=True) == date(2026, 10, 27)
    assert due(ACCESS, date(2026, 9, 3), longer=True) == date(2026, 12, 3)


@given(day=DAYS, number=st.integers(1, 60))
def test_so_many_working_days_lie_between(day: date, number: int) -> None:
    last = clock.working_days_after(day, number)
    between = [day + timedelta(days=each) for each in range(1, (last - day).days + 1)]
    works = [
        each for each in between if clock.working_days_after(each - timedelta(days=1), 1) == each
    ]
    assert len(works) == number
    assert works[-1] == last
    assert all(each.weekday() < 5 for each in works)


@given(day=DAYS, months=st.integers(0, 24))
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = clock.months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
