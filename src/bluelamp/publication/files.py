"""Published pictures on disk: one file an edition, under a random name, complete or not there."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from bluelamp.publication.errors import BytesNotWritten, Withheld


def write(name: str, content: bytes) -> None:
    """Write a picture durably; raises BytesNotWritten and leaves nothing when the disk will not take it."""
    folder = _folder()
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".part-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)  # the public processes may run as another user
            os.fsync(file.fileno())
        Path(temporary).rename(folder / name)
        _sync(folder)
    except OSError as cause:
        for left in filter(None, (temporary, str(folder / name))):
            Path(left).unlink(missing_ok=True)
        raise BytesNotWritten(cause) from cause


def read(name: str, sha256: str) -> bytes:
    """The picture's bytes; raises Withheld where they are missing or are not the approved ones."""
    try:
        content = (_folder() / name).read_bytes()
    except OSError as cause:
        raise Withheld from cause
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Withheld
    return content


def exists(name: str) -> bool:
    """Whether the picture's file is there."""
    return (_folder() / name).is_file()


def sound(name: str, sha256: str) -> bool:
    """Whether the picture's file is there and holds the approved bytes."""
    try:
        read(name, sha256)
    except Withheld:
        return False
    return True


def delete(name: str) -> None:
    """Remove a picture; one that is not there is no fault."""
    (_folder() / name).unlink(missing_ok=True)


def present() -> Iterator[tuple[str, datetime]]:
    """Every file in the folder, half-written ones too, with the time of its last change."""
    folder = _folder()
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.is_file():
            yield entry.name, datetime.fromtimestamp(entry.stat().st_mtime, UTC)


def _folder() -> Path:
    return Path(settings.BLUELAMP_PUBLIC_MEDIA)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
