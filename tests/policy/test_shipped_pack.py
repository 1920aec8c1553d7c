"""The force's own pack keeps to the names that others rely on, and is fit to be read by people."""

import pytest
from tests.policy.cases import BASELINE

from bluelamp.policy import Decision, Fact, Form, Outcome, load, packs_root

PACK = load("mps")
CODES = {
    "alternatives_tried", "article8_consideration", "category", "comms_consultation",
    "contempt_consideration", "conviction", "decision_log", "exact_copy", "harm_assessment",
    "harm_judgement", "identity_confirmation", "image", "inform_media", "instruction_or_purpose",
    "legal_advice", "necessity_test", "objection_window", "obscure_others", "officer_notice",
    "order_ended", "other_proceedings_ended", "other_sources_tried", "proportionality",
    "reason_for_second_release", "reasons_to_press_officer", "remove_all_channels",
    "request_or_purpose", "rescued_person_agreement", "rights_test", "senior_authority",
    "senior_risk_assessment", "sio_approval", "sio_decision", "superintendent_consultation",
    "third_party_edit", "victim_edit", "victim_notice", "victim_permission_sought",
}  # fmt: skip

decisions = pytest.mark.parametrize(
    "decision", PACK.decisions.values(), ids=lambda decision: decision.id
)
facts = pytest.mark.parametrize(
    "fact",
    [fact for decision in PACK.decisions.values() for fact in decision.facts.values()],
    ids=lambda fact: fact.name,
)


def test_every_decision_is_there_with_every_fact() -> None:
    found = {name: set(decision.facts) for name, decision in PACK.decisions.items()}
    assert found == {name: set(case) for name, case in BASELINE.items()}


@decisions
def test_what_may_be_required_is_agreed(decision: Decision) -> None:
    assert {code for clause in decision.clauses for code in clause.requires} <= CODES


@decisions
def test_whatever_holds_or_comes_down_says_what_is_left_to_do(decision: Decision) -> None:
    for clause in decision.clauses:
        if clause.verdict and clause.verdict.outcome is Outcome.HOLD:
            assert clause.requires, clause.id
    named = {code for c in decision.clauses if "take_down" in c.supports for code in c.requires}
    can_come_down = any(c.verdict and c.verdict.outcome == "take_down" for c in decision.clauses)
    assert named == ({"remove_all_channels", "inform_media"} if can_come_down else set())


@decisions
def test_what_the_source_does_not_say_has_no_lines(decision: Decision) -> None:
    for clause in decision.clauses:
        assert bool(clause.lines) != clause.clause.startswith("X-"), clause.id


@decisions
def test_a_time_that_the_policy_does_not_give_is_the_forces(decision: Decision) -> None:
    assert decision.duties
    for duty in decision.duties:
        if "the policy gives no" in duty.due:
            assert "the force sets it" in duty.due


@facts
def test_fact_has_words_for_every_answer(fact: Fact) -> None:
    assert fact.question.endswith("?")
    assert fact.section
    expected = {
        Form.BOOLEAN: {"true", "false"},
        Form.CHOICE: set(fact.values),
        Form.SEVERAL: set(fact.values),
        Form.DATE: set(),
    }
    assert set(fact.phrases) >= expected[fact.form] | {"unknown"}
    assert fact.phrase(None) == fact.phrases["unknown"]


def test_fact_speaks_plain_english() -> None:
    custody = PACK.decisions["custody-image"].facts
    assert custody["image_held"].phrase(False) == "the image is not in hand"
    assert custody["superintendent"].phrase("for") == "the Superintendent consulted is for release"
    assert custody["category"].phrase(()) == "none of them"
    both = custody["category"].phrase(["sexual_offence", "specialist_operations"])
    assert both.count("; ") == 1
    assert custody["convicted_on"].phrase("2026-06-01") == "2026-06-01"


def test_pack_is_plain_text_that_lies_with_the_code() -> None:
    files = {file.suffix for file in (packs_root() / "mps").iterdir()}
    assert files == {".toml", ".md"}
    assert PACK.source.lines == 63
