"""What entries say, sealed under the key of their case: to destroy the key erases them all at once.

Salt and statement are sealed together by AES-256-GCM (NIST SP 800-38D) with a nonce of 96 random bits
before them and the entry's number as associated data, so that none can be put in another's place.
"""

import secrets
from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bluelamp.ledger.entries import SALT_SIZE
from bluelamp.record.errors import BodyDamaged
from bluelamp.vault import keys
from bluelamp.vault.errors import KeyDestroyed

_PURPOSE = "record"
_NONCE_SIZE = 12


class Opened(NamedTuple):
    """The salt (32 bytes) of an entry, and its statement as the exact bytes committed to."""

    salt: bytes
    body: bytes


def sealed(*, seq: int, case: str, salt: bytes, body: bytes, at: datetime) -> bytes:
    """Seal an entry's salt and statement. Raises KeyDestroyed if the case was erased."""
    key = keys.secret(case=case, purpose=_PURPOSE, at=at)
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, salt + body, _numbered(seq))


def opened(*, seq: int, case: str, sealed: bytes | None) -> Opened | None:
    """What was sealed, or None where it was erased: its row deleted, or the case's key destroyed.

    Raises BodyDamaged if these are not the bytes that were sealed for this entry.
    """
    if sealed is None:
        return None
    try:
        key = keys.kept_secret(case=case, purpose=_PURPOSE)
        both = AESGCM(key).decrypt(sealed[:_NONCE_SIZE], sealed[_NONCE_SIZE:], _numbered(seq))
    except KeyDestroyed:
        return None
    except (InvalidTag, ValueError):
        raise BodyDamaged(
            f"The body of entry {seq} is not what was sealed: check the record."
        ) from None
    return Opened(both[:SALT_SIZE], both[SALT_SIZE:])


def _numbered(seq: int) -> bytes:
    return seq.to_bytes(8)
