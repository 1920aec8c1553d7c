"""Random corruptions of exports, of which none may pass; and writers killed while they append."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tests.ledger.exports import KEY, corrupted, log_of, put

from bluelamp.ledger import verifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Corruptions:
    """How many corruptions were tried, and how many passed, were named with an entry, or left nothing to read."""

    tried: int
    missed: int
    named: int
    unreadable: int


def corruptions(folder: Path, count: int) -> Corruptions:
    """Corrupt an export of the whole record and one of a case, by turns, and have each verified."""
    log, chance = log_of(600), random.Random(20261123)  # noqa: S311  repeatable, not secret
    whole = put(folder, log.whole(100, 350).lines(log.tiles())).read_bytes()
    of_case = put(folder, log_of(60).of_case("A").lines([])).read_bytes()
    file, key = folder / "record.txt", str(KEY.verifier)
    missed = named = unreadable = 0
    for number in range(count):
        sound = (whole, of_case)[number % 2]
        changed = corrupted(sound, chance)
        while changed == sound:
            changed = corrupted(sound, chance)
        file.write_bytes(changed)
        try:
            verifier.verify(file, [key])
            missed += 1
        except verifier.Fault as fault:
            named += "entry" in str(fault)
        except verifier.Unreadable:
            unreadable += 1
    return Corruptions(tried=count, missed=missed, named=named, unreadable=unreadable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """How many writers were killed, the entries they had acknowledged, those lost, and the record's faults."""

    cycles: int
    acknowledged: int
    lost: int
    faults: int


def kills(cycles: int) -> Kills:
    """Kill a process that appends, again and again; then look for what it had acknowledged."""
    from django.db import connections  # noqa: PLC0415  Django is set up by then

    from bluelamp.record import selectors, services  # noqa: PLC0415  as above

    forked, chance = multiprocessing.get_context("fork"), random.Random(9)  # noqa: S311  repeatable
    told: list[int] = []
    lost = 0
    for _ in range(cycles):
        connections.close_all()  # a connection must not be shared across a fork
        hearing, telling = forked.Pipe(duplex=False)
        writer = forked.Process(target=_append_and_tell, args=(telling,))
        writer.start()
        telling.close()
        told.append(hearing.recv())
        time.sleep(chance.random() * 0.03)
        writer.kill()
        writer.join()
        told.extend(_rest(hearing))
        lost += max(told) > selectors.head()[0]
    checked = services.verify()
    lost += len(set(told) - set(range(1, checked.entries + 1)))
    return Kills(cycles=cycles, acknowledged=len(told), lost=lost, faults=len(checked.faults))


def _append_and_tell(told: Connection) -> None:
    from django.db import transaction  # noqa: PLC0415  Django is set up by then

    from bluelamp.record import services  # noqa: PLC0415  as above

    while True:
        at = datetime.now(UTC)
        with transaction.atomic():
            done = services.append(kind="advised", case="A", actor="PO-1", at=at, body={"n": 1})
        told.send(done.seq)


def _rest(hearing: Connection) -> Iterator[int]:
    with hearing:
        try:
            while True:
                yield hearing.recv()
        except EOFError:
            return
