"""Signed notes: text that anyone can read, signed by keys that have names (c2sp.org/signed-note@v1.0.0).

The text, which ends in a newline, then a blank line, then one line for each signature: an em dash, a
space, the key's name, a space, and in base64 the key's id (4 bytes) with the signature. Keys have
the text forms of Go's sumdb: `name+id+base64` to verify, `PRIVATE+KEY+name+id+base64` to sign.
A log's keys are Ed25519, type 0x01; a witness's are of type 0x04 (`ledger.cosignatures`). Lines by keys
that are not asked about are passed over, as witnesses may add theirs.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bluelamp.ledger.errors import NotAKey, NotANote, NotSigned

ED25519 = b"\x01"
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

    TYPE: ClassVar[bytes] = ED25519

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The 4 bytes by which a signature line names this key."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.TYPE + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(self.TYPE + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+id+base64`. Raises NotAKey if it is not one, or its id is another key's."""
        name, _, rest = text.strip().partition("+")
        key_id, _, in_base64 = rest.partition("+")
        key = cls(name, _ed25519(name, key_id, in_base64, cls.TYPE))
        if key.key_id.hex() != key_id:
            raise NotAKey(f"The key says that its id is {key_id}, but it is {key.key_id.hex()}.")
        return key

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether the signature over the text is this key's."""
        return self.signed(signature, text.encode())

    def signed(self, signature: bytes, message: bytes) -> bool:
        """Whether the Ed25519 signature over these bytes is this key's (RFC 8032)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SignerKey:
    """A named private key; its text form must be kept secret, and its `repr` shows none of it."""

    TYPE: ClassVar[bytes] = ED25519

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
        return VerifierKey(self.name, self.public())

    def __str__(self) -> str:
        secret = encoded(self.TYPE + self.seed)
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{secret}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `PRIVATE+KEY+name+id+base64`. Raises NotAKey if it is not one; the message holds no secret."""
        private, _, rest = text.strip().partition("+")
        word, _, rest = rest.partition("+")
        name, _, rest = rest.partition("+")
        key_id, _, in_base64 = rest.partition("+")
        if (private, word) != ("PRIVATE", "KEY"):
            raise NotAKey("A signing key begins with PRIVATE+KEY.")
        key = cls(name, _ed25519(name, key_id, in_base64, cls.TYPE))
        if key.verifier.key_id.hex() != key_id:
            raise NotAKey(
                f"The signing key of {name} does not have the id that it states, {key_id}."
            )
        return key

    def public(self) -> bytes:
        """The public half as its 32 bytes alone."""
        return self._private().public_key().public_bytes_raw()

    def signature(self, message: bytes) -> bytes:
        """The Ed25519 signature of this key over the bytes (RFC 8032)."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(text: str, key: SignerKey) -> str:
    """The text as a note signed by the key. Raises NotANote if a note cannot hold it."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NotANote("The text of a note ends in a newline and has no other control characters.")
    return f"{text}\n{line(key.verifier, key.signature(text.encode()))}"


def line(key: VerifierKey, signature: bytes) -> str:
    """The line that a key's signature makes in a note, with its newline."""
    return f"{_DASH}{key.name} {encoded(key.key_id + signature)}\n"


def text_of(note: str, keys: Sequence[VerifierKey]) -> str:
    """The text of a note that one of these keys signed.

    Raises NotANote if it is not a note; NotSigned if a known key's signature is false, or no known
    key signed it. Of several lines by one key the first decides.
    """
    text, lines = parted(note)
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


def parted(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """A note's text and its signatures: name, key id (4 bytes), and what follows. Raises NotANote.

    Nothing is verified by this.
    """
    head, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n") or _CONTROL.search(note):
        raise NotANote(
            "A note is text, a blank line and signature lines, without control characters."
        )
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NotANote(f"A note has at most {_MOST_SIGNATURES} signatures, this one {len(lines)}.")
    return head + "\n", [_signature_line(each) for each in lines]


def _signature_line(text: str) -> tuple[str, bytes, bytes]:
    name, _, in_base64 = text.removeprefix(_DASH).partition(" ")
    decoded = _decoded(in_base64)
    if not text.startswith(_DASH) or not is_name(name) or decoded is None or len(decoded) < 5:
        raise NotANote(f"This is not a signature line: {text!r}.")
    return name, decoded[:4], decoded[4:]


def _ed25519(name: str, key_id: str, in_base64: str, key_type: bytes) -> bytes:
    decoded = _decoded(in_base64)
    if not is_name(name) or not _KEY_ID.fullmatch(key_id) or decoded is None or len(decoded) != 33:
        raise NotAKey("A key reads name+id+base64: 8 hexadecimal digits of id, 33 bytes in base64.")
    if decoded[:1] != key_type:
        raise NotAKey(
            f"The key of {name} is of type 0x{decoded[0]:02x}; one of type 0x{key_type.hex()} is needed."
        )
    return decoded[1:]


def encoded(raw: bytes) -> str:
    """Bytes in base64, as notes and proofs hold them."""
    return base64.b64encode(raw).decode()


def _decoded(in_base64: str) -> bytes | None:
    try:
        return base64.b64decode(in_base64, validate=True)
    except (binascii.Error, ValueError):
        return None
