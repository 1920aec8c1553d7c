"""The ticks' rows, and a clock that goes backwards: noted, and kept from holding anything up."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Max

from bluelamp.jobs import registry
from bluelamp.jobs.models import ClockLeap, Job
from bluelamp.jobs.values import JobState

log = logging.getLogger(__name__)

TOLERANCE = timedelta(seconds=2)


def watch(latest: datetime | None, *, lease: timedelta, clock: Callable[[], datetime]) -> datetime:
    """Read the clock, note a leap backwards, and return the time.

    `latest` is what it showed last; None at a worker's start, when the ticks' rows are made and say so instead.
    """
    at = clock()
    if latest is None:
        latest = _begin(at)
    if at < latest - TOLERANCE:
        _note_leap(was=latest, seen=at, lease=lease)
    return at


def _begin(at: datetime) -> datetime:
    """Make the rows of ticks that have none yet; return the latest time that any tick was called."""
    for name in registry.ticks():
        Job.objects.get_or_create(
            key=f"tick:{name}", defaults={"kind": name, "enqueued_at": at, "run_at": at}
        )
    ticks = Job.objects.filter(kind__in=list(registry.ticks()))
    called: datetime | None = ticks.aggregate(latest=Max("finished_at"))["latest"]
    return called or at


def _note_leap(*, was: datetime, seen: datetime, lease: timedelta) -> None:
    """Note the leap; no lease may then outlast a whole new one, and no tick wait longer than its interval."""
    log.warning("The clock went backwards, from %s to %s.", was.isoformat(), seen.isoformat())
    ClockLeap.objects.create(was_at=was, seen_at=seen)
    running = Job.objects.filter(state=JobState.RUNNING, lease_until__gt=seen + lease)
    running.update(lease_until=seen + lease)
    for name, interval in registry.ticks().items():
        waiting = Job.objects.filter(kind=name, state=JobState.WAITING)
        waiting.filter(run_at__gt=seen + interval).update(run_at=seen + interval)
        waiting.filter(finished_at__gt=seen).update(finished_at=seen)
