"""The build of the statics: what comes out of it, and what it says when it fails."""

import re
import stat
from pathlib import Path

import pytest

from bluelamp.look import build

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def styles() -> str:
    build.build(ROOT)
    return (build.BUILT / "bluelamp.css").read_text(encoding="utf-8")


def test_nothing_of_gov_uk_that_only_its_own_sites_may_show(styles: str) -> None:
    script = (build.BUILT / "govuk-frontend.js").read_text(encoding="utf-8")
    for text in (styles, script):
        assert not re.search("GDS Transport|crest|gds-transport|logotype", text, re.IGNORECASE)
    assert not (build.BUILT / "assets").exists()


def test_the_styles_fetch_nothing(styles: str) -> None:
    assert not re.findall(r"url\((?!data:)[^)]*\)|@font-face|@import", styles)
    assert re.search(r"url\((?!data:)", "a{background:url(x.svg)}")  # the rule can fail


def test_no_style_is_dark(styles: str) -> None:
    assert "prefers-color-scheme" not in styles


def test_a_second_build_has_nothing_to_do() -> None:
    build.build(ROOT)
    assert build.build(ROOT) is False


def test_the_lock_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "integrity" in lock
    assert "--hash=sha256:" in (ROOT / "requirements" / "node.txt").read_text(encoding="utf-8")


def test_a_failure_says_which_step_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, script in {"node": "echo v24.1.0", "npm": "echo no network >&2; exit 7"}.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (tools / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(build.StaticsNotBuilt, match=r"Could not fetch the packages.*7.*no network"):
        build.build(tmp_path)


def test_an_old_node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.0\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    wheel = build.Node(node=("wheel",), npm=("wheel",))
    monkeypatch.setattr(build, "_node_of_wheel", lambda _root: wheel)
    assert build.find_node(ROOT) is wheel


def test_the_command_says_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert build.main() == 0
    assert "Styles and scripts" in capsys.readouterr().out
