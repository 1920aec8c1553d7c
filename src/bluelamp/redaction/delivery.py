"""Putting something finished in its place, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def deliver(content: bytes, *, to: Path) -> None:
    """Write under a temporary name beside the target, flush to disk, and rename.

    Raises OSError, leaving nothing behind and whatever stood there before untouched.
    """
    with _beside(to) as temporary:
        temporary.write_bytes(content)


def deliver_file(finished: Path, *, to: Path) -> None:
    """The same with a finished file, which is copied where it cannot be linked."""
    with _beside(to) as temporary:
        temporary.unlink()
        try:
            os.link(finished, temporary)
        except OSError:
            shutil.copyfile(finished, temporary)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its place at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        _flush(temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
