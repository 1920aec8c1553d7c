"""The body of an add-checkpoint request, as a log writes it and a witness reads it (c2sp.org/tlog-witness).

A line `old SIZE`, a line for each hash of the consistency proof in base64, a blank line, and the
checkpoint as a signed note.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from bluelamp.ledger.proofs import Proof
from bluelamp.ledger.tree import HASH_SIZE
from bluelamp.witness.errors import NotASubmission

MOST_STEPS: Final = 63
MOST_BYTES: Final = 64 * 1024
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A checkpoint's note, the size it is said to extend, and the proof that it does (hashes of 32 bytes)."""

    old: int
    proof: Proof
    note: str

    def text(self) -> str:
        """The body of the request."""
        steps = "".join(f"{base64.b64encode(step).decode()}\n" for step in self.proof)
        return f"old {self.old}\n{steps}\n{self.note}"

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read the body of a request. Raises NotASubmission, saying what is wrong with it."""
        try:
            head, blank, note = body.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise NotASubmission("The request is not text in UTF-8.") from None
        first, *steps = head.split("\n")
        old = _OLD.fullmatch(first)
        if old is None or not blank:
            raise NotASubmission(
                "A request begins with “old” and a size, then proof lines, a blank line and the checkpoint."
            )
        if len(steps) > MOST_STEPS:
            raise NotASubmission(f"A proof has at most {MOST_STEPS} lines, this one {len(steps)}.")
        return cls(old=int(old[1]), proof=tuple(_hash(step) for step in steps), note=note)


def _hash(line: str) -> bytes:
    try:
        step = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        step = b""
    if len(step) != HASH_SIZE:
        raise NotASubmission(f"A proof line is {HASH_SIZE} bytes in base64; {line!r} is not.")
    return step
