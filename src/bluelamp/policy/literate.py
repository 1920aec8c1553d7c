"""Literate Markdown: a policy in plain words, with its rules in TOML beneath each passage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bluelamp.policy import toml_text
from bluelamp.policy.errors import PackRefused
from bluelamp.policy.toml_text import Shape


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
        return reduce(_laid_over, self.changes, toml_text.table(self.text, self.file, self.line))

    def read(self, shape: type[Shape]) -> Shape:
        """The block's TOML as a typed value.

        Raises:
            PackRefused: it is not TOML, or a key is missing, unknown or of the wrong type.
        """
        return toml_text.shaped(self.table(), shape, self.text, self.file, self.line)

    def line_of(self, key: str) -> int:
        """The line of the file on which the key is set, or the block's first."""
        return self.line + toml_text.place_of(self.text, key)[0] - 1

    def refused(self, fault: str, key: str = "", within: int | None = None) -> PackRefused:
        """The refusal of the pack for a fault at one of the block's keys, or within what it is set to.

        Args:
            fault: what is wrong, as one sentence.
            key: where; at the block's beginning if none.
            within: at which character of the key's text, counted from 1.
        """
        line, column = toml_text.place_of(self.text, key, within)
        return PackRefused(self.file, self.line + line - 1, fault, column=column)


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
