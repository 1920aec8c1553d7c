"""Keep the record aside: every leaf that is signed, and the checkpoint over them."""

from collections.abc import Iterator

from bluelamp.ledger import tree
from bluelamp.ledger.tree import Frontier
from bluelamp.record import agreement, aside
from bluelamp.record.errors import AsideUnusable, RecordDisagrees
from bluelamp.record.models import Checkpoint, Entry


def keep_aside(*, anew: bool = False) -> None:
    """Bring the folder aside up to the last checkpoint; again over the same one changes nothing.

    Only the first checkpoint of all may find nothing there, or with `anew` an administrator who says
    that the database is right. Raises AsideUnusable otherwise, RecordDisagrees if the record does
    not extend what is there, and OSError if the disk will not take it: what was there then stays.
    """
    signed = Checkpoint.objects.order_by("-size")
    last = signed.first()
    if last is None:
        return
    with aside.turn():
        kept = aside.checkpoint()
        if kept is None and not anew and signed.count() > 1:
            raise AsideUnusable(f"Nothing of the record is kept aside in {aside.folder()}.")
        if kept and kept.size >= last.size:
            return
        if kept and not agreement.extends(kept):
            raise RecordDisagrees("The record does not extend what is kept of it aside.")
        edge = _edge(kept.size) if kept else Frontier()
        aside.extend(edge.size, _leading_to(last, edge), last.note)


def _edge(size: int) -> Frontier:
    stored = Checkpoint.objects.values_list("frontier", flat=True).get(size=size)
    return Frontier.from_bytes(size, bytes(stored))


def _leading_to(last: Checkpoint, edge: Frontier) -> Iterator[bytes]:
    """The leaves from this right edge to the checkpoint. Raises RecordDisagrees after them if they do not lead there."""
    entries = Entry.objects.filter(seq__gt=edge.size, seq__lte=last.size).order_by("seq")
    for leaf in entries.values_list("leaf", flat=True).iterator(chunk_size=2000):
        edge = edge.append(tree.leaf_hash(bytes(leaf)))
        yield bytes(leaf)
    if edge.root() != bytes(last.root):
        raise RecordDisagrees(
            f"The entries do not lead to the checkpoint of size {last.size}: check the record."
        )
