"""Who has the studio open on an image: each page says so every few seconds."""

from datetime import datetime, timedelta
from typing import Any, Final

from bluelamp.casework.models import Image, Present
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor

GONE_AFTER: Final = timedelta(seconds=10)


def say_here(image: Image, *, actor: Actor, at: datetime) -> None:
    """This person has the studio open; who comes back after having gone is there since now."""
    mine = Present.objects.filter(image=image, officer=actor.reference)
    if mine.filter(seen_at__gte=at - GONE_AFTER).update(seen_at=at):
        return
    Present.objects.update_or_create(
        image=image, officer=actor.reference, defaults={"since": at, "seen_at": at}
    )


def others(image: Image, *, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Everybody else who is there now, the first first: name and since when."""
    rows = Present.objects.filter(image=image, seen_at__gte=at - GONE_AFTER).order_by("since")
    there = [row for row in rows if row.officer != actor.reference]
    names = people.names(row.officer for row in there)
    return [{"name": names[row.officer], "since": row.since.isoformat()} for row in there]
