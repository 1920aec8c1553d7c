"""The erasure of a case in this room: files and words of its editions, who asked and who was told; times stay for figures."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from bluelamp.jobs import services as jobs
from bluelamp.publication import files
from bluelamp.publication.models import (
    Acknowledgement,
    Download,
    Edition,
    Enquiry,
    Feedback,
    Notice,
    Placement,
    Reminder,
    Settlement,
)
from bluelamp.retention import registry

# What a reader of a withdrawn edition's address is told for good.
TOMBSTONE: Final = "This release was withdrawn."
_EDITION: Final = {
    "headline": "",
    "text": "",
    "alt_text": "Erased",
    "credit": "",
    "sha256": "",
    "tombstone": TOMBSTONE,
}
_ENQUIRY: Final = dict.fromkeys(
    (
        *("outlet", "name", "email", "person", "court"),
        *("case_details", "question", "purpose", "message"),
    ),
    "",
)
_MESSAGE: Final = dict.fromkeys(("text", "name", "email", "reasons", "answer"), "")


def close(case: str, at: datetime) -> None:
    """Withdraw what an older copy of the database shows of an erased case, in the caller's transaction; all have been told."""
    live = Edition.objects.filter(case=case, withdrawn_at=None)
    Placement.objects.filter(edition__in=live, removed_at=None).update(removed_at=at)
    live.update(withdrawn_at=at, tombstone=TOMBSTONE)


def erase(case: str, at: datetime) -> None:  # noqa: ARG001  every room is called with the time
    """Delete the files of the case's withdrawn editions, and empty every row that says whom or what it was about."""
    editions = Edition.objects.filter(case=case, withdrawn_at__isnull=False)
    for name in editions.values_list("file", flat=True):
        files.delete(name)
    with transaction.atomic():
        enquiries = Enquiry.objects.filter(case=case)
        jobs.forget(keys=[], threads=_threads(case))
        Acknowledgement.objects.filter(notice__edition__in=editions).delete()
        Reminder.objects.filter(notice__edition__in=editions).delete()
        Settlement.objects.filter(notice__edition__in=editions).delete()
        Notice.objects.filter(edition__in=editions).delete()
        Download.objects.filter(edition__in=editions).delete()
        Feedback.objects.filter(Q(case=case) | Q(edition__case=case)).update(**_MESSAGE)
        enquiries.update(**_ENQUIRY)
        editions.update(**_EDITION)


def _threads(case: str) -> list[str]:
    """The threads of every letter that was written about the case's editions, enquiries, messages and embargoes."""
    editions = Edition.objects.filter(case=case).values_list("pk", flat=True)
    enquiries = Enquiry.objects.filter(case=case).values_list("pk", flat=True)
    about = Q(case=case) | Q(edition__case=case)
    received = Feedback.objects.filter(about).values_list("pk", flat=True)
    return [
        *(f"publication.edition-{number}" for number in editions),
        *(f"publication.withheld-{number}" for number in editions),
        *(f"publication.message-{number}" for number in received),
        *(f"publication.enquiry-{number}" for number in enquiries),
        f"publication.embargo-{case}",
    ]


registry.register("Releases and who had them", erase=erase, close=close)
