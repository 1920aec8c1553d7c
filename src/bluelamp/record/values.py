"""The frozen values that the record hands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bluelamp.ledger.entries import JSON

ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """The number and the leaf hash (hexadecimal) of an entry just appended."""

    seq: int
    leaf_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry as pages show it; the body is None once erased."""

    seq: int
    at: datetime
    kind: str
    case: str
    actor: str
    body: Mapping[str, JSON] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointView:
    """A signed checkpoint: size in entries, root in hexadecimal, and the note itself."""

    size: int
    root: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with the record, at an entry or (None) with the record as a whole."""

    seq: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of the record found: how many entries it read, and every fault in their order."""

    entries: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export holds: entries written, the size of its checkpoint, entries not yet covered by it."""

    entries: int
    size: int
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureView:
    """A time in which nothing could be released: why, the first entry concerned if known, and who opened the desk again."""

    closed_at: datetime
    words: str
    seq: int | None
    opened_at: datetime | None
    opened_by: str
    reasons: str
