"""What publication does every minute, after any outage as if there had been none."""

from datetime import datetime

from bluelamp.jobs.registry import every
from bluelamp.publication import services


@every("publication.acknowledge", seconds=60)
def acknowledge(at: datetime) -> None:
    """Write to those whose enquiries and messages came in through the public sites."""
    services.acknowledge(at=at)


@every("publication.chase", seconds=300)
def chase(at: datetime) -> None:
    """Remind those who have not said that what was withdrawn is gone from their side."""
    services.chase(at=at)


@every("publication.forget", seconds=600)
def forget_attempts(at: datetime) -> None:
    """Forget what visitors did as soon as it no longer counts towards a limit."""
    services.forget_attempts(at=at)


@every("publication.reconcile", seconds=60)
def reconcile(at: datetime) -> None:
    """Bring published files, rows and letters back into step."""
    services.reconcile(at=at)
