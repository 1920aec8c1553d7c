"""A broken pack is refused with its file and line, and with a case where the logic is at fault."""

from pathlib import Path

import pytest
from tests.policy.cases import JUNE

from bluelamp.policy import NoSuchPack, PackRefused, decide, load, packs

HEAD = """\
id = "small"
version = "1"
title = "A small pack"
in_force_from = 2026-01-01
[source]
title = "A source of ten lines"
reference = "none"
lines = 10
"""

SMALL = """\
# Small

```toml decision
id = "gate"
title = "A gate"
steps = ["stop", "go"]
[only_if]
release = "not stopped"
```

## Facts

```toml facts
[stopped]
form = "boolean"
kind = "record"
question = "Is it stopped?"
asked_of = "guard"
[light]
form = "choice"
kind = "record"
question = "Which light?"
asked_of = "guard"
values = ["red", "green"]
```

## Clauses

> Red or stopped refuses.

```toml clause
id = "G-1"
lines = [1]
step = "stop"
outcome = "refuse"
when = "stopped or light == red"
```

> Green releases.

```toml clause
id = "G-2"
lines = [2]
step = "go"
outcome = "release"
when = "light == green"
```
"""


def pack(folder: Path, text: str, head: str = HEAD) -> Path:
    (folder / "pack.toml").write_text(head, "utf-8")
    (folder / "gate.md").write_text(text, "utf-8")
    return folder


def test_small_pack_is_sound(tmp_path: Path) -> None:
    advice = decide(load(pack(tmp_path, SMALL)), "gate", {"light": "green"}, JUNE)
    assert (advice.outcome, advice.possible) == ("undetermined", ("release", "refuse"))


def test_both_reasons_are_cited_where_neither_is_certain(tmp_path: Path) -> None:
    text = SMALL.replace(
        'when = "stopped or light == red"\n```',
        'when = "stopped"\n```\n\n```toml clause\nid = "G-3"\nlines = [1]\nstep = "stop"\n'
        'outcome = "refuse"\nwhen = "not stopped and light == red"\n```',
    )
    advice = decide(load(pack(tmp_path, text)), "gate", {"light": "red"}, JUNE)
    assert advice.outcome == "refuse"
    assert [reason.clause for reason in advice.because] == ["G-1", "G-3"]


@pytest.mark.parametrize(
    ("old", "new", "on", "fault"),
    [
        ("stopped or light == red", "stopped", 'id = "gate"', "no clause decides the case"),
        ("light == green", "lamp == green", "lamp", "lamp is neither a fact nor a term"),
        ("light == red", "light == blue", "blue", "allowed are red, green"),
        ("light == red", "light", "or light", "compared with one of its values"),
        ("light == red", "stopped == red", "== red", "not a choice"),
        ("light == red", "len(light)", "len", "are allowed"),
        ("light == red", "light < red", "<", "only ==, !=, in and not in compare"),
        ("light == red", "", "stopped or", "not an expression"),
        ("light == red", "red in light", "in light", "no members"),
        ('id = "G-2"', 'id = "G-1"', 'id = "G-1"', "stated twice"),
        ('step = "go"', 'step = "gone"', "gone", "allowed: go, stop"),
        ("lines = [2]", "lines = [11]", "11", "1 to 10"),
        ('outcome = "release"', 'outcome = "maybe"', "maybe", "maybe"),
        ('outcome = "release"', 'outcome = "refer"', "refer", "has a default"),
        ('outcome = "release"', 'outcome = "undetermined"', "undetermined", "undetermined"),
        ('id = "G-2"', 'id = "G-2"\ncolour = 1', "colour = 1", "colour"),
        ('id = "G-2"', 'id = "G-2', 'id = "G-2', "Illegal character"),
        ("toml clause", "toml klause", 'id = "G-1"', "klause"),
        ("> Red or stopped refuses.\n", "", 'id = "G-1"', "passage"),
        ('step = "go"\noutcome = "release"', "", 'id = "G-2"', "decides, supports"),
        ('step = "go"\n', "", 'id = "G-2"', "has a step and an outcome"),
        ('id = "G-2"', 'id = "G-2"\nreadings = ["X-1"]', "X-1", "no reading X-1"),
        ('id = "G-2"', 'id = "G-2"\noverrides = ["G-1"]', "overrides", "in its step"),
        ('values = ["red", "green"]', "", "[light]", "lists its values"),
        ('values = ["red", "green"]', 'values = ["red", "red"]', "[light]", "twice"),
        ('"not stopped"', '"not stopped and light == red"', 'id = "gate"', "outside its bounds"),
    ],
)
def test_broken_pack_is_refused(tmp_path: Path, old: str, new: str, on: str, fault: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    with pytest.raises(PackRefused, match=fault) as refusal:
        load(pack(tmp_path, text))
    assert refusal.value.file.name == "gate.md"
    assert on in text.splitlines()[refusal.value.line - 1]


CONTINUED = 'when = """stopped \\\n    or lamp == red"""'


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("light == red", "lamp == red", 'lamp == red"'),
        ('when = "stopped or light == red"', CONTINUED, "lamp == red"),
        ('when = "stopped or light == red"', "when='stopped or lamp == red'", "lamp == red"),
        ('outcome = "release"', 'outcome = "maybe"', "outcome ="),
        ('id = "G-2"', 'id = "G-2"\ncolour = 1', "colour = 1"),
        ("lines = [2]", "lines = [11]", "lines ="),
        ("lines = [2]", "lines = [2", 'step = "go"'),
        ("toml clause", "toml klause", 'id = "G-1"'),
    ],
)
def test_a_fault_is_found_at_its_column(tmp_path: Path, old: str, new: str, at: str) -> None:
    text = SMALL.replace(old, new, 1)
    with pytest.raises(PackRefused) as refusal:
        load(pack(tmp_path, text))
    line = text.splitlines()[refusal.value.line - 1]
    assert line[refusal.value.column - 1 :].startswith(at)
    assert f"gate.md:{refusal.value.line}:{refusal.value.column}: " in str(refusal.value)


