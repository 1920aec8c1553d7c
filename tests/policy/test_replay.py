"""`bluelamp policy replay`: any decision recorded decides again, byte for byte."""

import argparse
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.policy.cases import BASELINE, written
from tests.policy.versions import FOR_LONGER, version

from bluelamp.policy import decide, load, packs_root
from bluelamp.policy.commands import replay as command
from bluelamp.policy.errors import PolicyError
from bluelamp.policy.replaying import Found, Recorded, replay, versions

JUNE = date(2026, 6, 1)
Record = dict[str, Any]


def recorded(
    pack: str | Path = "mps", decision: str = "custody-image", as_of: date = JUNE, **changed: Any
) -> Record:
    facts = BASELINE[decision] | changed
    advice = decide(load(pack), decision, facts, as_of)
    return {
        "decision": decision,
        "as_of": as_of.isoformat(),
        "facts": facts,
        "pack": msgspec.to_builtins(advice.pack),
        "advice": msgspec.json.encode(advice).decode(),
    }


def again(record: Record, folder: Path | None = None) -> Found:
    line = msgspec.json.encode(record)
    return replay(msgspec.json.decode(line, type=Recorded), versions(folder)).found


def differences(record: Record) -> str:
    line = msgspec.json.encode(record)
    return "; ".join(replay(msgspec.json.decode(line, type=Recorded), versions()).differences)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., int]:
    def run(*records: Record | str, packs: Path | None = None) -> int:
        file = tmp_path / "recorded.jsonl"
        lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
        file.write_text("\n".join(lines), "utf-8")
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        words = [str(file), *(["--packs", str(packs)] if packs else [])]
        return command.run(parser.parse_args(words))

    return run


@pytest.mark.parametrize("case", written(), ids=lambda case: case["id"])
def test_every_written_case_decides_again_byte_for_byte(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["as_of"])
    assert again(recorded("mps", case["decision"], day, **case["set"])) is Found.SAME


def test_advice_may_stand_in_the_record_as_it_is() -> None:
    record = recorded()
    line = json.dumps(record | {"advice": 0}).encode()
    line = line.replace(b'"advice": 0', b'"advice": ' + record["advice"].encode())
    assert replay(msgspec.json.decode(line, type=Recorded), versions()).found is Found.SAME


def test_other_bytes_are_different_and_named() -> None:
    record = recorded(image_held=False)
    other = record["advice"].replace('"outcome":"hold"', '"outcome":"release"')
    assert again(record | {"advice": other}) is Found.DIFFERENT
    assert 'outcome: was "release" and is "hold"' in differences(record | {"advice": other})
    spaced = record["advice"].replace('"outcome":"hold"', '"outcome": "hold"')
    assert "the bytes alone" in differences(record | {"advice": spaced})


def test_facts_changed_since_are_told_by_what_they_change() -> None:
    record = recorded()
    told = differences(record | {"facts": record["facts"] | {"stage": "acquitted"}})
    assert 'outcome: was "release" and is "refuse"' in told


def test_advice_recorded_before_it_gained_a_part_is_the_same_in_its_own_parts() -> None:
    record = recorded()
    advice = json.loads(record["advice"])
    del advice["warnings"]
    for duty in advice["duties"]:
        del duty["owner"]
    shorter = msgspec.json.encode(advice).decode()
    assert again(record | {"advice": shorter}) is Found.SAME_PARTS
    changed = shorter.replace("REC-01", "REC-99")
    assert again(record | {"advice": changed}) is Found.DIFFERENT


def test_pack_is_found_by_its_digest_however_old(tmp_path: Path) -> None:
    old = version(tmp_path / "archive" / "2024", FOR_LONGER)
    facts = {"convicted_on": "2026-01-05", "sentenced_on": "2026-01-30"}
    record = recorded(old, **facts)
    assert json.loads(record["advice"])["outcome"] == "release"
    assert again(record) is Found.NOT_DECIDED
    assert "no pack has the digest" in differences(record)
    assert again(record, tmp_path / "archive") is Found.SAME


def test_pack_that_extends_another_is_decided_again_with_the_other_as_it_was(
    tmp_path: Path,
) -> None:
    archive = tmp_path / "archive"
    version(archive / "mps", FOR_LONGER)
    shutil.copytree(packs_root() / "thames-valley", archive / "thames-valley")
    facts = {"convicted_on": "2026-01-05", "sentenced_on": "2026-01-30", "sentence": "custodial"}
    known = BASELINE["custody-image"] | facts
    del known["non_custodial"]
    advice = decide(load(archive / "thames-valley"), "custody-image", known, JUNE)
    assert advice.outcome == "release"
    record = recorded() | {
        "facts": known,
        "pack": msgspec.to_builtins(advice.pack),
        "advice": msgspec.json.encode(advice).decode(),
    }
    assert again(record) is Found.NOT_DECIDED
    assert again(record, archive) is Found.SAME


def test_decision_under_another_reading_is_decided_again_under_it() -> None:
    facts = BASELINE["custody-image"] | {"trigger": "none"}
    advice = decide(load("mps"), "custody-image", facts, JUNE, readings={"X-32": "described"})
    assert advice.outcome == "release"
    record = recorded(trigger="none") | {"advice": msgspec.json.encode(advice).decode()}
    assert again(record) is Found.DIFFERENT
    assert again(record | {"readings": {"X-32": "described"}}) is Found.SAME


def test_command_is_0_only_where_all_agree(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    same, other = recorded(), recorded() | {"id": "B7", "decision": "wanted-person"}
    assert run(same, "", same) == 0
    assert "2 the same, byte for byte" in capsys.readouterr().out
    assert run(same, other) == 1
    told = capsys.readouterr().out
    assert "B7, wanted-person: not decided again" in told
    assert "1 the same, byte for byte" in told
    gone = same | {"pack": same["pack"] | {"digest": "sha256:0"}}
    assert run(gone) == 1


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{", "line 2"),
        ('{"decision": "custody-image"}', "line 2"),
        (json.dumps(recorded() | {"as_of": "soon"}), "line 2"),
        (json.dumps(recorded() | {"advice": "{"}), "decision 2"),
    ],
)
def test_broken_record_is_refused_by_its_place(
    run: Callable[..., int], broken: str, said: str
) -> None:
    with pytest.raises(PolicyError, match=said):
        run(recorded(), broken)


def test_folder_of_packs_that_is_none_is_refused(run: Callable[..., int], tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="is not a folder"):
        run(recorded(), packs=tmp_path / "none")
