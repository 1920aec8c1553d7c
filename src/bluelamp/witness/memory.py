"""What a witness remembers: of each log the last checkpoint that it cosigned, and those that it refused as doubtful.

A SQLite file, flushed to the disk before a word is answered, that refuses to go back. Whoever loses
it, or puts an old copy back, must give the witness a new name and key: it could be led to cosign a
second history.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bluelamp.ledger.checkpoints import Checkpoint
from bluelamp.ledger.tree import EMPTY_ROOT
from bluelamp.witness.errors import NotConfigured, SeenOtherwise

_TABLES: Final = """
CREATE TABLE log (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE doubtful (origin TEXT NOT NULL, note TEXT NOT NULL, words TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (origin, note));
CREATE TRIGGER log_grows BEFORE UPDATE ON log
  WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
  BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
"""
_MOST_DOUBTFUL: Final = 1000
_WAIT: Final = 10.0  # seconds for another process's turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How far a witness has seen a log: size, root, and the checkpoint's note; nothing of it yet at first."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A checkpoint that the log signed and that was not shown to extend what the witness has seen."""

    note: str
    words: str
    at: datetime


class Memory:
    """The file in which a witness remembers; any number of threads and processes may use it."""

    __slots__ = ("file",)

    def __init__(self, file: Path) -> None:
        """Open a memory that is there. Raises NotConfigured if it is not."""
        if not file.exists():
            raise NotConfigured(
                f"The witness has no memory at {file}. A new witness makes one with --begin; one that"
                " has lost it must begin anew, under another name and key."
            )
        self.file = file

    @classmethod
    def begin(cls, file: Path) -> "Memory":
        """Make an empty memory. Raises NotConfigured if there is one already."""
        try:
            file.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise NotConfigured(f"The witness remembers already: {file} is there.") from None
        memory = cls(file)
        with memory._turn() as turn:
            for statement in _TABLES.split(";\n"):
                turn.execute(statement)
        return memory

    def seen(self, origin: str) -> Seen:
        """How far this log has been seen."""
        with self._open() as opened:
            row = opened.execute(
                "SELECT size, root, note, at FROM log WHERE origin = ?", [origin]
            ).fetchone()
        return _seen(row) if row else Seen()

    def advance(
        self, was: Seen, stated: Checkpoint, note: str, clock: Callable[[], datetime]
    ) -> datetime:
        """Remember this checkpoint in place of the one it was checked against; the time at which it counts.

        Nothing comes between the comparison and the change, and it is on the disk before this returns.
        Raises SeenOtherwise if the witness has meanwhile seen more: what was checked holds no longer.
        """
        with self._turn() as turn:
            at = clock()
            row = turn.execute(
                "SELECT size, root, note, at FROM log WHERE origin = ?", [stated.origin]
            ).fetchone()
            now = _seen(row) if row else Seen()
            if (now.size, now.root) != (was.size, was.root):
                raise SeenOtherwise(
                    f"Another request was quicker: size {now.size} has been seen.", size=now.size
                )
            turn.execute(
                "INSERT INTO log VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE"
                " SET size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at",
                [stated.origin, stated.size, stated.root, note, at.isoformat()],
            )
        return at

    def keep_doubtful(self, origin: str, note: str, words: str, at: datetime) -> None:
        """Keep a note that the log signed and that did not fit; the first thousand of a log."""
        with self._turn() as turn:
            (kept,) = turn.execute(
                "SELECT count(*) FROM doubtful WHERE origin = ?", [origin]
            ).fetchone()
            if kept < _MOST_DOUBTFUL:
                turn.execute(
                    "INSERT OR IGNORE INTO doubtful VALUES (?, ?, ?, ?)",
                    [origin, note, words, at.isoformat()],
                )

    def doubtful(self, origin: str) -> tuple[Doubtful, ...]:
        """The notes of a log that did not fit what was seen of it, oldest first."""
        with self._open() as opened:
            rows = opened.execute(
                "SELECT note, words, at FROM doubtful WHERE origin = ? ORDER BY at", [origin]
            ).fetchall()
        return tuple(
            Doubtful(note=note, words=words, at=datetime.fromisoformat(at))
            for note, words, at in rows
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=_WAIT, isolation_level=None)) as opened:
            # EXTRA: the folder too is flushed when the journal goes, so no power cut brings it back.
            opened.execute("PRAGMA synchronous = EXTRA")
            yield opened

    @contextmanager
    def _turn(self) -> Iterator[sqlite3.Connection]:
        """A transaction that excludes every other writer from its first statement on."""
        with self._open() as opened:
            opened.execute("BEGIN IMMEDIATE")
            try:
                yield opened
                opened.execute("COMMIT")
            except BaseException:
                if opened.in_transaction:
                    opened.execute("ROLLBACK")
                raise


def _seen(row: tuple[int, bytes, str, str]) -> Seen:
    size, root, note, at = row
    return Seen(size=size, root=root, note=note, at=datetime.fromisoformat(at))
