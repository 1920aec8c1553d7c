"""`bluelamp policy diff`: as text, as meaning with a case for each change, and over cases."""

import argparse
import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import BASELINE, written
from tests.policy.completions import answers
from tests.policy.versions import FOR_LONGER, version

from bluelamp.policy import Advice, Pack, decide, load
from bluelamp.policy.commands import diff
from bluelamp.policy.comparing import Comparison, PastCase, compare
from bluelamp.policy.errors import PolicyError

JUNE = date(2026, 6, 1)

# What was referred and held is referred and refused; what was no bar is one no longer mentioned.
STRICTER = (
    'outcome = "refer"\ndefault = "hold"\nwhen = "hospital_order == expected"',
    'outcome = "refer"\ndefault = "refuse"\nwhen = "hospital_order == expected"',
)


@pytest.fixture
def later(tmp_path: Path) -> Pack:
    return load(version(tmp_path / "later", FOR_LONGER, STRICTER))


def changes(found: Comparison) -> set[tuple[str, str]]:
    return {(meaning.before, meaning.after) for meaning in found.meaning}


def test_pack_differs_from_itself_in_nothing() -> None:
    cases = [PastCase(decision=name, facts=facts) for name, facts in BASELINE.items()]
    found = compare(load("mps"), load("mps"), JUNE, cases)
    assert (found.text, found.meaning, found.moved, found.of_cases) == ((), (), (), 6)


def test_text_that_differs_is_told_passage_by_passage(later: Pack) -> None:
    found = compare(load("mps"), later, JUNE)
    told = {(r.kind, r.name, w.part): (w.before, w.after) for r in found.text for w in r.wordings}
    assert told == {
        ("fact", "sentenced_on", "months"): ("3", "6"),
        ("clause", "CI-38.expected", "verdict"): (
            "Refer (meanwhile hold)",
            "Refer (meanwhile refuse)",
        ),
        ("clause", "CI-40.expected", "verdict"): (
            "Refer (meanwhile hold)",
            "Refer (meanwhile refuse)",
        ),
    }


def test_wording_alone_changes_no_meaning(tmp_path: Path) -> None:
    words = ("While an order postpones reports,", "For as long as an order postpones reports,")
    found = compare(load("mps"), load(version(tmp_path / "worded", words)), JUNE)
    assert [(r.kind, r.name, w.part) for r in found.text for w in r.wordings] == [
        ("clause", "CI-04.postpones", "says")
    ]
    assert not found.meaning


def test_each_change_of_meaning_has_a_case_that_both_versions_bear_out(later: Pack) -> None:
    found = compare(load("mps"), later, JUNE)
    assert ("Refuse", "Release") in changes(found)
    assert ("Refer (meanwhile hold)", "Refer (meanwhile refuse)") in changes(found)
    for meaning in found.meaning:
        for pack, verdict in ((load("mps"), meaning.before), (later, meaning.after)):
            advice = decide(pack, meaning.decision, meaning.facts, JUNE)
            assert verdict.lower().startswith(advice.outcome)
            assert (advice.default or "") in verdict.lower()


def test_witness_departs_from_the_ordinary_by_no_more_than_it_must(later: Pack) -> None:
    found = compare(load("mps"), later, JUNE)
    (released,) = [m for m in found.meaning if (m.before, m.after) == ("Refuse", "Release")]
    assert len(released.unlike_the_ordinary) == 1
    assert released.facts["sentenced_on"] == "2026-02-28"


def test_no_change_is_missed_that_some_written_case_shows(later: Pack) -> None:
    found = compare(load("mps"), later, JUNE)
    for case in written():
        facts = BASELINE[case["decision"]] | case["set"]
        day = date.fromisoformat(case["as_of"])
        one, other = (decide(p, case["decision"], facts, day) for p in (load("mps"), later))
        if one.outcome != other.outcome and "undetermined" not in (one.outcome, other.outcome):
            assert any(
                a.lower().startswith(one.outcome) and b.lower().startswith(other.outcome)
                for a, b in changes(found)
            )


OTHERWISE = [
    ("MP-03.not_judged", 'default = "hold"\nwhen = "nothing_else', 'default = "refuse"\nwhen = "nothing_else'),
    ("MP-03.no", 'outcome = "refuse"\nwhen = "nothing_else', 'outcome = "hold"\nwhen = "nothing_else'),
    ("MP-02.available", 'outcome = "refuse"\nwhen = "custody', 'outcome = "seek_legal_advice"\nwhen = "custody'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), OTHERWISE, ids=[name for name, _, _ in OTHERWISE])
