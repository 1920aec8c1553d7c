"""Checkpoints: what a log says it holds, as the text of a signed note (c2sp.org/tlog-checkpoint).

Three lines: the log's origin, its size in decimal, its root in base64. The key that signs it bears
the origin as its name.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bluelamp.ledger import notes
from bluelamp.ledger.errors import NotACheckpoint, NotSigned
from bluelamp.ledger.notes import SignerKey, VerifierKey
from bluelamp.ledger.tree import HASH_SIZE

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A log's origin, its size in entries, and the root of its tree (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines of the checkpoint, each ending in a newline."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint; extension lines are passed over. Raises NotACheckpoint."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or "" in lines[:-1] or not _DECIMAL.fullmatch(lines[1]):
            raise NotACheckpoint(
                "A checkpoint has three lines: origin, size in decimal, root in base64."
            )
        origin, size, root = lines[:3]
        return cls(origin=origin, size=int(size), root=_root(root))

    def signed(self, key: SignerKey) -> str:
        """The checkpoint as a note signed by the log's key. Raises NotSigned if the key is not the log's."""
        if key.name != self.origin:
            raise NotSigned(f"The key of {key.name} cannot sign for {self.origin}.")
        return notes.sign(self.text(), key)

    @classmethod
    def opened(cls, note: str, keys: Sequence[VerifierKey]) -> Self:
        """The checkpoint of a note signed by one of these keys.

        Raises NotANote, NotSigned or NotACheckpoint, saying what is wrong.
        """
        return cls.parse(notes.text_of(note, keys))


def _root(encoded: str) -> bytes:
    try:
        root = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        root = b""
    if len(root) != HASH_SIZE:
        raise NotACheckpoint(f"A root has {HASH_SIZE} bytes in base64; {encoded!r} is not one.")
    return root
