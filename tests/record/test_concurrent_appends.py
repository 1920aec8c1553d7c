"""Several processes that append at once lose nothing and leave no gap."""

import multiprocessing
from collections import Counter
from datetime import datetime

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
