"""What one officer did alone in a threat to life stands on the work list until another has reviewed it."""

from collections.abc import Iterator

from bluelamp.casework.aftermath import Remaining
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case


def remaining(case: Case) -> Iterator[Remaining]:
    """The review, for whoever may do it and did not act alone in each; due when the first one is."""
    waiting = list(case.emergencies.filter(reviewed_at=None).order_by("review_due_at"))
    if waiting:
        yield Remaining(
            task="emergency",
            words="Threat to life: one officer acted alone, to be reviewed",
            act=Act.REVIEW_EMERGENCY,
            due_at=waiting[0].review_due_at,
            barred=frozenset.intersection(
                *(frozenset({each.declared_by, each.declared_for} - {""}) for each in waiting)
            ),
        )
