"""What falls due by itself: windows to object close, turns follow the day, and what must come down is called out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import InterfaceError, OperationalError

from bluelamp.casework import keeping, proxies
from bluelamp.casework.acting import reckon
from bluelamp.casework.aftermath import RECIPIENTS
from bluelamp.casework.calls import call_down
from bluelamp.casework.deadlines import waiting
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.lifecycle import ENDED, State
from bluelamp.casework.models import Breach, Case, Decision, OfficerNotice
from bluelamp.casework.pieces import clear_strays
from bluelamp.casework.services.breach import CALLED_AHEAD, call_out
from bluelamp.casework.services.deadlines import fall_due
from bluelamp.casework.services.embargo import end_of_embargo
from bluelamp.casework.services.notice import close_window
from bluelamp.casework.turns import current
from bluelamp.jobs.registry import every
from bluelamp.publication import selectors as publication
from bluelamp.record.errors import ClosedToRelease
from bluelamp.vault import services as vault

log = logging.getLogger(__name__)


@every("casework.windows", seconds=20)
def close_windows(at: datetime) -> None:
    """Close every window to object that has run out, oldest first; the silence is recorded (CI-23)."""
    due = OfficerNotice.objects.filter(
        closed_at=None, closes_at__lte=at, case__state=State.NOTIFIED
    ).order_by("closes_at")
    for reference in due.values_list("case__reference", flat=True):
        # An OutOfOrder says that the officer has answered since this list was made.
        with _by_itself(reference), suppress(OutOfOrder):
            close_window(case=reference, at=at)


@every("casework.embargoes", seconds=20)
def end_embargoes(at: datetime) -> None:
    """Publish what was decided for an hour that has come, the oldest first, or hold it back and call out."""
    due = Decision.objects.filter(
        case__state=State.EMBARGOED, edition="", held_at=None, embargo_until__lte=at
    ).order_by("embargo_until")
    for reference in due.values_list("case__reference", flat=True):
        # An OutOfOrder says that it has been done or held back since this list was made.
        with _by_itself(reference), suppress(OutOfOrder):
            end_of_embargo(case=reference, at=at)


@every("casework.breaches", seconds=60)
def call_out_breaches(at: datetime) -> None:
    """Call out each breach of which the Commissioner has not been told a day before the 72 hours are over."""
    near = Breach.objects.filter(closed_at=None, called_at=None, due_at__lte=at + CALLED_AHEAD)
    for breach in near.select_related("case"):
        with _by_itself(breach.case.reference):
            call_out(breach=breach.pk, at=at)


@every("casework.recipients", seconds=60)
def reckon_recipients(at: datetime) -> None:
    """Work out anew whose turn it is where the last recipient has said that what was withdrawn is gone."""
    waiting = Case.objects.filter(turns__task=RECIPIENTS).distinct().order_by("id")
    for reference in list(waiting.values_list("reference", flat=True)):
        if not publication.left_over(reference):
            with _by_itself(reference):
                reckon(reference, at=at)


@every("casework.deadlines", seconds=60)
def act_on_deadlines(at: datetime) -> None:
    """Let every deadline that has come act, oldest first, however long nothing ran."""
    for deadline in list(waiting(at=at).select_related("case")):
        # An OutOfOrder says that it has acted or been closed since this list was made.
        with _by_itself(deadline.case.reference), suppress(OutOfOrder):
            fall_due(deadline=deadline, at=at)


@every("casework.turns", seconds=20)
def reckon_turns(at: datetime) -> None:
    """Work out anew whose turn it is wherever that was done on another day or by another policy."""
    stale = Case.objects.exclude(state__in=ENDED).exclude(reckoned_for=current(at))
    for reference in list(stale.order_by("id").values_list("reference", flat=True)):
        with _by_itself(reference):
            reckon(reference, at=at)


@every("casework.keeping", seconds=60)
def reckon_keeping(at: datetime) -> None:
    """Work out how long cases are kept that have changed, or for which the force's schedule has."""
    for reference in keeping.due_for_reckoning():
        with _by_itself(reference):
            keeping.reckon(reference, at)


@every("vault.sweep", seconds=6 * 3600)
def sweep_vault(at: datetime) -> None:
    """Take away what uploads that were undone have left sealed in the vault."""
    vault.sweep(at=at)


@every("casework.work", seconds=3600)
def clear_work(at: datetime) -> None:  # noqa: ARG001  a tick is called with the time
    """Take away what killed workers left in the folder of work on footage, and proxies of images that are over."""
    clear_strays()
    proxies.remove_unwanted()


@every("casework.live", seconds=60)
def call_for_takedown(at: datetime) -> None:
    """Write to the press desk about each live case whose advice has become to take it down; once a day each."""
    due = Case.objects.filter(state=State.LIVE, turns__task="takedown").distinct()
    for reference in due.values_list("reference", flat=True):
        call_down(reference, at=at)


@contextmanager
def _by_itself(reference: str) -> Iterator[None]:
    """What fails on one case is logged, and the other cases do not wait for it."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise  # of the database, not of the case
    except ClosedToRelease as closed:
        log.warning("%s waits. %s", reference, closed)
    except Exception:
        log.exception("What fell due on %s could not be done.", reference)
