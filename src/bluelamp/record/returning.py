"""An older copy of the database gets back the leaves that were signed since; what they said is lost."""

import json
from datetime import datetime

from bluelamp.ledger import tree
from bluelamp.ledger.tree import Frontier
from bluelamp.record import aside, closures
from bluelamp.record.aside import Kept
from bluelamp.record.errors import AsideUnusable, KeyMissing
from bluelamp.record.head import Held
from bluelamp.record.models import Checkpoint, Entry
from bluelamp.record.placing import place

# Who acted, and in which case, stood in the body alone.
LOST = "not known any more"


def taken_back(held: Held, *, at: datetime) -> Held:
    """The head, after the leaves aside have been put back into a database that ends before them.

    Asked before anything is appended or signed, in the same transaction: a number that was signed
    for one entry is never given to another. The desk is closed to release by it. A database that
    does not begin as the leaves aside do is left as it is, and found out by `agreement`.
    """
    if aside.reach() <= held.size:
        return held
    try:
        kept = aside.checkpoint()
        if kept is None or not _begins(held, kept):
            return held
    except (AsideUnusable, KeyMissing):
        return held
    closures.close(words=_words(held.size, kept.size), seq=held.size + 1, at=at)
    return _put_back(held, kept, at=at)


def _words(ended: int, signed: int) -> str:
    since = f"entries {ended + 1} to {signed} were signed since; they are back, but what they said"
    if signed == ended + 1:
        since = f"entry {signed} was signed since; it is back, but what it said"
    return f"an older copy of the database was put back: it ended at entry {ended}, and {since} is lost"


def _begins(held: Held, kept: Kept) -> bool:
    """Whether the leaves aside begin with the database's entries, and lead to the checkpoint aside."""
    last = Entry.objects.filter(seq=held.size).values_list("leaf", flat=True).first()
    if last is not None and bytes(last) != next(aside.leaves(held.size - 1, held.size)):
        return False
    edge, met = Frontier(), held.size == 0
    for leaf in aside.leaves(0, kept.size):
        edge = edge.append(tree.leaf_hash(leaf))
        met = met or (edge.size == held.size and edge.root() == held.root)
    return met and edge.root() == kept.root


def _put_back(held: Held, kept: Kept, *, at: datetime) -> Held:
    """Place each leaf without a body, then the checkpoint over them all."""
    for leaf in aside.leaves(held.size, kept.size):
        said = json.loads(leaf)
        when = datetime.fromisoformat(said["at"])
        place(held, kind=said["kind"], case="", actor=LOST, at=when, leaf=leaf, sealed=None)
        edge = held.frontier.append(tree.leaf_hash(leaf))
        held = Held(edge.size, edge.root(), edge)
    Checkpoint.objects.create(
        size=kept.size,
        root=kept.root,
        frontier=held.frontier.to_bytes(),
        note=kept.note,
        created_at=at,
    )
    return held
