"""Benchmarks of redaction beside deface and beside coding alone: `make bench-redaction`.

Recall is of footage and pictures that no parameter was chosen on. Speeds are of this machine at this
hour; compare those of one run. What is printed also replaces its part of the page of results.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.redaction_pans import MADE, MEDIA, make_pan
from benchmarks.redaction_rivals import ROOT, install_deface
from benchmarks.redaction_sheets import write_sheets

from benchmarks import redaction_recall, redaction_speed, redaction_stills, redaction_tables

PAGE = ROOT / "docs" / "redaction-results.md"
SEED = 7
_720, _1080 = (1280, 720), (1920, 1080)


def main() -> int:
    """Run the parts that were asked for, and print as they come."""
    asked = _asked()
    if not (asked.media / "faces").is_dir():
        print(f"No labelled stills in {asked.media}; name their folder with --media.")
        return 2
    MADE.mkdir(parents=True, exist_ok=True)
    install_deface()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name in asked.parts:
        text = "\n".join(PARTS[name](asked))
        print(f"\n{text}")
        if not asked.keep_page:
            _replace(name, text)
    return 0


def _recall(asked: argparse.Namespace) -> Iterator[str]:
    frames = 100 if asked.quick else 1000
    pan = make_pan(half=asked.half, size=_720, frames=frames, seed=SEED, media=asked.media)
    rows = redaction_recall.compare(pan, MADE)
    yield from redaction_tables.recall(pan, rows)
    write_sheets(rows[0].score, MADE / f"bluelamp-{pan.path.name}", MADE / "leaks")


def _clips(asked: argparse.Namespace) -> Iterator[str]:
    rows = []
    for seed in asked.seeds:
        pan = make_pan(half=asked.half, size=_720, frames=1000, seed=seed, media=asked.media)
        rows.append((seed, redaction_recall.alone(pan, MADE)))
    return redaction_tables.clips(rows)


def _speed(asked: argparse.Namespace) -> Iterator[str]:
    shared = asked.media / "clips" / "pan720.mp4"
    if asked.quick or not shared.exists():
        frames = 100 if asked.quick else 1000
        shared = make_pan(half=asked.half, size=_720, frames=frames, media=asked.media).path
    frames = 50 if asked.quick else 300
    large = make_pan(half=asked.half, size=_1080, frames=frames, seed=SEED, media=asked.media)
    for source in (shared, large.path):
        yield from redaction_tables.speed(redaction_speed.compare(source, MADE, asked.rounds))
        yield from redaction_tables.stages(redaction_speed.stages(source, MADE))


def _pictures(asked: argparse.Namespace) -> Iterator[str]:
    return redaction_tables.pictures(redaction_stills.compare(asked.media, MADE, asked.half))


def _memory(asked: argparse.Namespace) -> Iterator[str]:
    pan = make_pan(half=asked.half, size=_720, seed=SEED, media=asked.media)
    return redaction_tables.memory(redaction_speed.memory_by_length(pan.path, MADE, asked.minutes))


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "recall": _recall,
    "clips": _clips,
    "pictures": _pictures,
    "speed": _speed,
    "memory": _memory,
}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--media", type=Path, default=MEDIA, help="folder of stills and clips")
    parser.add_argument("--half", choices=("tune", "test"), default="test", help="of the stills")
    parser.add_argument("--seeds", type=int, nargs="*", default=[19, 23, 29], help="for clips")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each program, for speed")
    parser.add_argument("--minutes", type=int, nargs="*", default=[1, 60], help="for memory")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--quick", action="store_true", help="a tenth of the footage")
    parser.add_argument("--keep-page", action="store_true", help="print only")
    return parser.parse_args()


def _replace(name: str, text: str) -> None:
    """Put a part's tables between its marks on the page."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, _, rest = PAGE.read_text().partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")


if __name__ == "__main__":
    sys.exit(main())
