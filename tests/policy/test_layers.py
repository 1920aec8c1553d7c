"""A pack may extend another: it adds, replaces, retires and sets, and the engine stays as it is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import BASELINE, JUNE

from bluelamp.policy import Advice, NotInForce, PackRefused, decide, digest, load, packs_root

VALLEY = load("thames-valley")
ORDINARY = {k: v for k, v in BASELINE["custody-image"].items() if k != "non_custodial"} | {
    "sentenced_on": "2026-06-01",
    "sentence": "custodial",
    "behaviour_order": False,
}
BASE = """# Gate

```toml decision
id = "gate"
title = "Gate"
steps = ["first", "last"]
```

> Nobody comes in at night.

```toml clause
id = "A-1"
lines = [1]
step = "first"
outcome = "refuse"
when = "night"
```

> Whoever has a key comes in.

```toml clause
id = "A-2"
lines = [2]
step = "last"
outcome = "release"
when = "key"
```

> Whoever has none waits.

```toml clause
id = "A-3"
lines = [2]
step = "last"
outcome = "hold"
until = "key"
requires = ["image"]
```

```toml facts
[night]
form = "boolean"
kind = "record"
asked_of = "press_officer"
question = "Is it night?"
[key]
form = "boolean"
kind = "record"
asked_of = "press_officer"
question = "Is there a key?"
```
"""


def valley(as_of: date = JUNE, **changed: Any) -> Advice:
    return decide(VALLEY, "custody-image", ORDINARY | changed, as_of)


def write(folder: Path, name: str, gate: str, head: str = "", source: int = 2) -> Path:
    """A pack called by its folder's name; the head may say what it extends."""
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "gate.md").write_text(gate, "utf-8")
    text = (
        f'id = "{name}"\nversion = "1"\ntitle = "{name}"\nin_force_from = 2026-01-01\n{head}\n'
        f'[source]\ntitle = "t"\nreference = "r"\nlines = {source}\n'
    )
    (folder / name / "pack.toml").write_text(text, "utf-8")
    return folder / name


def extending(folder: Path, gate: str, head: str = '[extends]\npack = "base"') -> Path:
    write(folder, "base", BASE)
    return write(folder, "over", gate, head, source=0)


def gate(folder: Path, as_of: date = JUNE, **facts: Any) -> str:
    return decide(load(folder), "gate", facts, as_of).outcome


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "release"),
        ({"sentence": "suspended"}, "refuse"),
        ({"sentence": "other"}, "refuse"),
        ({"sentence": "other", "behaviour_order": True}, "release"),
        ({"sentence": "suspended", "behaviour_order": True}, "release"),
        ({"sentence": "none", "sentenced_on": None}, "hold"),
        ({"sentence": "none", "sentenced_on": None, "behaviour_order": True}, "release"),
        ({"hospital_order": "made"}, "refuse"),
        ({"hospital_order": "made", "sentence": "custodial"}, "refuse"),
        ({"hospital_order": "expected"}, "hold"),
        ({"vulnerable_adult": True}, "refuse"),
        ({"category": ["sexual_offence"]}, "hold"),
        ({"stage": "acquitted"}, "refuse"),
    ],
)
def test_any_custodial_sentence_and_neither_suspended_nor_hospital_orders(
    changed: dict[str, Any], outcome: str
) -> None:
    assert valley(**changed).outcome == outcome


def test_the_two_forces_differ_on_the_same_case() -> None:
    """The first force's default needs no custody; the second's does."""
    fined = BASELINE["custody-image"] | {"sentenced_on": "2026-06-01", "non_custodial": True}
    assert decide(load("mps"), "custody-image", fined, JUNE).outcome == "release"
    assert valley(sentence="other").outcome == "refuse"


def test_what_is_retired_is_kept_as_a_name() -> None:
    retired = {each.clause for each in VALLEY.decisions["custody-image"].retired}
    assert {"CI-38", "CI-39"} <= retired
    assert not retired & {clause.id for clause in VALLEY.decisions["custody-image"].clauses}


def test_only_the_decisions_named_are_taken_over() -> None:
    assert set(VALLEY.decisions) == {
        "custody-image",
        "wanted-person",
        "missing-person",
        "identification-appeal",
    }
    assert VALLEY.extends == "mps"


