"""Tables of figures as they are shown: rows, columns and cells, small numbers withheld before anything else sees them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bluelamp.disclosure.figures.withholding import Key, Sum, withheld

# How a withheld number is written.
MARK: Final = "c"
TOTAL: Final = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: what it is of, and a cell for each column; `bars` are the shown counts that its bar is drawn from."""

    words: str
    cells: tuple[str, ...]
    bars: tuple[int | None, ...] = ()
    span: tuple[float, float, float] | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what it shows, what its first column holds, its columns and rows, and what must be said beside it.

    `series` names what the bars of its chart are made of, and `unit` that of its spans.
    """

    title: str
    of: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    unit: str = ""

    @property
    def has_withheld(self) -> bool:
        """Whether a number in it is withheld."""
        return any(MARK in row.cells for row in self.rows)


# The rows or columns of a count: the code that is counted and its words.
Listed = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Numbers by row and column, with totals of both."""

    title: str
    of: str
    rows: Listed
    columns: Listed
    numbers: Mapping[tuple[str, str], int]
    notes: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[str, ...]:
        """The columns that are shown: one alone needs no total beside it."""
        return (*self.columns, TOTAL) if len(self.columns) > 1 else tuple(self.columns)

    def number(self, row: str, column: str) -> int:
        """How many there are; a total is that of its row, its column or of all."""
        rows = self.rows if row == TOTAL else (row,)
        columns = self.columns if column == TOTAL else (column,)
        return sum(self.numbers.get((one, other), 0) for one in rows for other in columns)


# What is shown of a count: for each row and for the total, its numbers by column, None where withheld.
Numbers = Mapping[str, tuple[int | None, ...]]


# A row of one of the counts that stand side by side: the place of the count, and the row's code.
At = tuple[int, str]


def numbers_shown(
    *counts: Count, nested: Mapping[At, Sequence[At]] | None = None
) -> tuple[Numbers, ...]:
    """What may be shown of counts that stand side by side, of the same columns and the same whole.

    `nested` says which rows of one are the sums of which rows of another. A row's total is shown only
    where all its numbers are: each column is withheld by itself, so that no other table of the same
    column (as the ready answer's) tells with it what this one withholds.
    """
    numbers: dict[Key, int] = {}
    sums: list[Sum] = []
    for place, count in enumerate(counts):
        numbers |= _numbers(place, count)
        sums += _sums(place, count)
    for (place, row), parts in (nested or {}).items():
        for column in counts[place].columns:
            sums.append(Sum((place, row, column), tuple((*part, column) for part in parts)))
    hidden = withheld(numbers, sums)
    return tuple(
        {row: _row(place, count, row, hidden) for row in (*count.rows, TOTAL)}
        for place, count in enumerate(counts)
    )


def _row(place: int, count: Count, row: str, hidden: Collection[Key]) -> tuple[int | None, ...]:
    """A row's numbers, then their total where the count has one."""
    numbers = [
        None if _key(place, row, column) in hidden else count.number(row, column)
        for column in count.columns
    ]
    if TOTAL in count.all_columns:
        numbers.append(None if None in numbers else count.number(row, TOTAL))
    return tuple(numbers)


def shown(*counts: Count) -> tuple[Table, ...]:
    """The tables of counts that stand side by side."""
    found = numbers_shown(*counts)
    return tuple(_table(count, numbers) for count, numbers in zip(counts, found, strict=True))


def _key(place: int, row: str, column: str) -> Key:
    """What the number is of; the totals of columns are those of every table."""
    return (TOTAL, column) if row == TOTAL else (place, row, column)


def _numbers(place: int, count: Count) -> dict[Key, int]:
    return {
        _key(place, row, column): count.number(row, column)
        for row in (*count.rows, TOTAL)
        for column in count.columns
    }


def _sums(place: int, count: Count) -> Iterable[Sum]:
    for column in count.columns:
        yield Sum(_key(place, TOTAL, column), tuple(_key(place, row, column) for row in count.rows))


def _table(count: Count, numbers: Numbers) -> Table:
    words = {**count.rows, TOTAL: "Total"}
    rows = (
        Row(
            words=words[code],
            cells=written(found),
            bars=found[: len(count.columns)],
            is_total=code == TOTAL,
        )
        for code, found in numbers.items()
    )
    return Table(
        title=count.title,
        of=count.of,
        columns=tuple(({**count.columns, TOTAL: "Total"})[each] for each in count.all_columns),
        rows=tuple(rows),
        notes=count.notes,
        series=tuple(count.columns.values()),
    )


def written(numbers: Sequence[int | None]) -> tuple[str, ...]:
    """The numbers as they are shown."""
    return tuple(MARK if number is None else f"{number:,}" for number in numbers)
