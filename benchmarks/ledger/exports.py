"""A large export made without a database, for the verifier: the same lines as the record writes."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bluelamp.ledger import entries, tree
from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.notes import SignerKey
from bluelamp.ledger.tiles import WIDTH

KEY = SignerKey("ambershire.example/bluelamp", bytes(range(32)))
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
A_DAY = 550
STATED = entries.statement(
    case="CI-26-000000",
    actor="PO-1041",
    body={
        "outcome": "release",
        "grounds": ["CI-4.1", "CI-4.3", "CI-5.2"],
        "reasons": "Convicted and sentenced; the picture serves the policy's purpose. " * 3
        + "Seen by counsel.",
        "rendition": sha256(b"a picture").hexdigest(),
    },
)


def write(file: Path, leaves: Path, size: int) -> int:
    """An export of the whole record with so many entries and a checkpoint a day; how many bytes it has.

    The leaves go into a file of their own too, one a line.
    """
    body = file.with_suffix(".entries")
    frontier, hashes, notes = tree.Frontier(), [], []
    with body.open("wb") as lines, leaves.open("wb") as alone:
        for seq in range(1, size + 1):
            leaf, said = _entry(seq)
            hashed = tree.leaf_hash(leaf)
            hashes.append(hashed.hex())
            lines.write(leaf + b"\n" + said + b"\n")
            alone.write(leaf + b"\n")
            if len(hashes) == WIDTH or seq == size:
                lines.write("".join(hashes).encode() + b"\n")
                hashes.clear()
            frontier = frontier.append(hashed)
            if seq % A_DAY == 0 or seq == size:
                stated = Checkpoint(origin=KEY.name, size=seq, root=frontier.root())
                notes.append(stated.signed(KEY))
    header = {
        "format": "bluelamp-record/2",
        "origin": KEY.name,
        "case": None,
        "entries": size,
        "size": size,
    }
    first = json.dumps({**header, "checkpoints": notes}, ensure_ascii=False, separators=(",", ":"))
    with file.open("wb") as export, body.open("rb") as lines:
        export.write(first.encode() + b"\n")
        while piece := lines.read(1 << 20):
            export.write(piece)
    body.unlink()
    return file.stat().st_size


def days(size: int) -> int:
    """How many checkpoints an export of so many entries has."""
    return -(-size // A_DAY)


def root_of(file: Path) -> str:
    """The root in hexadecimal that an export's last checkpoint states."""
    with file.open("rb") as lines:
        note = json.loads(lines.readline())["checkpoints"][-1]
    return Checkpoint.opened(note, [KEY.verifier]).root.hex()


def _entry(seq: int) -> tuple[bytes, bytes]:
    """The leaf and the body of an entry."""
    salt = sha256(b"salt %d" % seq).digest()
    stated = STATED.replace(b"000000", b"%06d" % (seq // 20 % 1_000_000))
    at = BEGUN + timedelta(seconds=157 * seq)
    promised = entries.commitment(salt, stated)
    leaf = entries.leaf(seq=seq, kind="released", at=at, commitment=promised)
    return leaf, salt.hex().encode() + b" " + stated
