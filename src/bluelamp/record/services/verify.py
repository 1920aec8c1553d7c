"""Check the record against itself: every row, every body, every checkpoint, the head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from bluelamp.ledger import entries, tiles, tree
from bluelamp.ledger.checkpoints import Checkpoint as Statement
from bluelamp.ledger.errors import LedgerError
from bluelamp.ledger.tiles import Tiling
from bluelamp.ledger.tree import Frontier
from bluelamp.record import agreement
from bluelamp.record.errors import BodyDamaged
from bluelamp.record.keys import signing_key
from bluelamp.record.models import Checkpoint, Head, Tile
from bluelamp.record.rows import Row, rows
from bluelamp.record.values import ERASED, Fault, Verdict
from bluelamp.vault.errors import KeyUnusable


@dataclass(slots=True)
class _Walk:
    """What has been seen so far: the right edge over the rows, and how far checkpoints confirm it."""

    frontier: Frontier = field(default_factory=Frontier)
    tiling: Tiling = field(default_factory=Tiling)
    last: int = 0
    confirmed: int = 0
    doubted: bool = False
    bodiless: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)


def verify() -> Verdict:
    """Recompute the record from its rows and name every fault by the entry where it shows.

    Last it is compared with what is kept aside. What a holder of the database, the signing key and
    the folder aside rewrote from the start only the witnesses see. Raises KeyMissing if there are
    checkpoints but no key to check them.
    """
    walk = _Walk()
    checkpoints = {row.size: row for row in Checkpoint.objects.order_by("size")}
    faults = list(_entries(walk, checkpoints))
    faults += _beyond(walk, checkpoints)
    faults += _signatures(checkpoints)
    faults += _erasures(walk)
    faults += _head(walk)
    faults += [fault for fault in agreement.faults() if fault.seq not in {f.seq for f in faults}]
    return Verdict(entries=walk.frontier.size, faults=tuple(faults))


def _entries(walk: _Walk, checkpoints: dict[int, Checkpoint]) -> Iterator[Fault]:
    for row in rows():
        if row.seq != walk.last + 1:
            yield Fault(seq=walk.last + 1, words=f"missing: entry {row.seq} is the next there is")
        words = _contradiction(row) or _said(row, walk)
        if words:
            yield Fault(seq=row.seq, words=words)
        hashed = tree.leaf_hash(row.leaf)
        walk.frontier = walk.frontier.append(hashed)
        walk.last = row.seq
        yield from _tiles(walk, hashed)
        if row.seq in checkpoints:
            yield from _confirm(walk, checkpoints[row.seq])


def _contradiction(row: Row) -> str:
    """What is wrong with this row taken alone; nothing if it agrees with itself."""
    if tree.leaf_hash(row.leaf) != row.leaf_hash:
        return "its leaf is not the one that was hashed"
    try:
        promised = bytes.fromhex(json.loads(row.leaf)["commitment"])
    except (ValueError, KeyError, TypeError):
        return "its leaf cannot be read"
    told = entries.leaf(seq=row.seq, kind=row.kind, at=row.recorded_at, commitment=promised)
    return "" if told == row.leaf else "its number, kind or time is not what its leaf says"


def _said(row: Row, walk: _Walk) -> str:
    """What is wrong with what this row's body says; what it says of erasures is noted."""
    try:
        said = row.opened()
    except (BodyDamaged, KeyUnusable):
        return "its body is not the one that was sealed, or its case or its case’s key is not"
    if said is None:
        walk.bodiless.add(row.seq)
        return ""
    if entries.commitment(said.salt, said.body).hex() != json.loads(row.leaf)["commitment"]:
        return "its body is not the one that was recorded"
    stated = json.loads(said.body)
    if (stated["case"], stated["actor"]) != (row.case, row.actor):
        return "its case or actor is not what its body says"
    if row.kind == ERASED:
        walk.erased.update(stated["body"]["entries"])
    return ""


def _tiles(walk: _Walk, hashed: bytes) -> Iterator[Fault]:
    filled = tiles.filled(walk.frontier.size)
    for (level, full), (_, number) in zip(walk.tiling.append(hashed), filled, strict=True):
        kept = Tile.objects.filter(level=level, number=number).first()
        if kept is None:
            yield Fault(seq=walk.last, words=f"the tile {number} of level {level} is missing")
        elif (bytes(kept.root), bytes(kept.hashes)) != (
            full.root(),
            tiles.to_bytes(full.levels[0]),
        ):
            words = f"the tile {number} of level {level} is not that of the entries up to here"
            yield Fault(seq=walk.last, words=words)


def _confirm(walk: _Walk, checkpoint: Checkpoint) -> Iterator[Fault]:
    if walk.frontier.root() == bytes(checkpoint.root):
        walk.confirmed = checkpoint.size
    elif not walk.doubted:
        walk.doubted = True
        words = f"it or a later one, up to entry {checkpoint.size}, is not what was signed"
        yield Fault(seq=walk.confirmed + 1, words=words)


def _beyond(walk: _Walk, checkpoints: dict[int, Checkpoint]) -> Iterator[Fault]:
    furthest = max(checkpoints, default=0)
    if furthest > walk.last:
        words = f"missing: a signed checkpoint counts {furthest} entries"
        yield Fault(seq=walk.last + 1, words=words)


def _signatures(checkpoints: dict[int, Checkpoint]) -> Iterator[Fault]:
    keys = [signing_key().verifier] if checkpoints else []
    for size, row in checkpoints.items():
        try:
            stated = Statement.opened(row.note, keys)
        except LedgerError as fault:
            yield Fault(seq=size, words=f"the checkpoint here is not sound: {fault}")
            continue
        if (stated.size, stated.root) != (size, bytes(row.root)):
            yield Fault(seq=size, words="the checkpoint here does not say what its note says")


def _erasures(walk: _Walk) -> Iterator[Fault]:
    for seq in sorted(walk.bodiless - walk.erased):
        yield Fault(seq=seq, words="its body is gone, and no entry records its erasure")
    for seq in sorted(walk.erased - walk.bodiless):
        yield Fault(seq=seq, words="its erasure is recorded, but its body is still there")


def _head(walk: _Walk) -> Iterator[Fault]:
    head = Head.objects.filter(id=1).first()
    if head is None:
        if walk.last:
            yield Fault(seq=None, words="the head of the record is missing")
    elif head.size != walk.last:
        words = f"the head counts {head.size} entries, and the last there is is {walk.last}"
        yield Fault(seq=min(head.size, walk.last) + 1, words=words)
    elif bytes(head.root) != walk.frontier.root():
        yield Fault(
            seq=walk.last, words="the root at the head is not that of the entries up to here"
        )
    elif bytes(head.frontier) != walk.frontier.to_bytes():
        yield Fault(seq=walk.last, words="the right edge at the head is not that of the entries")
