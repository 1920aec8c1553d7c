"""The page that draws a case's life shows the table as it is."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from bluelamp.casework.lifecycle import TABLE

TOOL = Path(__file__).parent.parent.parent / "tools" / "lifecycle.py"


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lifecycle_tool", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_in_the_repository_is_not_stale(tool: ModuleType) -> None:
    assert tool.main(["--check"]) == 0


def test_another_table_would_be_noticed(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "PAGE", tmp_path / "lifecycle.md")
    assert tool.main(["--check"]) == 1
    tool.main([])
    assert tool.main(["--check"]) == 0
    monkeypatch.setattr(tool, "TABLE", TABLE[:-1])
    assert tool.main(["--check"]) == 1
