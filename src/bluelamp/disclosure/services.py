"""What leaves as a record, each time in the record itself."""

import hashlib
import io
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access
from bluelamp.disclosure.errors import MayNotDisclose
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record

MAY_DISCLOSE = frozenset({Role.DISCLOSURE_OFFICER, Role.AUDITOR})


def disclose_record(*, case: str, actor: Actor, at: datetime) -> bytes:
    """The case's entries with inclusion proofs and the checkpoint that covers them, as text.

    `bluelamp ledger verify` checks the file without the database. A checkpoint is signed first, so
    that every entry so far is covered; then the disclosure is recorded with the file's sha256.
    Raises MayNotDisclose for anyone but disclosure officers and auditors, and NoSuchCase.
    """
    if not MAY_DISCLOSE & actor.roles:
        raise MayNotDisclose
    access.case_seen(case, actor=actor, at=at)
    with transaction.atomic():
        record.checkpoint(at=at)
        stream = io.BytesIO()
        written = record.export(stream, case=case)
        content = stream.getvalue()
        record.append(
            kind="disclosed",
            case=case,
            actor=actor.reference,
            at=at,
            body={
                "entries": written.entries,
                "file_sha256": hashlib.sha256(content).hexdigest(),
                "checkpoint": written.size,
                "recipients": [actor.reference],
            },
        )
    return content


def may_read_record(actor: Actor) -> bool:
    """Whether this person may read the whole record and take copies of it."""
    return bool(MAY_DISCLOSE & actor.roles)
