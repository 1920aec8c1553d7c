"""One attempt at a job, as the job's own work sees it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bluelamp.jobs import claims
from bluelamp.jobs.claims import Claim
from bluelamp.jobs.models import JobStep


class Run:
    """One attempt: its arguments, the clock, and the marks of what is done already.

    Any method raises Fenced once another worker has taken the job over, or a person cancelled it; let it pass.
    """

    __slots__ = ("_claim", "_clock")

    def __init__(self, claim: Claim, clock: Callable[[], datetime]) -> None:
        self._claim = claim
        self._clock = clock

    @property
    def key(self) -> str:
        """The job's key, the same in every attempt: what makes an effect elsewhere recognisable."""
        return self._claim.key

    @property
    def args(self) -> Mapping[str, Any]:
        """What the job was enqueued with."""
        return self._claim.args

    @property
    def attempt(self) -> int:
        """Which attempt this is, from 1."""
        return self._claim.attempt

    def now(self) -> datetime:
        """The time, for the services that the work calls."""
        return self._clock()

    def step(self, name: str, fn: Callable[[], Any]) -> Any:
        """The JSON result of the step, worked out once per job: a later attempt gets the stored one.

        For slow work and for reading. If the worker dies inside it, it runs again, so what it does outside
        the database must bear repetition.
        """
        mark = self._mark(name)
        if mark is not None:
            return mark.result
        result = _as_json(fn())
        with transaction.atomic():
            claims.hold(self._claim)
            JobStep.objects.create(job_id=self._claim.job, name=name, result=result)
        return result

    def effect(self, name: str, fn: Callable[[], Any]) -> Any:
        """Run fn inside one transaction with the mark that it is done: its rows come to be exactly once.

        Everything waits while it runs on SQLite, so do the slow part in a step before.
        """
        with transaction.atomic():
            claims.hold(self._claim)
            mark = self._mark(name)
            if mark is not None:
                return mark.result
            result = _as_json(fn())
            JobStep.objects.create(job_id=self._claim.job, name=name, result=result)
        return result

    def progress(self, done: int, total: int, words: str) -> None:
        """Say how far the work is: `done` of `total`, and what it is at (up to 200 characters)."""
        claims.report(self._claim, done=done, total=total, words=words[:200])

    def _mark(self, name: str) -> JobStep | None:
        return JobStep.objects.filter(job_id=self._claim.job, name=name).first()


def _as_json(result: Any) -> Any:
    """The result as it will be read back, so that the first attempt sees what later ones see."""
    return json.loads(json.dumps(result, allow_nan=False))
