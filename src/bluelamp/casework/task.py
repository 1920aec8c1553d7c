"""A task of a case: one part of preparing a release, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a task stands."""

    DONE = "done"
    TO_DO = "to do"
    WAITING = "waiting"
    PROBLEM = "problem"
    NOT_YET = "cannot start yet"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Task:
    """One part of preparing a release; `page` names the desk page where it is done."""

    page: str
    title: str
    status: Status
    words: str = ""
