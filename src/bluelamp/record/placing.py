"""Put a leaf at the end of the record."""

from datetime import datetime

from django.db import connection

from bluelamp.ledger import tree
from bluelamp.record import head, tiles
from bluelamp.record.head import Held
from bluelamp.record.values import Appended


def place(
    held: Held, *, kind: str, case: str, actor: str, at: datetime, leaf: bytes, sealed: bytes | None
) -> Appended:
    """Put this leaf after the head, with its sealed body if it has one, and move the head on to it.

    Written as plain statements, each as the triggers allow it and in their order: what an act waits
    for here is paid by every act.
    """
    seq, hashed = held.size + 1, tree.leaf_hash(leaf)
    recorded_at = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO record_entry (seq, recorded_at, kind, "case", actor, leaf, leaf_hash)'
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [seq, recorded_at, kind, case, actor, leaf, hashed],
        )
        if sealed is not None:
            cursor.execute(
                "INSERT INTO record_entrybody (entry_id, sealed) VALUES (%s, %s)", [seq, sealed]
            )
        head.moved(cursor, seq, held.frontier.append(hashed))
    tiles.keep_filled(seq)
    return Appended(seq=seq, leaf_hash=hashed.hex())
