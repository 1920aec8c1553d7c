"""The erasure of a case: confirmed and recorded, then its keys destroyed and every room's rows and files removed.

Each step bears repetition: a kill at any point leaves a job that goes on where it was. The entry is written
before the keys go, so that until the job is through the record's own check says what is still there.
"""

from datetime import datetime
from functools import partial

from django.db import connection, transaction

from bluelamp.jobs import services as jobs
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.record import selectors as recorded
from bluelamp.record import services as record
from bluelamp.retention import registry
from bluelamp.retention.errors import NotScrubbed
from bluelamp.retention.models import Erasure, Happened, Hold, Keeping, Review
from bluelamp.vault import keys
from bluelamp.vault import services as vault

KIND = "retention.erase"


def begin(review: Review, *, at: datetime) -> None:
    """Close the case to everybody, record its erasure and put the work in the queue, inside the caller's transaction."""
    for room in registry.rooms():
        if room.close:
            room.close(review.case, at)
    entry = record.erase_case(
        case=review.case, reason=review.because, actor=review.answered_by, at=at
    )
    Erasure.objects.create(case=review.case, review=review, entry=entry.seq, begun_at=at)
    Keeping.objects.filter(case=review.case).update(due_on=None, erased_at=at)
    jobs.enqueue(KIND, key=job_key(review.case), args={"case": review.case}, at=at)


def job_key(case: str) -> str:
    """The key of the job that erases a case."""
    return f"erase:{case}"


@kind(KIND)
def erase(run: Run) -> None:
    """Destroy the case's keys and remove its files, then what each room holds of it."""
    case, rooms = run.args["case"], registry.rooms()
    run.progress(0, len(rooms) + 2, "Keys and files")
    run.step("keys and files", lambda: vault.erase(case=case, at=run.now()))
    for number, room in enumerate(rooms, start=1):
        run.progress(number, len(rooms) + 2, room.name)
        run.step(room.name, partial(room.erase, case, run.now()))
    run.progress(len(rooms) + 1, len(rooms) + 2, "What retention itself holds")
    run.effect("finish", lambda: _finish(case, at=run.now()))
    run.step("scrub", scrub)
    run.progress(len(rooms) + 2, len(rooms) + 2, "Erased")


def erase_again(case: str, *, at: datetime) -> None:
    """Erase what an older copy of the database has brought back of a case whose keys are destroyed, in the caller's transaction."""
    vault.erase(case=case, at=at)
    for room in registry.rooms():
        if room.close:
            room.close(case, at)
        room.erase(case, at)
    _forget(case)
    Keeping.objects.filter(case=case).update(due_on=None, erased_at=at)
    transaction.on_commit(scrub, robust=True)


def brought_back() -> tuple[str, ...]:
    """The cases whose keys are destroyed, and of which this database knows nothing of an erasure."""
    gone = set(keys.destroyed_cases())
    known = Keeping.objects.filter(case__in=gone).exclude(erased_at=None)
    return tuple(sorted(gone - set(known.values_list("case", flat=True))))


def scrub() -> None:
    """Let nothing of what was removed remain in the database's own journal, where Bluelamp can see to that.

    SQLite overwrites what it removes (secure_delete), and its journal is emptied here. Raises NotScrubbed
    while somebody reads, so that it is tried again. What PostgreSQL keeps is its administrator's: see
    docs/retention.md.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
        if is_busy:
            raise NotScrubbed("The database’s journal was in use and still holds what was removed.")


def _finish(case: str, *, at: datetime) -> None:
    erasure = Erasure.objects.select_for_update().select_related("review").get(case=case)
    _forget(case)
    if any(each.seq > erasure.entry for each in recorded.entries_for(case)):
        # Somebody read the case in the instant in which its erasure was confirmed.
        review = erasure.review
        record.erase_case(case=case, reason=review.because, actor=review.answered_by, at=at)
    Erasure.objects.filter(pk=erasure.pk).update(finished_at=at)


def _forget(case: str) -> None:
    """What retention itself holds in words; that and why the case was erased stays."""
    Hold.objects.filter(case=case).delete()
    Happened.objects.filter(case=case).delete()
    Review.objects.filter(case=case, erasure=None).delete()
