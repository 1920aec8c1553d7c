"""Two logs that are views of the one record: the press officer's, and that of refusals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bluelamp.casework import entries
from bluelamp.casework.entries import EntryShown
from bluelamp.record.values import EntryView

_DECIDED = frozenset({"released", "released under embargo", "held back", "refused", "handed over", "taken down", "concluded", "reopened", "closed", "wrong person", "emergency declared", "emergency reviewed"})  # fmt: skip
_WEIGHED = frozenset({"rights test answered", "legal advice sought", "legal advice given", "communications consulted", "superintendent consulted"})  # fmt: skip
_APPROVAL = frozenset({"approval asked", "approved", "authority asked", "authorised"})
_NOTICE = frozenset({"officer notified", "notice withdrawn", "no objection raised", "objected", "objection answered", "window closed"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One view: its words, the kinds of entries in it, and those of them only where they went against release."""

    words: str
    about: str
    kinds: frozenset[str]
    against: frozenset[str] = frozenset()
    nothing: str


LOGS: Final[dict[str, Log]] = {
    "press": Log(
        words="Press officer’s log",
        about="What was asked, who was told, and what was decided and why.",
        kinds=_DECIDED | _WEIGHED | _APPROVAL | _NOTICE | {"received", "enquiry added", "worded", "image fetched", "restrictions checked", "told beforehand", "receipt recorded", "recipient settled"},
        nothing="Nothing has been entered yet.",
    ),
    "refusal": Log(
        words="Refusal log",
        about="Refusals with their reasons, and what went against release before them.",
        kinds=frozenset({"refused", "objected", "objection answered"}),
        against=_APPROVAL | {"superintendent consulted", "communications consulted"},
        nothing="Nothing about this case has been refused, and nobody has been against it.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of a log: its number there, when it was decided and when entered, and the record's own entry."""

    number: int
    decided: datetime
    entry: EntryShown


def lines(log: Log, held: Iterable[EntryView]) -> tuple[LogLine, ...]:
    """The log's entries in order, numbered from one."""
    wanted = [each for each in held if _belongs(log, each)]
    shown = entries.shown(wanted)
    return tuple(
        LogLine(number=number, decided=_decided(each), entry=entry)
        for number, (each, entry) in enumerate(zip(wanted, shown, strict=True), start=1)
    )


def _belongs(log: Log, entry: EntryView) -> bool:
    if entry.kind in log.kinds:
        return True
    return entry.kind in log.against and _is_against(entry.body or {})


def _is_against(body: Mapping[str, Any]) -> bool:
    return body.get("granted") is False or body.get("in_favour") is False


def _decided(entry: EntryView) -> datetime:
    """When it was decided: as the entry says, where that was before it was entered."""
    stated = (entry.body or {}).get("decided_at")
    return datetime.fromisoformat(stated) if isinstance(stated, str) and stated else entry.at
