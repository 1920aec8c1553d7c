"""What falls due by itself: windows to object close, and live pages whose basis has gone are called out."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings

from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Case, OfficerNotice
from bluelamp.casework.services.advise import advice_on
from bluelamp.casework.services.notice import close_window
from bluelamp.jobs import services as jobs
from bluelamp.jobs.registry import every


@every("casework.windows", seconds=20)
def close_windows(at: datetime) -> None:
    """Close every window to object that has run out, oldest first; the silence is recorded (CI-23)."""
    due = OfficerNotice.objects.filter(
        closed_at=None, closes_at__lte=at, case__state=State.NOTIFIED
    ).order_by("closes_at")
    for reference in due.values_list("case__reference", flat=True):
        with suppress(OutOfOrder):  # the officer has answered since this list was made
            close_window(case=reference, at=at)


@every("casework.live", seconds=60)
def call_for_takedown(at: datetime) -> None:
    """Write to the press desk about each live case whose advice has become to take it down; once a day each."""
    for case in Case.objects.filter(state=State.LIVE):
        if advice_on(case, at=at).outcome == "take_down":
            jobs.enqueue(
                "mail.send",
                key=f"must-come-down:{case.reference}:{at:%Y-%m-%d}",
                args={
                    "to": [settings.BLUELAMP_FORCE.press_email],
                    "subject": f"{case.reference} must come down now",
                    "text": (
                        f"The policy now says that the release in {case.reference} must be taken"
                        f" down.\n\n{settings.BLUELAMP_DESK_URL}/cases/{case.reference}/takedown/\n"
                    ),
                    "thread": case.reference,
                },
                at=at,
            )
