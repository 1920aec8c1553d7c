"""Reading the pages of a request: recorded before anything is shown."""

from datetime import datetime

from django.conf import settings

from bluelamp.people.actor import Actor
from bluelamp.record import reading
from bluelamp.record import services as record


def read_request(*, request: str, actor: Actor, at: datetime) -> None:
    """Record that this person reads the pages of a request: once in each sitting, however many pages they open."""
    begun = at - settings.BLUELAMP_FORCE.reading.sitting
    if not reading.is_reading(case=request, actor=actor.reference, since=begun):
        record.request_opened(request=request, actor=actor.reference, at=at)
