from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from bluelamp.jobs import claims, registry, selectors, services, worker
from bluelamp.jobs.errors import CannotSucceed, JobUnknown, KeyTaken, KindUnknown, NotFailed
from bluelamp.jobs.registry import every, kind
from bluelamp.jobs.run import Run
from bluelamp.jobs.values import JobState, JobView

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db

Work = Callable[[Run], None]


@pytest.fixture(autouse=True)
def only_our_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_listeners", [])


def enqueue(key: str = "one", run_at: datetime | None = None, **args: object) -> JobView:
    return services.enqueue("try", key=key, args=args, at=AT, run_at=run_at)


def work(at: datetime = AT) -> None:
    worker.work(once=True, clock=lambda: at)


def test_a_job_is_done_once_with_its_arguments() -> None:
    seen: list[object] = []

    @kind("try")
    def act(run: Run) -> None:
        seen.append((run.key, dict(run.args), run.attempt, run.now()))

    enqueue(case="CI-26-0001")
    work()
    work()
    assert seen == [("one", {"case": "CI-26-0001"}, 1, AT)]
    assert selectors.state("one").state is JobState.DONE


def test_the_same_key_is_the_same_job() -> None:
    calls: list[str] = []
    kind("try")(lambda run: calls.append(run.key))
    first = enqueue()
    assert enqueue() == first
    work()
    assert enqueue().state is JobState.DONE
    work()
    assert calls == ["one"]


def test_a_key_of_another_kind_is_refused() -> None:
    kind("try")(lambda _: None)
    kind("other")(lambda _: None)
    enqueue()
    with pytest.raises(KeyTaken, match="“one” belongs to a job of kind “try”, not “other”"):
        services.enqueue("other", key="one", args={}, at=AT)


def test_a_kind_without_work_is_refused_and_two_works_for_a_kind_as_well() -> None:
    with pytest.raises(KindUnknown, match="“try”"):
        enqueue()
    kind("try")(lambda _: None)
    with pytest.raises(KindUnknown, match="Two kinds"):
        kind("try")(lambda _: None)


def test_a_job_waits_for_its_time() -> None:
    kind("try")(lambda _: None)
    enqueue(run_at=AT + timedelta(hours=1))
    work(AT + timedelta(minutes=59))
    assert selectors.state("one").state is JobState.WAITING
    work(AT + timedelta(hours=1))
    assert selectors.state("one").state is JobState.DONE


def test_jobs_are_done_in_the_order_in_which_they_fell_due() -> None:
    order: list[str] = []
    kind("try")(lambda run: order.append(run.key))
    enqueue("late", run_at=AT - timedelta(minutes=1))
    enqueue("early", run_at=AT - timedelta(minutes=2))
    work()
    assert order == ["early", "late"]


def test_a_job_enqueued_by_a_job_is_done_in_the_same_drain() -> None:
    @kind("try")
    def act(run: Run) -> None:
        if run.key == "one":
            run.effect("next", lambda: enqueue("two").key)

    enqueue()
    work()
    assert selectors.state("two").state is JobState.DONE


def test_a_rolled_back_transaction_leaves_no_job() -> None:
    kind("try")(lambda _: None)

    def enqueue_and_fail() -> None:
        with transaction.atomic():
            enqueue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    with pytest.raises(JobUnknown, match="“one”"):
        selectors.state("one")


def test_a_failed_attempt_is_put_off_for_longer_each_time_until_a_person_must_look() -> None:
    @kind("try", attempts=4)
    def act(_: Run) -> None:
        raise OSError("no answer")

    enqueue()
    waits, at = [], AT
    while (view := selectors.state("one")).state is JobState.WAITING:
        at = max(at, view.run_at)
        work(at)
        waits.append((selectors.state("one").run_at - at).total_seconds())
    assert waits[:-1] == [10, 20, 40]
    assert selectors.failed() == [selectors.state("one")]
    assert selectors.state("one").error == "OSError: no answer"


