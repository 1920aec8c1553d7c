"""Opening footage: what it holds, found out in a confined process."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from bluelamp.redaction.errors import FootageRefused

from .confined import Confined, Step
from .probing import FootageLimits
from .values import Probe


def probe(path: Path, *, limits: FootageLimits | None = None) -> Probe:
    """What a file of unknown origin holds; bound to its sha256.

    Raises FootageRefused, with one sentence, for what is no footage, is empty, encrypted, without a
    moving picture, in a codec that is not supported, or over the limits.
    """
    setting = msgspec.msgpack.encode(limits or FootageLimits())
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with Confined(Step.PROBE, setting=setting, sources=[path]) as process:
        answer = b"".join(process.ask(b""))
        missing = process.missing
    try:
        found = msgspec.msgpack.decode(answer, type=Probe)
    except msgspec.DecodeError as error:
        raise FootageRefused("The decoder gave no usable answer for this file.") from error
    notes = found.notes + tuple(f"The decoder ran without {name}." for name in missing)
    return msgspec.structs.replace(found, sha256=sha256, notes=notes)
