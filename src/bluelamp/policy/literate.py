"""Literate Markdown: a policy in plain words, with its rules in TOML beneath each passage."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import search
from typing import TypeVar

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

    def read(self, shape: type[Shape]) -> Shape:
        """The block's TOML as a typed value.

        Raises:
            PackRefused: it is not TOML, or a key is missing, unknown or of the wrong type.
        """
        try:
            return msgspec.convert(tomllib.loads(self.text), shape)
        except tomllib.TOMLDecodeError as error:
            place = search(r"at line (\d+)", str(error))
            within = int(place[1]) if place else 1
            raise PackRefused(self.file, self.line + within - 1, str(error)) from error
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


def blocks(file: Path) -> Iterator[Block]:
    """Every fenced TOML block of a Markdown file, in order.

    Raises:
        PackRefused: the file is not UTF-8 text.
    """
    try:
        tokens = MarkdownIt().parse(file.read_text("utf-8"))
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
                yield Block(token.info[5:].strip(), file, line, token.content, passage, section)


def _quoted(tokens: list[Token], place: int) -> str:
    """The words of the block quote that opens here, as one line."""
    words: list[str] = []
    for token in tokens[place:]:
        if token.type == "blockquote_close":
            break
        if token.type == "inline":
            words += token.content.split()
    return " ".join(words)
