"""Tables as CSV (RFC 4180), which no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from bluelamp.disclosure.figures.tables import Table

_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(tables: Iterable[Table]) -> str:
    """The tables one below the other, each row beginning with its table's title; numbers without separators."""
    file = io.StringIO()
    write = csv.writer(file)
    for table in tables:
        write.writerow(["Table", table.of, *table.columns])
        for row in table.rows:
            write.writerow([table.title, _plain(row.words), *map(_number, row.cells)])
    return file.getvalue()


def _number(cell: str) -> str:
    digits = cell.replace(",", "")
    return digits if digits.isdecimal() else cell


def _plain(words: str) -> str:
    """A unit's name, and whatever else somebody typed, is text and no formula."""
    return f"'{words}" if words.startswith(_BEGINS_A_FORMULA) else words
