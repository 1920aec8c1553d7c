"""What rounds of cases came to, as it is counted: every figure follows from the case's rows and from nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.casework.test_handover import footage, hand_over
from tests.cast import Cast
from tests.court import happened
from tests.desk.builders import a_case

from bluelamp.casework import counting, figures, services, ticks
from bluelamp.casework.categories import AgeBand, Ethnicity, OffenceGroup, Sex, age_band
from bluelamp.casework.counting import Slice, counted, departed, durations, refused
from bluelamp.casework.court import EventKind
from bluelamp.casework.errors import BadInput, NotAllowed
from bluelamp.casework.models import Case, Outcome
from bluelamp.casework.pack import london
from bluelamp.casework.routes import Route
from bluelamp.publication import files
from bluelamp.publication import services as publication
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def the_outcome() -> Outcome:
    return Outcome.objects.get()


def test_a_case_under_way_is_not_counted(cast: Cast) -> None:
    a_case(cast, ready_for="decision")
    assert not Outcome.objects.exists()
    assert counting.months() is None


def test_a_release_is_counted_with_the_days_from_the_verdict(cast: Cast) -> None:
    verdict = timezone.now() - timedelta(days=9)
    walk = a_case(
        cast,
        ready_for="takedown",
        convicted_on=london(verdict).isoformat(),
        sentenced_on=london(verdict).isoformat(),
        delay_from_related_restriction=False,
    )
    row = the_outcome()
    today = london(walk.at)
    assert (row.route, row.round, row.result) == ("custody-image", 1, "released")
    assert row.month == today.year * 100 + today.month
    assert row.verdict_days == 9
    assert (row.sentence, row.age_band, row.unit) == ("custodial", "adult", cast.ren.unit)
    assert (row.ground, row.departure, row.offence_group) == (None, None, "")
    assert "CI-" in row.clauses
    assert row.authority_minutes is None


def test_a_refusal_is_counted_by_its_reason_and_whether_it_departs(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    services.refuse(
        case=walk.reference,
        ground="not_necessary",
        reasons="No witness is sought.",
        actor=cast.asha,
        at=walk.at,
    )
    row = the_outcome()
    assert (row.result, row.ground, row.departure) == ("refused", "not_necessary", "not_necessary")
    assert row.verdict_days is None
    assert refused(Slice(), "ground") == {("not_necessary",): 1}
    assert departed(Slice(), "departure") == {("not_necessary",): 1}


def test_the_time_that_authority_took_is_that_of_the_last_answer(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", category=["sexual_offence"])
    walk.at += timedelta(hours=1)
    walk.ask_authority()
    walk.at += timedelta(minutes=90)
    services.authorise(
        case=walk.reference,
        granted=False,
        reasons="Not enough.",
        actor=cast.jo,
        at=walk.at,
    )
    services.refuse(
        case=walk.reference,
        ground="authority_declined",
        reasons="Declined.",
        actor=cast.asha,
        at=walk.at,
    )
    assert the_outcome().authority_minutes == 90
    assert durations(Slice(), "authority_minutes") == {the_outcome().month: {90: 1}}


def test_each_channel_is_timed_from_the_call_to_take_down_until_it_is_clear(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    walk = a_case(cast, ready_for="takedown")

    def full_of_holes(_: str) -> None:
        raise OSError("The disk does not answer.")

    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(files, "delete", full_of_holes)
        walk.take_down()
    row = the_outcome()
    assert (row.gallery_minutes, row.press_minutes, row.outlets_minutes) == (0, 0, 0)
    assert (row.file_minutes, row.file_open) == (None, True)
    publication.reconcile(at=walk.at + timedelta(minutes=25))
    figures.time_deleted_files(walk.at + timedelta(minutes=30))
    row = the_outcome()
    assert (row.file_minutes, row.file_open) == (25, False)


def test_a_round_opened_again_has_an_outcome_of_its_own(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence", actor=cast.asha, at=walk.at)
    services.refuse(
        case=walk.reference,
        ground="out_of_time",
        reasons="Four months",
        actor=cast.asha,
        at=walk.at,
    )
    assert counted(Slice(), "result") == {("released",): 1, ("refused",): 1}


def test_a_closed_case_stays_in_the_month_in_which_it_was_closed(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    services.close(case=walk.reference, reason="Not pursued", actor=cast.asha, at=walk.at)
    month = the_outcome().month
    services.record_characteristics(
        case=walk.reference,
        sex=Sex.MALE,
        source="Custody record",
        actor=cast.asha,
        at=walk.at + timedelta(days=70),
    )
    assert (the_outcome().month, the_outcome().sex) == (month, "male")


def test_what_is_stated_of_the_person_is_counted_in_every_round(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.record_age(
        case=walk.reference,
        born_on=date(walk.at.year - 30, 1, 1),
        source="Custody record",
        actor=cast.asha,
        at=walk.at,
    )
    services.record_characteristics(
        case=walk.reference,
        offence_group=OffenceGroup.ROBBERY,
        ethnicity=Ethnicity.B1,
        source="Custody record N/26/1",
        actor=cast.asha,
        at=walk.at,
    )
    row = the_outcome()
    assert (row.offence_group, row.sex, row.ethnicity) == ("robbery", "", "B1")
    assert row.age_band == "25_34"
    entry = record.entries_for(walk.reference)[-1]
    assert entry.kind == "characteristics recorded"
    assert entry.body
    assert entry.body["ethnicity"] == "Black: Caribbean"


def test_only_who_works_the_case_states_it_and_by_somebodys_word(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    given: dict[str, Any] = {"case": walk.reference, "at": walk.at}
    with pytest.raises(NotAllowed):
        services.record_characteristics(sex=Sex.MALE, source="x", actor=cast.ivo, **given)
    with pytest.raises(BadInput, match="who says so"):
        services.record_characteristics(sex=Sex.MALE, source=" ", actor=cast.asha, **given)
    with pytest.raises(BadInput, match="at least one"):
        services.record_characteristics(source="Custody record", actor=cast.asha, **given)


def test_a_handover_to_the_prosecution_is_counted(cast: Cast) -> None:
    case, sha256 = footage(cast)
    hand_over(cast, case, sha256)
    assert counted(Slice(route=Route.BWV_PROSECUTION), "result") == {("handed_over",): 1}
    assert counted(Slice(route=Route.CUSTODY_IMAGE), "result") == {}


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([], ""),
        ([("found_guilty", {})], "awaited"),
        ([("found_guilty", {"custody": "custodial"})], "awaited"),
        ([("found_guilty", {"custody": "custodial"}), ("sentenced", {})], "custodial"),
        ([("pleaded_guilty", {}), ("sentenced", {"custody": "non_custodial"})], "non_custodial"),
        ([("found_guilty", {}), ("sentenced", {"hospital_order": "made"})], "hospital_order"),
        ([("found_guilty", {}), ("sentenced", {"custody": "custodial"}), ("quashed", {})], ""),
    ],
)
def test_the_sentence_is_the_one_that_was_passed(
    cast: Cast, events: list[tuple[str, dict[str, str]]], sentence: str
) -> None:
    walk = a_case(cast, ready_for="facts")
    for place, (kind, said) in enumerate(events):
        on = london(walk.at) - timedelta(days=9 - place)
        event = happened(EventKind(kind), on, **said)
        services.record_court_event(case=walk.reference, event=event, actor=cast.asha, at=walk.at)
    case = Case.objects.get(reference=walk.reference)
    standing = figures._sentence(figures.own_events(case), london(walk.at) - timedelta(days=10))
    assert standing == sentence


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, "under_18"), (17, "under_18"), (18, "18_24"), (24, "18_24"), (25, "25_34"), (64, "55_64"), (65, "65"), (99, "65")],
)  # fmt: skip
def test_every_age_is_of_one_band(years: int, band: str) -> None:
    assert age_band(years) == AgeBand(band)


def test_a_slice_is_of_a_route_a_unit_an_offence_and_months(cast: Cast) -> None:
    a_case(cast, ready_for="takedown")
    month = the_outcome().month
    whole = {("released",): 1}
    assert counted(Slice(unit=cast.ren.unit, first=month, last=month), "result") == whole
    for other in (
        Slice(unit="Elsewhere"),
        Slice(first=month + 1),
        Slice(last=month - 1),
        Slice(offence_group=OffenceGroup.FRAUD),
    ):
        assert counted(other, "result") == {}
    assert counting.units() == [cast.ren.unit]
    assert counting.months() == (month, month)
    with pytest.raises(ValueError, match="no “person”"):
        counted(Slice(), "person")


def test_reckoning_everything_anew_changes_nothing_that_was_right(cast: Cast) -> None:
    a_case(cast, ready_for="reopening")
    a_case(cast, ready_for="decision")
    before = list(Outcome.objects.values())
    assert figures.reckon_everything() == 2
    assert list(Outcome.objects.values()) == before
    Outcome.objects.update(month=200001, verdict_days=7, clauses="")
    figures.reckon_everything()
    assert list(Outcome.objects.values()) == before
    Outcome.objects.all().delete()
    figures.reckon_everything()
    assert counted(Slice(), "result") == {("released",): 1}


def test_the_table_takes_nothing_that_is_of_no_list(cast: Cast) -> None:
    a_case(cast, ready_for="takedown")
    for wrong in ({"result": "lost"}, {"ethnicity": "X1"}, {"month": 2026}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outcome.objects.update(**wrong)


def test_a_case_under_embargo_is_counted_when_it_is_published(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    until = walk.at + timedelta(hours=1)
    services.embargo(
        case=walk.reference, until=until, reasons="At the verdict", actor=cast.asha, at=walk.at
    )
    assert not Outcome.objects.exists()
    ticks.end_embargoes(until)
    assert the_outcome().result == "released"
