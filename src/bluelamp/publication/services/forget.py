"""Forget what visitors did: it is kept for limits alone."""

from datetime import datetime

from bluelamp.publication.models import Attempt


def forget_attempts(*, at: datetime) -> int:
    """Delete the attempts that no longer count towards a limit; give how many there were."""
    return Attempt.objects.filter(counts_until__lte=at).delete()[0]
