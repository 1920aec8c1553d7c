"""The force's schedule is read whole or refused, and the longest class that fits counts."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.casework.categories import OffenceGroup
from bluelamp.casework.routes import Route
from bluelamp.retention import reckoning
from bluelamp.retention.errors import ScheduleRefused
from bluelamp.retention.schedule import Schedule, load
from bluelamp.retention.values import LASTING, Circumstance, Span

SHIPPED = Path(settings.BLUELAMP_RETENTION_SCHEDULE)
DAY = date(2026, 11, 23)
TAKEN_DOWN = Span(circumstance=Circumstance.TAKEN_DOWN, since=DAY)


def until(*spans: Span, route: str = "custody-image", group: str = "theft") -> date | None:
    found = reckoning.grounds(load(SHIPPED), spans, route=route, offence_group=group)
    return reckoning.last_day(found)


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = SHIPPED.read_text()
    assert before in text
    file = tmp_path / "schedule.toml"
    file.write_text(text.replace(before, after, 1))
    return file


def test_every_route_and_offence_group_that_the_schedule_names_is_one() -> None:
    shipped = load(SHIPPED)
    assert {route for each in shipped.classes for route in each.routes} <= set(Route)
    groups = {group for each in shipped.classes for group in each.offence_groups}
    assert groups <= set(OffenceGroup)


@pytest.mark.parametrize("route", list(Route))
@pytest.mark.parametrize("circumstance", sorted(set(Circumstance) - {Circumstance.HANDED_OVER}))
def test_the_shipped_schedule_covers_every_route_in_every_circumstance(
    route: Route, circumstance: Circumstance
) -> None:
    if route is Route.BWV_PROSECUTION and circumstance is Circumstance.TAKEN_DOWN:
        return  # never public
    span = Span(circumstance=circumstance, since=DAY)
    found = reckoning.grounds(load(SHIPPED), [span], route=route, offence_group="fraud")
    assert found


def test_a_class_for_offences_counts_for_them_and_where_the_offence_is_not_known() -> None:
    assert until(TAKEN_DOWN, group="theft") == date(2032, 11, 23)
    assert until(TAKEN_DOWN, group="sexual") == date(2036, 11, 23)
    assert until(TAKEN_DOWN, group="") == date(2036, 11, 23)
    assert until(TAKEN_DOWN, route="missing-person") == date(2027, 11, 23)


def test_the_longest_class_counts() -> None:
    convicted = Span(circumstance=Circumstance.CONVICTED, since=date(2040, 1, 1))
    assert until(TAKEN_DOWN, convicted) == date(2040, 7, 1)


@given(
    st.sampled_from(sorted(LASTING)),
    st.lists(st.sampled_from(sorted(set(Circumstance) - LASTING)), max_size=4),
)
def test_while_anything_lasts_the_case_has_no_last_day(
    lasting: Circumstance, days: list[Circumstance]
) -> None:
    spans = [Span(circumstance=each, since=DAY) for each in (*days, lasting)]
    assert until(*spans) is None
    over = [Span(circumstance=each, since=DAY, over=DAY) for each in (*days, lasting)]
    last = until(*over)
    assert last is not None
    assert last >= DAY


def test_a_case_in_no_class_has_no_last_day() -> None:
    assert until() is None


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('while = "custody"', "", "either “while” or “after”"),
        ('while = "custody"', 'while = "custody"\nmonths = 3', "has no length"),
        ('while = "custody"', 'while = "convicted"', "has no length"),
        ('while = "open"\nhold = true', 'while = "open"', "always held"),
        ("years = 10", "", "names a day"),
        ("years = 10", "years = -1", "names a day"),
        ('source = "force"', 'source = "hearsay"', "“law” or “force”"),
        ('after = "refused"', 'after = "forgotten"', "cannot be read"),
        ("remind_days = 30", "remind = 30", "cannot be read"),
        ('title = "Refused"', "title = ", "cannot be read"),
    ],
)
def test_a_schedule_with_a_mistake_is_refused_with_its_class(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    with pytest.raises(ScheduleRefused, match=says):
        load(changed(tmp_path, before, after))


@pytest.mark.parametrize("lasting", sorted(LASTING))
def test_a_schedule_that_lets_go_of_a_case_while_something_lasts_is_refused(
    tmp_path: Path, lasting: Circumstance
) -> None:
    text = SHIPPED.read_text()
    blocks = [block for block in text.split("[[class]]") if f'while = "{lasting}"' not in block]
    file = tmp_path / "schedule.toml"
    file.write_text("[[class]]".join(blocks))
    with pytest.raises(ScheduleRefused, match=f"while “{lasting}” lasts"):
        load(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScheduleRefused, match=r"none\.toml"):
        load(tmp_path / "none.toml")


def test_the_digest_is_of_the_file(tmp_path: Path) -> None:
    other: Schedule = load(changed(tmp_path, "remind_days = 30", "remind_days = 31"))
    assert other.digest != load(SHIPPED).digest
