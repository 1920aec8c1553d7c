"""TOML as somebody wrote it: read into typed values, and every fault with its line and column."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bluelamp.policy.errors import PackRefused

Shape = TypeVar("Shape")
# A line that is continued on the next, whose indentation does not count.
_CONTINUED = re.compile(r"\\\n\s*")
_OPENING = re.compile(r"\s*=\s*(?:\"{3}\n?|'{3}\n?|\"|')")


def read_file(file: Path, shape: type[Shape]) -> Shape:
    """A TOML file as a typed value.

    Raises:
        PackRefused: it is not TOML, or a key is missing, unknown or of the wrong type.
    """
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PackRefused(file, 1, "the file is not UTF-8 text") from error
    return shaped(table(text, file), shape, text, file)


def table(text: str, file: Path, first: int = 1) -> dict[str, Any]:
    """TOML that begins on a line of a file.

    Raises:
        PackRefused: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
        raise PackRefused(file, first + line - 1, str(error), column=column) from error


def shaped(
    stated: dict[str, Any], shape: type[Shape], text: str, file: Path, first: int = 1
) -> Shape:
    """A table as a typed value.

    Raises:
        PackRefused: a key is missing, unknown or of the wrong type.
    """
    try:
        return msgspec.convert(stated, shape)
    except msgspec.ValidationError as error:
        found = re.search(r"`\$\.([\w-]+)|unknown field `([\w-]+)`", str(error))
        line, column = place_of(text, (found[1] or found[2]) if found else "")
        raise PackRefused(file, first + line - 1, str(error), column=column) from error


def refused(file: Path, fault: str, key: str) -> PackRefused:
    """The refusal of a pack for a fault at a key of a TOML file that could be read."""
    line, column = place_of(file.read_text("utf-8"), key)
    return PackRefused(file, line, fault, column=column)


def place_of(text: str, key: str, within: int | None = None) -> tuple[int, int]:
    """The line and column of a key, both from 1, or of a character of the text that it is set to.

    Where the key is not set, those of the beginning.
    """
    found = re.search(rf"^[ \t]*\[*({re.escape(key)})(?=[\] =])", text, re.MULTILINE)
    if not key or found is None:
        return 1, 1
    place, opening = found.start(1), _OPENING.match(text, found.end(1))
    if within is not None and opening:
        place = _walked(text, opening.end(), within - 1)
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def _walked(text: str, place: int, steps: int) -> int:
    """So many characters further, lines that are continued being one."""
    for step in range(steps + 1):
        place += step > 0
        if continued := _CONTINUED.match(text, place):
            place = continued.end()
    return place
