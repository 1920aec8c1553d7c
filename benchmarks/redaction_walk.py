"""Bluelamp's walk over one clip, stage by stage: seconds of each as a line of JSON, and the film.

The film is kept even where its examination fails, for a ruler of its own to measure.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bluelamp.redaction.footage.folder import Folder
from bluelamp.redaction.footage.following import follow
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import Damage, propose_footage
from bluelamp.redaction.footage.redacting import Walk

T = TypeVar("T")


def main() -> None:
    """Walk, and say what each stage took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--examine", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.output.parent) as root:
        print(json.dumps(_walk(asked, Path(root))))


def _walk(asked: argparse.Namespace, root: Path) -> dict[str, object]:
    took: dict[str, object] = {}
    clock = _Clock(took)
    found = clock("probe", lambda: probe(asked.source))
    with Folder(root, sha256=found.sha256) as folder:
        walk = Walk(
            source=asked.source,
            probe=found,
            folder=folder,
            tell=lambda *_: None,
            workers=asked.workers,
        )
        seen = clock("analyse", lambda: walk.analyse(Damage.STOP))
        plan = clock("plan", lambda: propose_footage(found, follow(found, seen)))
        film, _ = clock("render", lambda: walk.render(plan))
        shutil.copyfile(film, asked.output)
        took["tracks"] = len(plan.tracks)
        if asked.examine:
            report = clock("examine", lambda: walk.examine(plan, output=film))
            took |= {"passed": report.passed, "failures": report.failures}
    return took


class _Clock:
    """Notes how long each call takes, in seconds."""

    def __init__(self, took: dict[str, object]) -> None:
        self._took = took

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        result = work()
        self._took[name] = round(perf_counter() - start, 2)
        return result


if __name__ == "__main__":
    main()
