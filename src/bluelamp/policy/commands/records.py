"""Records a line each, as JSON: cases that there have been, and decisions that were made."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from bluelamp.policy.errors import FactsRefused

Record = TypeVar("Record")


def read_records(name: str, shape: type[Record]) -> Iterator[Record]:
    """The records of a file, or of standard input where the name is a hyphen; empty lines are none.

    Raises:
        FactsRefused: it cannot be read, or a line is no such record; the message numbers the line.
    """
    decoder = msgspec.json.Decoder(shape)
    for number, line in enumerate(_lines(name), start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise FactsRefused(f"{name}: line {number} is not such a record ({error})") from error


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise FactsRefused(f"{name}: cannot be read ({error.strerror})") from error
