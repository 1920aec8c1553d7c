"""When the desk was closed to release, why, and who opened it again."""

from datetime import datetime

from bluelamp.record.models import Closure, Opening
from bluelamp.record.values import ClosureView


def close(*, words: str, seq: int | None, at: datetime) -> None:
    """Close the desk to release for this reason; once, however often it is found again."""
    if not Closure.objects.filter(words=words, opening=None).exists():
        Closure.objects.create(words=words, seq=seq, closed_at=at)


def standing() -> ClosureView | None:
    """Why nothing may be released now, the first reason of several; None while the desk is open."""
    first = Closure.objects.filter(opening=None).order_by("id").first()
    return _view(first) if first else None


def history() -> list[ClosureView]:
    """Every closure, the latest first."""
    return [_view(row) for row in Closure.objects.select_related("opening").order_by("-id")]


def open_all(*, actor: str, reasons: str, at: datetime) -> list[ClosureView]:
    """Open the desk to release; what it was closed for."""
    closed = list(Closure.objects.filter(opening=None).order_by("id"))
    Opening.objects.bulk_create(
        Opening(closure=row, opened_by=actor, reasons=reasons, opened_at=at) for row in closed
    )
    return [_view(row) for row in closed]


def _view(row: Closure) -> ClosureView:
    opening = getattr(row, "opening", None)
    return ClosureView(
        closed_at=row.closed_at,
        words=row.words,
        seq=row.seq,
        opened_at=opening.opened_at if opening else None,
        opened_by=opening.opened_by if opening else "",
        reasons=opening.reasons if opening else "",
    )
