"""Not asked, not known and not applicable are alike to the logic and are told apart in the advice."""

from typing import Any

import pytest
from tests.policy.cases import BASELINE, JUNE, advise

from bluelamp.policy import FactsRefused, SettingNotMade, decide, load

DONT_KNOW = {"state": "dont_know"}


@pytest.mark.parametrize("state", ["not_asked", "dont_know", "not_applicable"])
def test_every_state_is_unknown_to_the_logic(state: str) -> None:
    stated, absent = advise(vulnerable_adult={"state": state}), advise(vulnerable_adult=None)
    assert (stated.outcome, stated.possible, stated.open) == (
        absent.outcome,
        absent.possible,
        absent.open,
    )


def test_what_somebody_does_not_know_is_not_asked_again() -> None:
    both: dict[str, Any] = {"vulnerable_adult": None, "objection_window": None}
    first = advise(**both).next_question
    assert first is not None
    other = next(name for name in both if name != first.fact)
    second = advise(**both | {first.fact: DONT_KNOW})
    assert second.next_question is not None
    assert second.next_question.fact == other
    assert set(second.open) == set(both)


def test_where_nobody_can_tell_another_way_is_shown() -> None:
    advice = advise(vulnerable_adult=DONT_KNOW)
    assert advice.next_question is None
    (unanswered,) = advice.unanswered
    assert (unanswered.fact, unanswered.state) == ("vulnerable_adult", "dont_know")
    assert "legal advice" in unanswered.instead
    assert advice.because


def test_what_was_not_asked_is_asked() -> None:
    advice = advise(vulnerable_adult={"state": "not_asked"})
    assert advice.next_question is not None
    assert advice.next_question.fact == "vulnerable_adult"
    assert advice.unanswered == ()


def test_what_does_not_matter_needs_no_other_way() -> None:
    assert advise(stage="acquitted", vulnerable_adult=DONT_KNOW).unanswered == ()


def test_a_date_that_nobody_knows_is_not_a_date_that_has_not_come() -> None:
    assert "sentenced_on" not in advise(sentenced_on=None, convicted_on=None).open
    unknown = advise(sentenced_on=DONT_KNOW, convicted_on=None)
    assert "sentenced_on" in unknown.open


@pytest.mark.parametrize("given", [{"state": "perhaps"}, {"state": None}, {"state": ["dont_know"]}])
def test_another_state_is_refused(given: object) -> None:
    with pytest.raises(FactsRefused, match="vulnerable_adult: no state"):
        advise(vulnerable_adult=given)


def settled(made: dict[str, object], **changed: Any) -> str:
    facts = BASELINE["custody-image"] | changed
    return decide(load("mps"), "custody-image", facts, JUNE, settings=made).outcome


def test_a_setting_that_matters_and_is_not_made_is_an_error() -> None:
    sensitive = {"category": ["sexual_offence"]}
    with pytest.raises(SettingNotMade, match="senior_officer_rank: not set, and CI-12 leaves it"):
        settled({}, **sensitive)
    with pytest.raises(SettingNotMade, match="senior_officer_rank"):
        settled({"senior_officer_rank": None}, **sensitive)
    assert settled({"senior_officer_rank": "superintendent"}, **sensitive) == "hold"


def test_a_setting_that_does_not_matter_may_be_open() -> None:
    assert settled({}) == "release"
    assert settled({}, category=["sexual_offence"], stage="acquitted") == "refuse"
    with pytest.raises(SettingNotMade, match="takedown_target"):
        settled({}, published=True, stage="quashed")


@pytest.mark.parametrize(
    ("decision", "facts", "setting"),
    [
        ("wanted-person", {"approved_by": "officer_in_command"}, "officer_in_command"),
        ("identification-appeal", {"approved_by": "officer_in_command"}, "officer_in_command"),
        (
            "missing-person",
            {"image_source": "custody", "family_image": "sought_none"},
            "last_resort_judge",
        ),
    ],
)
def test_roles_that_the_policy_leaves_open_are_the_forces_to_map(
    decision: str, facts: dict[str, Any], setting: str
) -> None:
    case = BASELINE[decision] | facts
    with pytest.raises(SettingNotMade, match=f"{setting}: not set"):
        decide(load("mps"), decision, case, JUNE, settings={})
    made = decide(load("mps"), decision, case, JUNE, settings={setting: "superintendent"})
    assert made == decide(load("mps"), decision, case, JUNE)


def test_settings_are_not_asked_about_where_there_is_no_force() -> None:
    assert advise(category=["sexual_offence"]).outcome == "hold"
