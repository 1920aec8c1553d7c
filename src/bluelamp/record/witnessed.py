"""What others say of the record's checkpoints: who cosigned which, and what was time-stamped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from bluelamp.record.errors import NotYetSigned
from bluelamp.record.models import Checkpoint, Cosignature, TimeStamp


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignatureView:
    """By whom a checkpoint of this size was cosigned and when: the witness as the settings call it, its key, its line."""

    size: int
    witness: str
    key: str
    line: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StampView:
    """That a checkpoint of this size was there at this time, by an authority; the token as it answered (DER)."""

    number: int
    size: int
    authority: str
    at: datetime
    token: bytes


def note(size: int) -> str:
    """The checkpoint of this size as it was signed and time-stamped. Raises NotYetSigned."""
    signed = Checkpoint.objects.filter(size=size).values_list("note", flat=True).first()
    if signed is None:
        raise NotYetSigned(f"There is no signed checkpoint of {size} entries.")
    return signed


def cosigned_note(size: int) -> str:
    """The checkpoint of this size with a line for each witness that cosigned it. Raises NotYetSigned."""
    return note(size) + "".join(each.line for each in cosignatures(size))


def cosignatures(size: int) -> tuple[CosignatureView, ...]:
    """Who cosigned the checkpoint of this size, in the order in which they did."""
    return _views(Cosignature.objects.filter(checkpoint_id=size).order_by("id"))


def last_cosigned() -> tuple[CosignatureView, ...]:
    """Of each witness that ever cosigned, by its key, the largest checkpoint that it did."""
    largest = Cosignature.objects.filter(key=OuterRef("key")).order_by("-checkpoint_id")
    found = Cosignature.objects.filter(id=Subquery(largest.values("id")[:1]))
    return _views(found.order_by("witness", "key"))


def stamps(*, upto: int | None = None, limit: int | None = None) -> tuple[StampView, ...]:
    """The time-stamps, of checkpoints up to a size, newest first."""
    found = TimeStamp.objects.order_by("-checkpoint_id", "-id")
    found = found if upto is None else found.filter(checkpoint_id__lte=upto)
    return tuple(_stamp(each) for each in found[:limit])


def stamp(number: int) -> StampView:
    """One time-stamp. Raises NotYetSigned if there is none of that number."""
    found = TimeStamp.objects.filter(id=number).first()
    if found is None:
        raise NotYetSigned(f"There is no time-stamp {number}.")
    return _stamp(found)


def _views(found: Iterable[Cosignature]) -> tuple[CosignatureView, ...]:
    return tuple(
        CosignatureView(
            size=each.checkpoint_id,
            witness=each.witness,
            key=each.key,
            line=each.line,
            at=each.cosigned_at,
        )
        for each in found
    )


def _stamp(found: TimeStamp) -> StampView:
    return StampView(
        number=found.id,
        size=found.checkpoint_id,
        authority=found.authority,
        at=found.stamped_at,
        token=bytes(found.token),
    )
