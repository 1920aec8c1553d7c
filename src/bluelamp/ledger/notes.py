"""Signed notes: text that anyone can read, signed by keys that have names (c2sp.org/signed-note@v1.0.0).

The text, which ends in a newline, then a blank line, then one line for each signature: an em dash, a
space, the key's name, a space, and in base64 the key's id (4 bytes) with the signature. Keys have
the text forms of Go's sumdb: `name+id+base64` to verify, `PRIVATE+KEY+name+id+base64` to sign.
Ed25519 (type 0x01) alone is known; lines by other keys are passed over, as witnesses may add them.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bluelamp.ledger.errors import NotAKey, NotANote, NotSigned

_ED25519 = b"\x01"
_DASH = "\u2014 "
_MOST_SIGNATURES = 100
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


def is_name(name: str) -> bool:
    """Whether a key may bear this name: not empty, no Unicode space, no plus."""
    return name != "" and "+" not in name and not any(sign.isspace() for sign in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named public key: enough to check who signed a note."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The 4 bytes by which a signature line names this key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_encoded(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+id+base64`. Raises NotAKey if it is not one, or its id is another key's."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        key = cls(name, _ed25519(name, key_id, encoded))
        if key.key_id.hex() != key_id:
            raise NotAKey(f"The key says that its id is {key_id}, but it is {key.key_id.hex()}.")
        return key

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether the signature over the text is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SignerKey:
    """A named private key; its text form must be kept secret, and its `repr` shows none of it."""

    name: str
    seed: bytes

    @classmethod
    def generate(cls, name: str) -> Self:
        """Draw a new key of this name. Raises NotAKey if no key may bear it."""
        if not is_name(name):
            raise NotAKey(
                f"A key cannot be named {name!r}: a name has no spaces and no plus signs."
            )
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        """The public half of this key."""
        return VerifierKey(self.name, self._private().public_key().public_bytes_raw())

    def __str__(self) -> str:
        return (
            f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{_encoded(_ED25519 + self.seed)}"
        )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `PRIVATE+KEY+name+id+base64`. Raises NotAKey if it is not one; the message holds no secret."""
        private, _, rest = text.strip().partition("+")
        word, _, rest = rest.partition("+")
        name, _, rest = rest.partition("+")
        key_id, _, encoded = rest.partition("+")
        if (private, word) != ("PRIVATE", "KEY"):
            raise NotAKey("A signing key begins with PRIVATE+KEY.")
        key = cls(name, _ed25519(name, key_id, encoded))
        if key.verifier.key_id.hex() != key_id:
            raise NotAKey(
                f"The signing key of {name} does not have the id that it states, {key_id}."
            )
        return key

    def signature(self, text: str) -> bytes:
        """The Ed25519 signature of this key over the text (RFC 8032)."""
        return self._private().sign(text.encode())

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(text: str, key: SignerKey) -> str:
    """The text as a note signed by the key. Raises NotANote if a note cannot hold it."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NotANote("The text of a note ends in a newline and has no other control characters.")
    line = _encoded(key.verifier.key_id + key.signature(text))
    return f"{text}\n{_DASH}{key.name} {line}\n"


def text_of(note: str, keys: Sequence[VerifierKey]) -> str:
    """The text of a note that one of these keys signed.

    Raises NotANote if it is not a note; NotSigned if a known key's signature is false, or no known
    key signed it. Of several lines by one key the first decides.
    """
    text, lines = _parted(note)
    known = {(key.name, key.key_id): key for key in keys}
    signed = False
    for name, key_id, signature in lines:
        key = known.pop((name, key_id), None)
        if key is None:
            continue
        if not key.verifies(text, signature):
            raise NotSigned(f"The signature by {name} is false.")
        signed = True
    if not signed:
        raise NotSigned("The note is signed by none of the keys that are trusted here.")
    return text


def _parted(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    head, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n") or _CONTROL.search(note):
        raise NotANote(
            "A note is text, a blank line and signature lines, without control characters."
        )
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NotANote(f"A note has at most {_MOST_SIGNATURES} signatures, this one {len(lines)}.")
    return head + "\n", [_signature_line(line) for line in lines]


def _signature_line(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    decoded = _decoded(encoded)
    if not line.startswith(_DASH) or not is_name(name) or decoded is None or len(decoded) < 5:
        raise NotANote(f"This is not a signature line: {line!r}.")
    return name, decoded[:4], decoded[4:]


def _ed25519(name: str, key_id: str, encoded: str) -> bytes:
    decoded = _decoded(encoded)
    if not is_name(name) or not _KEY_ID.fullmatch(key_id) or decoded is None or len(decoded) != 33:
        raise NotAKey("A key reads name+id+base64: 8 hexadecimal digits of id, 33 bytes in base64.")
    if decoded[:1] != _ED25519:
        raise NotAKey(
            f"The key of {name} is of type 0x{decoded[0]:02x}; only 0x01, Ed25519, is known."
        )
    return decoded[1:]


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(encoded: str) -> bytes | None:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
