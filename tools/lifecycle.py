"""Write docs/lifecycle.md from the one table of a case's life; with --check, say whether it is stale (status 1)."""

import sys
from itertools import groupby
from pathlib import Path

from bluelamp.casework.lifecycle import STATE_WORDS, TABLE, State, Step
from bluelamp.casework.permitted import who_may
from bluelamp.casework.routes import EVERY, Route

PAGE = Path(__file__).parent.parent / "docs" / "lifecycle.md"
HEAD = """# The life of a case

Written from `casework/lifecycle.py` by `make lifecycle`, and checked by `make check`: change the table, not this page.

"""


def page() -> str:
    """The page: a diagram of what changes a case's state, and a table of all that may be done."""
    return f"{HEAD}```mermaid\n{_diagram()}```\n\n{_table()}"


def _diagram() -> str:
    arrows = [
        (before, step.next_state, step.words)
        for step in TABLE
        if step.next_state
        for before in step.states or ("[*]",)
        if before != step.next_state
    ]
    names = [f"    {state}: {STATE_WORDS[state]}\n" for state in State]
    drawn = [
        f"    {before} --> {after}: {'<br>'.join(dict.fromkeys(words for _, _, words in together))}\n"
        for (before, after), together in groupby(
            sorted(arrows, key=lambda arrow: arrow[:2]), key=lambda arrow: arrow[:2]
        )
    ]
    return "".join(["stateDiagram-v2\n", *names, *drawn])


def _table() -> str:
    head = (
        "| act | on the routes | who | while the case is | it becomes | entry in the record |\n"
        "|--|--|--|--|--|--|\n"
    )
    return head + "".join(_row(step) for step in TABLE)


def _row(step: Step) -> str:
    states = ", ".join(STATE_WORDS[state].lower() for state in step.states) or "not yet there"
    after = STATE_WORDS[step.next_state].lower() if step.next_state else "as it was"
    routes = ", ".join(route.way.words.lower() for route in Route if route in step.routes)
    on = "every" if step.routes == EVERY else routes
    return f"| {step.words} | {on} | {who_may(step)} | {states} | {after} | {step.entry} |\n"


def main(words: list[str]) -> int:
    """Write or check the page."""
    if words == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print("docs/lifecycle.md does not show the table as it is now; `make lifecycle` writes it.")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
