"""The values that cross the jobs room's door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """Waiting for its time, held by a worker, done, failed and waiting for a person, or cancelled by one."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """A job as it may be shown: how far it is (`done` of `total`), what it is at, and what went wrong last."""

    kind: str
    key: str
    args: Mapping[str, Any]
    state: JobState
    done: int
    total: int
    words: str
    error: str
    attempts: int
    run_at: datetime
    finished_at: datetime | None
