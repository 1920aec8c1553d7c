"""The decision log of a case as it is read: every decision by its number, when it was made and when entered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bluelamp.casework import entries
from bluelamp.casework.models import Case
from bluelamp.people import selectors as people
from bluelamp.record import selectors as record
from bluelamp.record.operations import READS
from bluelamp.record.values import EntryView

# A decision entered later than this after it was made says so, and why.
LATE: Final = timedelta(hours=1)

# What a line shows of an entry in another place than its rows.
_APART: Final = frozenset({"decided_at", "decided_by", "corrects", "sensitive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision: `seq` is its entry in the record, `rows` what it says (none once erased).

    `decided_by` and `entered_by` are names; `corrects` is the number that it corrects (None for
    none), `corrected_by` the numbers that correct it.
    """

    number: int
    seq: int
    kind: str
    title: str
    decided_at: datetime
    entered_at: datetime
    decided_by: str
    entered_by: str
    rows: tuple[tuple[str, str], ...]
    is_erased: bool
    is_sensitive: bool
    corrects: int | None
    corrected_by: tuple[int, ...]

    @property
    def is_late(self) -> bool:
        """Whether it was entered later than it should have been."""
        return self.entered_at - self.decided_at > LATE


def lines(case: Case) -> tuple[Line, ...]:
    """Every decision of the case, by number."""
    kept = case.decision_lines.select_related("corrects").order_by("number")
    numbered = {line.entry: line for line in kept}
    held = record.entries_for(case.reference, leaving_out=READS)
    found = {each.seq: each for each in held if each.seq in numbered}
    shown = {each.seq: each for each in entries.shown(map(_rest, found.values()))}
    names = people.names(_deciders(found.values()))
    corrections: dict[int, list[int]] = {}
    for line in numbered.values():
        if line.corrects:
            corrections.setdefault(line.corrects.number, []).append(line.number)
    return tuple(
        Line(
            number=line.number,
            seq=seq,
            kind=found[seq].kind,
            title=shown[seq].title,
            decided_at=_decided_at(found[seq]),
            entered_at=found[seq].at,
            decided_by=names.get(_decider(found[seq]), shown[seq].by),
            entered_by=shown[seq].by,
            rows=shown[seq].rows,
            is_erased=shown[seq].is_erased,
            is_sensitive=line.sensitive,
            corrects=line.corrects.number if line.corrects else None,
            corrected_by=tuple(corrections.get(line.number, ())),
        )
        for seq, line in numbered.items()
        if seq in found
    )


def _rest(entry: EntryView) -> EntryView:
    if entry.body is None:
        return entry
    rest = {name: value for name, value in entry.body.items() if name not in _APART}
    return replace(entry, body=rest)


def _said(entry: EntryView) -> Mapping[str, Any]:
    return entry.body or {}


def _deciders(held: Iterable[EntryView]) -> Iterator[str]:
    return (_decider(each) for each in held)


def _decider(entry: EntryView) -> str:
    return str(_said(entry).get("decided_by") or entry.actor)


def _decided_at(entry: EntryView) -> datetime:
    """When it was decided: as the entry says, where that was before it was entered."""
    stated = _said(entry).get("decided_at")
    return datetime.fromisoformat(stated) if isinstance(stated, str) and stated else entry.at
