"""The examination of a finished picture in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bluelamp.desk import regions

TITLES: Final = {
    "opens": "It opens",
    "parts": "Nothing travels with it",
    "embedded": "Nothing is hidden in it",
    "size": "Its size is right",
    "regions": "Everyone obscured is gone",
    "picture": "The rest is unchanged",
    "faces": "No other face is seen",
    "plays": "It plays",
    "tables": "Its tables can be read",
    "streams": "One picture stream, at most one of sound",
    "contents": "Every byte belongs to it",
    "units": "Its coded pictures hold nothing else",
    "edits": "No edit hides a frame",
    "frames": "Every frame is there, at its time",
    "tracks": "Everyone obscured is gone, in every frame",
    "spans": "The sound is as planned",
    "step": "Sound and picture are in step",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that the examination looked at, and how it came out."""

    title: str
    passed: bool
    detail: str


def findings(
    report: Mapping[str, Any] | None, *, said: Callable[[str], str] = regions.in_words
) -> list[Found]:
    """Every check of the report, those that failed first; none where there is no report."""
    found = [
        Found(
            title=TITLES.get(check["name"], check["name"].capitalize()),
            passed=check["passed"],
            detail=said(check["detail"]),
        )
        for check in (report or {}).get("checks", ())
    ]
    return sorted(found, key=lambda one: one.passed)
