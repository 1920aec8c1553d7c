"""Break-glass: in a threat to life one named officer acts alone, loudly and with reasons, and another reviews it (practice 3.1).

It opens a case that is closed to the officer, and lets one person be both where two are asked for: who
brings an image and confirms it, who obscures and checks, who authorises and releases. It gives nobody a
role, waives no fact that the policy asks for, and lets nobody answer their own objection.
"""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from bluelamp.casework.acting import acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Emergency
from bluelamp.people.actor import Actor

LASTS: Final = timedelta(days=1)
_END_OF_DAY: Final = time(17)
_SATURDAY: Final = 5


def declare_emergency(
    *, case: str, threat: str, why_alone: str, actor: Actor, at: datetime
) -> Emergency:
    """Declare a threat to life: whose life and how, and why nobody else can be waited for.

    Raises BadInput naming what was left out, OutOfOrder where this officer's last one still lasts.
    """
    need(threat, "Say whose life is in danger, and how a release would help.", field="threat")
    need(why_alone, "Say whom you tried to reach, and why it cannot wait.", field="why_alone")
    with acting(Act.DECLARE_EMERGENCY, case=case, actor=actor, at=at) as doing:
        mine = doing.case.emergencies.filter(declared_by=actor.reference, until__gt=at)
        if mine.filter(round=doing.case.round).exists():
            raise OutOfOrder(
                "You have declared a threat to life in this case already, and it still holds."
            )
        row = Emergency.objects.create(
            case=doing.case,
            round=doing.case.round,
            threat=threat.strip(),
            why_alone=why_alone.strip(),
            declared_by=actor.reference,
            declared_for=doing.acted_for,
            declared_at=at,
            until=at + LASTS,
            review_due_at=next_working_day(at),
        )
        doing.entry(
            threat=row.threat, why_alone=row.why_alone, review_due_at=row.review_due_at.isoformat()
        )
    return row


def review_emergency(
    *, case: str, emergency: int, justified: bool, review: str, actor: Actor, at: datetime
) -> Emergency:
    """Say, as somebody else, whether acting alone was justified, and what follows.

    Raises MustBeSomeoneElse for the officer who did, BadInput without words, OutOfOrder once reviewed.
    """
    need(review, "Say what you looked at and found, and what follows.", field="review")
    with acting(Act.REVIEW_EMERGENCY, case=case, actor=actor, at=at) as doing:
        row = doing.case.emergencies.filter(pk=emergency, reviewed_at=None).first()
        if row is None:
            raise OutOfOrder("There is nothing here that waits for a review.")
        doing.check_another(
            {row.declared_by, row.declared_for},
            "You acted alone here, so somebody else must review it.",
        )
        row.justified, row.review = justified, review.strip()
        row.reviewed_by, row.reviewed_for = actor.reference, doing.acted_for
        row.reviewed_at = at
        row.save()
        doing.entry(justified=justified, review=row.review, declared_by=row.declared_by)
    return row


def next_working_day(at: datetime) -> datetime:
    """Five in the afternoon, in London, of the next day that is no Saturday or Sunday."""
    day = timezone.localdate(at) + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, _END_OF_DAY))
