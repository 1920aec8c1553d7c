"""The law of the fence: whatever the order in which workers claim, lose, wake, act and are cancelled, an effect is had once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluelamp.jobs import claims, selectors, services
from bluelamp.jobs.claims import Claim
from bluelamp.jobs.errors import Fenced
from bluelamp.jobs.models import Job
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobState

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)

acts = st.sampled_from(["claim", "effect", "renew", "finish", "put off", "cancel", "resume"])
moves = st.lists(st.tuples(st.integers(0, 2), acts, st.integers(0, 40)), min_size=5, max_size=30)


class Race:
    """Three workers at one job, with the clock in the test's hand."""

    def __init__(self) -> None:
        self.at = AT
        self.claimed: dict[int, Claim] = {}
        self.newest = 0
        self.effects: Counter[str] = Counter()
        Job.objects.create(key="one", kind="try", run_at=AT, enqueued_at=AT)

    def move(self, worker: int, act: str, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)
        if act == "claim":
            self.claim(worker)
        elif act == "cancel" and services.cancel(["one"], at=self.at):
            self.newest += 1
        elif act == "resume":
            services.resume(["one"], at=self.at)
        elif claim := self.claimed.get(worker):
            self.act(claim, act)

    def claim(self, worker: int) -> None:
        claim = claims.next_due(at=self.at, lease=LEASE, kinds=["try"])
        if claim is not None:
            assert claim.token > self.newest
            self.newest, self.claimed[worker] = claim.token, claim

    def act(self, claim: Claim, act: str) -> None:
        try:
            match act:
                case "effect":
                    Run(claim, lambda: self.at).effect("release", lambda: self.release(claim))
                case "renew":
                    claims.renew(claim, until=self.at + LEASE)
                case "finish":
                    claims.finish(claim, at=self.at)
                case "put off":
                    claims.put_off(claim, error="no answer", until=self.at)
        except Fenced:
            holds = selectors.state("one").state is JobState.RUNNING and claim.token == self.newest
            assert not holds, "the fence kept out the one who holds the job"

    def release(self, claim: Claim) -> None:
        assert claim.token == self.newest, "one who lost the job had an effect"
        self.effects["release"] += 1


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
def test_an_effect_is_had_once_and_only_by_the_one_who_holds_the_job(
    moves: list[tuple[int, str, int]],
) -> None:
    with transaction.atomic():
        race = Race()
        for worker, act, seconds in moves:
            race.move(worker, act, seconds)
        assert race.effects["release"] <= 1
        transaction.set_rollback(True)
