"""Which rooms hold what of a case, and how each forgets it; the rooms register theirs when the process starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Step = Callable[[str, datetime], None]
Waits = Callable[[str], str]

_rooms: dict[str, "Room"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What one room does for the erasure of a case, each called with the case's reference and the time.

    `erase` removes what the room holds, in a transaction of its own; again after a kill it ends what was
    cut off. `reckon` works out anew how long the case is kept, and `close` lets nobody act on it any
    more: both inside the transaction in which the erasure is confirmed. `waits` says, given the case, for
    what of the room's it must be kept meanwhile, or nothing.
    """

    name: str
    erase: Step
    reckon: Step | None = None
    close: Step | None = None
    waits: Waits | None = None


def register(
    name: str,
    *,
    erase: Step,
    reckon: Step | None = None,
    close: Step | None = None,
    waits: Waits | None = None,
) -> None:
    """Make known how a room forgets a case; `name` says what is erased, in words."""
    _rooms[name] = Room(name=name, erase=erase, reckon=reckon, close=close, waits=waits)


def rooms() -> tuple[Room, ...]:
    """The rooms, in the order of their names."""
    return tuple(_rooms[name] for name in sorted(_rooms))
