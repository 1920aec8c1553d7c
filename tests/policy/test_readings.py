"""What the source leaves unclear is read as the pack says, can be read otherwise, and is owned up to."""

from itertools import combinations, product
from typing import Any

import pytest
from tests.policy.cases import BASELINE, JUNE, advise

from bluelamp.policy import Decision, NoSuchReading, Reading, decide, load
from bluelamp.policy.settling import in_force

PACK = load("mps")
LATE = {"convicted_on": "2026-01-02", "sentenced_on": "2026-01-10"}
LINKED = {**LATE, "delay_from_related_restriction": True, "superintendent": "against"}

SWITCHED = [
    ("X-02", "no_bar", {"hospital_order": "made"}, "refer", "release"),
    ("X-02", "refused", {"hospital_order": "made"}, "refer", "refuse"),
    ("R2", "by_the_order", {"hospital_order": "made", "vulnerable_adult": True}, "refuse", "refer"),
    (
        "X-07",
        "ninety_days",
        {"convicted_on": "2026-03-02", "sentenced_on": "2026-03-02"},
        "release",
        "refuse",
    ),
    ("X-06", "conviction", {"convicted_on": "2026-01-02"}, "release", "refuse"),
    ("X-08", "referred", LATE, "refuse", "refer"),
    ("X-09", "noted", LINKED, "refer", "release"),
    ("X-09", "refuses", LINKED, "refer", "refuse"),
    ("X-14", "opportunity", {"objection_window": "open"}, "hold", "release"),
    ("X-26", "no_exception", {"age_group": "under_18"}, "refer", "release"),
    ("X-30", "refused", {"image_owner": "third_party"}, "hold", "refuse"),
    ("X-32", "described", {"trigger": "none"}, "hold", "release"),
    ("R5", "bars", {"policing_purpose_against": True}, "refer", "refuse"),
    ("R6", "refuses", {"court_order": "postpones_reports"}, "hold", "refuse"),
    ("R10", "no_reason", {"harm_assessment": "raised_not_assessed"}, "hold", "release"),
    ("R11", "no_bar", {"minor_offence": "no_factor"}, "refer", "release"),
    (
        "R14",
        "unaddressed",
        {"court_order": "forbids_identification", "published": True},
        "take_down",
        "refuse",
    ),
    (
        "R15",
        "carried_over",
        {"released_before": True, "needed_again": True, "officer_notified": False},
        "hold",
        "release",
    ),
    ("X-19", "unaddressed", {"stage": "quashed", "published": True}, "take_down", "refuse"),
]  # fmt: skip

# Of the other decisions.
ELSEWHERE = [
    (
        "bwv-media",
        "X-21",
        "sought",
        {"victim": "refused", "victim_notice": "given"},
        "hold",
        "release",
    ),
    ("bwv-media", "X-24", "any_lead", {"decided_by": "other"}, "hold", "release"),
    ("identification-appeal", "X-19", "not_applied", {"approved_by": "none"}, "hold", "release"),
    (
        "missing-person",
        "X-19",
        "unaddressed",
        {"still_missing": False, "published": True},
        "take_down",
        "refuse",
    ),
]


def switchable(decision: Decision) -> list[Reading]:
    return [reading for reading in decision.readings if reading.name]


def custody(readings: dict[str, str], **changed: Any) -> Any:
    facts = BASELINE["custody-image"] | changed
    return decide(PACK, "custody-image", facts, JUNE, readings=readings)


@pytest.mark.parametrize(("reading", "value", "facts", "taken", "otherwise"), SWITCHED)
def test_an_outcome_that_turns_on_a_reading_says_so(
    reading: str, value: str, facts: dict[str, Any], taken: str, otherwise: str
) -> None:
    advice = advise(**facts)
    assert advice.outcome == taken
    (found,) = (each for each in advice.readings if each.reading == reading)
    assert found.otherwise[value] == otherwise
    assert custody({reading: value}, **facts).outcome == otherwise


