"""The erasure of a case and requests: one that is open keeps the case, one that was answered forgets what it found there."""

from datetime import datetime
from typing import Final

from bluelamp.record.places import PlaceKind
from bluelamp.requests.models import Place, Request
from bluelamp.requests.values import Kind, State
from bluelamp.retention import registry

_ERASED: Final = "Erased"


def erase(case: str, at: datetime) -> None:  # noqa: ARG001  every room is called with the time
    """Empty what answered requests found in the case; who was told, and what open ones are still to answer, stays."""
    found = Place.objects.filter(case=case).exclude(kind=PlaceKind.RECIPIENT)
    found.exclude(request__state=State.OPEN).update(words=_ERASED)


def waits(case: str) -> str:
    """Which open request asks about the case, but for one that asks for the erasure itself (DPA 2018 s.173)."""
    asking = Request.objects.filter(state=State.OPEN, places__case=case).exclude(kind=Kind.ERASURE)
    first = asking.order_by("id").first()
    if first is None:
        return ""
    asked = Kind(first.kind).words
    return f"request {first.reference} ({asked[0].lower()}{asked[1:]}) is open, and asks for what it holds."


registry.register("Requests that were answered", erase=erase, waits=waits)
