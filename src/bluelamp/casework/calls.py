"""Letters that call somebody at the desk to act now."""

from datetime import datetime

from django.conf import settings

from bluelamp.jobs import services as jobs


def call_down(case: str, *, at: datetime) -> None:
    """Write to the press desk that what is live in the case must come down; once a day each."""
    jobs.enqueue(
        "mail.send",
        key=f"must-come-down:{case}:{at:%Y-%m-%d}",
        args={
            "to": [settings.BLUELAMP_FORCE.press_email],
            "subject": f"{case} must come down now",
            "text": (
                f"The policy now says that the release in {case} must be taken"
                f" down.\n\n{settings.BLUELAMP_DESK_URL}/cases/{case}/takedown/\n"
            ),
            "thread": case,
        },
        at=at,
    )
