"""The working folder: what is finished of a piece of work, so that it can be taken up again.

A file appears under its own name only when it is whole. Results are kept by the sha256 of the input
and the digest of the plan, so that nothing of another file or plan can be mistaken for this one's.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from bluelamp.redaction.errors import RedactionError

from .child import LENGTH, framed

_LAYOUT = 1  # of what is kept; another number makes earlier work of no use


class Folder:
    """Holds the finished parts of the work on one file of footage.

    In a `with` statement one process has it to itself: RedactionError where another is at the same
    work.  Without, several may each keep parts of their own.
    """

    def __init__(self, root: Path, *, sha256: str) -> None:
        self.path = root / f"bluelamp-{_LAYOUT}-{sha256[:32]}"
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def __enter__(self) -> Self:
        self._lock = (self.path / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise RedactionError("Another process is at work on this footage.") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.close()

    def clear(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.path)

    def holds(self, name: str) -> bool:
        """Whether a file is finished."""
        return (self.path / name).exists()

    def parts(self, name: str) -> Iterator[bytes]:
        """The parts of a finished file."""
        with (self.path / name).open("rb") as file:
            while length := file.read(LENGTH.size):
                yield file.read(LENGTH.unpack(length)[0])

    def keep(self, name: str, parts: Iterable[bytes]) -> None:
        """Keep an answer under a name, once all its parts have come."""
        with self.unfinished(name) as path, path.open("wb") as file:
            for part in parts:
                file.write(framed(part))

    @contextlib.contextmanager
    def unfinished(self, name: str) -> Iterator[Path]:
        """Where to write a file, which gets its name once it is whole and on disk."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path = target.with_name(f".unfinished-{os.getpid()}-{target.name}")
        try:
            yield path
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.replace(target)
        except OSError as error:  # a full disk does not say which file it was
            raise OSError(error.errno, error.strerror, error.filename or str(path)) from error
        finally:
            path.unlink(missing_ok=True)
