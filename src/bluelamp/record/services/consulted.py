"""Record that someone looked."""

from datetime import datetime

from django.db import transaction

from bluelamp.record.services.append import append
from bluelamp.record.values import CONSULTED, Appended


def consulted(*, what: str, actor: str, case: str, at: datetime) -> Appended:
    """Record a consultation (Data Protection Act 2018, s. 62), before the bytes are shown.

    Opens a transaction of its own where there is none, so the entry stands before the caller reads.
    """
    with transaction.atomic():
        return append(kind=CONSULTED, case=case, actor=actor, at=at, body={"what": what})
