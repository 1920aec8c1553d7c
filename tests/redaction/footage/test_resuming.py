"""Work that is killed leaves no film behind, and is taken up where it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.redaction.footage.clips import film, numbers

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage import folder as kept
from bluelamp.redaction.footage.confined import Confined, Step
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import propose_footage
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.redacting import Walk
from bluelamp.redaction.footage.values import Probe

WORK = """
import sys
from pathlib import Path
from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import propose_footage
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.redacting import Walk
source, root = Path(sys.argv[1]), Path(sys.argv[2])
found = probe(source, limits=FootageLimits(segment=10))
with Folder(root, sha256=found.sha256) as folder:
    walk = Walk(source=source, probe=found, folder=folder, tell=lambda *_: None, workers=1)
    walk.render(propose_footage(found, []))
"""


def finished(root: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_mtime_ns
        for path in root.rglob("render-*/*")
        if path.name[0] == "0"
    }


def test_killed_in_the_middle_and_taken_up_again(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4", frames=160, size=(480, 272))
    root = tmp_path / "work"
    worker = subprocess.Popen([sys.executable, "-c", WORK, str(source), str(root)])
    while not finished(root) and worker.poll() is None:
        time.sleep(0.01)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    before = finished(root)
    assert 0 < len(before) < 13
    assert not list(tmp_path.rglob("*unexamined"))
    found = probe(source, limits=FootageLimits(segment=10))
    told: list[int] = []
    with Folder(root, sha256=found.sha256) as folder:
        walk = Walk(
            source=source, probe=found, folder=folder, tell=lambda _, done, __: told.append(done)
        )
        path, _ = walk.render(propose_footage(found, []))
    after = finished(root)
    assert {name: after[name] for name in before} == before
    assert told[0] > 1
    assert numbers(path) == [number % 256 for number in range(160)]
    folder.clear()
    assert not list(root.iterdir())


def test_work_of_another_program_other_models_or_another_cut_is_not_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = film(tmp_path / "x.mp4", frames=40)
    root = tmp_path / "work"

    def rendered(found: Probe) -> Path:
        with Folder(root, sha256=found.sha256) as folder:
            walk = Walk(source=source, probe=found, folder=folder, tell=lambda *_: None, workers=1)
            path, _ = walk.render(propose_footage(found, []))
            assert len(numbers(path)) == 40
            return path

    def changed(name: str, value: object) -> Path:
        with monkeypatch.context() as patch:
            patch.setattr(kept, name, value)
            kept._program.cache_clear()
            path = rendered(coarse)
        kept._program.cache_clear()
        return path

    coarse, fine = (probe(source, limits=FootageLimits(segment=each)) for each in (40, 12))
    other_models = tmp_path / "models.toml"
    other_models.write_text("other")
    paths = {
        rendered(coarse),
        rendered(fine),
        changed("version", lambda _: "another"),
        changed("MANIFEST", other_models),
    }
    assert len(paths) == 4
    assert rendered(coarse) in paths
    with Folder(root, sha256=coarse.sha256) as folder:
        folder.clear()
    assert not list(root.iterdir())


def test_a_decoder_that_dies_is_told_in_a_sentence(tmp_path: Path) -> None:
    source = film(tmp_path / "x.mp4", frames=12)
    found = probe(source)
    with Confined(Step.PROBE, setting=b"\x80", sources=[source]) as process:
        assert process.protections
        process.stop()
        with pytest.raises(FootageRefused, match="came to grief"):
            list(process.ask(b""))
    assert found.picture.frames == 12
