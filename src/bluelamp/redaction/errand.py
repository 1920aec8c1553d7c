"""One file given to ``bluelamp redact``: where everything about it goes, and how it ends."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Status(IntEnum):
    """The exit status of the command; of several files the highest counts."""

    DONE = 0
    EXAMINATION_FAILED = 1
    BAD_INPUT = 2
    BAD_PLAN = 3
    NOT_WRITTEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A source and the files made of it."""

    source: Path
    output: Path | None
    plan: Path | None
    report: Path | None
    preview: Path | None


def say(line: str) -> None:
    """A line for whoever started the command."""
    sys.stdout.write(line + "\n")


def complain(what: object, status: Status, source: Path | None = None) -> Status:
    """A line about what went wrong; gives back the status."""
    sys.stderr.write(f"{source}: {what}\n" if source else f"{what}\n")
    return status


def names(words: str) -> list[str]:
    """The names in a list with commas."""
    return [part for part in (word.strip() for word in words.split(",")) if part]
