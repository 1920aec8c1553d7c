"""An officer's deadlines as a calendar (RFC 5545): the case's reference and what is due, and nothing of anybody."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from bluelamp.casework.due import Due


def calendar(waits: Iterable[Due], *, at: datetime) -> bytes:
    """The calendar as its feed gives it; an event keeps its UID, so that a client replaces what has moved."""
    feed = Calendar()
    feed.add("prodid", "-//Bluelamp//Deadlines//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "Release desk: deadlines")
    feed.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    for one in waits:
        feed.add_component(_event(one, at))
    return bytes(feed.to_ical())


def _event(one: Due, at: datetime) -> Event:
    page = f"{one.page}/" if one.page else ""
    event = Event()
    event.add("uid", f"{one.key}@{settings.BLUELAMP_ORIGIN.partition('/')[0]}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", f"{one.case}: {one.what}")
    event.add("url", f"{settings.BLUELAMP_DESK_URL}/cases/{one.case}/{page}")
    if isinstance(one.on, datetime):
        event.add("dtstart", one.on.astimezone(UTC))
    else:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + _A_DAY)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


_A_DAY = timedelta(days=1)