def test_a_pack_has_a_digest_of_its_own_which_the_extended_one_changes(tmp_path: Path) -> None:
    over = extending(tmp_path, "")
    before = digest(over)
    assert before not in (digest(tmp_path / "base"), load("mps").digest)
    (tmp_path / "base" / "gate.md").write_text(BASE.replace("at night", "by night"), "utf-8")
    assert digest(over) != before
    assert digest(packs_root() / "thames-valley") == VALLEY.digest


def test_adding_replacing_retiring_and_setting(tmp_path: Path) -> None:
    changed = """
> At night whoever has a key comes in too.

```toml replace clause
id = "A-1"
lines = []
step = "first"
outcome = "refuse"
when = "night and not key"
```

```toml retire
clauses = ["A-3"]
because = "nobody waits here"
```

> Whoever has none is sent away.

```toml clause
id = "B-1"
lines = []
step = "last"
outcome = "refuse"
until = "key"
```

```toml set
because = "another name"
[decision]
title = "The other gate"
[facts.key]
question = "Is there a card?"
```
"""
    over = extending(tmp_path, changed)
    base = tmp_path / "base"
    assert (gate(base, night=True, key=True), gate(over, night=True, key=True)) == (
        "refuse",
        "release",
    )
    assert (gate(base, night=False, key=False), gate(over, night=False, key=False)) == (
        "hold",
        "refuse",
    )
    decision = load(over).decisions["gate"]
    assert decision.title == "The other gate"
    assert decision.facts["key"].question == "Is there a card?"
    assert load(base).decisions["gate"].facts["key"].question == "Is there a key?"


@pytest.mark.parametrize(
    ("gate_file", "head", "fault"),
    [
        ('```toml retire\nclauses = ["A-9"]\nbecause = "x"\n```', None, "no clause 'A-9'"),
        ('```toml retire\nclauses = ["A-3"]\nbecause = "x"\n```', None, "no clause decides"),
        ('```toml set\nbecause = "x"\n[facts.card]\nhelp = ""\n```', None, "no fact 'card'"),
        ('```toml set\nbecause = "x"\n[facts.key]\nhelps = ""\n```', None, "helps"),
        ("", '[extends]\npack = "nowhere"', "which is no pack"),
        ("", '[extends]\npack = "../base"', "which is no other pack"),
        ("", '[extends]\npack = "over"', "which is no other pack"),
        ("", '[extends]\npack = "base"\ndigest = "sha256:0"', "which now is"),
        ("", '[extends]\npack = "base"\ndecisions = ["door"]', "does not have"),
        ("", '[readings]\nX = "y"\n[extends]\npack = "base"', "readings.X"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    tmp_path: Path, gate_file: str, head: str | None, fault: str
) -> None:
    over = extending(tmp_path, gate_file, head or '[extends]\npack = "base"')
    with pytest.raises(PackRefused, match=fault):
        load(over)


def test_a_clause_counts_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    """The closed clause and its successor each decide their own days, and the change is foretold."""
    dated = BASE.replace('when = "night"', 'when = "night"\nin_force_until = 2026-06-30') + (
        "\n> From July nobody comes in at night without a guard.\n\n```toml clause\n"
        'id = "A-4"\nlines = [1]\nstep = "first"\noutcome = "hold"\nrequires = ["image"]\n'
        'when = "night"\nin_force_from = 2026-07-01\n```\n'
    )
    folder = write(tmp_path, "dated", dated)
    assert gate(folder, date(2026, 6, 30), night=True) == "refuse"
    assert gate(folder, date(2026, 7, 1), night=True) == "hold"
    advice = decide(load(folder), "gate", {"night": True}, JUNE)
    assert [(c.on, c.outcome) for c in advice.changes_on] == [(date(2026, 7, 1), "hold")]


def test_every_span_of_days_is_proved(tmp_path: Path) -> None:
    ended = BASE.replace('until = "key"', 'until = "key"\nin_force_until = 2026-06-30')
    with pytest.raises(PackRefused, match="no clause decides the case"):
        load(write(tmp_path, "ended", ended))


def test_a_day_before_the_pack_or_after_it_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, "short", BASE, "in_force_until = 2026-12-31")
    with pytest.raises(NotInForce, match="allowed is 2026-01-01 to 2026-12-31"):
        gate(folder, date(2025, 12, 31), night=True)
    with pytest.raises(NotInForce, match="2027-01-01"):
        gate(folder, date(2027, 1, 1), night=True)
    with pytest.raises(NotInForce, match="2023-01-01 or a later day"):
        decide(load("mps"), "custody-image", {}, date(2022, 12, 31))
