"""Record that someone looked, searched or took a file, before the bytes are given (Data Protection Act 2018, s. 62)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bluelamp.ledger.entries import JSON
from bluelamp.record.operations import (
    CASE_READ,
    FILE_TAKEN,
    ORIGINAL_READ,
    READ_OUT_OF_TURN,
    REQUEST_READ,
    SEARCHED,
)
from bluelamp.record.services.append import append
from bluelamp.record.values import Appended


def consulted(*, what: str, actor: str, case: str, at: datetime) -> Appended:
    """Record that somebody looks at an original, at what was made of it unapproved, or at evidence (by its sha256)."""
    return _entered(ORIGINAL_READ, case, actor, at, what=what)


def opened(*, case: str, in_turn: bool, actor: str, at: datetime) -> Appended:
    """Record that somebody reads the pages of a case, and whether it was theirs to do anything about."""
    return _entered(CASE_READ if in_turn else READ_OUT_OF_TURN, case, actor, at)


def request_opened(*, request: str, actor: str, at: datetime) -> Appended:
    """Record that somebody reads the pages of a request, which tell who asks and where something about them is."""
    return _entered(REQUEST_READ, request, actor, at)


def searched(*, text: str, found: int, actor: str, at: datetime) -> Appended:
    """Record what somebody searched the cases for, and how many cases were found."""
    return _entered(SEARCHED, "", actor, at, searched_for=text, found=found)


def taken(
    *, what: str, recipients: Collection[str], actor: str, case: str, at: datetime
) -> Appended:
    """Record that a file leaves Bluelamp: which (its sha256, or what it holds), and who receives it."""
    return _entered(FILE_TAKEN, case, actor, at, what=what, recipients=sorted(recipients))


def _entered(kind: str, case: str, actor: str, at: datetime, **body: JSON) -> Appended:
    """Append in a transaction of its own where there is none, so the entry stands before anything is read."""
    with transaction.atomic():
        return append(kind=kind, case=case, actor=actor, at=at, body=body)
