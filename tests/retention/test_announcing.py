"""What is coming up is announced once, and nothing is ever erased by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.retention.conftest import Over

from bluelamp.casework import keeping
from bluelamp.casework import ticks as of_cases
from bluelamp.jobs.models import Job
from bluelamp.retention import selectors, ticks
from bluelamp.retention.models import Erasure, Keeping

pytestmark = pytest.mark.django_db


def letters() -> list[Job]:
    return list(Job.objects.filter(args__thread="retention"))


def test_disclosure_officers_are_told_once_of_what_is_coming_without_a_name(
    over: Over, cast: Cast
) -> None:
    walk = over()
    kept = selectors.keeping(walk.reference, at=timezone.now())
    assert kept
    assert kept.due_on
    days = (kept.due_on - timezone.localdate()).days
    ticks.announce(timezone.now() + timedelta(days=days - 31))
    assert letters() == []
    near = timezone.now() + timedelta(days=days - 29)
    ticks.announce(near)
    ticks.announce(near + timedelta(hours=1))
    (letter,) = letters()
    assert letter.args["to"] == ["dee.ansah@ambershire.example"]
    assert walk.reference in letter.args["text"]
    assert "Lamb" not in letter.args["text"]
    assert cast.dee.name not in letter.args["text"]


def test_a_day_that_moves_is_announced_anew(over: Over) -> None:
    walk = over()
    due_on = timezone.localdate() + timedelta(days=10)
    Keeping.objects.update(until=due_on, due_on=due_on)
    ticks.announce(timezone.now())
    later = due_on + timedelta(days=5)
    Keeping.objects.update(until=later, due_on=later)
    ticks.announce(timezone.now() + timedelta(days=1))
    assert len(letters()) == 2
    assert walk.reference in letters()[1].args["text"]


def test_however_late_it_is_the_clock_erases_nothing(over: Over) -> None:
    walk = over()
    at = timezone.now() + timedelta(days=365 * 30)
    for tick in (of_cases.reckon_keeping, ticks.announce):
        tick(at)
    keeping.reckon(walk.reference, at)
    assert selectors.due(at=at).filter(case=walk.reference).exists()
    assert not selectors.is_erased(walk.reference)
    assert not Erasure.objects.exists()
    assert not Job.objects.filter(kind="retention.erase").exists()
