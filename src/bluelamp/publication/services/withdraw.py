"""Withdraw what a case has live: gone at the next request, and everyone who holds it told."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from bluelamp.publication import files
from bluelamp.publication.errors import NothingLive, OutsideTransaction, TombstoneMissing
from bluelamp.publication.gone import Withdrawn
from bluelamp.publication.models import Edition, Placement
from bluelamp.publication.public.editions import views
from bluelamp.publication.services.letters import tell
from bluelamp.publication.values import Channel, EnquiryStatus, Occasion
from bluelamp.publication.words import shown
from bluelamp.record import aside
from bluelamp.record import services as record
from bluelamp.record.aside import TakenDown

log = logging.getLogger(__name__)


def withdraw(*, case: str, tombstone: str, why: str = "", at: datetime) -> Withdrawn:
    """Withdraw every live edition of the case within the caller's transaction.

    It is written aside first, with `why` (a code), so that no older copy of the database brings it
    back. The rows answer 410 from the commit on; the letters to recipients are queued with them; the
    bytes are deleted after the commit, or by the next reconciliation if that fails. `tombstone`
    is what the public reads. Raises OutsideTransaction, TombstoneMissing, Unshowable,
    NothingLive.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    words = shown(tombstone)
    if not words:
        raise TombstoneMissing
    live = Edition.objects.select_for_update().filter(case=case, withdrawn_at__isnull=True)
    editions = list(live.order_by("-published_at", "-id"))
    if not editions:
        raise NothingLive(case)
    tokens = tuple(edition.token for edition in editions)
    _write_aside(TakenDown(case=case, editions=tokens, why=why, at=at))
    told: set[str] = set()
    for edition in editions:
        told |= set(_withdraw(edition, words, at=at))
    _delete_bytes_after_commit(editions, at=at)
    record.prove_soon(at=at)
    withdrawn = Edition.objects.filter(pk__in=[edition.pk for edition in editions])
    return Withdrawn(editions=views(withdrawn), recipients=tuple(sorted(told)))


def _write_aside(taken: TakenDown) -> None:
    """A disk that will not take it does not keep the picture up."""
    try:
        aside.write_takedown(taken)
    except OSError:
        log.exception("The takedown of %s could not be written aside.", taken.case)


def delete_bytes(edition: Edition, *, at: datetime) -> None:
    """Delete a withdrawn edition's picture and note when it went."""
    files.delete(edition.file)
    edition.placements.filter(channel=Channel.FILE, removed_at=None).update(removed_at=at)


def _withdraw(edition: Edition, tombstone: str, *, at: datetime) -> tuple[str, ...]:
    edition.withdrawn_at = at
    edition.tombstone = tombstone
    edition.save(update_fields=["withdrawn_at", "tombstone"])
    edition.enquiries.update(status=EnquiryStatus.WITHDRAWN)
    told = tell(edition, Occasion.WITHDRAWN, at=at)
    at_once = Placement.objects.filter(edition=edition).exclude(channel=Channel.FILE)
    at_once.update(removed_at=at)
    return told


def _delete_bytes_after_commit(editions: Iterable[Edition], *, at: datetime) -> None:
    def delete() -> None:
        for edition in editions:
            delete_bytes(edition, at=at)

    transaction.on_commit(delete, robust=True)
