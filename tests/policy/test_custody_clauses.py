"""The custody-image decision clause by clause, in the order of the source."""

from datetime import date

import pytest
from tests.policy.cases import advise, cited

LATE = {"convicted_on": "2026-01-02", "sentenced_on": "2026-01-10"}


def test_ci01_third_partys_image_waits_for_its_licence() -> None:
    advice = advise(image_owner="third_party")
    assert (advice.outcome, advice.requires) == ("hold", ("legal_advice",))


def test_ci01_third_partys_image_masks_no_refusal() -> None:
    assert advise(image_owner="third_party", vulnerable_adult=True).outcome == "refuse"


def test_ci02_another_forces_image_is_refused() -> None:
    assert cited(advise(image_owner="other_force")) >= {"CI-02"}


@pytest.mark.parametrize(
    "stage",
    [
        "not_charged",
        "acquitted",
        "special_verdict",
        "unfit",
        "lie_on_file",
        "caution",
        "quashed",
        "retrial_ordered",
    ],
)
def test_ci03_only_a_standing_conviction_counts(stage: str) -> None:
    advice = advise(stage=stage, convicted_on=None)
    assert advice.outcome == "refuse"
    assert cited(advice) >= {"CI-03", "CI-08"}
    assert advise(stage=stage, convicted_on=None, published=True).outcome == "take_down"


def test_ci03_verdict_awaited_holds() -> None:
    advice = advise(stage="charged", convicted_on=None)
    assert (advice.outcome, advice.requires) == ("hold", ("conviction",))


@pytest.mark.parametrize(
    "order", ["forbids_identification", "postpones_reports", "protects_another"]
)
def test_ci04_any_order_takes_a_published_image_down(order: str) -> None:
    advice = advise(court_order=order, published=True)
    assert advice.outcome == "take_down"
    assert advice.requires == ("remove_all_channels", "inform_media")
    assert "CI-04" in cited(advice)


def test_ci05_policing_purpose_is_weighed_by_a_person() -> None:
    advice = advise(policing_purpose_against=True)
    assert (advice.outcome, advice.default) == ("refer", "hold")


def test_ci07_second_release_needs_its_reason() -> None:
    assert advise(released_before=True).requires == ("reason_for_second_release",)
    assert advise(released_before=True, needed_again=True).outcome == "release"


def test_ci11_child_without_restriction_is_referred() -> None:
    advice = advise(age_group="under_18")
    assert (advice.outcome, advice.default, advice.requires) == ("refer", "hold", ("legal_advice",))


@pytest.mark.parametrize(
    "category",
    ["specialist_operations", "sexual_offence", "child_sexual_abuse", "professional_standards"],
)
def test_ci12_each_sensitive_category_needs_both(category: str) -> None:
    both = ("senior_authority", "senior_risk_assessment")
    assert advise(category=[category]).requires == both
    assert advise(category=[category], senior_risk_assessment=True).requires == both[:1]
    assert advise(category=[category], **dict.fromkeys(both, True)).outcome == "release"


def test_ci12_domestic_case_with_a_sexual_element_needs_authority() -> None:
    assert advise(domestic=True, category=["sexual_offence"]).outcome == "hold"


def test_ci16_last_day_is_inside_and_the_next_is_not() -> None:
    sentenced = {"convicted_on": "2026-02-02", "sentenced_on": "2026-03-14"}
    assert advise(as_of=date(2026, 6, 14), **sentenced).outcome == "release"
    assert advise(as_of=date(2026, 6, 15), **sentenced).outcome == "refuse"


@pytest.mark.parametrize(
    ("sentenced", "last"),
    [
        ("2026-11-30", date(2027, 2, 28)),
        ("2027-11-30", date(2028, 2, 29)),
        ("2026-01-31", date(2026, 4, 30)),
        ("2026-02-28", date(2026, 5, 28)),
    ],
)
def test_ci16_a_day_that_does_not_exist_is_the_months_last(sentenced: str, last: date) -> None:
    facts = {"convicted_on": sentenced, "sentenced_on": sentenced}
    assert advise(as_of=last, **facts).outcome == "release"
    assert advise(as_of=last.replace(day=last.day - 1), **facts).outcome == "release"
    assert advise(as_of=date.fromordinal(last.toordinal() + 1), **facts).outcome == "refuse"


def test_ci16_clock_that_has_not_started_is_in_time() -> None:
    assert advise(as_of=date(2027, 6, 1)).outcome == "release"
    assert advise(sentenced_on="2026-09-01").outcome == "release"


