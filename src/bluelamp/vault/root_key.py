"""The root key: one AES-256-GCM keyset in a file of its own, which wraps every case's keys."""

import os
from pathlib import Path

import tink
from tink import aead, secret_key_access

from bluelamp.vault.errors import KeyUnusable

aead.register()


def create_key(path: Path) -> None:
    """Make the root key at the path, readable by its owner alone (0600).

    Raises KeyUnusable if a file is already there: a second root key would make all that is kept unreadable.
    """
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    text = tink.json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise KeyUnusable(
            f"A root key is already at {path}; it was left as it is, since all kept pictures depend on it."
        ) from None
    except OSError as error:
        raise KeyUnusable(
            f"The root key could not be written to {path}: {error.strerror}."
        ) from error


def load(path: Path) -> aead.Aead:
    """The root key at the path; raises KeyUnusable if it is missing or no root key."""
    try:
        text = path.read_text(encoding="utf-8")
        handle = tink.json_proto_keyset_format.parse(text, secret_key_access.TOKEN)
        return handle.primitive(aead.Aead)
    except FileNotFoundError:
        raise KeyUnusable(f"There is no root key at {path}; `bluelamp setup` makes one.") from None
    except (OSError, UnicodeDecodeError, tink.TinkError) as error:
        raise KeyUnusable(f"The file at {path} cannot be read as a root key.") from error
