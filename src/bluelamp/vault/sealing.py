"""Sealing of an asset's bytes: Tink streaming AEAD, AES-256-GCM-HKDF in segments of 1 MiB.

The associated data names role, sha256 and case, so a file moved to another case, role or name does not open.
"""

import shutil
from typing import IO, Any

import tink
from tink import aead, streaming_aead

from bluelamp.vault.errors import KeyUnusable

streaming_aead.register()
_PIECE = 1 << 20  # bytes at a time: one sealed segment


class SealBroken(Exception):
    """The sealed bytes were changed, cut, or sealed for something else."""


class _Lent:
    """A file that outlives the sealing stream, which closes whatever it reads or writes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def close(self) -> None:
        """Stay open."""


def new_wrapped_key(root: aead.Aead, *, case: str, role: str) -> bytes:
    """A new key for one role of one case, wrapped by the root key."""
    handle = tink.new_keyset_handle(streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB)
    wrapped: bytes = tink.proto_keyset_format.serialize_encrypted(
        handle, root, _key_name(case, role)
    )
    return wrapped


def unwrap(
    wrapped: bytes, root: aead.Aead, *, case: str, role: str
) -> streaming_aead.StreamingAead:
    """The key itself; raises KeyUnusable where the root key is not the one that wrapped it."""
    try:
        handle = tink.proto_keyset_format.parse_encrypted(wrapped, root, _key_name(case, role))
    except tink.TinkError:
        raise KeyUnusable(
            f"The root key in use does not open the keys of case {case}: it is another one, or the key was changed."
        ) from None
    return handle.primitive(streaming_aead.StreamingAead)


def seal(
    content: IO[bytes], key: streaming_aead.StreamingAead, *, name: bytes, to: IO[bytes]
) -> None:
    """Write the content sealed under the key, bound to the name, to another file."""
    with key.new_encrypting_stream(_Lent(to), name) as stream:
        shutil.copyfileobj(content, stream, _PIECE)


def unseal(
    sealed: IO[bytes], key: streaming_aead.StreamingAead, *, name: bytes, to: IO[bytes]
) -> None:
    """Write the content to another file; raises SealBroken unless these are the very bytes sealed."""
    try:
        with key.new_decrypting_stream(_Lent(sealed), name) as stream:
            shutil.copyfileobj(stream, to, _PIECE)
    except tink.TinkError:
        raise SealBroken from None


def asset_name(*, role: str, sha256: str, case: str) -> bytes:
    """What an asset's seal is bound to."""
    return f"bluelamp/asset/{role}/{sha256}/{case}".encode()


def _key_name(case: str, role: str) -> bytes:
    return f"bluelamp/case-key/{role}/{case}".encode()
