"""Check the record against itself: every row, every body, every checkpoint, the head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from bluelamp.ledger import entries, tree
from bluelamp.ledger.checkpoints import Checkpoint as Statement
from bluelamp.ledger.errors import LedgerError
from bluelamp.ledger.tree import Frontier
from bluelamp.record.keys import signing_key
from bluelamp.record.models import Checkpoint, Head
from bluelamp.record.rows import Row, rows
from bluelamp.record.values import ERASED, Fault, Verdict


@dataclass(slots=True)
class _Walk:
    """What has been seen so far: the right edge over the rows, and how far checkpoints confirm it."""

    frontier: Frontier = field(default_factory=Frontier)
    last: int = 0
    confirmed: int = 0
    doubted: bool = False
    bodiless: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)


def verify() -> Verdict:
    """Recompute the record from its rows and name every fault by the entry where it shows.

    It cannot see what a holder of both the database and the signing key rewrote from the start, nor
    the loss of entries after the last checkpoint together with their head: for that, compare with a
    checkpoint kept elsewhere. Raises KeyMissing if there are checkpoints but no key to check them.
    """
    walk = _Walk()
    checkpoints = {row.size: row for row in Checkpoint.objects.order_by("size")}
    faults = list(_entries(walk, checkpoints))
    faults += _beyond(walk, checkpoints)
    faults += _signatures(checkpoints)
    faults += _erasures(walk)
    faults += _head(walk)
    return Verdict(entries=walk.frontier.size, faults=tuple(faults))


def _entries(walk: _Walk, checkpoints: dict[int, Checkpoint]) -> Iterator[Fault]:
    for row in rows():
        if row.seq != walk.last + 1:
            yield Fault(seq=walk.last + 1, words=f"missing: entry {row.seq} is the next there is")
        words = _contradiction(row)
        if words:
            yield Fault(seq=row.seq, words=words)
        elif row.body is None:
            walk.bodiless.add(row.seq)
        elif row.kind == ERASED:
            walk.erased.update(json.loads(row.body)["body"]["entries"])
        walk.frontier = walk.frontier.append(tree.leaf_hash(row.leaf))
        walk.last = row.seq
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
    if told != row.leaf:
        return "its number, kind or time is not what its leaf says"
    if row.salt is None or row.body is None:
        return ""
    if len(row.salt) != entries.SALT_SIZE or entries.commitment(row.salt, row.body) != promised:
        return "its body is not the one that was recorded"
    stated = json.loads(row.body)
    if (stated["case"], stated["actor"]) != (row.case, row.actor):
        return "its case or actor is not what its body says"
    return ""


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
