"""The house keeps its own rules: sizes, names, numbers, words."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "bluelamp"
MODULES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]

LONGEST_MODULE = 300
LONG_MODULES = {
    "ledger/verifier.py": "stands alone, to be handed to an outsider as one file",
}
LONGEST_FUNCTION = 40
LONG_FUNCTIONS: dict[str, str] = {}

UNWANTED = {"manager", "helper", "helpers", "utils", "util", "handler", "processor", "data", "info"}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = {name_of(p) for p in MODULES if len(p.read_text().splitlines()) > LONGEST_MODULE}
    assert long == set(LONG_MODULES)


def test_no_function_is_longer_than_a_screen() -> None:
    long = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                body = [*node.body]
                first = body[1] if ast.get_docstring(node) and len(body) > 1 else body[0]
                if node.end_lineno - first.lineno + 1 > LONGEST_FUNCTION:
                    long.add(f"{name_of(path)}:{node.name}")
    assert long == set(LONG_FUNCTIONS)


def test_no_module_has_a_name_that_says_nothing() -> None:
    words = {(name_of(p), word) for p in MODULES for word in p.stem.split("_")}
    assert not {(path, word) for path, word in words if word in UNWANTED}


def test_decisions_are_numbered_without_gaps_and_headed_by_their_number() -> None:
    files = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    for number, file in zip(numbers, files, strict=True):
        assert file.read_text().startswith(f"# {number}. ")


def test_every_setting_that_is_read_is_documented() -> None:
    read = set()
    for path in (SOURCE / "project" / "settings").glob("*.py"):
        read |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text()))
        read |= set(re.findall(r'_secret\("([A-Z_]+)"', path.read_text()))
    documented = set(re.findall(r"`([A-Z_]{4,})`", (ROOT / "docs" / "settings.md").read_text()))
    assert read <= documented


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / "requirements" / lock).read_text()


def test_files_that_architecture_names_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for name in re.findall(r"`([\w/.-]+\.(?:py|md))`", text):
        assert (SOURCE / name).exists() or (ROOT / name).exists(), name
