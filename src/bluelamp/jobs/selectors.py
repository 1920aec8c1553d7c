"""What may be known of durable work."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bluelamp.jobs.errors import JobUnknown
from bluelamp.jobs.models import ClockLeap, Job
from bluelamp.jobs.values import JobState, JobView


def state(key: str) -> JobView:
    """The job of that key as it stands; raises JobUnknown."""
    job = Job.objects.filter(key=key).first()
    if job is None:
        raise JobUnknown(f"There is no job “{key}”.")
    return view_of(job)


def states(keys: Iterable[str]) -> dict[str, JobView]:
    """Those of these jobs that there are, by key."""
    return {job.key: view_of(job) for job in Job.objects.filter(key__in=list(keys))}


def failed() -> list[JobView]:
    """The jobs that wait for a person, longest waiting first."""
    return [
        view_of(job) for job in Job.objects.filter(state=JobState.FAILED).order_by("finished_at")
    ]


def open_work(kinds: Iterable[str]) -> list[JobView]:
    """The jobs of these kinds that are not done: waiting, held, failed or cancelled; the first to come first."""
    rows = Job.objects.filter(kind__in=list(kinds)).exclude(state=JobState.DONE)
    return [view_of(job) for job in rows.order_by("enqueued_at", "pk")]


def of_kind(kind: str) -> Iterator[JobView]:
    """Every job of a kind, ended or not, in the order in which they were queued."""
    rows = Job.objects.filter(kind=kind).order_by("pk")
    return (view_of(job) for job in rows.iterator(chunk_size=500))


def clock_leaps() -> list[tuple[datetime, datetime]]:
    """When workers saw the clock go backwards: what it had shown, and what it showed next, newest first."""
    return list(ClockLeap.objects.order_by("-pk").values_list("was_at", "seen_at"))


def view_of(job: Job) -> JobView:
    """The job's row as a value."""
    return JobView(
        kind=job.kind,
        key=job.key,
        args=job.args,
        state=JobState(job.state),
        done=job.done,
        total=job.total,
        words=job.words,
        error=job.error,
        attempts=job.attempts,
        run_at=job.run_at,
        finished_at=job.finished_at,
    )
