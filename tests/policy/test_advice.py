"""What an advice says besides its outcome."""

from datetime import date

import msgspec
import pytest
from tests.policy.cases import BASELINE, JUNE, advise, cited

from bluelamp.policy import Advice, decide, load


def test_reasons_name_their_lines_words_and_facts() -> None:
    first = advise(harm_assessment="risk_found").because[0]
    assert (first.clause, first.source_lines) == ("CI-27", (40,))
    assert first.facts == {"harm_assessment": "risk_found"}
    assert first.says.startswith("It is an exceptional reason")


def test_default_release_is_shown_as_displaced() -> None:
    (defeat,) = advise(harm_assessment="risk_found").defeated
    assert (defeat.clause, defeat.by) == ("CI-08", ("CI-27",))


def test_requires_is_everything_at_or_after_the_deciding_step_in_order() -> None:
    advice = advise(
        stage="charged",
        convicted_on=None,
        category=["sexual_offence"],
        hospital_order="expected",
        image_held=False,
        trigger=None,
    )
    assert advice.requires == (
        "conviction",
        "legal_advice",
        "senior_authority",
        "senior_risk_assessment",
        "request_or_purpose",
        "image",
    )


def test_requires_leaves_out_what_came_before_the_deciding_step() -> None:
    late = {"convicted_on": "2026-01-02", "sentenced_on": "2026-01-10"}
    facts = late | {"delay_from_related_restriction": True, "minor_offence": "no_factor"}
    assert advise(**facts).requires == ("superintendent_consultation", "proportionality")
    assert advise(**facts, superintendent="for").requires == ("proportionality",)


def test_unknown_safeguard_counts_as_missing() -> None:
    advice = advise(stage="charged", convicted_on=None, rights_test=None, senior_authority=None)
    assert advice.requires == ("conviction", "rights_test")
    sensitive = advise(category=["sexual_offence"], senior_authority=None)
    assert sensitive.requires == ("senior_authority", "senior_risk_assessment")


def test_certain_reason_is_cited_though_another_may_also_decide() -> None:
    advice = advise(harm_assessment="risk_found", identity=None)
    assert advice.outcome == "refuse"
    assert cited(advice) == {"CI-27", "CI-24"}


def test_referral_with_two_possible_defaults_waits() -> None:
    """An unlisted reason would hold meanwhile, the hospital order by itself would refuse."""
    advice = advise(hospital_order="made", other_exceptional_reason=None)
    assert (advice.outcome, advice.default) == ("refer", "hold")
    assert advise(hospital_order="made", category_settled=None).default == "refuse"


def test_undetermined_says_what_is_possible_open_and_to_be_asked() -> None:
    advice = advise(age_group=None, juvenile_restriction=None)
    assert advice.outcome == "undetermined"
    assert advice.possible == ("release", "refer", "refuse")
    assert set(advice.open) == {"age_group", "juvenile_restriction"}
    assert advice.next_question is not None
    assert advice.next_question.question.endswith("?")
    assert cited(advice) >= {"CI-30"}


def test_restriction_in_force_tells_that_the_person_is_a_child() -> None:
    advice = advise(age_group=None, juvenile_restriction="in_force")
    assert (advice.outcome, advice.open) == ("refuse", ())


def test_unknown_that_cannot_change_the_outcome_is_not_asked() -> None:
    assert advise(stage="acquitted", convicted_on=None, others_visible=None).outcome == "refuse"
    assert advise(needed_again=None).outcome == "release"


def test_sentence_before_an_early_conviction_cannot_be_out_of_time() -> None:
    """The stage is unknown, so sentence may have been passed; but not before the conviction."""
    assert "sentenced_on" not in advise(stage=None, sentenced_on=None).open
    long_ago = advise(stage=None, convicted_on="2025-01-01", sentenced_on=None)
    assert "sentenced_on" in long_ago.open


def test_proceedings_are_active_until_sentence() -> None:
    warned = {warning.clause for warning in advise().warnings}
    assert "BWV-12" in warned
    sentenced = {warning.clause for warning in advise(sentenced_on="2026-06-01").warnings}
    assert "BWV-12" not in sentenced


@pytest.mark.parametrize(
    ("fact", "value", "clause"),
    [
        ("court_order", "protects_another", "CI-28"),
        ("human_rights_objection", True, "CI-34"),
        ("objection_by_victim_or_family", True, "CI-36"),
        ("domestic", True, "CI-35"),
        ("other_proceedings", "identity_not_in_issue", "CI-29"),
    ],
)
def test_warning_of_lawful_use(fact: str, value: object, clause: str) -> None:
    assert clause not in {warning.clause for warning in advise().warnings}
    assert clause in {warning.clause for warning in advise(**{fact: value}).warnings}


def test_duties_name_their_owner_and_who_set_the_time() -> None:
    duties = {duty.clause: duty for duty in advise(officer_notified=False).duties}
    assert duties["CI-22"].owner == "press_officer"
    assert "the force sets it" in duties["CI-22"].due
    assert duties["CI-13"].due == "2026-06-01: the day of conviction"
    refused = {duty.clause for duty in advise(vulnerable_adult=True).duties}
    assert refused >= {"REC-01", "CI-24", "CI-25"}


def test_duty_to_release_in_time_names_the_last_day() -> None:
    duties = {duty.clause: duty.due for duty in advise(sentenced_on="2026-06-01").duties}
    assert duties["CI-16"].startswith("2026-09-01: ")


def test_answer_changes_by_itself_after_the_last_day() -> None:
    (change,) = advise(sentenced_on="2026-06-01").changes_on
    assert (change.on, change.outcome) == (date(2026, 9, 2), "refuse")
    assert advise(as_of=change.on, sentenced_on="2026-06-01").outcome == change.outcome
    assert advise().changes_on == ()
    assert advise(vulnerable_adult=True, sentenced_on="2026-06-01").changes_on == ()


def test_absent_and_null_are_the_same_unknown() -> None:
    pack = load("mps")
    nulls = dict.fromkeys(BASELINE["custody-image"])
    assert decide(pack, "custody-image", {}, JUNE) == decide(pack, "custody-image", nulls, JUNE)


def test_same_question_gives_the_same_bytes() -> None:
    facts = BASELINE["custody-image"] | {"category": ["sexual_offence", "specialist_operations"]}
    shuffled = dict(reversed(facts.items())) | {
        "category": ["specialist_operations", "sexual_offence"]
    }
    first = msgspec.json.encode(decide(load("mps"), "custody-image", facts, JUNE))
    assert msgspec.json.encode(decide(load("mps"), "custody-image", shuffled, JUNE)) == first
    assert msgspec.json.encode(msgspec.json.decode(first, type=Advice)) == first


def test_advice_names_its_pack() -> None:
    pack = load("mps")
    mark = advise().pack
    assert (mark.id, mark.version, mark.digest) == ("mps", pack.version, pack.digest)


def test_deciding_leaves_the_pack_as_it_was() -> None:
    """So that any number of threads may ask one pack at once."""
    charts = [decision.chart for decision in load("mps").decisions.values()]
    before = [len(chart.diagram.levels) for chart in charts]
    for name, ordinary in BASELINE.items():
        advise(name)
        for fact in ordinary:
            advise(name, **{fact: None})
    assert [len(chart.diagram.levels) for chart in charts] == before
