"""A witness cosigns what extends what it saw, and nothing else; no race leads it back."""

import multiprocessing
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.witness.a_log import ORIGIN, Log

from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.cosignatures import cosignatures
from bluelamp.ledger.notes import SignerKey
from bluelamp.ledger.tree import EMPTY_ROOT
from bluelamp.witness.errors import (
    NotASubmission,
    NotByTheLog,
    NotConsistent,
    Refused,
    SeenOtherwise,
    UnknownLog,
)
from bluelamp.witness.memory import Memory
from bluelamp.witness.submission import Submission
from bluelamp.witness.watching import Watch

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return AT


def seen(watch: Watch) -> int:
    return watch.memory.seen(ORIGIN).size


def refused(watch: Watch, submission: Submission, error: type[Refused]) -> Refused:
    """It is refused so, and what the witness has seen stays."""
    before = watch.memory.seen(ORIGIN)
    with pytest.raises(error) as caught:
        watch.add_checkpoint(submission, clock)
    assert watch.memory.seen(ORIGIN) == before
    return caught.value


def test_what_extends_what_was_seen_is_cosigned_with_the_time(watch: Watch, log: Log) -> None:
    for old, size in ((0, 1), (1, 5), (5, 5), (5, 64)):
        line = watch.add_checkpoint(log.submission(old, size), clock)
        (found,) = cosignatures(log.note(size) + line, [watch.key.verifier])
        assert (found.name, found.at) == (watch.key.name, AT)
        assert seen(watch) == size


def test_an_empty_log_is_cosigned_as_empty(watch: Watch, log: Log) -> None:
    empty = Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT).signed(log.key)
    assert watch.add_checkpoint(Submission(old=0, proof=(), note=empty), clock)
    other = Checkpoint(origin=ORIGIN, size=0, root=bytes(32)).signed(log.key)
    refused(watch, Submission(old=0, proof=(), note=other), SeenOtherwise)


def test_extension_lines_are_cosigned_with_the_rest(watch: Watch, log: Log) -> None:
    from bluelamp.ledger import notes  # noqa: PLC0415  one test alone makes such a note

    note = notes.sign(log.note(3).rpartition("\n\n")[0] + "\nmore\n", log.key)
    line = watch.add_checkpoint(Submission(old=0, proof=(), note=note), clock)
    assert cosignatures(note + line, [watch.key.verifier])


def test_an_unknown_log_and_an_unknown_key_are_told_apart(watch: Watch, log: Log) -> None:
    stranger = Log(key=SignerKey.generate("elsewhere.example/log"))
    assert refused(watch, stranger.submission(0, 3), UnknownLog).http_status == 404
    impostor = Log(key=SignerKey.generate(ORIGIN))
    assert refused(watch, impostor.submission(0, 3), NotByTheLog).http_status == 403
    beside = log.note(3) + impostor.note(3).rpartition("\n\n")[2]
    assert watch.add_checkpoint(Submission(old=0, proof=(), note=beside), clock)


def test_an_old_size_beyond_the_checkpoint_is_no_request(watch: Watch, log: Log) -> None:
    body = replace(log.submission(0, 3), old=4)
    assert refused(watch, body, NotASubmission).http_status == 400


def test_another_old_size_is_answered_with_the_size_that_was_seen(watch: Watch, log: Log) -> None:
    watch.add_checkpoint(log.submission(0, 20), clock)
    for old, size in ((0, 30), (19, 30), (0, 7), (7, 7)):
        told = refused(watch, log.submission(old, size), SeenOtherwise)
        assert (told.http_status, told.size) == (409, 20)
    assert not watch.memory.doubtful(ORIGIN)  # late, or in the dark: no evidence of anything


def test_a_fork_at_the_same_size_is_refused_and_kept(watch: Watch, log: Log) -> None:
    watch.add_checkpoint(log.submission(0, 20), clock)
    forked = log.forked_after(10)
    told = refused(watch, forked.submission(20, 20), SeenOtherwise)
    assert (told.http_status, told.size) == (409, 20)
    (kept,) = watch.memory.doubtful(ORIGIN)
    assert (kept.note, kept.at) == (forked.note(20), AT)
    assert "forks" in kept.words


@pytest.mark.parametrize("after", [0, 10, 19])
def test_a_fork_that_grew_has_no_proof_that_holds(watch: Watch, log: Log, after: int) -> None:
    watch.add_checkpoint(log.submission(0, 20), clock)
    told = refused(watch, log.forked_after(after).submission(20, 30), NotConsistent)
    assert told.http_status == 422
    assert len(watch.memory.doubtful(ORIGIN)) == 1
    assert watch.add_checkpoint(log.forked_after(20).submission(20, 30), clock)