def test_gap_names_a_case_that_nothing_decides(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match=r"stopped = false, light = red"):
        load(pack(tmp_path, SMALL.replace("stopped or light == red", "stopped")))


def test_conflict_names_both_clauses_and_a_case(tmp_path: Path) -> None:
    text = SMALL.replace('step = "go"', 'step = "stop"').replace("light == green", "light != red")
    with pytest.raises(PackRefused, match=r"G-1 and G-2 decide .* differently: stopped = true"):
        load(pack(tmp_path, text))


def test_override_settles_a_conflict(tmp_path: Path) -> None:
    text = SMALL.replace('step = "go"', 'step = "stop"').replace("light == green", "light != red")
    text = text.replace('id = "G-1"', 'id = "G-1"\noverrides = ["G-2"]')
    advice = decide(load(pack(tmp_path, text)), "gate", {"stopped": True}, JUNE)
    assert advice.outcome == "refuse"


def test_ring_of_overrides_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace('step = "go"', 'step = "stop"\noverrides = ["G-1"]')
    text = text.replace('id = "G-1"', 'id = "G-1"\noverrides = ["G-2"]')
    with pytest.raises(PackRefused, match="in a ring"):
        load(pack(tmp_path, text))


def test_clause_that_can_never_win_is_refused(tmp_path: Path) -> None:
    dead = SMALL.replace(
        '"light == green"',
        '"light == green"\n```\n\n```toml clause\nid = "G-4"\n'
        'lines = [3]\nstep = "go"\noutcome = "hold"\nwhen = "stopped"',
    )
    with pytest.raises(PackRefused, match="G-4 can never win"):
        load(pack(tmp_path, dead))


@pytest.mark.parametrize(
    ("head", "fault"),
    [("id = 3", "str"), ("id = ", "Invalid"), (HEAD + "colour = 1\n", "colour")],
)
def test_broken_head_is_refused(tmp_path: Path, head: str, fault: str) -> None:
    with pytest.raises(PackRefused, match=fault):
        load(pack(tmp_path, SMALL, head))


def test_pack_without_a_decision_block_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="exactly one block of kind 'decision'"):
        load(pack(tmp_path, "# Nothing\n"))


def test_text_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (pack(tmp_path, SMALL) / "gate.md").write_bytes(b"\xff\xfe")
    with pytest.raises(PackRefused, match="UTF-8"):
        load(tmp_path)


def test_unknown_pack_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPack, match="mps"):
        load("mpz")
    with pytest.raises(NoSuchPack, match=r"no pack\.toml"):
        load(tmp_path)


def test_shipped_packs_load_and_are_read_once() -> None:
    assert packs() == ("mps", "thames-valley")
    assert load("mps") is load("mps")


def test_digest_changes_with_one_byte_of_any_file(tmp_path: Path) -> None:
    seen = {load(pack(tmp_path, SMALL)).digest}
    for name, text, head in (("a", SMALL + " ", HEAD), ("b", SMALL, HEAD + "\n")):
        folder = tmp_path / name
        folder.mkdir()
        seen.add(load(pack(folder, text, head)).digest)
    assert len(seen) == 3
