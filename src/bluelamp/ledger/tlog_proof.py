"""Proof files: that an entry is in a log whose checkpoint was signed, in one text (c2sp.org/tlog-proof).

The form's name, the entry's index (from 0), its inclusion proof, an empty line and the signed checkpoint
with whatever cosignatures it bears. The entry's leaf travels beside the file, not in it.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Self

from bluelamp.ledger import notes
from bluelamp.ledger.errors import NotAProof
from bluelamp.ledger.proofs import Proof
from bluelamp.ledger.tree import HASH_SIZE

FORM = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True, kw_only=True)
class TlogProof:
    """An entry's index, its inclusion proof, and the note of the checkpoint that it leads to."""

    index: int
    proof: Proof
    note: str

    def __str__(self) -> str:
        steps = "".join(f"{notes.encoded(step)}\n" for step in self.proof)
        return f"{FORM}\nindex {self.index}\n{steps}\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a proof file; its extra line, which nobody signed, is passed over. Raises NotAProof."""
        head, _, note = text.partition("\n\n")
        form, *lines = head.split("\n")
        if lines and lines[0].startswith("extra "):
            del lines[0]
        index = _INDEX.fullmatch(lines[0]) if lines else None
        if form != FORM or index is None or not note:
            raise NotAProof(f"A proof file reads {FORM}, an index, the proof and a checkpoint.")
        return cls(index=int(index[1]), proof=tuple(map(_step, lines[1:])), note=note)


def _step(line: str) -> bytes:
    try:
        step = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        step = b""
    if len(step) != HASH_SIZE:
        raise NotAProof(f"A step of a proof has {HASH_SIZE} bytes in base64; {line!r} is not one.")
    return step
