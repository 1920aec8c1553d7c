"""Durable appends a second, beside what the machine's own disk flushes in the same seconds."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

BATCH, ROUNDS = 250, 8
BODY = {
    "outcome": "release",
    "grounds": ["CI-4.1", "CI-4.3", "CI-5.2"],
    "reasons": "Convicted and sentenced; the picture serves the policy's purpose. " * 4,
    "rendition": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
}


def rates(folder: Path) -> tuple[float, float]:
    """The middle of the rates of appends and of flushes, taken by turns so that both meet the same disk."""
    flushed, appended = [], []
    with (folder / "flushes").open("ab") as file:
        _append()
        for _ in range(ROUNDS):
            flushed.append(_rate(lambda: _flush(file.fileno())))
            appended.append(_rate(_append))
    return sorted(appended)[ROUNDS // 2], sorted(flushed)[ROUNDS // 2]


def _rate(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(BATCH):
        act()
    return BATCH / (time.perf_counter() - begun)


def _flush(descriptor: int) -> None:
    """What a durable entry costs the disk at the least: as many bytes as an entry's, and a flush."""
    os.write(descriptor, bytes(1024))
    os.fdatasync(descriptor)


def _append() -> None:
    from django.db import transaction  # noqa: PLC0415  Django is set up by then

    from bluelamp.record import services  # noqa: PLC0415  as above

    at = datetime.now(UTC)
    with transaction.atomic():
        services.append(kind="released", case="CI-26-0001", actor="PO-1041", at=at, body=BODY)
