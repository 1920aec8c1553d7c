"""HTML as comparable lines, and the toolkit's own examples of each component."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

COMPONENTS = (
    Path(__file__).parent.parent.parent / "node_modules/govuk-frontend/dist/govuk/components"
)
VOID = {"input", "br", "img", "hr", "path"}
REFERENCES = {"for", "aria-describedby", "aria-labelledby", "aria-controls"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "class" in given:
            given["class"] = " ".join(sorted(given["class"].split()))
        shown = "".join(f' {name}="{given[name]}"' for name in sorted(given))
        self._say(f"<{tag}{shown}>")
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID

    def handle_data(self, text: str) -> None:
        if collapsed := " ".join(text.split()):
            self._say(collapsed)

    def _say(self, words: str) -> None:
        self.lines.append("  " * self.depth + words)


def lines(html: str, *, without: str = r"(?!)") -> str:
    """The markup, one element a line: attributes and classes sorted, ids numbered in their order.

    What `without` matches is left out of each line.
    """
    parser = _Lines()
    parser.feed(_numbered(html))
    return "\n".join(re.sub(without, "", line).rstrip() for line in parser.lines)


def _numbered(html: str) -> str:
    ids = list(dict.fromkeys(re.findall(r'\sid="([^"]*)"', html)))
    numbers = {each: f"#{number}" for number, each in enumerate(ids)}

    def renamed(found: re.Match[str]) -> str:
        name, value = found.group(1), found.group(2)
        return f' {name}="{" ".join(numbers.get(each, each) for each in value.split(" "))}"'

    return re.sub(rf'\s(id|{"|".join(REFERENCES)})="([^"]*)"', renamed, html)


def examples(
    component: str, allowed: set[str] | None = None
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The toolkit's examples that use only the allowed options (None: any): name, options and HTML."""
    file = COMPONENTS / component / "fixtures.json"
    for each in json.loads(file.read_text(encoding="utf-8"))["fixtures"]:
        if allowed is None or set(_paths(each["options"])) <= allowed:
            yield each["name"], each["options"], each["html"]


def _paths(options: Any, above: str = "") -> Iterator[str]:
    match options:
        case dict():
            for name, value in options.items():
                yield from _paths(value, f"{above}.{name}" if above else name)
        case list():
            for value in options:
                yield from _paths(value, above)
        case _:
            yield above
