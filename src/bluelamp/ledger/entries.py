"""What an entry is, byte for byte: its canonical body, the commitment to it, and the leaf.

The leaf is kept for ever and holds nothing about anybody; who, which case and what are in the
statement, which a salted commitment binds to the leaf and which can be erased with its salt.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import rfc8785

from bluelamp.ledger.errors import NotCanonical

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

VERSION = 1
SALT_SIZE = 32


def canonical(value: JSON) -> bytes:
    """The one byte string of a JSON value (RFC 8785).

    Raises NotCanonical for what has none: an integer of 2**53 or more, NaN, half a surrogate pair,
    a key that is not text, or a value that JSON does not know.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as fault:
        raise NotCanonical(f"The value cannot be written as canonical JSON: {fault}.") from fault


def statement(*, case: str, actor: str, body: Mapping[str, JSON]) -> bytes:
    """What an entry says, canonically: who did what in which case. These are the bytes committed to."""
    return canonical({"actor": actor, "body": dict(body), "case": case})


def commitment(salt: bytes, stated: bytes) -> bytes:
    """HMAC-SHA256 of the statement under its salt: says nothing about it once the salt is gone."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"A salt has {SALT_SIZE} bytes, not {len(salt)}.")
    return hmac.digest(salt, stated, "sha256")


def moment(at: datetime) -> str:
    """The time of an entry as the leaf gives it: UTC, to the microsecond, RFC 3339.

    Raises NotCanonical for a time without a zone, which could be any hour.
    """
    if at.tzinfo is None:
        raise NotCanonical(f"The time {at.isoformat()} has no zone.")
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def leaf(*, seq: int, kind: str, at: datetime, commitment: bytes) -> bytes:
    """The leaf of an entry, canonically: the bytes that the tree hashes. Entries are numbered from 1.

    Written out, as every act waits for it: of its values the kind alone can need an escape.
    """
    return b'{"at":"%b","commitment":"%b","kind":%b,"seq":%d,"v":%d}' % (
        moment(at).encode(),
        commitment.hex().encode(),
        canonical(kind),
        seq,
        VERSION,
    )
