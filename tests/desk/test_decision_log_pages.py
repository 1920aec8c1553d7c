"""The decision log on its pages: read, entered, corrected, printed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

pytestmark = pytest.mark.django_db

WORDS = {"decision": "No appeal on social media.", "reasons": "His children are on it."}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast, ready_for="image")


@pytest.fixture
def kay(cast: Cast) -> Client:
    return signed_in(cast.officer(cast.kay))


def read(client: Client, walk: Walk, part: str = "") -> str:
    found = client.get(f"/cases/{walk.reference}/decisions/{part}")
    assert found.status_code == 200
    return found.content.decode()


def enter(client: Client, walk: Walk, **given: str) -> str:
    sent = client.post(f"/cases/{walk.reference}/decisions/enter/", WORDS | given, follow=True)
    return sent.content.decode()


def test_a_case_just_opened_says_that_nothing_is_decided(cast: Cast, kay: Client) -> None:
    assert "Nothing has been decided yet." in read(kay, a_case(cast))


def test_a_decision_is_entered_and_stands_after_the_others(walk: Walk, kay: Client) -> None:
    told = enter(kay, walk, rejected="A post without comments.", sensitive="on")
    assert "The decision is entered, in your name." in told
    log = read(kay, walk)
    assert log.index("1. Rights test answered") < log.index("2. Decision entered")
    for said in (*WORDS.values(), "A post without comments.", "Sensitive", "Entered at once"):
        assert said in log, said
    whole = kay.get(f"/cases/{walk.reference}/record/").content.decode()
    assert ">Kay Munro<" in whole, "who decided is named"
    assert WORDS["decision"] in kay.get(f"/cases/{walk.reference}/").content.decode()


def test_what_is_missing_is_asked_for_beside_its_field(walk: Walk, kay: Client) -> None:
    assert 'href="#id_reasons"' in enter(kay, walk, reasons=" ")
    assert "Enter the time of that day, too." in enter(kay, walk, decided_on_day="1", decided_on_month="9", decided_on_year="2026")  # fmt: skip
    assert "Enter the day, too." in enter(kay, walk, decided_time="09:00")
    assert "has no decision 7" in enter(kay, walk, corrects="7")
    assert "Enter the number of a decision" in enter(kay, walk, corrects="seven")
    assert "Nobody at the desk is" in enter(kay, walk, decided_by="XX-9")
    assert "2. Decision entered" not in read(kay, walk)


def test_a_late_entry_shows_both_times_who_decided_and_why(
    cast: Cast, walk: Walk, kay: Client
) -> None:
    on = timezone.localtime(timezone.now() - timedelta(days=1))
    given = {f"decided_on_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}
    given |= {"decided_time": f"{on:%H:%M}", "decided_by": cast.ola.reference}
    assert "say why it is entered only now" in enter(kay, walk, **given)
    assert "is entered" in enter(kay, walk, **given, late_because="By telephone, at a scene.")
    log = read(kay, walk)
    assert f"Decided by {cast.ola.name}, {on:%-d %B %Y, %H:%M}." in log
    assert "Entered late" in log
    assert f"later by {cast.kay.name}, as entry" in log
    assert "By telephone, at a scene." in log


def test_a_correction_points_back_and_is_shown_at_the_old_one(walk: Walk, kay: Client) -> None:
    assert 'value="1"' in read(kay, walk, "enter/?corrects=1")
    enter(kay, walk, corrects="1", decision="Necessity was weighed too.")
    log = read(kay, walk)
    assert 'Corrects <a class="govuk-link" href="#decision-1">' in log
    assert 'Corrected by <a class="govuk-link" href="#decision-2">' in log
    assert log.index("Corrected by") < log.index("2. Decision entered")


def test_it_is_printed_with_who_prints_it(cast: Cast, walk: Walk, kay: Client) -> None:
    text = read(kay, walk, "print/")
    assert f"printed by {cast.kay.name} ({cast.kay.reference}): 1 decision." in text
    assert "/decisions/enter/" not in text


def test_an_auditor_reads_and_does_not_enter(cast: Cast, walk: Walk) -> None:
    reader = signed_in(cast.officer(cast.len))
    assert "1. Rights test answered" in read(reader, walk)
    assert "Enter a decision</a>" not in read(reader, walk)
    assert "only a press officer" in read(reader, walk, "enter/")
    sent = reader.post(f"/cases/{walk.reference}/decisions/enter/", WORDS)
    assert sent.status_code == 403
