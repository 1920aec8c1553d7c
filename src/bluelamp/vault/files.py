"""Where sealed files lie, and how one is put there so that after any crash it is whole or absent."""

import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BufferedRandom
from pathlib import Path
from typing import IO

from bluelamp.vault.errors import AssetNotKept, CaseNotNamed

_CASE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?")
FOLDERS = {
    "original": "originals",
    "rendition": "renditions",
    "privileged": "privileged",
    "proxy": "proxies",
    "pack": "packs",
}
_IN_MEMORY = 256 << 20


def place(root: Path, *, role: str, sha256: str, case: str) -> Path:
    """The file of an asset; raises CaseNotNamed for a reference that may not name a folder."""
    return root / FOLDERS[role] / named(case) / sha256


def named(case: str) -> str:
    """The case's reference, if it may name a folder; raises CaseNotNamed."""
    if not _CASE.fullmatch(case):
        raise CaseNotNamed(
            f"“{case}” is no case reference: letters, digits and hyphens alone, up to 64 of them."
        )
    return case


def write(root: Path, path: Path, seal: Callable[[IO[bytes]], None]) -> None:
    """Put at the path what `seal` writes: under a temporary name, flushed to disk, then renamed.

    Raises AssetNotKept, with nothing left behind, if the vault's folder is missing or the disk refuses.
    """
    if not root.is_dir():
        raise AssetNotKept(
            f"The vault's folder {root} is missing, so the picture was not kept. Is its disk attached? "
            "A new vault is made by `bluelamp setup`."
        )
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(exist_ok=True, mode=0o700)
        _write_through(temporary, seal)
        temporary.replace(path)
        _flush_folders(path.parent, upto=root)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise AssetNotKept(
            f"The picture could not be kept: {error.strerror}. Nothing of it was left in the vault; try again once that is put right."
        ) from error


def unlink(paths: Iterable[Path]) -> None:
    """Remove the files; one that is gone already is left at that."""
    for path in paths:
        path.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make durable which files the folder names."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Remove a case's files of one role and their folder, durably; one that is gone already is left at that."""
    with suppress(FileNotFoundError):
        unlink(sorted(folder.iterdir()))
        folder.rmdir()
        flush_folder(folder.parent)


def nameless(size: int) -> BufferedRandom:
    """An empty file that nobody else can open and that goes when it is closed.

    In memory where the system can and the size, in bytes, allows; otherwise in the temporary folder.
    """
    if size <= _IN_MEMORY and hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("asset"), "w+b")
    return tempfile.TemporaryFile()


def _write_through(path: Path, seal: Callable[[IO[bytes]], None]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        seal(file)
        file.flush()
        os.fsync(file.fileno())


def _flush_folders(folder: Path, *, upto: Path) -> None:
    """A rename is durable only once its folder is flushed, and a new folder once its parent is."""
    while True:
        flush_folder(folder)
        if folder == upto:
            return
        folder = folder.parent
