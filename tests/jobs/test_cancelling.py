"""A job that a person cancels: nobody goes on with it, what was done stays done, and it can be resumed."""

from datetime import UTC, datetime

import pytest

from bluelamp.jobs import registry, selectors, services, worker
from bluelamp.jobs.registry import kind
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobState

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_our_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_listeners", [])


def work() -> None:
    worker.work(once=True, clock=lambda: AT)


def state() -> JobState:
    return selectors.state("one").state


def test_a_cancelled_job_is_not_begun_and_a_resumed_one_is() -> None:
    done: list[str] = []
    kind("try")(lambda run: done.append(run.key))
    services.enqueue("try", key="one", args={}, at=AT)
    assert services.cancel(["one", "unknown"], at=AT) == 1
    work()
    assert (done, state()) == ([], JobState.CANCELLED)
    services.enqueue("try", key="one", args={}, at=AT)
    assert state() is JobState.CANCELLED
    assert services.resume(["one"], at=AT) == 1
    work()
    assert (done, state()) == (["one"], JobState.DONE)


@pytest.mark.parametrize("place", ["progress", "step", "effect", "end"])
def test_a_worker_meets_the_fence_wherever_it_is_and_goes_on_from_there_once_resumed(
    place: str,
) -> None:
    done: list[str] = []
    cancelling = [True]

    @kind("try")
    def act(run: Run) -> None:
        run.step("first", lambda: done.append("first"))
        if cancelling:
            services.cancel(["one"], at=AT)
        if place == "progress":
            run.progress(1, 2, "Half way")
        if place == "step":
            run.step("second", lambda: done.append("second"))
        if place == "effect":
            run.effect("second", lambda: done.append("second"))

    services.enqueue("try", key="one", args={}, at=AT)
    work()
    assert state() is JobState.CANCELLED
    assert done == (["first", "second"] if place == "step" else ["first"])
    cancelling.clear()
    services.resume(["one"], at=AT)
    work()
    assert state() is JobState.DONE
    assert done.count("first") == 1


def test_what_is_done_or_has_failed_is_not_cancelled() -> None:
    kind("try")(lambda _: None)
    services.enqueue("try", key="one", args={}, at=AT)
    work()
    assert services.cancel(["one"], at=AT) == 0
    assert services.resume(["one"], at=AT) == 0
    assert state() is JobState.DONE