def test_the_wait_never_exceeds_an_hour() -> None:
    assert worker._delay(500) == timedelta(hours=1)


def test_what_cannot_succeed_fails_at_once_with_its_own_sentence() -> None:
    @kind("try")
    def act(_: Run) -> None:
        raise CannotSucceed("The picture is not a picture.")

    enqueue()
    work()
    view = selectors.state("one")
    assert (view.state, view.error, view.attempts) == (
        JobState.FAILED,
        "The picture is not a picture.",
        1,
    )


def test_a_retried_job_keeps_the_steps_that_were_done() -> None:
    calls: list[str] = []
    broken = [True]

    @kind("try", attempts=1)
    def act(run: Run) -> None:
        run.step("detect", lambda: calls.append("detect"))
        if broken:
            raise OSError("no answer")

    enqueue()
    work()
    broken.clear()
    assert services.retry("one", at=AT).state is JobState.WAITING
    work()
    view = selectors.state("one")
    assert (view.state, view.error, calls) == (JobState.DONE, "", ["detect"])


def test_only_a_failed_job_is_retried() -> None:
    kind("try")(lambda _: None)
    enqueue()
    with pytest.raises(NotFailed, match="“one” is waiting"):
        services.retry("one", at=AT)
    with pytest.raises(JobUnknown):
        services.retry("two", at=AT)


def test_every_attempt_sees_a_steps_result_alike() -> None:
    seen: list[object] = []

    @kind("try")
    def act(run: Run) -> None:
        seen.append(run.step("detect", lambda: {"faces": (1, 2), "none": None}))
        seen.append(run.step("nothing", lambda: None))
        if run.attempt == 1:
            raise OSError

    enqueue()
    work()
    work(AT + timedelta(minutes=1))
    assert seen == [{"faces": [1, 2], "none": None}, None] * 2


@pytest.mark.parametrize("result", [object(), float("nan")])
def test_a_result_that_is_not_json_fails_the_attempt(result: object) -> None:
    kind("try", attempts=1)(lambda run: run.step("detect", lambda: result))
    enqueue()
    work()
    assert "JSON" in selectors.state("one").error


def test_an_effect_that_fails_leaves_neither_rows_nor_mark() -> None:
    @kind("try")
    def act(run: Run) -> None:
        def half() -> None:
            enqueue("row")
            if run.attempt == 1:
                raise OSError("halfway")

        run.effect("half", half)

    enqueue()
    work()
    with pytest.raises(JobUnknown):
        selectors.state("row")
    work(AT + timedelta(minutes=1))
    assert selectors.state("row").state is JobState.WAITING


def test_progress_can_be_seen_while_the_job_runs() -> None:
    seen: list[JobView] = []

    @kind("try")
    def act(run: Run) -> None:
        run.progress(3, 8, "obscuring faces" * 40)
        seen.append(selectors.state("one"))

    enqueue()
    work()
    (view,) = seen
    assert (view.state, view.done, view.total, len(view.words)) == (JobState.RUNNING, 3, 8, 200)


def test_a_job_that_keeps_killing_its_worker_is_given_up() -> None:
    calls: list[int] = []
    told: list[JobState] = []
    registry.when_ended(lambda job, _at: told.append(job.state))
    kind("try", attempts=2)(lambda run: calls.append(run.attempt))
    enqueue()
    for minutes in (0, 1):
        at = AT + timedelta(minutes=minutes)
        assert claims.next_due(at=at, lease=timedelta(seconds=30), kinds=["try"])
    work(AT + timedelta(minutes=2))
    view = selectors.state("one")
    assert (view.state, calls) == (JobState.FAILED, [])
    assert view.error == "The worker stopped 2 times while at this, so it is not tried again."
    assert told == [JobState.FAILED]


