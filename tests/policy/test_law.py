"""The law warns and asks with its marks of confidence, and never changes what the policy comes to."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.policy.cases import BASELINE, JUNE, advise, written

from bluelamp.policy import Advice, PackRefused, decide, digest, load, packs_root
from bluelamp.policy.law import read_law

LAW = read_law(packs_root() / "law")


def asked(advice: Advice) -> set[str]:
    return {check.entry for check in advice.checklist}


def warned(advice: Advice) -> set[str]:
    return {warning.clause for warning in advice.warnings}


def test_the_catalogue_is_whole() -> None:
    assert [name for name in LAW.entries if name.startswith("RR-")] == [
        f"RR-{number:02}" for number in range(1, 26)
    ]
    assert {f"C-{number}" for number in range(1, 12)} <= LAW.entries.keys()
    assert {f"D-{number}" for number in range(1, 7)} <= LAW.entries.keys()
    assert {f"L-A{number}" for number in range(1, 7)} <= LAW.entries.keys()


@pytest.mark.parametrize("entry", LAW.entries.values(), ids=lambda entry: entry.stated.id)
def test_a_restriction_says_whom_it_protects_and_until_when(entry: Any) -> None:
    stated = entry.stated
    assert stated.confidence
    if stated.id.startswith("RR-"):
        assert stated.protects
        assert stated.arises
        assert stated.ends


@pytest.mark.parametrize(
    ("decision", "changed", "entry"),
    [
        ("custody-image", {"category": ["sexual_offence"]}, "RR-08"),
        ("custody-image", {"stage": "quashed"}, "C-7"),
        ("custody-image", {"stage": "lie_on_file"}, "C-5"),
        ("bwv-media", {"subject_charged": False}, "C-2"),
        (
            "missing-person",
            {"image_source": "custody", "family_image": "sought_none", "harm_outweighs": "yes"},
            "L-A3",
        ),
    ],
)
def test_the_law_warns(decision: str, changed: dict[str, Any], entry: str) -> None:
    assert entry not in warned(
        decide(load("mps"), decision, BASELINE[decision] | opposite(changed), JUNE)
    )
    advice = advise(decision, **changed)
    assert entry in warned(advice)
    (warning,) = (each for each in advice.warnings if each.clause == entry)
    assert warning.law
    assert warning.confidence in ("read", "summary", "knowledge")


def opposite(changed: dict[str, Any]) -> dict[str, Any]:
    return {"subject_charged": True} if "subject_charged" in changed else {}


def test_an_appeal_to_identify_asks_for_every_step_of_code_d() -> None:
    every = {"D-1", "D-2", "D-3", "D-4", "D-5"}
    assert every <= asked(advise("identification-appeal"))
    assert every <= asked(advise("bwv-media", purpose="identify_suspects", exact_copy_kept=True))
    assert not every & asked(advise("bwv-media", purpose="education"))


def test_a_custody_image_is_asked_which_purpose_it_serves() -> None:
    assert "L-A1" in asked(advise())
    assert "L-A1" not in asked(advise(vulnerable_adult=True))


@pytest.mark.parametrize("case", written(), ids=lambda case: case["id"])
def test_the_law_changes_no_outcome(case: dict[str, Any], without_law: Path) -> None:
    facts = BASELINE[case["decision"]] | case["set"]
    with_law = decide(load("mps"), case["decision"], facts, JUNE)
    without = decide(load(without_law), case["decision"], facts, JUNE)
    same = {"warnings": (), "checklist": (), "pack": with_law.pack}
    assert msgspec.structs.replace(with_law, **same) == msgspec.structs.replace(without, **same)
    assert without.checklist == ()


@pytest.fixture(scope="module")
def without_law(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "mps"
    folder.mkdir()
    for file in (packs_root() / "mps").iterdir():
        text = file.read_text("utf-8")
        (folder / file.name).write_text(re.sub(r'(?m)^law = "law"\n', "", text), "utf-8")
    assert digest(folder) != load("mps").digest
    return folder


def test_a_broken_catalogue_is_refused(tmp_path: Path) -> None:
    head = 'id = "law"\nversion = "1"\ntitle = "t"\nas_it_stood_on = 2026-01-01\n'
    (tmp_path / "law.toml").write_text(head, "utf-8")
    entry = '> Words.\n\n```toml entry\nid = "A"\nlaw = "An Act"\nconfidence = "certain"\n```\n'
    (tmp_path / "acts.md").write_text(entry, "utf-8")
    with pytest.raises(PackRefused, match=r"acts\.md:6:1: .*confidence"):
        read_law(tmp_path)
