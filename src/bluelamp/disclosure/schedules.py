"""The schedules of a case's material: non-sensitive (the columns of MG6C), and sensitive (those of MG6D)."""

import csv
import io
from collections.abc import Iterable
from typing import Protocol

from bluelamp.disclosure.clock_words import moment
from bluelamp.disclosure.items import Copy
from bluelamp.disclosure.marks import Standing
from bluelamp.disclosure.twin import ScheduleLine

COLUMNS = ("Item", "Description", "Date", "Location", "In this pack", "Marked", "Why withheld")
_HELD = {
    Copy.WORDS: "In full",
    Copy.FILE: "In full, with the file",
    Copy.LISTED: "Listed only: not copied into packs",
}


class Scheduled(Protocol):
    """Something whose items go on schedules, and that says what of them stays out."""

    @property
    def items(self) -> tuple[Standing, ...]:
        """Every item as it stands."""
        ...

    def why_left_out(self, standing: Standing) -> str:
        """Why what an item says stays out; empty where it goes in."""
        ...


def ordinary(of: Scheduled) -> tuple[ScheduleLine, ...]:
    """Every item that is not on the schedule of sensitive material."""
    return tuple(_line(each, of) for each in of.items if not each.sensitive)


def sensitive(of: Scheduled) -> tuple[ScheduleLine, ...]:
    """What is withheld and marked sensitive or privileged."""
    return tuple(_line(each, of) for each in of.items if each.sensitive)


def _line(each: Standing, of: Scheduled) -> ScheduleLine:
    why = of.why_left_out(each)
    return ScheduleLine(
        number=each.item.number,
        description=each.described,
        made=moment(each.item.at),
        location=each.item.location,
        held="Withheld" if why else _HELD[each.item.copy],
        marks=", ".join(kind.words for kind in each.kinds) if each.withheld else "",
        why=why,
    )


def as_csv(lines: Iterable[ScheduleLine]) -> bytes:
    """A schedule as comma-separated values (RFC 4180, UTF-8), its columns in the first line."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for line in lines:
        row = (
            line.number,
            line.description,
            line.made,
            line.location,
            line.held,
            line.marks,
            line.why,
        )
        writer.writerow([_plain(str(cell)) for cell in row])
    return stream.getvalue().encode()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
