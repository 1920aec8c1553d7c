"""A signing key in a file of its own, which only its owner may read."""

import os
from pathlib import Path

from bluelamp.ledger.notes import SignerKey


def write(key: SignerKey, file: Path) -> None:
    """Write the key to a new file, mode 0600, and see it to the disk. Raises FileExistsError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(f"{key}\n")
        opened.flush()
        os.fsync(opened.fileno())


def read(file: Path) -> SignerKey:
    """Read the key. Raises FileNotFoundError, or NotAKey if the file holds none."""
    return SignerKey.parse(file.read_text(encoding="utf-8", errors="replace"))
