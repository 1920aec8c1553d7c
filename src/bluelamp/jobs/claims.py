"""Who holds which job. Every change of a held job is conditional on its fencing token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from bluelamp.jobs.errors import Fenced
from bluelamp.jobs.models import Job, JobStep
from bluelamp.jobs.values import JobState


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One worker's hold on one job: good while no other has raised the token."""

    job: int
    key: str
    kind: str
    args: dict[str, Any]
    token: int
    attempt: int


def next_due(*, at: datetime, lease: timedelta, kinds: Sequence[str]) -> Claim | None:
    """Claim the job that has been due longest: one whose time has come, or whose holder's lease ran out."""
    due = Q(state=JobState.WAITING, run_at__lte=at) | Q(state=JobState.RUNNING, lease_until__lt=at)
    candidates = Job.objects.filter(due, kind__in=kinds).order_by("run_at", "pk")
    if not candidates.exists():  # looking takes no lock
        return None
    with transaction.atomic():
        job = candidates.select_for_update(skip_locked=True).first()
        return None if job is None else _take(job, until=at + lease)


def _take(job: Job, *, until: datetime) -> Claim | None:
    taken = Job.objects.filter(pk=job.pk, token=job.token).update(
        state=JobState.RUNNING, token=F("token") + 1, attempts=F("attempts") + 1, lease_until=until
    )
    if not taken:
        return None
    return Claim(
        job=job.pk,
        key=job.key,
        kind=job.kind,
        args=job.args,
        token=job.token + 1,
        attempt=job.attempts + 1,
    )


def hold(claim: Claim) -> None:
    """Keep every other worker from the job until the transaction ends; raises Fenced if one has it already."""
    if _held(claim).select_for_update().values_list("pk").first() is None:
        raise _fenced(claim)


def renew(claim: Claim, *, until: datetime) -> None:
    """Hold the job for longer; raises Fenced."""
    _change(claim, lease_until=until)


def report(claim: Claim, *, done: int, total: int, words: str) -> None:
    """Say how far the job is; raises Fenced."""
    _change(claim, done=done, total=total, words=words)


def finish(claim: Claim, *, at: datetime) -> None:
    """The job is done; raises Fenced."""
    _change(claim, state=JobState.DONE, lease_until=None, error="", finished_at=at)


def fail(claim: Claim, *, error: str, at: datetime) -> None:
    """The job waits for a person; raises Fenced."""
    _change(claim, state=JobState.FAILED, lease_until=None, error=error, finished_at=at)


def put_off(claim: Claim, *, error: str, until: datetime) -> None:
    """The job waits for its next attempt; raises Fenced."""
    _change(claim, state=JobState.WAITING, lease_until=None, error=error, run_at=until)


def hand_back(claim: Claim) -> None:
    """The worker is told to stop: the job waits for the next worker and the attempt is not counted."""
    _change(claim, state=JobState.WAITING, lease_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def await_next(claim: Claim, *, at: datetime, until: datetime, error: str = "") -> None:
    """A tick was called, with or without error, and waits for its next time; raises Fenced."""
    columns: dict[str, Any] = {} if error else {"attempts": 0}
    _change(
        claim,
        state=JobState.WAITING,
        lease_until=None,
        error=error,
        finished_at=at,
        run_at=until,
        **columns,
    )
    JobStep.objects.filter(job_id=claim.job).delete()


def _held(claim: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=claim.job, token=claim.token, state=JobState.RUNNING)


def _change(claim: Claim, **columns: Any) -> None:
    if not _held(claim).update(**columns):
        raise _fenced(claim)


def _fenced(claim: Claim) -> Fenced:
    return Fenced(
        f"The job “{claim.key}” was cancelled, or another worker holds it now; this one stopped."
    )
