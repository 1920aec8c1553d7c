"""What one officer did alone in a threat to life stands on the work list until another has reviewed it."""

from datetime import datetime
from typing import Final

from bluelamp.casework.lifecycle import STEPS, Act
from bluelamp.casework.models import Case, Turn
from bluelamp.casework.routes import Route

# Before everything else that is open on the case.
PLACE: Final = 0
PAGE: Final = "emergency"


def call_for(case: Case) -> datetime | None:
    """Put the review on the work list of all who may do it; when the first one is due, None where none is open."""
    waiting = list(case.emergencies.filter(reviewed_at=None).order_by("review_due_at"))
    if not waiting:
        return None
    alone = [{each.declared_by, each.declared_for} - {""} for each in waiting]
    barred = sorted(set.intersection(*alone))
    Turn.objects.bulk_create(
        Turn(
            case=case,
            place=PLACE,
            task=PAGE,
            words="Threat to life: one officer acted alone, to be reviewed",
            role=role,
            barred=f" {' '.join(barred)} " if barred else "",
        )
        for role in sorted(STEPS[Act.REVIEW_EMERGENCY, Route(case.route)].who)
    )
    return waiting[0].review_due_at
