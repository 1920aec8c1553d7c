"""A letter's plain text as HTML for readers whose programs show that: the same words, its addresses as links."""

import re
from html import escape
from typing import Final

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_PAGE: Final = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"></head>'
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:40em">{}</body></html>'
)


def as_html(text: str) -> str:
    """The text as a page: a paragraph for each block of lines, every address a link, nothing fetched from anywhere."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return _PAGE.format("".join(f"<p>{_lines(block)}</p>" for block in blocks))


def _lines(block: str) -> str:
    return "<br>".join(_linked(line) for line in block.splitlines())


def _linked(line: str) -> str:
    parts, done = [], 0
    for found in _ADDRESS.finditer(line):
        parts.append(escape(line[done : found.start()]))
        address = escape(found[0])
        parts.append(f'<a href="{address}">{address}</a>')
        done = found.end()
    return "".join([*parts, escape(line[done:])])
