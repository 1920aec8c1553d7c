"""What happens in court: the facts that it settles, how a mistake is put right, and whose proceedings count."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast
from tests.court import happened
from tests.desk.builders import Walk, a_case

from bluelamp.casework import selectors, services
from bluelamp.casework.court import GUILTY, UNDONE, EventKind, Linked
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.models import CourtEvent
from bluelamp.casework.pack import london
from bluelamp.casework.proceedings import clocks, proceedings_of, settled
from bluelamp.casework.routes import Route

DAY = date(2026, 3, 2)
KINDS = [kind for kind in EventKind if kind is not EventKind.IN_ERROR]


@given(st.lists(st.sampled_from(KINDS), max_size=8))
def test_a_person_is_convicted_while_a_plea_or_verdict_stands_and_sentence_never_precedes_it(
    kinds: list[EventKind],
) -> None:
    events = [CourtEvent(kind=k, on=DAY + timedelta(days=n)) for n, k in enumerate(kinds)]
    facts = settled(events)
    last_undone = max((n for n, kind in enumerate(kinds) if kind in UNDONE), default=-1)
    stands = any(kind in GUILTY for kind in kinds[last_undone + 1 :])
    assert (facts.get("stage") == "convicted") is stands
    assert (facts.get("convicted_on") is not None) is stands
    if sentenced := facts.get("sentenced_on"):
        assert sentenced > facts["convicted_on"]


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        (["charged"], "charged"),
        (["charged", "pleaded_guilty", "acquitted"], "convicted"),
        (["found_guilty", "sentenced", "quashed", "retrial_ordered"], "retrial_ordered"),
        (["found_guilty", "appeal_lodged", "appeal_dismissed"], "convicted"),
        (["charged", "special_verdict"], "special_verdict"),
        (["charged", "unfit"], "unfit"),
        (["charged", "lie_on_file"], "lie_on_file"),
        (["cautioned"], "caution"),
        (["quashed", "found_guilty"], "convicted"),
    ],
)
def test_ci_03_how_far_the_proceedings_have_come(kinds: list[str], stage: str) -> None:
    events = [CourtEvent(kind=k, on=DAY + timedelta(days=n)) for n, k in enumerate(kinds)]
    assert settled(events)["stage"] == stage


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


def record(walk: Walk, kind: EventKind, days_ago: int = 0, **said: object) -> CourtEvent:
    on = london(walk.at) - timedelta(days=days_ago)
    return services.record_court_event(
        case=walk.reference, event=happened(kind, on, **said), actor=walk.cast.asha, at=walk.at
    )


@pytest.mark.django_db
def test_a_fact_is_by_the_word_of_whoever_told_of_the_event(walk: Walk) -> None:
    record(walk, EventKind.FOUND_GUILTY, custody="non_custodial", evidence="Register of 2 March")
    row = walk.view().asserted["stage"]
    assert (row.value, row.said_by, row.evidence) == ("convicted", "Court register", "Register of 2 March")  # fmt: skip
    assert row.reason.startswith("Found guilty, ")
    assert walk.view().facts["non_custodial"] is True
    assert "hospital_order" not in walk.view().facts


@pytest.mark.django_db
def test_a_mistake_is_put_right_once_by_a_row_that_takes_its_place(walk: Walk) -> None:
    verdict = record(walk, EventKind.FOUND_GUILTY, 10)
    record(walk, EventKind.SENTENCED, 10)
    earlier = happened(EventKind.FOUND_GUILTY, london(walk.at) - timedelta(days=12))
    correction = {"case": walk.reference, "supersedes": verdict.pk, "actor": walk.cast.asha}
    services.record_court_event(**correction, event=earlier, at=walk.at)
    known = walk.view().facts
    assert known["convicted_on"] == earlier.on.isoformat()
    assert known["sentenced_on"] == (london(walk.at) - timedelta(days=10)).isoformat()
    with pytest.raises(OutOfOrder, match="corrected already"):
        services.record_court_event(**correction, event=earlier, at=walk.at)
    (shown,) = proceedings_of(walk.view().case)
    assert [event.pk for event in shown.corrected] == [verdict.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtEvent.objects.filter(kind=EventKind.SENTENCED).update(supersedes=verdict.pk)


@pytest.mark.django_db
def test_no_correction_leaves_a_sentence_without_its_conviction(walk: Walk) -> None:
    verdict = record(walk, EventKind.FOUND_GUILTY, 10)
    record(walk, EventKind.SENTENCED, 5)
    later = happened(EventKind.FOUND_GUILTY, london(walk.at) - timedelta(days=2))
    error = happened(EventKind.IN_ERROR, london(walk.at))
    for event in (later, error):
        with pytest.raises(BadInput, match=r"Sentenced, .* comes first"):
            services.record_court_event(
                case=walk.reference, event=event, supersedes=verdict.pk, actor=walk.cast.asha, at=walk.at
            )  # fmt: skip
    assert walk.view().facts["sentenced_on"]


@pytest.mark.django_db
def test_a_retrial_follows_a_conviction_quashed_or_a_jury_that_cannot_agree(walk: Walk) -> None:
    for kind in (EventKind.RETRIAL_ORDERED, EventKind.FOUND_GUILTY, EventKind.QUASHED, EventKind.RETRIAL_ORDERED):  # fmt: skip
        record(walk, kind)
    assert walk.view().facts["stage"] == "retrial_ordered"


@pytest.mark.django_db
def test_what_was_recorded_in_error_leaves_its_facts_unknown(walk: Walk) -> None:
    verdict = record(walk, EventKind.FOUND_GUILTY, custody="custodial")
    error = happened(EventKind.IN_ERROR, london(walk.at))
    services.record_court_event(
        case=walk.reference, event=error, supersedes=verdict.pk, actor=walk.cast.asha, at=walk.at
    )
    assert not {"stage", "convicted_on", "non_custodial"} & set(walk.view().facts)
    assert walk.view().asserted["stage"].known is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (EventKind.SENTENCED, {}, "kind"),
        (EventKind.QUASHED, {}, "kind"),
        (EventKind.ADJOURNED, {}, "until"),
        (EventKind.CHARGED, {"custody": "custodial"}, "custody"),
        (EventKind.IN_ERROR, {}, "kind"),
    ],
)
def test_what_cannot_have_happened_is_refused(
    walk: Walk, kind: EventKind, said: dict[str, str], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        record(walk, kind, **said)
    assert refused.value.field == field
    with pytest.raises(BadInput, match="lies ahead"):
        record(walk, EventKind.CHARGED, -1)
    assert not CourtEvent.objects.exists()


@pytest.mark.django_db
def test_proceedings_beside_the_case_settle_no_fact_and_stand_apart_by_person_and_number(
    walk: Walk,
) -> None:
    record(walk, EventKind.APPEAL_LODGED)
    own = (walk.view().case.person, walk.view().case.case_number)
    for person, number in (("Otto Verge", "T1"), ("Otto Verge", "T2"), ("Otto Verge", "T1"), own):
        services.record_court_event(
            case=walk.reference,
            event=happened(EventKind.CHARGED, london(walk.at)),
            linked=Linked(person=person, case_number=number, why="Tried next month"),
            actor=walk.cast.ren,
            at=walk.at,
        )
    assert "stage" not in walk.view().facts
    found = [(each.row.case_number, len(each.events)) for each in proceedings_of(walk.view().case)]
    assert found == [(own[1], 1), ("T1", 2), ("T2", 1), (own[1], 1)]


@pytest.mark.django_db
def test_ci_16_both_clocks_run_from_what_stands(walk: Walk) -> None:
    record(walk, EventKind.PLEADED_GUILTY, 40)
    assert clocks(walk.view().case).sentenced_on is None
    record(walk, EventKind.SENTENCED, 5)
    clock = clocks(walk.view().case)
    assert clock.sentenced_on == london(walk.at) - timedelta(days=5)
    assert clock.last_day == clock.sentenced_on + relativedelta(months=3)
    assert clock.days_left(clock.last_day) == 0


@pytest.mark.django_db
def test_bwv_09_a_charge_is_told_to_the_route_that_asks_for_it(cast: Cast, walk: Walk) -> None:
    case = services.receive(
        route=Route.BWV_MEDIA, person="A rescue", purpose="Heroic act", actor=cast.kay, at=walk.at
    )
    charged = happened(EventKind.CHARGED, london(walk.at))
    services.record_court_event(case=case.reference, event=charged, actor=cast.kay, at=walk.at)
    view = selectors.case_view(case.reference, actor=cast.kay, at=walk.at)
    assert view.facts["subject_charged"] is True
    assert "stage" not in view.facts
