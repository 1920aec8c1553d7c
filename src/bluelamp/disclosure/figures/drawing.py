"""Charts as SVG: bars of counts, and spans from a lower to an upper value; the table beside each says the same in numbers."""

from html import escape
from typing import Final

from bluelamp.disclosure.figures.tables import Row, Table

# The colours of the Government Analysis Function, told apart also without colour vision, dark beside light.
COLOURS: Final = ("#12436D", "#F46A25", "#28A197", "#801650")
_GREY: Final = "#505a5f"
_LINE, _TOP = 40, 24
# What fits across a small phone; the table has it whole.
_LONGEST: Final = 38
# Of the width, how much the longest bar takes: the rest is for its number.
_WIDEST: Final = 70.0


def chart(table: Table, *, name: str) -> str:
    """The chart of a table, or nothing where it has nothing to draw; `name` is unique on its page.

    Lengths across are shares of the width, so that the writing stays as large on a phone.
    """
    rows = [row for row in table.rows if not row.is_total]
    drawn = _bars(table, rows) if table.series else _spans(table, rows)
    if not drawn:
        return ""
    height = _top(table) + _LINE * len(rows) + (20 if table.unit else 0)
    title = f"Chart: {table.title}. {_told(table)}"
    return (
        f'<svg role="img" aria-labelledby="{name}" width="100%" height="{height}" '
        f'font-size="16"><title id="{name}">{escape(title)}</title>{drawn}</svg>'
    )


def _top(table: Table) -> int:
    """Where the rows begin, below the legend's lines."""
    return _TOP * max(1, len(table.series))


def _told(table: Table) -> str:
    """What the chart shows, for whoever does not see it."""
    if table.series:
        made = f"For each row the numbers {_listed(table.series)}, as bars"
        return f"{made}. The table below has the same numbers."
    what = "the rate and its interval" if table.unit == "%" else "the middle half and the median"
    return f"For each row {what}. The table below has the same values."


def _bars(table: Table, rows: list[Row]) -> str:
    most = max((sum(filter(None, row.bars)) for row in rows), default=0)
    if not most:
        return ""
    drawn = [_legend(table.series)] if len(table.series) > 1 else []
    for place, row in enumerate(rows):
        top, left = _top(table) + _LINE * place, 0.0
        drawn.append(_text(_short(row.words), 0, top + 14))
        for colour, number in zip(COLOURS, row.bars, strict=False):
            width = _WIDEST * (number or 0) / most
            if width:
                drawn.append(_box(left, top + 20, width, colour))
            left += width
        drawn.append(_text(_number(row), left + 1, top + 32))
    return "".join(drawn)


def _number(row: Row) -> str:
    """What stands at the end of a bar: the sum of what it shows, or that something is withheld."""
    shown = sum(number or 0 for number in row.bars)
    if None not in row.bars:
        return f"{shown:,}"
    return f"{shown:,} and c" if shown else "c"


def _spans(table: Table, rows: list[Row]) -> str:
    most = 100.0 if table.unit == "%" else max((row.span[2] for row in rows if row.span), default=0)
    if not most or not any(row.span for row in rows):
        return ""
    scale, drawn = _WIDEST / most, []
    bottom = _TOP + _LINE * len(rows)
    for share in (0, 25, 50, 75, 100):
        across = _WIDEST * share / 100
        drawn.append(f'<line x1="{across:.2f}%" x2="{across:.2f}%" y1="{_TOP}" y2="{bottom}" stroke="#b1b4b6"/>')  # fmt: skip
    for place, row in enumerate(rows):
        top = _TOP + _LINE * place
        drawn.append(_text(_short(row.words), 0, top + 14))
        if row.span is None:
            drawn.append(_text(row.cells[-1], 1, top + 32))
            continue
        low, middle, high = (each * scale for each in row.span)
        drawn.append(_box(low, top + 22, max(high - low, 0.4), COLOURS[0], height=8))
        drawn.append(f'<circle cx="{middle:.2f}%" cy="{top + 26}" r="6" fill="{COLOURS[1]}" stroke="#ffffff"/>')  # fmt: skip
    ends = ("0%", "100%") if table.unit == "%" else ("0", f"{most:g} {table.unit}")
    drawn.append(_text(ends[0], 0, bottom + 16, colour=_GREY))
    drawn.append(_text(ends[1], _WIDEST, bottom + 16, colour=_GREY, anchor="middle"))
    return "".join(drawn)


def _legend(series: tuple[str, ...]) -> str:
    """Which colour is what, a line for each: two do not fit beside one another on a phone."""
    return "".join(
        _box(0, _TOP * line + 2, 0, colour, height=14, fixed=14)
        + _text(words, 0, _TOP * line + 14, right=20)
        for line, (words, colour) in enumerate(zip(series, COLOURS, strict=False))
    )


def _box(
    left: float, top: int, width: float, colour: str, *, height: int = 14, fixed: int = 0
) -> str:
    across = str(fixed) if fixed else f"{width:.2f}%"
    return f'<rect x="{left:.2f}%" y="{top}" width="{across}" height="{height}" fill="{colour}"/>'


def _text(
    words: str,
    left: float,
    base: int,
    *,
    colour: str = "#0b0c0c",
    anchor: str = "start",
    right: int = 0,
) -> str:
    """Writing at a share of the width, and so many pixels right of it."""
    at = f'x="{left:.2f}%" dx="{right}" y="{base}"'
    return f'<text {at} fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
