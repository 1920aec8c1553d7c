"""How long things took: from verdict to release, until authority was answered, until each channel was clear."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings

from bluelamp.casework.counting import Slice, durations
from bluelamp.disclosure.figures.measures import spread, together
from bluelamp.disclosure.figures.releases import months
from bluelamp.disclosure.figures.tables import (
    MARK,
    TOTAL,
    Count,
    Listed,
    Row,
    Table,
    numbers_shown,
)
from bluelamp.disclosure.figures.withholding import SMALL
from bluelamp.publication.values import Channel

CHANNELS: Final[Listed] = {
    Channel.GALLERY.value: "The gallery",
    Channel.PRESS.value: "The press site",
    Channel.OUTLETS.value: "Accredited outlets",
    Channel.FILE.value: "The file itself",
}
# Lengths by row, in whole days or minutes, each with how often it occurred.
_Lengths = Mapping[str, Mapping[int, int]]
_COLUMNS: Final = ("How many", "A quarter within", "Half within", "Three quarters within")
_NONE: Final = "–"
_HOUR, _DAY = 60, 24 * 60


def from_verdict(of: Slice) -> tuple[Table, ...]:
    """Whole days from the last verdict of guilty before a release until the release."""
    notes = ("Of releases where a conviction was recorded, in whole days.",)
    return (_by_month(of, "verdict_days", notes, days_words, unit="days"),)


def to_authority(of: Slice) -> tuple[Table, ...]:
    """Time from asking for authority or approval until it was given or declined."""
    notes = ("Of decided cases in which authority or approval was asked for, by the last answer.",)
    return (_by_month(of, "authority_minutes", notes, minutes_words, unit="minutes"),)


def of_takedown(of: Slice) -> tuple[Table, ...]:
    """Time from the moment a takedown was called for until each channel was clear."""
    lengths = {each: together(durations(of, f"{each}_minutes").values()) for each in CHANNELS}
    target: timedelta | None = settings.BLUELAMP_FORCE.takedown_target
    rows = [_row(words, lengths[each], minutes_words) for each, words in CHANNELS.items()]
    notes = (
        "From when the policy called for it or, where it did not, from the takedown itself.",
        f"The force’s target is {minutes_words(int(target.total_seconds() // 60))}."
        if target
        else "The force has set no target.",
    )
    return (_table("By channel", "Channel", rows, notes, unit="minutes"),)


def _by_month(
    of: Slice, time: str, notes: tuple[str, ...], words: Callable[[int], str], *, unit: str
) -> Table:
    lengths: _Lengths = {str(month): found for month, found in durations(of, time).items()}
    listed = months(of)
    numbers = {(month, "all"): sum(found.values()) for month, found in lengths.items()}
    count = Count(title="", of="", rows=listed, columns={"all": ""}, numbers=numbers)
    hidden = {code for code, (number,) in numbers_shown(count)[0].items() if number is None}
    rows = [
        _row(said, lengths.get(month, {}), words, is_hidden=month in hidden)
        for month, said in listed.items()
    ]
    everything = together(lengths.values())
    rows.append(_row("All", everything, words, is_hidden=TOTAL in hidden, is_total=True))
    return _table("By month", "Month", rows, notes, unit=unit)


def _row(
    title: str,
    lengths: Mapping[int, int],
    words: Callable[[int], str],
    *,
    is_hidden: bool = False,
    is_total: bool = False,
) -> Row:
    """The quartiles of one row; nothing of them where there are too few."""
    found = spread(lengths)
    if found is None:
        return Row(words=title, cells=("0", *[_NONE] * 3), is_total=is_total)
    if is_hidden or found.count < SMALL:
        return Row(words=title, cells=(MARK,) * 4, is_total=is_total)
    quartiles = (found.lower, found.median, found.upper)
    return Row(
        words=title,
        cells=(f"{found.count:,}", *map(words, quartiles)),
        span=quartiles,
        is_total=is_total,
    )


def _table(title: str, of: str, rows: list[Row], notes: tuple[str, ...], *, unit: str) -> Table:
    return Table(title=title, of=of, columns=_COLUMNS, rows=tuple(rows), notes=notes, unit=unit)


def days_words(days: int) -> str:
    """A number of days, in words."""
    return "the same day" if days == 0 else "1 day" if days == 1 else f"{days} days"


def minutes_words(minutes: int) -> str:
    """A length of time, to the minute under a day and to the hour above."""
    if minutes < _HOUR:
        return f"{minutes} min"
    if minutes < _DAY:
        return (
            f"{minutes // _HOUR} h {minutes % _HOUR} min"
            if minutes % _HOUR
            else f"{minutes // _HOUR} h"
        )
    hours = round(minutes % _DAY / _HOUR)
    return f"{days_words(minutes // _DAY)} {hours} h" if hours else days_words(minutes // _DAY)
