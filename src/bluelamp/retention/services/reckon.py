"""Work out how long a case is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from bluelamp.retention import reckoning
from bluelamp.retention.keepings import as_rows, due_on
from bluelamp.retention.models import Happened, Keeping
from bluelamp.retention.schedule import in_force
from bluelamp.retention.values import Span


def reckon(
    *,
    case: str,
    route: str,
    offence_group: str,
    spans: Iterable[Span],
    changed_at: datetime,
    at: datetime,
) -> None:
    """Keep what the schedule says of a case in these circumstances, inside the caller's transaction.

    What lasts and was said to have ended since, on a day of its own, is over. Raises ScheduleRefused.
    """
    schedule = in_force()
    found = reckoning.grounds(
        schedule, _with_endings(case, spans), route=route, offence_group=offence_group
    )
    until = reckoning.last_day(found)
    row = Keeping.objects.select_for_update().filter(case=case).first() or Keeping(case=case)
    if row.erased_at is not None:
        return
    row.route, row.grounds, row.until = route, as_rows(found), until
    row.due_on = due_on(until, row.retained_until)
    row.changed_at, row.schedule, row.reckoned_at = changed_at, schedule.digest, at
    row.save()


def _with_endings(case: str, spans: Iterable[Span]) -> Iterator[Span]:
    said: dict[str, date] = dict(
        Happened.objects.filter(case=case).order_by("on").values_list("ending", "on")
    )
    for span in spans:
        on = said.get(span.circumstance)
        is_over = on is not None and span.over is None and on >= span.since
        yield replace(span, over=on) if is_over else span
