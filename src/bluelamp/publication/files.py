"""Published pictures and footage on disk: one file an edition, under a random name, complete or not there."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from bluelamp.publication.errors import BytesDiffer, BytesNotWritten, Withheld

_PIECE: Final = 1 << 20
# A player asks for a film in many parts: one this long is read through again only once it has changed.
_REMEMBERED_FROM: Final = 4 << 20
_REMEMBERED: Final = 256
_read_through: dict[str, tuple[int, ...]] = {}


def write(name: str, media: IO[bytes], *, sha256: str) -> None:
    """Write a file durably, a piece at a time; leaves nothing where it is refused.

    Raises BytesDiffer where the bytes are not those of the sha256, BytesNotWritten where the disk
    will not take them.
    """
    folder = _folder()
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".part-")
        with os.fdopen(descriptor, "wb") as file:
            _copy(media, file, sha256)
            os.fchmod(file.fileno(), 0o644)  # the public processes may run as another user
            os.fsync(file.fileno())
        Path(temporary).rename(folder / name)
        _sync(folder)
    except (OSError, BytesDiffer) as cause:
        for left in filter(None, (temporary, str(folder / name))):
            Path(left).unlink(missing_ok=True)
        if isinstance(cause, OSError):
            raise BytesNotWritten(cause) from cause
        raise


def opened(name: str, sha256: str) -> BufferedReader:
    """The file at its start, for the caller to close; raises Withheld where it is missing or is not the approved one."""
    try:
        file = (_folder() / name).open("rb")
    except OSError as cause:
        raise Withheld from cause
    if not _is_approved(file, sha256):
        file.close()
        raise Withheld
    return file


def size(name: str) -> int:
    """How many bytes the file holds; 0 where it is missing."""
    try:
        return (_folder() / name).stat().st_size
    except OSError:
        return 0


def exists(name: str) -> bool:
    """Whether the picture's file is there."""
    return (_folder() / name).is_file()


def sound(name: str, sha256: str) -> bool:
    """Whether the picture's file is there and holds the approved bytes, read through anew."""
    _read_through.pop(sha256, None)
    try:
        opened(name, sha256).close()
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


def _copy(media: IO[bytes], file: IO[bytes], sha256: str) -> None:
    found = hashlib.sha256()
    media.seek(0)
    while piece := media.read(_PIECE):
        found.update(piece)
        file.write(piece)
    if found.hexdigest() != sha256:
        raise BytesDiffer
    file.flush()


def _is_approved(file: BufferedReader, sha256: str) -> bool:
    """Whether it holds the bytes of the sha256; a long one that stands as when it was last read through does."""
    status = os.fstat(file.fileno())
    stamp = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if _read_through.get(sha256) == stamp:
        return True
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        return False
    file.seek(0)
    if status.st_size >= _REMEMBERED_FROM:
        while len(_read_through) >= _REMEMBERED:
            _read_through.pop(next(iter(_read_through)), None)
        _read_through[sha256] = stamp
    return True


def _folder() -> Path:
    return Path(settings.BLUELAMP_PUBLIC_MEDIA)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
