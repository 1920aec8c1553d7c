"""How long a case is kept follows from what happened to it, and unknown is never over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings
from tests import court
from tests.cast import Cast
from tests.desk.builders import a_case, ordinary

from bluelamp.casework import keeping, services, ticks
from bluelamp.casework.court import EventKind
from bluelamp.casework.models import Case
from bluelamp.casework.routes import Route
from bluelamp.retention import selectors
from bluelamp.retention.values import LASTING, Circumstance, Span

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
LATER = AT + timedelta(days=300)
Happened = Callable[..., str]


@pytest.fixture
def happened(cast: Cast) -> Happened:
    """A case of which these things happened in court, each on a day of its own from the day it was opened."""

    def make(*kinds: EventKind, closed: bool = True, **said: object) -> str:
        walk = a_case(cast, at=AT)
        for days, kind in enumerate(kinds):
            on = DAY + timedelta(days=days)
            about = said if kind in {EventKind.FOUND_GUILTY, EventKind.SENTENCED} else {}
            event = court.happened(kind, on, **about)
            services.record_court_event(case=walk.reference, event=event, actor=cast.asha, at=LATER)
        if closed:
            services.close(case=walk.reference, reason="Not wanted", actor=cast.asha, at=LATER)
        return walk.reference

    return make


def spans(reference: str) -> dict[Circumstance, Span]:
    return {
        each.circumstance: each for each in keeping.spans(Case.objects.get(reference=reference))
    }


def running(reference: str) -> set[Circumstance]:
    """What lasts and is not over."""
    found = spans(reference).values()
    return {each.circumstance for each in found if each.circumstance in LASTING and not each.over}


def test_a_case_that_is_not_over_is_open(happened: Happened) -> None:
    assert Circumstance.OPEN in running(happened(closed=False))


def test_of_what_nobody_has_stated_the_investigation_goes_on(happened: Happened) -> None:
    assert running(happened()) == {Circumstance.INVESTIGATION}


def test_a_missing_person_is_not_investigated(cast: Cast) -> None:
    case = services.receive(
        route=Route.MISSING_PERSON, person="Amy Rook", purpose="To find her", actor=cast.ren, at=AT
    )
    services.close(case=case.reference, reason="Found", actor=cast.asha, at=LATER)
    assert running(case.reference) == set()
    assert spans(case.reference)[Circumstance.NOT_RELEASED].since == LATER.date()


def test_who_is_charged_is_in_proceedings_until_an_end(happened: Happened) -> None:
    assert running(happened(EventKind.CHARGED)) == {Circumstance.PROCEEDINGS}
    ended = spans(happened(EventKind.CHARGED, EventKind.ACQUITTED))
    assert ended[Circumstance.PROCEEDINGS].over == DAY + timedelta(days=1)
    assert running(happened(EventKind.NOT_CHARGED)) == set()


def test_who_is_convicted_is_in_proceedings_until_the_sentence(happened: Happened) -> None:
    assert Circumstance.PROCEEDINGS in running(happened(EventKind.FOUND_GUILTY))


@pytest.mark.parametrize("custody", ["custodial", ""])
def test_a_sentence_of_custody_or_of_unknown_kind_runs_until_somebody_says_that_it_is_over(
    happened: Happened, custody: str
) -> None:
    reference = happened(EventKind.FOUND_GUILTY, EventKind.SENTENCED, custody=custody)
    assert running(reference) == {Circumstance.CUSTODY}


def test_another_sentence_leaves_six_months_from_conviction(happened: Happened) -> None:
    reference = happened(EventKind.FOUND_GUILTY, EventKind.SENTENCED, custody="non_custodial")
    assert running(reference) == set()
    assert spans(reference)[Circumstance.CONVICTED].since == DAY


def test_a_hospital_order_runs_too(happened: Happened) -> None:
    reference = happened(
        EventKind.FOUND_GUILTY,
        EventKind.SENTENCED,
        custody="non_custodial",
        hospital_order="made",
    )
    assert running(reference) == {Circumstance.CUSTODY}


def test_an_appeal_runs_until_it_ends(happened: Happened) -> None:
    convicted = (EventKind.FOUND_GUILTY, EventKind.SENTENCED)
    lodged = happened(*convicted, EventKind.APPEAL_LODGED, custody="non_custodial")
    assert running(lodged) == {Circumstance.APPEAL}
    over = happened(
        *convicted,
        EventKind.APPEAL_LODGED,
        EventKind.APPEAL_DISMISSED,
        custody="non_custodial",
    )
    assert running(over) == set()


def test_a_quashed_conviction_holds_nothing_back(happened: Happened) -> None:
    reference = happened(EventKind.FOUND_GUILTY, EventKind.QUASHED)
    assert running(reference) == set()
    assert Circumstance.CONVICTED not in spans(reference)


def test_a_refused_case_counts_from_the_refusal(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", vulnerable_adult=True)
    services.refuse(
        case=walk.reference,
        ground="vulnerable_adult",
        reasons="Confirmed from the custody risk form.",
        actor=cast.asha,
        at=walk.at,
    )
    assert Circumstance.REFUSED in spans(walk.reference)


def test_the_tick_reckons_what_is_new_or_has_changed_and_then_nothing(
    happened: Happened, cast: Cast
) -> None:
    reference = happened()
    ticks.reckon_keeping(LATER)
    kept = selectors.keeping(reference, at=LATER)
    assert kept
    assert kept.due_on is None
    assert keeping.due_for_reckoning() == []
    later = LATER + timedelta(minutes=1)
    services.reopen(case=reference, reason="Again", actor=cast.asha, at=later)
    assert keeping.due_for_reckoning() == [reference]


def test_another_schedule_reckons_every_case_anew(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    case = services.receive(
        route=Route.MISSING_PERSON, person="Amy Rook", purpose="To find her", actor=cast.ren, at=AT
    )
    services.close(case=case.reference, reason="Found", actor=cast.asha, at=AT)
    ticks.reckon_keeping(AT)
    before = selectors.keeping(case.reference, at=AT)
    shipped = Path(settings.BLUELAMP_RETENTION_SCHEDULE).read_text()
    settings.BLUELAMP_RETENTION_SCHEDULE = tmp_path / "schedule.toml"
    settings.BLUELAMP_RETENTION_SCHEDULE.write_text(
        shipped.replace('after = "not_released"\nmonths = 6', 'after = "not_released"\ndays = 31')
    )
    ticks.reckon_keeping(AT)
    after = selectors.keeping(case.reference, at=AT)
    assert before
    assert after
    assert (before.due_on, after.due_on) == (date(2026, 9, 3), date(2026, 4, 3))
    assert keeping.due_for_reckoning() == []


def test_an_ordinary_case_of_the_walk_is_held_by_its_proceedings(cast: Cast) -> None:
    walk = a_case(cast)
    court.keep(walk.reference, ordinary(at=walk.at), actor=cast.asha, at=walk.at)
    assert running(walk.reference) == {Circumstance.OPEN, Circumstance.PROCEEDINGS}
