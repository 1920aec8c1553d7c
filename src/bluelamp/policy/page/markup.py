"""Markup: elements of a page, with everything that is not markup escaped."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

VOID = frozenset({"meta"})


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"


def tag(element: str, /, *contents: Content, **attributes: str | None) -> Markup:
    """An element; `class_` is the class, an underscore in an attribute's name is a hyphen."""
    stated = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if element in VOID:
        return Markup(f"<{element}{stated}>")
    return Markup(f"<{element}{stated}>{join(contents)}</{element}>")


def join(contents: Iterable[Content]) -> Markup:
    """Contents one after another; text is escaped, markup is not."""
    return Markup("".join(map(_shown, contents)))


def _shown(content: Content) -> str:
    match content:
        case None:
            return ""
        case Markup():
            return content
        case str():
            return escape(content, quote=False)
    return join(content)


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[Content]]) -> Markup:
    """A table whose first cell in each row names the row, in a region that may be scrolled."""
    head = tag("tr", (tag("th", text, scope="col") for text in heads))
    body = (
        tag("tr", tag("th", first, scope="row"), (tag("td", cell) for cell in cells))
        for first, *cells in rows
    )
    whole = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", body))
    return wide(caption, whole)


def separated(parts: Iterable[Content], before: str = "") -> Markup:
    """Parts with commas between them, after some words."""
    listed = [part for each in parts for part in (", ", each)][1:]
    return tag("span", before, listed, class_="listed")


def wide(name: str, content: Content) -> Markup:
    """A region that scrolls sideways by itself, so that the page need not."""
    return tag("section", content, class_="wide", aria_label=name, tabindex="0")


def anchor(*parts: str) -> str:
    """An id out of names: "custody-image" and "CI-27.raised" are "custody-image-CI-27-raised"."""
    return "-".join(parts).replace(".", "-").replace(" ", "-")
