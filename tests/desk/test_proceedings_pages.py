"""The proceedings page: what happened in court, the two clocks, and the days that follow."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.court import happened
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework import selectors, services
from bluelamp.casework.court import EventKind
from bluelamp.casework.deadlines import deadlines_of
from bluelamp.casework.pack import london

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


@pytest.fixture
def asha(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.asha))


def page(walk: Walk, part: str = "proceedings/") -> str:
    return f"/cases/{walk.reference}/{part}"


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def a_verdict(**differs: Any) -> dict[str, Any]:
    today = london(timezone.now())
    usual = {
        "kind": "found_guilty",
        "custody": "custodial",
        "hospital_order": "none",
    }
    return usual | {"source": "Court register", **parts("on", today)} | differs  # fmt: skip


def test_a_verdict_is_recorded_with_its_facts_and_starts_the_first_clock(
    walk: Walk, asha: Client
) -> None:
    assert "Nothing has been recorded" in asha.get(page(walk)).content.decode()
    done = asha.post(page(walk), a_verdict(), follow=True).content.decode()
    assert "Found guilty" in done
    assert ": today" in done
    assert "this clock has not started" in done
    known = walk.view().facts
    assert (known["stage"], known["non_custodial"], known["hospital_order"]) == (
        "convicted",
        False,
        "none",
    )


def test_the_second_clock_names_its_last_day(walk: Walk, asha: Client, cast: Cast) -> None:
    on = date(2026, 2, 28)
    for kind in (EventKind.PLEADED_GUILTY, EventKind.SENTENCED):
        services.record_court_event(
            case=walk.reference, event=happened(kind, on), actor=cast.asha, at=walk.at
        )
    text = asha.get(page(walk)).content.decode()
    assert "Out of time" in text
    assert "The last day was 28 May 2026" in text


def test_what_cannot_be_is_refused_beside_its_field_and_stays_typed(
    walk: Walk, asha: Client
) -> None:
    refused = asha.post(page(walk), a_verdict(kind="sentenced", length="Six years"))
    assert refused.status_code == 400
    text = refused.content.decode()
    assert "the plea or verdict of guilty comes first" in text
    assert "Six years" in text
    assert not walk.view().case.proceedings.filter(events__isnull=False).exists()


def test_an_event_is_corrected_by_another_and_both_stay_to_be_read(
    walk: Walk, asha: Client
) -> None:
    asha.post(page(walk), a_verdict())
    (held,) = walk.view().case.proceedings.get().events.all()
    correct = page(walk, f"proceedings/{held.pk}/")
    assert "What was recorded stays" in asha.get(correct).content.decode()
    right = a_verdict(kind="acquitted", custody="", hospital_order="")
    done = asha.post(correct, right, follow=True).content.decode()
    assert "What was corrected" in done
    assert walk.view().facts["stage"] == "acquitted"
    assert "non_custodial" not in walk.view().facts
    assert asha.get(correct).status_code == 404


def test_a_co_defendants_proceedings_settle_no_fact_of_the_case(walk: Walk, asha: Client) -> None:
    other = {"person": "Otto Verge", "case_number": "T20260315", "why": "Co-defendant"}  # fmt: skip
    done = asha.post(page(walk), a_verdict(**other), follow=True).content.decode()
    assert "Beside this case: Otto Verge, T20260315" in done
    assert "stage" not in walk.view().facts


def test_a_day_of_review_is_set_and_closed_with_what_was_done(walk: Walk, asha: Client) -> None:
    on = london(timezone.now()) + timedelta(days=28)
    asha.post(page(walk, "review/"), {**parts("on", on), "why": "Still needed?"})
    (held,) = deadlines_of(walk.reference)
    assert (held.falls_on, held.why) == (on, "Still needed?")
    close = page(walk, f"deadlines/{held.id}/")
    assert "Say what was done" in asha.post(close, {}).content.decode()
    asha.post(close, {"what_was_done": "Looked: still needed"})
    (held,) = deadlines_of(walk.reference)
    assert (held.ended, held.what_was_done) == ("done", "Looked: still needed")


def test_who_may_not_record_is_told_who_may(walk: Walk, cast: Cast) -> None:
    client = signed_in(cast.officer(cast.ivo))
    assert "only a press officer" in client.get(page(walk)).content.decode()
    assert client.post(page(walk), a_verdict()).status_code == 403
    assert selectors.history(walk.reference).filter(name="stage").count() == 0
