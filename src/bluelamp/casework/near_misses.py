"""Near misses as they are read: those of the cases that somebody may see."""

from datetime import datetime

from django.db.models import QuerySet

from bluelamp.casework.access import seen_by
from bluelamp.casework.models import NearMiss
from bluelamp.people.actor import Actor


def near_misses(*, viewer: Actor, at: datetime) -> QuerySet[NearMiss]:
    """Every near miss of the cases that this person may see, newest first."""
    mine = NearMiss.objects.filter(case__in=seen_by(viewer, at=at))
    return mine.select_related("case", "image").order_by("-id")
