"""The working folder: what is finished of a piece of work, so that it can be taken up again.

A file appears under its own name only when it is whole. Results are kept by the sha256 of the input,
then by the program's version and models, and under names that those who keep them give by the digest
of what they were asked: nothing of another file, program or plan is mistaken for this one's.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from bluelamp.redaction.errors import RedactionError
from bluelamp.redaction.models import MANIFEST

from .child import LENGTH, framed

_LAYOUT = 1  # of what is kept; another number makes earlier work of no use


class Folder:
    """Holds the finished parts of the work on one file of footage.

    In a `with` statement one process has it to itself: RedactionError where another is at the same
    work.  Without, several may each keep parts of their own.  Also raises RedactionError for a
    folder of that name that is not its owner's alone.
    """

    def __init__(self, root: Path, *, sha256: str) -> None:
        self._whole = root / f".bluelamp-{sha256[:32]}"
        self._whole.mkdir(parents=True, exist_ok=True, mode=0o700)
        _check_owner(self._whole)
        self.path = self._whole / _program()
        self.path.mkdir(exist_ok=True, mode=0o700)

    def __enter__(self) -> Self:
        self._lock = (self._whole / "lock").open("w")
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
        """Remove everything, also what other versions of the program kept."""
        shutil.rmtree(self._whole)

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


@functools.cache
def _program() -> str:
    """A name for the program, its models and how it keeps things: what another made is not ours."""
    made_by = f"{_LAYOUT} {version('bluelamp')} ".encode() + MANIFEST.read_bytes()
    return hashlib.sha256(made_by).hexdigest()[:16]


def _check_owner(folder: Path) -> None:
    """Others could put results there that are none, or read the footage."""
    status = folder.lstat()
    private = status.st_uid == os.geteuid() and not status.st_mode & 0o077
    if not (stat.S_ISDIR(status.st_mode) and private):
        raise RedactionError(f"The working folder {folder} must be yours and closed to others.")
