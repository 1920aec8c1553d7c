"""Literate Markdown: a policy in plain words, with its rules in TOML beneath each passage."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from re import search
from typing import Any, TypeVar

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bluelamp.policy.errors import PackRefused

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its kind, the passage quoted before it, and the heading that it lies under."""

    kind: str
    file: Path
    line: int
    text: str
    passage: str
    section: str
    source_lines: int = 0
    changes: tuple[Mapping[str, Any], ...] = ()

    def table(self) -> dict[str, Any]:
        """The block's TOML with what another pack has set in it.

        Raises:
            PackRefused: it is not TOML.
        """
        try:
            return reduce(_laid_over, self.changes, tomllib.loads(self.text))
        except tomllib.TOMLDecodeError as error:
            place = search(r"at line (\d+)", str(error))
            within = int(place[1]) if place else 1
            raise PackRefused(self.file, self.line + within - 1, str(error)) from error

    def read(self, shape: type[Shape]) -> Shape:
        """The block's TOML as a typed value.

        Raises:
            PackRefused: it is not TOML, or a key is missing, unknown or of the wrong type.
        """
        try:
            return msgspec.convert(self.table(), shape)
        except msgspec.ValidationError as error:
            raise PackRefused(self.file, self.line, str(error)) from error

    def line_of(self, key: str) -> int:
        """The line of the file on which the key is set, or the block's first."""
        for offset, line in enumerate(self.text.splitlines()):
            if line.lstrip().startswith((f"{key} ", f"{key}=", f"[{key}]")):
                return self.line + offset
        return self.line

    def refused(self, fault: str, key: str = "", column: int | None = None) -> PackRefused:
        """The refusal of the pack for a fault at one of the block's keys."""
        return PackRefused(self.file, self.line_of(key) if key else self.line, fault, column=column)


def _laid_over(table: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A table with some of its keys changed, and within tables of its own likewise; None leaves out."""
    found = dict(table)
    for key, value in changes.items():
        within = found.get(key)
        if isinstance(within, dict) and isinstance(value, dict):
            found[key] = _laid_over(within, value)
        else:
            found[key] = value
    return {key: value for key, value in found.items() if value is not None}


def blocks(file: Path, source_lines: int = 0) -> Iterator[Block]:
    """Every fenced TOML block of a Markdown file, in order.

    Args:
        file: the Markdown.
        source_lines: how many lines its source has.

    Raises:
        PackRefused: the file is not UTF-8 text.
    """
    try:
        # Blocks are all that is asked for: what is emphasised within a passage is left as written.
        tokens = MarkdownIt().disable("inline").parse(file.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise PackRefused(file, 1, "the file is not UTF-8 text") from error
    passage = section = ""
    for place, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                section, passage = tokens[place + 1].content, ""
            case "blockquote_open":
                passage = _quoted(tokens, place)
            case "fence" if token.info.startswith("toml "):
                line = (token.map or [0])[0] + 2
                yield Block(
                    " ".join(token.info[5:].split()),
                    file,
                    line,
                    token.content,
                    passage,
                    section,
                    source_lines,
                )


def _quoted(tokens: list[Token], place: int) -> str:
    """The words of the block quote that opens here, as one line."""
    words: list[str] = []
    for token in tokens[place:]:
        if token.type == "blockquote_close":
            break
        if token.type == "inline":
            words += token.content.split()
    return " ".join(words)
