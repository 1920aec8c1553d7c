"""What retention does by itself: it announces what is coming, and ends nothing. Nothing is erased without named persons."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bluelamp.jobs import services as jobs
from bluelamp.jobs.registry import every
from bluelamp.people import selectors as people
from bluelamp.people.roles import Role
from bluelamp.retention import selectors
from bluelamp.retention.models import Keeping

MOST = 50  # references in one letter


@every("retention.announce", seconds=3600)
def announce(at: datetime) -> None:
    """Write to the disclosure officers about the cases that are coming up for review, once for each day that is set."""
    cases = selectors.to_announce(at=at)
    readers = [
        people.address_of(each.reference) for each in people.holding(Role.DISCLOSURE_OFFICER)
    ]
    if not cases or not readers:
        return
    with transaction.atomic():
        jobs.enqueue(
            "mail.send",
            key=f"retention:{timezone.localdate(at).isoformat()}:{cases[0]}:{len(cases)}",
            args={
                "to": readers,
                "subject": "Cases are coming up for review",
                "text": _text(cases),
                "thread": "retention",
            },
            at=at,
        )
        Keeping.objects.filter(case__in=cases).update(announced_for=F("due_on"))


def _text(cases: list[str]) -> str:
    listed = "\n".join(cases[:MOST])
    more = f"\nand {len(cases) - MOST} more" if len(cases) > MOST else ""
    return (
        "The time for which these cases are kept will soon be over. Nothing is erased unless somebody"
        " proposes it and another confirms it.\n\n"
        f"{listed}{more}\n\n{settings.BLUELAMP_DESK_URL}/retention/?list=coming\n"
    )
