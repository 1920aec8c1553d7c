"""The key that signs the record's checkpoints, in the file that the settings name."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from bluelamp.ledger import keyfile
from bluelamp.ledger.notes import SignerKey
from bluelamp.record.errors import KeyMissing


def create_key(path: Path) -> str:
    """Draw a signing key for this record's origin if the file does not exist; its verifying key.

    Raises NotAKey if the file is there but holds no key: it is never overwritten.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        keyfile.write(SignerKey.generate(settings.BLUELAMP_ORIGIN), path)
    return str(keyfile.read(path).verifier)


def signing_key() -> SignerKey:
    """The key that signs. Raises KeyMissing, or NotAKey if the file holds none."""
    try:
        return keyfile.read(settings.BLUELAMP_LEDGER_KEY_FILE)
    except FileNotFoundError as fault:
        raise KeyMissing(
            f"There is no signing key at {settings.BLUELAMP_LEDGER_KEY_FILE}; `bluelamp setup` makes one."
        ) from fault
    except OSError as fault:
        raise KeyMissing(
            f"The signing key at {settings.BLUELAMP_LEDGER_KEY_FILE} cannot be read: {fault.strerror}."
        ) from fault
