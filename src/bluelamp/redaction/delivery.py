"""Putting finished bytes in their place, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def deliver(content: bytes, *, to: Path) -> None:
    """Write under a temporary name beside the target, flush to disk, and rename.

    Raises OSError, leaving nothing behind and whatever stood there before untouched.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=to.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_folder(to.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