def test_changes_are_exactly_those_that_every_case_in_turn_shows(
    name: str, old: str, new: str, tmp_path: Path
) -> None:
    one = load("mps")
    other = load(version(tmp_path / name, (old, new), file="missing-person.md"))
    facts = one.decisions["missing-person"].facts
    seen = set()
    for values in product(*map(answers, facts.values())):
        case = dict(zip(facts, values, strict=True))
        pair = [verdict(decide(pack, "missing-person", case, JUNE)) for pack in (one, other)]
        seen |= {(pair[0], pair[1])} if pair[0] != pair[1] else set()
    assert seen
    assert changes(compare(one, other, JUNE)) == seen


def verdict(advice: Advice) -> str:
    title = advice.outcome.replace("_", " ").capitalize()
    return f"{title} (meanwhile {advice.default})" if advice.default else title


def test_value_that_one_version_lacks_is_text_and_no_false_witness(tmp_path: Path) -> None:
    new = version(
        tmp_path / "new",
        ('values = ["none", "request", "policing_purpose"]',
         'values = ["none", "request", "policing_purpose", "campaign"]'),
        ('request = "the image was requested"',
         'request = "the image was requested"\ncampaign = "a campaign asks for it"'),
    )  # fmt: skip
    found = compare(load("mps"), load(new), JUNE)
    assert {r.name for r in found.text} == {"trigger"}
    assert not found.meaning


def test_fact_of_another_form_is_said_to_be_incomparable(tmp_path: Path) -> None:
    name = "objection_by_victim_or_family"
    other = version(
        tmp_path / "other",
        (f'[{name}]\nform = "boolean"', f'[{name}]\nform = "choice"\nvalues = ["no", "yes"]'),
        (f'when = "{name}', f'when = "{name} == yes'),
        (f"[{name}.phrases]\ntrue = ", f"[{name}.phrases]\nyes = "),
    )
    found = compare(load("mps"), load(other), JUNE)
    assert found.incomparable == (f"custody-image: {name}",)


def test_cases_that_change_are_counted_and_named(later: Pack) -> None:
    ordinary = BASELINE["custody-image"]
    late = ordinary | {"convicted_on": "2026-01-05", "sentenced_on": "2026-01-30"}
    cases = [
        PastCase(decision="custody-image", facts=ordinary),
        PastCase(decision="custody-image", facts=late, id="B7"),
        PastCase(decision="custody-image", facts=late, as_of=date(2026, 4, 1)),
        PastCase(decision="custody-image", facts=late, as_of=date(2026, 9, 1)),
        PastCase(decision="custody-image", facts=ordinary | {"hospital_order": "expected"}),
    ]
    moved = compare(load("mps"), later, JUNE, cases).moved
    assert [(m.before, m.after, m.count, m.cases) for m in moved] == [
        ("Refer (meanwhile hold)", "Refer (meanwhile refuse)", 1, ("5",)),
        ("Refuse", "Release", 1, ("B7",)),
    ]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    diff.add_arguments(parser)
    return diff.run(parser.parse_args(words))


def test_command_tells_all_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = version(tmp_path / "later", FOR_LONGER)
    late: dict[str, Any] = {"convicted_on": "2026-01-05", "sentenced_on": "2026-01-30"}
    case = {"decision": "custody-image", "facts": BASELINE["custody-image"] | late}
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(case) + "\n\n", "utf-8")
    words = ["mps", str(folder), "--as-of", "2026-06-01", "--cases", str(cases)]
    assert run(*words) == 0
    told = capsys.readouterr().out
    assert "As text: 1 passage differs" in told
    assert "Refuse becomes Release" in told
    assert "Over 1 cases: 1 is answered differently" in told
    assert run(*words, "--exit-code", "--json") == 1
    assert json.loads(capsys.readouterr().out)["of_cases"] == 1
    assert run("mps", "mps", "--exit-code") == 0


@pytest.mark.parametrize("line", ["{", "[]", '{"decision": "custody-image"}', '{"facts": 3}'])
def test_line_that_is_no_case_is_refused_by_its_number(tmp_path: Path, line: str) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(PolicyError, match="line 2"):
        run("mps", "mps", "--cases", str(cases))


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        run("mps", "mps", "--cases", str(tmp_path / "none.jsonl"))
