"""Small exports, built by the ledger's own code, for the stand-alone verifier to judge."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bluelamp.ledger import entries, proofs, tree
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.notes import SignerKey

ORIGIN = "ambershire.example/bluelamp"
KEY = SignerKey(ORIGIN, bytes(range(32)))
BEGUN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Line = dict[str, Any]


@dataclass
class Log:
    """A log of entries for cases A and B by turns, and the lines of its exports."""

    lines: list[Line] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)

    def add(self, kind: str = "advised", **body: entries.JSON) -> None:
        seq = len(self.lines) + 1
        salt = seq.to_bytes(32)
        stated = entries.statement(case="BA"[seq % 2], actor="PO-1", body={"n": seq, **body})
        at = BEGUN + timedelta(minutes=seq)
        promised = entries.commitment(salt, stated)
        leaf = entries.leaf(seq=seq, kind=kind, at=at, commitment=promised)
        self.hashes.append(tree.leaf_hash(leaf))
        self.lines.append(
            {
                "seq": seq,
                "leaf": leaf.decode(),
                "hash": self.hashes[-1].hex(),
                "salt": b64encode(salt).decode(),
                "body": stated.decode(),
            }
        )

    def note(self, size: int, origin: str = ORIGIN, key: SignerKey = KEY) -> Line:
        root = tree.Tree(self.hashes).root(size)
        return {"checkpoint": Checkpoint(origin=origin, size=size, root=root).signed(key)}

    def header(self, case: str | None = None) -> Line:
        size = len(self.lines)
        return {"format": "bluelamp-record/1", "origin": ORIGIN, "case": case, "size": size}

    def whole(self, *checkpoints: int) -> list[Line]:
        """The whole log, with checkpoints after these sizes and at the end."""
        lines = [self.header()]
        for line in self.lines:
            lines.append(dict(line))
            if line["seq"] in checkpoints:
                lines.append(self.note(line["seq"]))
        return [*lines, self.note(len(self.lines))]

    def of_case(self, case: str) -> list[Line]:
        """The entries of one case with their proofs."""
        size, grown = len(self.lines), tree.Tree(self.hashes)
        lines = [self.header(case)]
        for line in self.lines:
            if json.loads(line["body"])["case"] == case:
                proof = proofs.inclusion(grown.node, line["seq"] - 1, size)
                lines.append({**line, "proof": [b64encode(step).decode() for step in proof]})
        return [*lines, self.note(size)]


def log_of(size: int) -> Log:
    """A log of this many entries."""
    log = Log()
    for _ in range(size):
        log.add()
    return log


def written(folder: Path, lines: list[Line]) -> Path:
    """The lines as an export file."""
    file = folder / "record.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return file
