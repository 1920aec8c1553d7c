"""Cosignatures: that a witness saw a log's checkpoint, and when (c2sp.org/tlog-cosignature, cosignature/v1).

A witness signs the checkpoint's text with the time in front of it, by an Ed25519 key of type 0x04. Its
line in the note holds the time (8 bytes, seconds since 1970, big-endian) before the signature. By it the
witness says that this is the largest tree of that log it has seen, consistent with every one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from bluelamp.ledger import notes
from bluelamp.ledger.errors import NotSigned
from bluelamp.ledger.notes import SignerKey, VerifierKey

COSIGNATURE = b"\x04"
_TIME_SIZE = 8


@dataclass(frozen=True, slots=True)
class WitnessKey(VerifierKey):
    """A witness's named public key, `name+id+base64` with type 0x04."""

    TYPE: ClassVar[bytes] = COSIGNATURE

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether the signature, with its time before it, is this witness's over the text."""
        stamped, signature = signature[:_TIME_SIZE], signature[_TIME_SIZE:]
        return self.signed(signature, _message(text, int.from_bytes(stamped)))


@dataclass(frozen=True, slots=True, repr=False)
class Cosigner(SignerKey):
    """A witness's private key; `verifier` is its WitnessKey."""

    TYPE: ClassVar[bytes] = COSIGNATURE

    @property
    def verifier(self) -> WitnessKey:
        """The public half of this key."""
        return WitnessKey(self.name, self.public())

    def cosign(self, text: str, at: datetime) -> str:
        """The line by which the witness cosigns a checkpoint's text (not its note) at this time."""
        seconds = int(at.timestamp())
        signature = self.signature(_message(text, seconds))
        return notes.line(self.verifier, seconds.to_bytes(_TIME_SIZE) + signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """Which witness cosigned, by which key, and when (UTC, to the second)."""

    name: str
    key_id: bytes
    at: datetime


def cosignatures(note: str, keys: Sequence[WitnessKey]) -> tuple[Cosignature, ...]:
    """The cosignatures on a note by these witnesses, in the order of the lines.

    Raises NotANote, or NotSigned if a line that bears a witness's name and key id is false.
    """
    text, lines = notes.parted(note)
    known = {(key.name, key.key_id): key for key in keys}
    found = []
    for name, key_id, signature in lines:
        key = known.pop((name, key_id), None)
        if key is None:
            continue
        if not key.verifies(text, signature):
            raise NotSigned(f"The cosignature by {name} is false.")
        at = _moment(name, int.from_bytes(signature[:_TIME_SIZE]))
        found.append(Cosignature(name=name, key_id=key_id, at=at))
    return tuple(found)


def _moment(name: str, seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise NotSigned(f"The time of the cosignature by {name}, {seconds}, is no date.") from None


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
