"""The embedded worker: claims what is due, does it, and outlives whatever fails around it."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction

from bluelamp.jobs import claims, registry, timekeeping
from bluelamp.jobs import clock as host
from bluelamp.jobs.claims import Claim
from bluelamp.jobs.errors import CannotSucceed, Fenced
from bluelamp.jobs.heartbeat import beating
from bluelamp.jobs.registry import Kind, Listener
from bluelamp.jobs.run import Run
from bluelamp.jobs.selectors import state
from bluelamp.jobs.values import JobView

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
LONGEST_WAIT_FOR_DATABASE = 10.0

Clock = Callable[[], datetime]


def work(
    *,
    until: Callable[[], bool] | None = None,
    once: bool = False,
    poll: float = 0.5,
    lease: timedelta = LEASE,
    clock: Clock = host.read,
) -> None:
    """Work through the queue until told to stop; with `once`, do what is due now and return.

    A lost database or a full disk is waited out (with `once` it is raised). KeyboardInterrupt or SystemExit
    hands the job in work back. Killed outright, the job is taken over when its lease has run out.
    """
    stop = until or (lambda: False)
    latest: datetime | None = None
    wait = poll
    while not stop():
        _leave_dead_connection()
        try:
            latest = timekeeping.watch(latest, lease=lease, clock=clock)
            busy = _do_next(lease=lease, clock=clock)
            wait = poll
        except (OperationalError, InterfaceError) as error:
            if once:
                raise
            log.warning("The database does not serve (%s); waiting %.1f s.", error, wait)
            connection.close()
            _sleep(wait, stop)
            wait = min(wait * 2, LONGEST_WAIT_FOR_DATABASE)
            continue
        if not busy:
            if once:
                return
            _sleep(poll, stop)


def _do_next(*, lease: timedelta, clock: Clock) -> bool:
    """Do the job that has been due longest; False if there is none."""
    claim = claims.next_due(at=clock(), lease=lease, kinds=registry.names())
    if claim is None:
        return False
    kind = registry.known(claim.kind)
    try:
        with beating(claim, lease=lease, clock=clock):
            _attempt(claim, kind, clock=clock)
    except Fenced as fenced:
        log.warning("%s", fenced)
    except (KeyboardInterrupt, SystemExit):
        with suppress(Fenced, OperationalError, InterfaceError):
            claims.hand_back(claim)
        raise
    return True


def _attempt(claim: Claim, kind: Kind, *, clock: Clock) -> None:
    """Do the work and settle how it ended."""
    if kind.interval is None and claim.attempt > kind.attempts:
        words = f"The worker stopped {kind.attempts} times while at this, so it is not tried again."
        _end(claim, error=words, at=clock())
        return
    try:
        kind.work(Run(claim, clock))
    except Fenced:
        raise
    except Exception as error:  # noqa: BLE001  whatever a job raises ends the attempt, not the worker
        _log_failure(claim, error)
        _leave_dead_connection()  # the failure may be the connection's
        _settle_failure(claim, kind, error, at=clock())
    else:
        _settle(claim, kind, at=clock())


def _log_failure(claim: Claim, error: Exception) -> None:
    """Our own errors say it all in a sentence; any other needs its trace."""
    trace = None if _is_ours(error) else error
    words = "Job %s (%s), attempt %d: %s"
    log.warning(words, claim.key, claim.kind, claim.attempt, _sentence(error), exc_info=trace)


def _settle(claim: Claim, kind: Kind, *, at: datetime) -> None:
    if kind.interval is None:
        _end(claim, at=at)
    else:
        claims.await_next(claim, at=at, until=at + kind.interval)


def _settle_failure(claim: Claim, kind: Kind, error: Exception, *, at: datetime) -> None:
    words = _sentence(error)
    if kind.interval is not None:
        claims.await_next(claim, at=at, until=at + kind.interval, error=words)
    elif isinstance(error, CannotSucceed) or claim.attempt >= kind.attempts:
        _end(claim, error=words, at=at)
    else:
        claims.put_off(claim, error=words, until=at + _delay(claim.attempt))


@transaction.atomic
def _end(claim: Claim, *, at: datetime, error: str = "") -> None:
    """The job is done, or has failed with that error: every room that asked is told."""
    if error:
        claims.fail(claim, error=error, at=at)
    else:
        claims.finish(claim, at=at)
    ended = state(claim.key)
    for listener in registry.listeners():
        _tell(listener, ended, at)


def _tell(listener: Listener, ended: JobView, at: datetime) -> None:
    try:
        with transaction.atomic():
            listener(ended, at)
    except (OperationalError, InterfaceError):
        raise  # the whole ending waits for the database
    except Exception:
        log.exception("Job %s has ended, and somebody could not be told.", ended.key)


def _delay(attempt: int) -> timedelta:
    """How long to wait after the attempt (from 1): ten seconds, doubled each time, an hour at most."""
    return min(FIRST_DELAY * (1 << min(attempt - 1, 16)), LONGEST_DELAY)


def _sentence(error: Exception) -> str:
    """Our own errors are sentences already; others are named first."""
    return str(error) if _is_ours(error) else f"{type(error).__name__}: {error}"


def _is_ours(error: Exception) -> bool:
    return type(error).__module__.startswith("bluelamp.") and bool(str(error))


def _leave_dead_connection() -> None:
    """Let the next statement connect anew if the connection is lost or old."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _sleep(seconds: float, stop: Callable[[], bool]) -> None:
    """Sleep, but notice within half a second that the worker is to stop."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not stop():
        time.sleep(min(left, 0.5))