def test_a_proof_where_there_is_nothing_to_prove_is_refused(watch: Watch, log: Log) -> None:
    refused(watch, replace(log.submission(0, 20), proof=(bytes(32),)), NotConsistent)
    watch.add_checkpoint(log.submission(0, 20), clock)
    refused(watch, replace(log.submission(20, 20), proof=(bytes(32),)), NotConsistent)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    old=st.integers(1, 63),
    grown=st.integers(1, 63),
    step=st.integers(0, 9),
    bit=st.integers(0, 255),
)
def test_no_proof_with_one_bit_flipped_is_taken(
    watch: Watch, log: Log, old: int, grown: int, step: int, bit: int
) -> None:
    size = min(64, old + grown)
    memory = Memory.begin(watch.memory.file.with_name(f"{old}-{grown}-{step}-{bit}-{id(object())}"))
    fresh = replace(watch, memory=memory)
    fresh.add_checkpoint(log.submission(0, old), clock)
    honest = log.submission(old, size)
    if honest.proof:
        at = step % len(honest.proof)
        wrong = bytearray(honest.proof[at])
        wrong[bit // 8] ^= 1 << bit % 8
        proof = (*honest.proof[:at], bytes(wrong), *honest.proof[at + 1 :])
        refused(fresh, replace(honest, proof=proof), NotConsistent)
    fresh.add_checkpoint(honest, clock)


def test_the_memory_itself_refuses_to_go_back(watch: Watch, log: Log) -> None:
    watch.add_checkpoint(log.submission(0, 20), clock)
    with closing(sqlite3.connect(watch.memory.file)) as opened:
        for statement in (
            "UPDATE log SET size = 19",
            "UPDATE log SET root = zeroblob(32)",
            "DELETE FROM log",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                opened.execute(statement)


# -- the race that the specification names ------------------------------------------------------------


class Overwriting(Memory):
    """A memory that does not compare: what the race would do to a careless witness."""

    __slots__ = ()

    def advance(self, was, stated, note, clock):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, ARG002
        with closing(sqlite3.connect(self.file)) as opened:
            opened.executescript(
                "DROP TRIGGER IF EXISTS log_grows; DROP TRIGGER IF EXISTS log_stays"
            )
            opened.execute("DELETE FROM log")
            row = [stated.origin, stated.size, stated.root, note, AT.isoformat()]
            opened.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?)", row)
            opened.commit()
        return AT


class Slow(Memory):
    """A memory whose process is held up between what was checked and what is written."""

    __slots__ = ("checked", "go")

    def advance(self, was, stated, note, clock):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        self.checked.set()
        assert self.go.wait(20)
        kind = Overwriting if self.file.name.startswith("careless") else Memory
        return kind(self.file).advance(was, stated, note, clock)


def send_slowly(watch: Watch, log: Log, size: int, checked: Event, go: Event) -> None:
    slow = Slow(watch.memory.file)
    slow.checked, slow.go = checked, go
    try:
        replace(watch, memory=slow).add_checkpoint(log.submission(10, size), clock)
    except SeenOtherwise as told:
        raise SystemExit(told.size) from None


def race(watch: Watch, log: Log) -> tuple[int, int]:
    """Request A (20) is checked, request B (30) is checked and stored, then A goes on: A's end, the size seen."""
    watch.add_checkpoint(log.submission(0, 10), clock)
    forked = multiprocessing.get_context("fork")
    checked, go = forked.Event(), forked.Event()
    first = forked.Process(target=send_slowly, args=(watch, log, 20, checked, go))
    first.start()
    assert checked.wait(20)
    watch.add_checkpoint(log.submission(10, 30), clock)
    go.set()
    first.join(20)
    return first.exitcode or 0, seen(watch)


def test_a_request_that_was_overtaken_rolls_nothing_back(watch: Watch, log: Log) -> None:
    assert race(watch, log) == (30, 30)  # answered 409 with size 30


def test_the_race_would_show_with_a_careless_witness(watch: Watch, log: Log) -> None:
    careless = Memory.begin(watch.memory.file.with_name("careless.sqlite3"))
    assert race(replace(watch, memory=careless), log) == (0, 20)  # ten leaves rolled back


def hammer(watch: Watch, log: Log, sizes: list[int]) -> None:
    for size in sizes:
        while (old := seen(watch)) < size:
            with suppress(SeenOtherwise):
                watch.add_checkpoint(log.submission(old, size), clock)


def test_processes_that_race_only_ever_lead_forward(watch: Watch, log: Log) -> None:
    forked = multiprocessing.get_context("fork")
    sizes = [list(range(start, 65, 4)) for start in (1, 2, 3, 4)]
    processes = [forked.Process(target=hammer, args=(watch, log, each)) for each in sizes]
    for process in processes:
        process.start()
    last = 0
    while any(process.is_alive() for process in processes):
        now = seen(watch)
        assert now >= last
        last = now
    assert [process.exitcode for process in processes] == [0] * 4
    assert seen(watch) == 64


def grow_and_tell(watch: Watch, log: Log, told: Connection) -> None:
    for size in range(seen(watch) + 1, 65):
        watch.add_checkpoint(log.submission(size - 1, size), clock)
        told.send(size)


def test_what_was_answered_is_remembered_after_a_kill(watch: Watch, log: Log) -> None:
    forked = multiprocessing.get_context("fork")
    for _ in range(4):
        hearing, telling = forked.Pipe(duplex=False)
        process = forked.Process(target=grow_and_tell, args=(watch, log, telling))
        process.start()
        told = hearing.recv()
        process.kill()
        process.join()
        while hearing.poll():
            told = hearing.recv()
        assert told <= seen(watch) < 64


def test_the_time_of_a_cosignature_is_that_at_which_it_was_remembered(
    watch: Watch, log: Log
) -> None:
    times = iter([AT, AT + timedelta(seconds=5)])
    line = watch.add_checkpoint(log.submission(0, 3), lambda: next(times))
    (found,) = cosignatures(log.note(3) + line, [watch.key.verifier])
    assert found.at == watch.memory.seen(ORIGIN).at == AT
