"""Worker processes are killed, frozen and cut off; what they were at is finished, and takes effect once."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from tests.jobs.processes import SCRIPT, Workers, is_done, rows, until

from bluelamp.jobs import selectors

PLACES = ["in a step", "after a step", "in an effect", "after an effect", "before the end"]


@pytest.mark.parametrize("place", PLACES)
def test_a_job_whose_worker_is_killed_is_finished_by_another_and_takes_effect_once(
    workers: Workers, place: str
) -> None:
    workers.enqueue("walk", "one", die=place)
    assert workers.start().wait(40) == -signal.SIGKILL
    assert not is_done("one")
    workers.start()
    until(lambda: is_done("one"))
    assert rows("one") == 1
    assert workers.notes("one").count("detect") == (2 if place == "in a step" else 1)
    assert selectors.state("one").attempts == 2


def test_under_random_kills_every_job_is_finished_and_takes_effect_once(workers: Workers) -> None:
    workers.lease = 0.6
    keys = [f"job-{number}" for number in range(40)]
    for key in keys:
        workers.enqueue("walk", key)
    chance = random.Random(20261123)  # noqa: S311  the same kills each time
    alive = [workers.start(), workers.start()]
    for _ in range(6):
        time.sleep(chance.uniform(0.3, 0.8))
        victim = alive.pop(chance.randrange(2))
        victim.kill()
        alive.append(workers.start())
    until(lambda: all(is_done(key) for key in keys))
    assert [rows(key) for key in keys] == [1] * len(keys)


def test_a_frozen_worker_that_wakes_after_its_job_was_taken_over_is_fenced(
    workers: Workers,
) -> None:
    frozen = _freeze_in_the_middle(workers)
    (workers.folder / "let go").touch()
    workers.start()
    until(lambda: is_done("one"))
    frozen.send_signal(signal.SIGCONT)
    until(lambda: "The job “one” was cancelled, or another worker holds it now" in workers.said())
    assert rows("one") == 1
    assert frozen.poll() is None, "the fence stops the job, not the worker"


def test_a_worker_that_wakes_before_anyone_took_its_job_finishes_it(workers: Workers) -> None:
    frozen = _freeze_in_the_middle(workers)
    time.sleep(workers.lease * 1.5)
    (workers.folder / "let go").touch()
    frozen.send_signal(signal.SIGCONT)
    until(lambda: is_done("one"))
    assert (rows("one"), selectors.state("one").attempts) == (1, 1)


def _freeze_in_the_middle(workers: Workers) -> subprocess.Popen[bytes]:
    workers.enqueue("wait", "one")
    worker = workers.start()
    until(lambda: workers.notes("one") == ["begun"])
    worker.send_signal(signal.SIGSTOP)
    return worker


def test_a_long_step_keeps_its_lease_by_the_heartbeat(workers: Workers) -> None:
    workers.lease = 0.6
    workers.enqueue("wait", "one")
    workers.start()
    workers.start()
    until(lambda: workers.notes("one") == ["begun"])
    time.sleep(2)
    (workers.folder / "let go").touch()
    until(lambda: is_done("one"))
    assert workers.notes("one") == ["begun"]


def test_a_job_of_a_transaction_that_was_rolled_back_is_never_seen(workers: Workers) -> None:
    workers.start()
    workers.enqueue("walk", "kept")
    until(lambda: is_done("kept"))
    with transaction.atomic():
        workers.enqueue("walk", "ghost")
        time.sleep(0.3)
        transaction.set_rollback(True)
    workers.enqueue("walk", "later")
    until(lambda: is_done("later"))
    assert workers.notes("ghost") == []


def test_only_one_of_several_workers_calls_a_tick_that_is_due(workers: Workers) -> None:
    for _ in range(3):
        workers.start(WORKER_TICK="1000")
    until(lambda: rows("chime") == 1)
    time.sleep(1)
    assert rows("chime") == 1


def test_a_worker_outlives_a_database_that_does_not_serve(workers: Workers) -> None:
    if connection.vendor == "sqlite":
        workers.database["OPTIONS"] = {**workers.database["OPTIONS"], "timeout": 0.2}
    worker = workers.start()
    workers.enqueue("walk", "before")
    until(lambda: is_done("before"))
    _interrupt_service(workers)
    workers.enqueue("walk", "after")
    until(lambda: is_done("after"))
    assert worker.poll() is None
    assert "The database does not serve" in workers.said()


def _interrupt_service(workers: Workers) -> None:
    """For a second there is no database: connections cut and refused, or on SQLite locked out."""
    if connection.vendor == "sqlite":
        workers.enqueue("walk", "wanted")
        with transaction.atomic():
            time.sleep(1)
        return
    database, ours = workers.database["NAME"], connection.connection.info.backend_pid
    server = {**connection.get_connection_params(), "dbname": "postgres"}
    with psycopg.connect(**server, autocommit=True) as over:
        over.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        over.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
            [database, ours],
        )
        time.sleep(1)
        over.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS true')


def test_a_worker_outlives_a_disk_that_refuses_every_write(tmp_path: Path) -> None:
    file = tmp_path / "queue.sqlite3"
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
    }
    workers = Workers(folder=tmp_path, database=database)
    fill = [sys.executable, str(SCRIPT), "fill", str(tmp_path)]
    subprocess.run(fill, env=workers.environment(), check=True)
    try:
        worker = workers.start(WORKER_DISK="full")
        time.sleep(2)
        assert (_state_in(file), worker.poll()) == ("waiting", None)
        os.kill(worker.pid, signal.SIGUSR1)
        until(lambda: _state_in(file) == "done")
        assert worker.poll() is None
    finally:
        workers.end()


def _state_in(file: Path) -> str:
    with sqlite3.connect(file) as queue:
        (state,) = queue.execute("SELECT state FROM jobs_job").fetchone()
    queue.close()
    return str(state)
