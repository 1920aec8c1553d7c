"""The verbs of durable work: put a job in the queue, try a failed one afresh, cancel and resume."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from bluelamp.jobs import registry
from bluelamp.jobs.errors import KeyTaken, NotFailed
from bluelamp.jobs.models import Job
from bluelamp.jobs.selectors import state, view_of
from bluelamp.jobs.values import JobState, JobView

__all__ = ["cancel", "enqueue", "forget", "resume", "retry"]


def enqueue(
    kind: str, *, key: str, args: Mapping[str, Any], at: datetime, run_at: datetime | None = None
) -> JobView:
    """Put a job in the queue, to run at `run_at` (else at once); the same key again is the same job.

    In the caller's transaction: if that is rolled back there never was a job. `args` must be JSON.
    Raises KindUnknown, or KeyTaken where the key belongs to a job of another kind.
    """
    registry.known(kind)
    job, _ = Job.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "args": dict(args), "enqueued_at": at, "run_at": run_at or at},
    )
    if job.kind != kind:
        raise KeyTaken(f"The key “{key}” belongs to a job of kind “{job.kind}”, not “{kind}”.")
    return view_of(job)


def retry(key: str, *, at: datetime) -> JobView:
    """Let a failed job be tried afresh; steps already done stay done.

    Raises JobUnknown, or NotFailed for a job in any other state.
    """
    failed = Job.objects.filter(key=key, state=JobState.FAILED)
    changed = failed.update(
        state=JobState.WAITING, run_at=at, attempts=0, error="", finished_at=None
    )
    found = state(key)
    if not changed:
        raise NotFailed(f"The job “{key}” is {found.state}; only a failed job can be tried again.")
    return found


def cancel(keys: Iterable[str], *, at: datetime) -> int:
    """Let nobody go on with these jobs; how many were waiting or held. Steps already done stay done.

    The fence is raised: a worker that is at one of them stops at its next word, step or effect.
    """
    unfinished = Job.objects.filter(
        key__in=list(keys), state__in=[JobState.WAITING, JobState.RUNNING]
    )
    return unfinished.update(
        state=JobState.CANCELLED, token=F("token") + 1, lease_until=None, finished_at=at
    )


def resume(keys: Iterable[str], *, at: datetime) -> int:
    """Let those of these jobs that were cancelled be done after all; how many those are."""
    cancelled = Job.objects.filter(key__in=list(keys), state=JobState.CANCELLED)
    return cancelled.update(
        state=JobState.WAITING, run_at=at, attempts=0, error="", finished_at=None
    )


def forget(*, keys: Iterable[str], threads: Iterable[str]) -> None:
    """Remove the jobs of these keys, and the letters of these threads, with their arguments and results.

    One that is under way is fenced off: its worker stops at its next word, step or effect.
    """
    Job.objects.filter(Q(key__in=list(keys)) | Q(args__thread__in=list(threads))).delete()
