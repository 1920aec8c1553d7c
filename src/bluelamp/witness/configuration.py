"""The witness's own file: who it is, where it keeps its key and memory, and which logs it watches (TOML).

name = "inspectorate.example/witness"
folder = "."            # beside this file unless it says otherwise

[[logs]]
origin = "ambershire.example/bluelamp"
keys = ["ambershire.example/bluelamp+1f2e3d4c+AbCd..."]

A log that changes its key has both in the list for as long as notes by the old one come.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from bluelamp.ledger import keyfile
from bluelamp.ledger.cosignatures import Cosigner
from bluelamp.ledger.errors import NotAKey
from bluelamp.ledger.notes import VerifierKey
from bluelamp.witness.errors import NotConfigured
from bluelamp.witness.memory import Memory
from bluelamp.witness.watching import Watch


class _Log(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    origin: str
    keys: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    logs: list[_Log]
    folder: str = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Who the witness is, its folder, and the keys of each log by its origin."""

    name: str
    folder: Path
    logs: dict[str, tuple[VerifierKey, ...]]

    @property
    def key_file(self) -> Path:
        """Where its signing key lies."""
        return self.folder / "witness.key"

    @property
    def memory_file(self) -> Path:
        """Where it remembers."""
        return self.folder / "witness.sqlite3"

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the file. Raises NotConfigured, saying what is wrong in it."""
        try:
            with file.open("rb") as opened:
                said = msgspec.convert(tomllib.load(opened), _File)
            logs = {log.origin: _keys(log) for log in said.logs}
        except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, NotAKey) as fault:
            raise NotConfigured(f"The witness cannot go by {file}: {fault}") from None
        if not logs or len(logs) != len(said.logs):
            raise NotConfigured(f"{file} names no log, or one of them twice.")
        return cls(name=said.name, folder=(file.parent / said.folder).resolve(), logs=logs)

    def begin(self) -> Cosigner:
        """Draw the witness's key and make its empty memory; raises NotConfigured if either is there."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            key = Cosigner.generate(self.name)
            Memory.begin(self.memory_file)
            keyfile.write(key, self.key_file)
        except (OSError, NotAKey) as fault:
            raise NotConfigured(f"The witness cannot begin: {fault}") from None
        return key

    def watch(self) -> Watch:
        """The witness, ready to serve. Raises NotConfigured unless its key and its memory are both there."""
        try:
            key = Cosigner.parse(self.key_file.read_text(encoding="utf-8"))
        except (OSError, NotAKey) as fault:
            raise NotConfigured(
                f"The witness has no key at {self.key_file} ({fault}). A new one makes it with --begin."
            ) from None
        if key.name != self.name:
            raise NotConfigured(f"The key at {self.key_file} is of {key.name}, not of {self.name}.")
        return Watch(key=key, logs=self.logs, memory=Memory(self.memory_file))


def _keys(log: _Log) -> tuple[VerifierKey, ...]:
    keys = tuple(VerifierKey.parse(key) for key in log.keys)
    if not keys:
        raise NotAKey(f"The log {log.origin} has no key.")
    return keys
