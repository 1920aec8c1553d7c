"""Append an entry to the record."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from bluelamp.ledger import entries, tree
from bluelamp.ledger.entries import JSON
from bluelamp.record import head
from bluelamp.record.errors import ReservedKind
from bluelamp.record.models import Entry, EntryBody, Head
from bluelamp.record.values import ERASED, Appended


def append(*, kind: str, case: str, actor: str, at: datetime, body: Mapping[str, JSON]) -> Appended:
    """Record an act inside the transaction that does it, so that neither happens without the other.

    Raises NoTransaction outside a transaction, NotCanonical if the body cannot be written as
    canonical JSON or the time has no zone, and ReservedKind for the record's own kind.
    """
    if kind == ERASED:
        raise ReservedKind(f"Entries of kind {ERASED!r} are written by `erase` alone.")
    return add(kind=kind, case=case, actor=actor, at=at, body=body)


def add(*, kind: str, case: str, actor: str, at: datetime, body: Mapping[str, JSON]) -> Appended:
    """Append an entry of any kind. The order of the writes is the one that the triggers allow."""
    held, frontier = head.held()
    seq = held.size + 1
    salt = secrets.token_bytes(entries.SALT_SIZE)
    stated = entries.statement(case=case, actor=actor, body=body)
    leaf = entries.leaf(seq=seq, kind=kind, at=at, commitment=entries.commitment(salt, stated))
    hashed = tree.leaf_hash(leaf)
    grown = frontier.append(hashed)
    Entry.objects.create(
        seq=seq, recorded_at=at, kind=kind, case=case, actor=actor, leaf=leaf, leaf_hash=hashed
    )
    EntryBody.objects.create(entry_id=seq, salt=salt, body=stated)
    Head.objects.filter(id=held.id).update(size=seq, root=grown.root(), frontier=grown.to_bytes())
    return Appended(seq=seq, leaf_hash=hashed.hex())