def test_an_outcome_that_turns_on_no_reading_names_none() -> None:
    assert advise().readings == ()
    assert advise(stage="acquitted", hospital_order="made").readings == ()


@pytest.mark.parametrize(("decision", "reading", "value", "set_", "taken", "other"), ELSEWHERE)
def test_the_other_decisions_turn_on_their_readings(
    decision: str, reading: str, value: str, set_: dict[str, Any], taken: str, other: str
) -> None:
    facts = BASELINE[decision] | set_
    advice = decide(PACK, decision, facts, JUNE)
    assert advice.outcome == taken
    (found,) = (each for each in advice.readings if each.reading == reading)
    assert found.otherwise[value] == other
    assert decide(PACK, decision, facts, JUNE, readings={reading: value}).outcome == other


def test_every_reading_that_can_be_switched_has_a_case_that_turns_on_it() -> None:
    named = {("custody-image", case[0], case[1]) for case in SWITCHED}
    named |= {case[:3] for case in ELSEWHERE}
    stated = {
        (decision.id, reading.id, value)
        for decision in PACK.decisions.values()
        for reading in switchable(decision)
        for value in reading.otherwise
    }
    assert named == stated


def test_carried_over_is_what_came_before_the_first_release_and_nothing_else() -> None:
    again = {"released_before": True, "needed_again": True}
    unprepared = {"rights_test": False, "objection_window": "not_opened", "officer_notified": False}
    assert custody({"R15": "carried_over"}, **again, **unprepared).outcome == "release"
    assert custody({"R15": "carried_over"}, **unprepared).outcome == "hold"
    order = custody({"R15": "carried_over"}, **again, court_order="forbids_identification")
    assert order.outcome == "refuse"


@pytest.mark.parametrize("name", list(PACK.decisions))
def test_the_decision_is_proved_under_any_two_readings(name: str) -> None:
    """Each pair of departures is loaded with all proofs; a gap or a conflict would be refused."""
    decision = PACK.decisions[name]
    for pair in combinations(switchable(decision), 2):
        for values in product(*(reading.otherwise for reading in pair)):
            taken = {each.id: value for each, value in zip(pair, values, strict=True)}
            assert in_force(PACK, name, JUNE, taken).chart.order
        PACK.reread.clear()


def test_a_reading_that_is_none_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(NoSuchReading, match="X-02: 'ignored' is no reading of it; allowed are"):
        custody({"X-02": "ignored"})
    with pytest.raises(NoSuchReading, match="X-99: no reading that custody-image turns on"):
        custody({"X-99": "x"})


def test_the_readings_of_an_undetermined_case_may_settle_it() -> None:
    facts = {"hospital_order": "made", "vulnerable_adult": None}
    assert advise(**facts).outcome == "undetermined"
    (taken,) = (each for each in advise(**facts).readings if each.reading == "X-02")
    assert taken.otherwise["refused"] == "refuse"


@pytest.mark.parametrize(
    ("sentenced", "months", "days"),
    [
        ("2026-03-01", "release", "refuse"),
        ("2026-03-03", "release", "release"),
        ("2026-02-28", "refuse", "refuse"),
    ],
)
def test_three_months_are_counted_by_the_calendar_or_in_days(
    sentenced: str, months: str, days: str
) -> None:
    """The first of June is 92 days after the first of March and 90 after the third."""
    facts = {"convicted_on": sentenced, "sentenced_on": sentenced}
    assert advise(**facts).outcome == months
    assert custody({"X-07": "ninety_days"}, **facts).outcome == days
    turns = {each.reading for each in advise(**facts).readings}
    assert ("X-07" in turns) == (months != days)
    back = {
        each.reading: each.otherwise for each in custody({"X-07": "ninety_days"}, **facts).readings
    }
    assert ("X-07" in back) == (months != days)
