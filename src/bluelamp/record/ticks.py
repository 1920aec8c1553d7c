"""What the record does every minute: sign what was added, and have others say that they saw it."""

from datetime import datetime
from threading import Event

from bluelamp.jobs.registry import every, kind
from bluelamp.jobs.run import Run
from bluelamp.record import agreement, letters, selectors, services, timestamping, witnessing
from bluelamp.record.services.keep_aside import keep_aside
from bluelamp.record.services.prove import PROVE

ABOUT_A_DAY = 30  # attempts, at the queue's growing intervals


@every("record.checkpoint", seconds=60)
def sign(at: datetime) -> None:
    """Sign a checkpoint if there is anything to sign, and keep it aside; again over the same entries changes nothing."""
    if selectors.head()[0]:
        services.checkpoint(at=at)
        keep_aside()


# Set once this process has compared every leaf: from then on it looks at what was signed last.
_compared = Event()


@every("record.agreement", seconds=60)
def agree(at: datetime) -> None:
    """Close the desk to release where the record is not what is kept of it aside, and write to the press desk."""
    closed = agreement.look(at=at, thoroughly=not _compared.is_set())
    _compared.set()
    if closed:
        letters.write_closed(closed, at=at)


@every("record.witness", seconds=60)
def witness(at: datetime) -> None:
    """Offer the last checkpoint to the witnesses, also one that they have: whether they have seen more is asked too."""
    witnessing.offer(at=at)


@every("record.time-stamp", seconds=600)
def time_stamp(at: datetime) -> None:
    """Have the last checkpoint time-stamped once a day."""
    timestamping.stamp(at=at)


@kind(PROVE, attempts=ABOUT_A_DAY)
def prove(run: Run) -> None:
    """After a release or a takedown: sign, keep aside, offer to the witnesses, have it time-stamped; tried again until then."""
    services.checkpoint(at=run.now())
    keep_aside()
    witnessing.offer(at=run.now())
    timestamping.stamp(at=run.now(), at_once=True)
