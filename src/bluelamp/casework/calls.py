"""Letters that call somebody at the desk to act now."""

from datetime import datetime, timedelta
from typing import Final

from bluelamp.casework import letters
from bluelamp.casework.models import Case
from bluelamp.people.roles import Role

COME_DOWN: Final = "it must come down now"
AGAIN: Final = timedelta(days=1)


def call_down(case: str, *, at: datetime) -> None:
    """Write to the press desk that what is live in the case must come down; again once a day while it is not."""
    row = Case.objects.get(reference=case)
    if row.letters.filter(words=COME_DOWN, written_at__gt=at - AGAIN).exists():
        return
    letters.write(
        case=row,
        to=Role.PRESS_OFFICER,
        words=COME_DOWN,
        text="What is published in this case must be taken down: the policy now says so.",
        page="takedown",
        at=at,
    )
