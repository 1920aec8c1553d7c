"""Small exports, built by the ledger's own code, for the stand-alone verifier to judge."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bluelamp.ledger import proofs, tree
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.entries import JSON, commitment, leaf, statement
from bluelamp.ledger.notes import SignerKey

ORIGIN = "ambershire.example/bluelamp"
KEY = SignerKey(ORIGIN, bytes(range(32)))
BEGUN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WIDTH = 256


@dataclass
class Lines:
    """An export: its first line, and those that follow it by name of their entry, each to be tampered with."""

    header: dict[str, Any]
    entries: list[list[bytes]]
    tiled: bool

    def leaf(self, seq: int, change: Callable[[bytes], bytes]) -> None:
        self.entries[seq - 1][0] = change(self.entries[seq - 1][0])

    def body(self, seq: int, change: Callable[[bytes], bytes]) -> None:
        self.entries[seq - 1][1] = change(self.entries[seq - 1][1])

    def proof(self, seq: int, change: Callable[[bytes], bytes]) -> None:
        self.entries[seq - 1][2] = change(self.entries[seq - 1][2])

    def lines(self, tiles: list[bytes]) -> list[bytes]:
        """Every line in its order, with these tiles after their entries."""
        first = json.dumps(self.header, ensure_ascii=False, separators=(",", ":")).encode()
        found = [first]
        for place, entry in enumerate(self.entries, start=1):
            found += entry
            if self.tiled and (place % WIDTH == 0 or place == len(self.entries)):
                found.append(tiles[(place - 1) // WIDTH])
        return found


@dataclass
class Log:
    """A log of entries for cases A and B by turns, and its exports."""

    entries: list[list[bytes]] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)

    def add(self, kind: str = "advised", **body: JSON) -> None:
        seq = len(self.entries) + 1
        salt = seq.to_bytes(32)
        stated = statement(
            case="" if "all" in body else "BA"[seq % 2], actor="PO-1", body={"n": seq, **body}
        )
        at = BEGUN + timedelta(minutes=seq)
        promised = commitment(salt, stated)
        hashed = leaf(seq=seq, kind=kind, at=at, commitment=promised)
        self.hashes.append(tree.leaf_hash(hashed))
        self.entries.append([hashed, salt.hex().encode() + b" " + stated])

    def note(self, size: int, origin: str = ORIGIN, key: SignerKey = KEY) -> str:
        root = tree.Tree(self.hashes).root(size)
        return Checkpoint(origin=origin, size=size, root=root).signed(key)

    def tiles(self) -> list[bytes]:
        """The line of hashes after each 256 entries and after the last."""
        starts = range(0, len(self.hashes), WIDTH)
        return [b"".join(self.hashes[at : at + WIDTH]).hex().encode() for at in starts]

    def header(self, case: str | None, entries: int, checkpoints: list[str]) -> dict[str, Any]:
        header = {"format": "bluelamp-record/2", "origin": ORIGIN, "case": case}
        counts = {"entries": entries, "size": len(self.entries)}
        return {**header, **counts, "checkpoints": checkpoints}

    def whole(self, *checkpoints: int) -> Lines:
        """The whole log, with checkpoints of these sizes and of its own."""
        notes = [self.note(size) for size in sorted({*checkpoints, len(self.entries)})]
        return Lines(
            self.header(None, len(self.entries), notes),
            [list(entry) for entry in self.entries],
            tiled=True,
        )

    def of_case(self, case: str) -> Lines:
        """The entries of one case with their proofs."""
        size, grown, found = len(self.entries), tree.Tree(self.hashes), []
        for index, (hashed, body) in enumerate(self.entries):
            if json.loads(body[65:])["case"] == case:
                proof = proofs.inclusion(grown.node, index, size)
                found.append([hashed, body, b" ".join(step.hex().encode() for step in proof)])
        return Lines(self.header(case, len(found), [self.note(size)]), found, tiled=False)


def log_of(size: int) -> Log:
    """A log of this many entries."""
    log = Log()
    for _ in range(size):
        log.add()
    return log


def written(folder: Path, log: Log, export: Lines) -> Path:
    """The export as a file."""
    return put(folder, export.lines(log.tiles()))


def put(folder: Path, lines: list[bytes]) -> Path:
    """These lines as a file."""
    file = folder / "record.txt"
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    return file


def corrupted(whole: bytes, chance: random.Random) -> bytes:
    """The bytes with a bit turned, a byte lost, a piece moved, doubled, lost or cut off."""
    place, other = sorted(chance.sample(range(len(whole)), 2))
    match chance.randrange(8):
        case 0:
            return whole[:place]
        case 1:
            return whole[:place] + whole[place + 1 :]
        case 2:
            return whole[:place] + whole[other:]
        case 3:
            return whole[:other] + whole[place:]
        case 4:
            return whole[other:] + whole[:other]
        case _:
            turned = bytes([whole[place] ^ 1 << chance.randrange(8)])
            return whole[:place] + turned + whole[place + 1 :]
