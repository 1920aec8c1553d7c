"""Append an entry to the record."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from bluelamp.ledger import entries
from bluelamp.ledger.entries import JSON
from bluelamp.record import bodies, head
from bluelamp.record.errors import ReservedKind
from bluelamp.record.placing import place
from bluelamp.record.returning import taken_back
from bluelamp.record.values import ERASED, Appended


def append(*, kind: str, case: str, actor: str, at: datetime, body: Mapping[str, JSON]) -> Appended:
    """Record an act inside the transaction that does it, so that neither happens without the other.

    Raises NoTransaction outside a transaction, NotCanonical if the body cannot be written as
    canonical JSON or the time has no zone, ReservedKind for the record's own kind, and KeyDestroyed
    if the case was erased.
    """
    if kind == ERASED:
        raise ReservedKind(f"Entries of kind {ERASED!r} are written by `erase` alone.")
    return add(kind=kind, case=case, actor=actor, at=at, body=body)


def add(*, kind: str, case: str, actor: str, at: datetime, body: Mapping[str, JSON]) -> Appended:
    """Append an entry of any kind."""
    held = taken_back(head.held(), at=at)
    seq = held.size + 1
    salt = secrets.token_bytes(entries.SALT_SIZE)
    stated = entries.statement(case=case, actor=actor, body=body)
    leaf = entries.leaf(seq=seq, kind=kind, at=at, commitment=entries.commitment(salt, stated))
    sealed = bodies.sealed(seq=seq, case=case, salt=salt, body=stated, at=at)
    return place(held, kind=kind, case=case, actor=actor, at=at, leaf=leaf, sealed=sealed)
