"""Chase those who hold what was withdrawn until they say that it is gone, at intervals that the force sets."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from bluelamp.publication.models import Edition, Notice, Reminder
from bluelamp.publication.public.addresses import removed_page
from bluelamp.publication.services.letters import post
from bluelamp.publication.values import Occasion


def chase(*, at: datetime) -> int:
    """Remind every recipient whose last letter is an interval old and unanswered; give how many.

    After an outage each is reminded once and not for every interval missed. Where the force has
    set no interval nobody is.
    """
    interval = settings.BLUELAMP_FORCE.chase_every
    if interval is None:
        return 0
    unanswered = Notice.objects.filter(
        occasion=Occasion.WITHDRAWN,
        acknowledgement=None,
        settlement=None,
        sent_at__lte=at - interval,
    )
    due = [row for row in unanswered.order_by("id") if _last_written(row) <= at - interval]
    return sum(_remind(row, at=at) for row in due)


def _last_written(row: Notice) -> datetime:
    last = row.reminders.order_by("-number").first()
    return last.sent_at if last else row.sent_at


def _remind(row: Notice, *, at: datetime) -> bool:
    number = row.reminders.count() + 1
    edition: Edition = row.edition
    try:
        with transaction.atomic():
            Reminder.objects.create(notice=row, number=number, sent_at=at)
            post(
                to=row.email,
                subject=f"Reminder {number}: picture withdrawn, remove it now",
                template="reminder",
                words={
                    "edition": edition,
                    "number": number,
                    "removed_page": removed_page(row.secret),
                },
                key=f"reminder-{row.pk}-{number}",
                thread=f"publication.edition-{edition.pk}",
                at=at,
            )
    except IntegrityError:
        return False  # another worker has just reminded them
    return True
