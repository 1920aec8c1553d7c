"""DPA 2018 s. 62: every kind of entry that the product makes is one of the six operations, and has its words."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import bluelamp
from bluelamp.casework.entry_words import TITLES
from bluelamp.casework.lifecycle import TABLE
from bluelamp.record.operations import OPERATIONS, READS, Operation, kinds_of

SOURCE = Path(bluelamp.__file__).parent
APPENDING = {"append", "add", "_entered", "_enter", "enter"}
# Rooms without a record: what they append is something else.
NOT_ENTRIES = {"policy", "ledger", "redaction", "witness"}


def kinds_appended(text: str) -> Iterator[str]:
    """The kinds that calls which append an entry name outright."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in APPENDING:
            named = [each.value for each in node.keywords if each.arg == "kind"]
            first = node.args[:1] if _name(node.func) in {"_enter", "enter"} else []
            for given in (*named, *first):
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def _name(called: ast.expr) -> str:
    return getattr(called, "attr", getattr(called, "id", ""))


def every_kind() -> dict[str, str]:
    """Every kind of entry, with where it is made."""
    found = {step.entry: "casework/lifecycle.py" for step in TABLE}
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in NOT_ENTRIES:
            for kind in kinds_appended(path.read_text(encoding="utf-8")):
                found[kind] = str(path.relative_to(SOURCE))
    return found


def test_the_search_for_kinds_finds_them() -> None:
    planted = 'record.append(kind="original sold", case=c)\n_enter("work lost", w)\nlist.append(1)'
    assert list(kinds_appended(planted)) == ["original sold", "work lost"]
    assert {"legal advice read", "work cancelled", "rendition failed", "disclosed"} <= set(
        every_kind()
    )


def test_every_kind_of_entry_is_one_of_the_six_operations() -> None:
    unmapped = {kind: where for kind, where in every_kind().items() if kind not in OPERATIONS}
    assert not unmapped, "add these to record/operations.py"


def test_every_kind_has_its_words() -> None:
    assert sorted(set(OPERATIONS) - set(TITLES)) == [], "add to casework/entry_words.TITLES"
    assert sorted(set(TITLES) - set(OPERATIONS)) == [], "add to record/operations.py"


def test_no_kind_is_two_operations_and_each_operation_has_kinds() -> None:
    counted = Counter(kind for each in Operation for kind in kinds_of(each))
    assert max(counted.values()) == 1
    assert all(kinds_of(each) for each in Operation)
    assert kinds_of(Operation.CONSULTATION) == READS
