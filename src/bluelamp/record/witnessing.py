"""Take the record's checkpoints to its witnesses, and keep what they cosign.

A witness that has seen more than this record holds, or another beginning of it, is evidence that an
older copy was put back or that history was rewritten: the desk is closed to release (`agreement`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from bluelamp.ledger.errors import LedgerError
from bluelamp.ledger.proofs import Proof
from bluelamp.record import agreement, selectors
from bluelamp.record.models import Asked, Checkpoint, Cosignature
from bluelamp.witness.asking import Said, Statement, Witness, ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What came of offering the last checkpoint to a witness; `size`, what it has seen where it says so."""

    name: str
    said: Said
    words: str
    size: int | None


class _NoProof(Exception):
    """The record cannot prove what the witness asks for: rows of it are missing."""


def offer(*, at: datetime) -> tuple[Offered, ...]:
    """Offer the last checkpoint to every witness of the settings, and keep each cosignature.

    Outside any transaction of an act: a witness that does not answer holds nothing up but the next
    witness, for seconds. What each said is kept for the pages. Evidence against the record closes the
    desk to release.
    """
    if not Checkpoint.objects.exists():
        return ()
    return tuple(_offer(witness, at=at) for witness in settings.BLUELAMP_WITNESSES)


def _offer(witness: Witness, *, at: datetime) -> Offered:
    for last in _newest():
        told = _asked(witness, last, at=at)
        if told.said is not Said.AHEAD:
            break
    with transaction.atomic():
        if told.cosignature is not None:
            Cosignature.objects.get_or_create(
                checkpoint=last,
                key=str(witness.key),
                defaults={
                    "witness": witness.name,
                    "line": told.line,
                    "cosigned_at": told.cosignature.at,
                },
            )
        keep_asked(witness.name, told.said, told.words, size=told.size, at=at)
        if told.said in {Said.AHEAD, Said.FORKED}:
            agreement.doubt(witness=witness.name, words=told.words, size=told.size, at=at)
    return Offered(name=witness.name, said=told.said, words=told.words, size=told.size)


def _newest() -> Iterator[Checkpoint]:
    """The last checkpoint; then, where another process has meanwhile signed one, the one after."""
    last = Checkpoint.objects.latest("size")
    yield last
    since = Checkpoint.objects.latest("size")
    if since.size > last.size:
        yield since


def _asked(witness: Witness, last: Checkpoint, *, at: datetime) -> Statement:
    mine = Cosignature.objects.filter(key=str(witness.key), checkpoint__size__lte=last.size)
    seen = mine.aggregate(seen=Max("checkpoint_id"))["seen"] or 0
    try:
        return ask(witness, last.note, size=last.size, seen=seen, prove=_prove, at=at)
    except _NoProof as fault:
        return Statement(said=Said.REFUSED, words=str(fault))


def _prove(old: int, new: int) -> Proof:
    try:
        return selectors.consistency(old, new)
    except (LedgerError, LookupError) as fault:
        raise _NoProof(
            f"This record cannot show that its first {new} entries begin with its first {old}: check it."
        ) from fault


def keep_asked(party: str, said: str, words: str, *, size: int | None = None, at: datetime) -> None:
    """Keep what came of asking somebody, in place of what came of it before."""
    Asked.objects.update_or_create(
        party=party, defaults={"asked_at": at, "said": said, "words": words, "size": size}
    )
