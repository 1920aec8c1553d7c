"""The tables of durable work: jobs, the results of their steps, and the clock's leaps backwards."""

from django.db import models
from django.db.models import Q

from bluelamp.jobs.values import JobState


class Job(models.Model):
    """One piece of work.

    Whoever claims it raises `token`, the fencing token, and holds it until `lease_until`. A tick's row never
    ends: it waits for its next time.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=9, default=JobState.WAITING)
    run_at = models.DateTimeField()
    token = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, default="")
    error = models.TextField(default="")
    enqueued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
                name="jobs_unfinished",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(JobState)), name="jobs_state_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="jobs_leased_while_running",
            ),
        ]


class JobStep(models.Model):
    """The mark that a job's step or effect is done, with its result as JSON."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=320)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "name"], name="jobs_step_done_once"),
        ]


class ClockLeap(models.Model):
    """A worker saw the clock at `seen_at` although it had been at `was_at` before."""

    was_at = models.DateTimeField()
    seen_at = models.DateTimeField()
