"""Processes that append at once, or are killed while they do, lose nothing and leave no gap."""

import multiprocessing
import time
from collections import Counter
from datetime import datetime
from multiprocessing.connection import Connection

from django.db import connections, transaction
from tests.record.conftest import AT, Act

from bluelamp.record import services
from bluelamp.record.models import Entry

WRITERS, ENTRIES = 4, 15


def write(number: int) -> None:
    for _ in range(ENTRIES):
        with transaction.atomic():
            services.append(kind="advised", case="A", actor=f"PO-{number}", at=AT, body={})
    connections.close_all()


def test_writers_take_turns(act: Act, at: datetime) -> None:
    act()
    connections.close_all()  # a connection must not be shared across a fork
    forked = multiprocessing.get_context("fork")
    writers = [forked.Process(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    found = Counter(Entry.objects.values_list("actor", flat=True))
    assert found == {"PO-1041": 1} | {f"PO-{number}": ENTRIES for number in range(WRITERS)}
    services.checkpoint(at=at)
    checked = services.verify()
    assert (checked.entries, checked.faults) == (1 + WRITERS * ENTRIES, ())


def write_and_tell(told: Connection) -> None:
    while True:
        with transaction.atomic():
            done = services.append(kind="advised", case="A", actor="PO-1", at=AT, body={})
        told.send(done.seq)


def test_a_killed_writer_loses_nothing_that_it_had_told(act: Act) -> None:
    act()
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    told: list[int] = []
    for cycle in range(8):
        hearing, telling = forked.Pipe(duplex=False)
        writer = forked.Process(target=write_and_tell, args=(telling,))
        writer.start()
        telling.close()
        told.append(hearing.recv())
        time.sleep(0.01 + cycle * 0.007)
        writer.kill()
        writer.join()
        told.extend(_rest(hearing))
    checked = services.verify()
    assert checked.faults == ()
    assert set(told) <= set(range(2, checked.entries + 1))
    assert len(told) >= checked.entries - 1 - 8  # at most one committed but not told in each cycle


def _rest(hearing: Connection) -> list[int]:
    heard = []
    with hearing:
        try:
            while True:
                heard.append(hearing.recv())
        except EOFError:
            return heard
