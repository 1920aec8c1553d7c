"""Proofs a second out of a database of a million entries, beside pymerkle's tree in memory."""

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ledger import home
from benchmarks.ledger.exports import KEY

from bluelamp.ledger import tiles, tree
from bluelamp.ledger.checkpoints import Checkpoint

PYMERKLE = """
import random, sys, time
from pymerkle import InmemoryTree
size, count = int(sys.argv[1]), int(sys.argv[2])
leaves = [str(number).encode() for number in range(size)]
grown = InmemoryTree.init_from_entries(leaves, algorithm="sha256")
chance = random.Random(7)
for prove in (lambda: grown.prove_inclusion(chance.randrange(size) + 1, size),
              lambda: grown.prove_consistency(chance.randrange(size) + 1, size)):
    begun = time.perf_counter()
    for _ in range(count):
        prove()
    print(count / (time.perf_counter() - begun))
"""


def fill(database: Path, size: int) -> None:
    """Put entries, tiles and a checkpoint into the record's tables, past its guards and without bodies.

    What is proved out of them is as if they had been appended one by one, which would take minutes.
    """
    at = datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None)
    growing, frontier = tiles.Tiling(), tree.Frontier()
    filled: list[tuple[int, int, bytes, bytes]] = []

    def rows() -> Iterator[tuple[int, str, str, bytes, bytes]]:
        nonlocal frontier
        for seq in range(1, size + 1):
            leaf = b"%d" % seq
            hashed = tree.leaf_hash(leaf)
            frontier = frontier.append(hashed)
            places = tiles.filled(seq)
            for (level, full), (_, number) in zip(growing.append(hashed), places, strict=True):
                filled.append((level, number, full.root(), tiles.to_bytes(full.levels[0])))
            yield seq, str(at), f"CI-26-{seq // 20}", leaf, hashed

    with sqlite3.connect(database) as direct:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record%'"
        for (name,) in direct.execute(triggers).fetchall():
            direct.execute(f"DROP TRIGGER {name}")
        entry = "INSERT INTO record_entry VALUES (?, ?, 'released', ?, 'PO-1041', ?, ?)"
        direct.executemany(entry, rows())
        tile = "INSERT INTO record_tile (level, number, root, hashes) VALUES (?, ?, ?, ?)"
        direct.executemany(tile, filled)
        root, edge = frontier.root(), frontier.to_bytes()
        note = Checkpoint(origin=KEY.name, size=size, root=root).signed(KEY)
        direct.execute("INSERT INTO record_head VALUES (1, ?, ?, ?)", (size, root, edge))
        checkpoint = "INSERT INTO record_checkpoint (size, root, frontier, note, created_at)"
        direct.execute(f"{checkpoint} VALUES (?, ?, ?, ?, ?)", (size, root, edge, note, str(at)))


def rates(folder: Path, size: int, count: int) -> dict[str, float]:
    """Proofs a second in a new home there, each from rows read anew."""
    home.begin(folder)
    from django.conf import settings  # noqa: PLC0415  Django is set up by now

    fill(settings.DATABASES["default"]["NAME"], size)
    from bluelamp.record import selectors  # noqa: PLC0415  as above

    chance = random.Random(7)  # noqa: S311  repeatable, not secret
    asked = {
        "inclusion": lambda: selectors.inclusion(chance.randrange(size) + 1, size),
        "consistency": lambda: selectors.consistency(chance.randrange(size) + 1, size),
        "proof files": lambda: selectors.tlog_proof(chance.randrange(size) + 1),
    }
    return {name: _rate(prove, count) for name, prove in asked.items()}


def pymerkle_rates(size: int, count: int) -> dict[str, float]:
    """Of pymerkle: its inclusion and consistency proofs a second, in a process of its own."""
    words = [sys.executable, "-c", PYMERKLE, str(size), str(count)]
    ran = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603  our own words
    return dict(zip(("inclusion", "consistency"), map(float, ran.stdout.split()), strict=True))


def _rate(prove: Callable[[], object], count: int) -> float:
    begun = time.perf_counter()
    for _ in range(count):
        prove()
    return count / (time.perf_counter() - begun)