def test_ci17_related_restriction_asks_for_consultation() -> None:
    advice = advise(**LATE, delay_from_related_restriction=True)
    assert (advice.outcome, advice.requires) == ("hold", ("superintendent_consultation",))


def test_ci17_consultation_is_not_needed_in_time() -> None:
    assert advise(delay_from_related_restriction=True).outcome == "release"


def test_ci18_view_against_is_weighed_by_a_person() -> None:
    late = LATE | {"delay_from_related_restriction": True}
    assert advise(**late, superintendent="against").outcome == "refer"
    assert cited(advise(**late, superintendent="for")) >= {"CI-17", "CI-18"}


def test_ci21_wrong_person_is_refused_or_taken_down() -> None:
    assert advise(identity="wrong_person").outcome == "refuse"
    assert advise(identity="wrong_person", published=True).outcome == "take_down"


@pytest.mark.parametrize(
    ("fact", "value", "missing"),
    [
        ("image_held", False, "image"),
        ("identity", "unconfirmed", "identity_confirmation"),
        ("others_visible", True, "obscure_others"),
        ("officer_notified", False, "officer_notice"),
        ("objection_window", "not_opened", "objection_window"),
        ("objection_window", "open", "objection_window"),
        ("rights_test", False, "rights_test"),
        ("trigger", "none", "request_or_purpose"),
    ],
)
def test_ci19_to_ci34_each_preparation_holds_by_itself(
    fact: str, value: object, missing: str
) -> None:
    advice = advise(**{fact: value})
    assert (advice.outcome, advice.requires) == ("hold", (missing,))


def test_ci24_refusal_asks_only_for_the_reasons() -> None:
    advice = advise(vulnerable_adult=True, image_held=False)
    assert (advice.outcome, advice.requires) == ("refuse", ("reasons_to_press_officer",))
    assert advise(vulnerable_adult=True, reasons_given=True).requires == ()


def test_ci26_unlisted_reason_is_weighed_by_a_person() -> None:
    assert advise(other_exceptional_reason=True).outcome == "refer"


def test_ci27_risk_found_refuses_and_a_worry_holds() -> None:
    assert advise(harm_assessment="risk_found").outcome == "refuse"
    assert advise(harm_assessment="raised_not_assessed").requires == ("harm_assessment",)
    assert advise(harm_assessment="no_risk_found").outcome == "release"


def test_ci28_order_protecting_another_is_referred() -> None:
    advice = advise(court_order="protects_another")
    assert (advice.outcome, advice.requires) == ("refer", ("legal_advice",))


def test_ci29_identity_in_issue_elsewhere_holds() -> None:
    assert advise(other_proceedings="identity_in_issue").outcome == "hold"
    assert advise(other_proceedings="identity_not_in_issue").outcome == "release"


def test_ci30_protected_child_is_refused_though_reports_are_only_postponed() -> None:
    child = {"age_group": "under_18", "juvenile_restriction": "in_force"}
    assert advise(**child, court_order="postpones_reports").outcome == "refuse"


def test_ci31_vulnerability_prevails_over_a_hospital_order() -> None:
    assert advise(vulnerable_adult=True, hospital_order="made").outcome == "refuse"


@pytest.mark.parametrize(
    ("fact", "clause"),
    [
        ("photographed_on_bail", "CI-33"),
        ("human_rights_objection", "CI-34"),
        ("domestic", "CI-35"),
        ("objection_by_victim_or_family", "CI-36"),
        ("non_custodial", "CI-37"),
    ],
)
def test_ci33_to_ci37_are_no_bar_and_are_considered(fact: str, clause: str) -> None:
    advice = advise(**{fact: True})
    assert advice.outcome == "release"
    assert [(reason.clause, reason.facts) for reason in advice.considered] == [
        (clause, {fact: True})
    ]


def test_ci37_minor_offence_without_a_factor_is_referred() -> None:
    assert advise(minor_offence="no_factor").requires == ("proportionality",)


def test_ci38_to_ci40_hospital_order_is_referred() -> None:
    made, expected = advise(hospital_order="made"), advise(hospital_order="expected")
    assert (made.outcome, made.default) == ("refer", "refuse")
    assert (expected.outcome, expected.default) == ("refer", "hold")
    assert cited(made) >= {"CI-38", "CI-39", "CI-40"}
    assert [reason.clause for reason in made.considered] == ["CI-38"]
