"""Settle what became of a recipient's copy, where they do not answer for themselves."""

from datetime import datetime

from bluelamp.publication.errors import NoSuchLetter
from bluelamp.publication.models import Notice, Settlement
from bluelamp.publication.values import Occasion


def settle_recipient(
    *, case: str, email: str, removed: bool, reasons: str, by: str, at: datetime
) -> int:
    """Settle every open letter of withdrawal of the case to this address, and give how many.

    `removed`: they have said in another way that it is gone; otherwise they are written off. Raises
    NoSuchLetter.
    """
    waiting = Notice.objects.filter(
        edition__case=case,
        occasion=Occasion.WITHDRAWN,
        email=email,
        acknowledgement=None,
        settlement=None,
    )
    rows = [
        Settlement(notice=row, removed=removed, reasons=reasons, settled_by=by, settled_at=at)
        for row in waiting
    ]
    if not rows:
        raise NoSuchLetter(email)
    Settlement.objects.bulk_create(rows)
    return len(rows)
