"""Sign a checkpoint of the record."""

from datetime import datetime

from django.db import transaction

from bluelamp.ledger import tree
from bluelamp.ledger.checkpoints import Checkpoint as Statement
from bluelamp.ledger.tree import Frontier
from bluelamp.record import agreement, head
from bluelamp.record.errors import RecordDisagrees
from bluelamp.record.head import Held
from bluelamp.record.keys import signing_key
from bluelamp.record.models import Checkpoint, Entry
from bluelamp.record.returning import taken_back
from bluelamp.record.selectors import view_of
from bluelamp.record.services.keep_aside import keep_aside
from bluelamp.record.values import CheckpointView


def checkpoint(*, at: datetime) -> CheckpointView:
    """Sign the record as it stands; if nothing was added since the last checkpoint, that one.

    Before it signs, it carries the last checkpoint's right edge forward over the entries since:
    a log must never sign what does not extend what it signed before (c2sp.org/tlog-checkpoint).
    Raises RecordDisagrees if it would, also where it would not extend what is kept aside, and
    KeyMissing without a key. After the commit the record is kept aside up to the checkpoint.
    """
    with transaction.atomic():
        held = taken_back(head.held(), at=at)
        agreement.check_extends()
        last = Checkpoint.objects.order_by("-size").first()
        _confirm(held, last)
        if last is None or last.size < held.size:
            key = signing_key()
            stated = Statement(origin=key.name, size=held.size, root=held.root)
            last = Checkpoint.objects.create(
                size=held.size,
                root=held.root,
                frontier=held.frontier.to_bytes(),
                note=stated.signed(key),
                created_at=at,
            )
        transaction.on_commit(keep_aside, robust=True)
        return view_of(last)


def _confirm(held: Held, last: Checkpoint | None) -> None:
    signed = Frontier.from_bytes(last.size, bytes(last.frontier)) if last else Frontier()
    since = Entry.objects.filter(seq__gt=signed.size).order_by("seq").values_list("leaf", flat=True)
    carried = signed
    for leaf in since.iterator(chunk_size=2000):
        carried = carried.append(tree.leaf_hash(bytes(leaf)))
    same = (carried.size, carried.root()) == (held.size, held.root)
    if not same or (last and signed.root() != bytes(last.root)):
        raise RecordDisagrees(
            f"The entries since the checkpoint of size {signed.size} do not lead to the record's head "
            f"of size {held.size}: check the record before anything more is signed."
        )
