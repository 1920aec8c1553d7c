"""What the record does every minute: sign what was added."""

from datetime import datetime

from bluelamp.jobs.registry import every
from bluelamp.record import selectors, services


@every("record.checkpoint", seconds=60)
def sign(at: datetime) -> None:
    """Sign a checkpoint if there is anything to sign; again over the same entries changes nothing."""
    if selectors.head()[0]:
        services.checkpoint(at=at)
