"""The letter that says that nothing can be released."""

from datetime import datetime

from django.conf import settings

from bluelamp.jobs.services import enqueue
from bluelamp.record.values import ClosureView

LETTER = "mail.send"


def write_closed(closed: ClosureView, *, at: datetime) -> None:
    """Write to the press desk, once, that it is closed to release."""
    enqueue(
        LETTER,
        key=f"record.closed-{closed.closed_at.isoformat()}",
        args={
            "to": [settings.BLUELAMP_FORCE.press_email],
            "subject": "The desk is closed to release",
            "text": (
                "Nothing can be released or handed over, because the record is not what is kept of it "
                f"elsewhere: {closed.words}.\n\nTaking down and all other work go on.\n\n"
                f"{settings.BLUELAMP_DESK_URL}/closed/\n"
            ),
            "thread": "record.closed",
        },
        at=at,
    )
