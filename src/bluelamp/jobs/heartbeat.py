"""The heartbeat: while a job is worked on, a thread of its own keeps renewing the lease."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection

from bluelamp.jobs import claims
from bluelamp.jobs.claims import Claim
from bluelamp.jobs.errors import Fenced

log = logging.getLogger(__name__)


@contextmanager
def beating(claim: Claim, *, lease: timedelta, clock: Callable[[], datetime]) -> Iterator[None]:
    """Renew the claim's lease three times in its length for as long as the block runs.

    Inside a caller's own transaction nobody else can see the claim, so nothing needs renewing.
    """
    if connection.in_atomic_block:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(
        target=_beat, args=(claim, lease, clock, over), name="heartbeat", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(
    claim: Claim, lease: timedelta, clock: Callable[[], datetime], over: threading.Event
) -> None:
    try:
        while not over.wait(lease.total_seconds() / 3):
            try:
                claims.renew(claim, until=clock() + lease)
            except Fenced:
                return  # the work itself meets the fence at its next step
            except (OperationalError, InterfaceError):
                log.warning("The lease of job %s could not be renewed; trying again.", claim.key)
                connection.close()
    finally:
        connection.close()