def test_whoever_asked_is_told_once_how_a_job_ended() -> None:
    told: list[tuple[str, JobState, str]] = []
    registry.when_ended(lambda job, _at: told.append((job.key, job.state, job.error)))

    @kind("try", attempts=2)
    def act(run: Run) -> None:
        if "bad" in run.args:
            raise ValueError("no")

    enqueue("good")
    enqueue("bad", bad=True)
    work()
    assert told == [("good", JobState.DONE, "")]
    work(AT + timedelta(minutes=1))
    assert told[1:] == [("bad", JobState.FAILED, "ValueError: no")]
    every("tick", seconds=1)(lambda _: None)
    work(AT + timedelta(minutes=2))
    assert len(told) == 2


def test_a_job_ends_even_where_a_listener_fails(caplog: pytest.LogCaptureFixture) -> None:
    @registry.when_ended
    def confused(_job: JobView, at: datetime) -> None:
        services.enqueue("try", key="left behind", args={}, at=at, run_at=at + timedelta(days=1))
        raise RuntimeError("confused")

    kind("try")(lambda _: None)
    enqueue()
    work()
    assert selectors.state("one").state is JobState.DONE
    assert "could not be told" in caplog.text
    with pytest.raises(JobUnknown):
        selectors.state("left behind")


@pytest.mark.parametrize("told", [KeyboardInterrupt, SystemExit])
def test_a_worker_told_to_stop_hands_its_job_back(told: type[BaseException]) -> None:
    @kind("try")
    def act(_: Run) -> None:
        raise told

    enqueue()
    with pytest.raises(told):
        work()
    view = selectors.state("one")
    assert (view.state, view.attempts) == (JobState.WAITING, 0)


def test_a_worker_leaves_alone_what_it_has_no_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    kind("try")(lambda _: None)
    enqueue()
    monkeypatch.setattr(registry, "_kinds", {})
    work()
    assert selectors.state("one").state is JobState.WAITING


def test_until_stops_the_worker_between_jobs() -> None:
    calls: list[str] = []
    kind("try")(lambda run: calls.append(run.key))
    enqueue("one")
    enqueue("two")
    worker.work(until=lambda: bool(calls), clock=lambda: AT)
    assert calls == ["one"]


@pytest.fixture
def called() -> list[datetime]:
    times: list[datetime] = []
    every("tick", seconds=60)(times.append)
    return times


def test_a_tick_is_called_at_its_interval_and_once_after_an_outage(called: list[datetime]) -> None:
    for seconds in (0, 1, 59, 60, 61, 3600, 3601):
        work(AT + timedelta(seconds=seconds))
    assert [(at - AT).total_seconds() for at in called] == [0, 60, 3600]


def test_a_tick_that_fails_is_called_again_and_never_given_up() -> None:
    calls: list[datetime] = []

    @every("tick", seconds=60)
    def act(at: datetime) -> None:
        calls.append(at)
        if len(calls) < 20:
            raise OSError("no answer")

    for minute in range(20):
        work(AT + timedelta(minutes=minute))
        error = selectors.state("tick:tick").error
        assert error == ("OSError: no answer" if minute < 19 else "")
    assert len(calls) == 20


def test_a_clock_that_goes_backwards_is_noted_and_holds_up_no_tick(called: list[datetime]) -> None:
    work(AT + timedelta(hours=2))
    work(AT)
    assert selectors.clock_leaps() == [(AT + timedelta(hours=2), AT)]
    work(AT + timedelta(minutes=1))
    assert called == [AT + timedelta(hours=2), AT + timedelta(minutes=1)]
    assert len(selectors.clock_leaps()) == 1


def test_a_clock_that_goes_backwards_lets_no_dead_worker_keep_its_job_for_longer() -> None:
    kind("try")(lambda _: None)
    every("tick", seconds=60)(lambda _: None)
    enqueue()
    work_at = AT + timedelta(hours=2)
    claims.next_due(at=work_at, lease=timedelta(seconds=30), kinds=["try"])
    work(work_at)
    work(AT)
    assert selectors.state("one").state is JobState.RUNNING
    work(AT + timedelta(seconds=31))
    assert selectors.state("one").state is JobState.DONE
