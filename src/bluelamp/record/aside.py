"""The folder aside: the last checkpoint, every leaf that it covers, and what was taken down or erased.

It lies on another disk than the database. By it an older copy of the database is known for what it
is, gets its missing leaves back, and learns what has been taken down and erased since. Nothing in it
names anybody: leaves hold commitments, the rest numbers, addresses and references of cases.

`checkpoint` is the signed note, `leaves` the exact leaves, one a line (canonical JSON has no line
breaks), `takedowns` and `erasures` one JSON object a line. `checkpoint` is replaced last, so leaves
beyond it belong to a write that was cut off.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings

from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.errors import LedgerError
from bluelamp.record.errors import AsideUnusable, KeyMissing
from bluelamp.record.keys import signing_key

_PIECE: Final = 1 << 20
_reaches: dict[Path, tuple[tuple[int, int, int], int]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The checkpoint aside: its size in entries, its root (32 bytes), and the signed note."""

    size: int
    root: bytes
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """A takedown as it was written before it was done: the editions (tokens) of a case, and why (a code)."""

    case: str
    editions: tuple[str, ...]
    why: str
    at: datetime


def folder() -> Path:
    """Where the settings put it; by itself, beside the signing key."""
    return settings.BLUELAMP_ASIDE or Path(settings.BLUELAMP_LEDGER_KEY_FILE).parent / "aside"


def reach() -> int:
    """How many entries the checkpoint aside covers, for whoever appends: one look at the file; 0 where none can be read."""
    file = folder() / "checkpoint"
    try:
        status = file.stat()
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        known = _reaches.get(file)
        if known is None or known[0] != stamp:
            kept = checkpoint()
            _reaches[file] = known = (stamp, kept.size if kept else 0)
    except (OSError, AsideUnusable, KeyMissing):
        return 0
    return known[1]


def checkpoint() -> Kept | None:
    """The checkpoint aside; None where nothing was ever written there. Raises AsideUnusable, KeyMissing."""
    file = folder() / "checkpoint"
    try:
        note = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise AsideUnusable(f"The checkpoint aside, {file}, cannot be read: {fault}.") from fault
    try:
        stated = Checkpoint.opened(note, [signing_key().verifier])
    except LedgerError as fault:
        raise AsideUnusable(
            f"The checkpoint aside, {file}, is not this record’s: {fault}"
        ) from fault
    return Kept(size=stated.size, root=stated.root, note=note)


def leaves(start: int, end: int) -> Iterator[bytes]:
    """The leaves aside of entries start+1 to end. Raises AsideUnusable where there are fewer."""
    file = folder() / "leaves"
    found = 0
    try:
        with file.open("rb") as lines:
            for line in islice(lines, start, end):
                if not line.endswith(b"\n"):
                    break
                found += 1
                yield line[:-1]
    except FileNotFoundError:
        pass
    except OSError as fault:
        raise AsideUnusable(f"The leaves aside, {file}, cannot be read: {fault}.") from fault
    if found < end - start:
        raise AsideUnusable(
            f"{file} holds {start + found} leaves, and entry {start + found + 1} is missing there."
        )


@contextmanager
def turn() -> Iterator[None]:
    """Let nobody else write aside until the block is over; makes the folder where it is not there."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def extend(known: int, added: Iterable[bytes], note: str) -> None:
    """Put leaves after the first `known`, then the note that covers them all, each seen to the disk.

    Within a `turn`. What is added may be checked as it is drawn: if that raises, the checkpoint stays.
    """
    with (folder() / "leaves").open("a+b") as file:
        file.truncate(_end(file, known))
        for leaf in added:
            file.write(leaf + b"\n")
        _see_to_disk(file)
    part = folder() / "checkpoint.part"
    with part.open("w", encoding="utf-8") as new:
        new.write(note)
        _see_to_disk(new)
    part.replace(folder() / "checkpoint")
    _see_folder_to_disk()


def write_takedown(taken: TakenDown) -> None:
    """Write a takedown aside, seen to the disk, before it is done. Raises OSError."""
    _append("takedowns", {**asdict(taken), "at": taken.at.isoformat()})


def takedowns() -> tuple[TakenDown, ...]:
    """Every takedown written aside, in order. Raises AsideUnusable."""
    return tuple(
        TakenDown(
            case=said["case"],
            editions=tuple(said["editions"]),
            why=said["why"],
            at=datetime.fromisoformat(said["at"]),
        )
        for said in _lines("takedowns")
    )


def write_erasure(entries: Iterable[int], *, at: datetime) -> None:
    """Write aside which entries lose their bodies, seen to the disk, before they do. Raises OSError."""
    _append("erasures", {"entries": sorted(entries), "at": at.isoformat()})


def erasures() -> frozenset[int]:
    """Every entry whose body was erased. Raises AsideUnusable."""
    return frozenset(seq for said in _lines("erasures") for seq in said["entries"])


def _append(name: str, said: dict[str, Any]) -> None:
    """Add a line without taking a turn: a takedown waits for nobody who writes leaves."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder() / name).open("ab") as file:
        # A line of its own, also after one that was cut off.
        file.write(b"\n" + json.dumps(said).encode() + b"\n")
        _see_to_disk(file)
    _see_folder_to_disk()


def _lines(name: str) -> Iterator[Any]:
    """What is in the file; a line that was cut off belongs to an act that never happened."""
    file = folder() / name
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError as fault:
        raise AsideUnusable(f"What is kept aside in {file} cannot be read: {fault}.") from fault
    for line in filter(None, lines):
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _end(file: BinaryIO, known: int) -> int:
    """Where the first `known` lines end, in bytes. Raises AsideUnusable where there are fewer."""
    file.seek(0)
    left = known
    while left and (piece := file.read(_PIECE)):
        if (lines := piece.count(b"\n")) < left:
            left -= lines
            continue
        place = -1
        for _ in range(left):
            place = piece.index(b"\n", place + 1)
        return file.tell() - len(piece) + place + 1
    if left:
        raise AsideUnusable(f"{folder() / 'leaves'} holds {known - left} leaves, not {known}.")
    return 0


def _see_to_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _see_folder_to_disk() -> None:
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
