"""How long each figure takes to count, to withhold what is small, and to draw."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from benchmarks.figures_rows import UNITS

from bluelamp.casework.counting import Slice
from bluelamp.casework.routes import Route
from bluelamp.disclosure.figures.answer import answer
from bluelamp.disclosure.figures.catalogue import FIGURES, Figure
from bluelamp.disclosure.figures.drawing import chart
from bluelamp.disclosure.figures.paper import as_pdf
from bluelamp.disclosure.figures.spreadsheet import as_csv

MOST_SECONDS: Final = 1.0


SLICES: Final = {
    "all five years": Slice(route=Route.CUSTODY_IMAGE),
    "one year": Slice(route=Route.CUSTODY_IMAGE, first=202601, last=202612),
    "one unit": Slice(route=Route.CUSTODY_IMAGE, unit=UNITS[7]),
}


def measure() -> int:
    """Print how long each takes, the middle one of five times; 1 where the ready answer is too slow."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    slowest = 0.0
    for words, of in SLICES.items():
        took = _seconds(partial(answer, of, at=at))
        slowest = max(slowest, took)
        print(f"  issued and refused by month, sentence and offence, {words:14} {took:6.2f} s")
    whole, year = (answer(SLICES[each], at=at) for each in ("all five years", "one year"))
    print(
        f"  five years as CSV {_seconds(partial(as_csv, whole.tables)):.2f} s, one year as PDF {_seconds(partial(as_pdf, year)):.2f} s"
    )
    for name, figure in FIGURES.items():
        custody = _seconds(partial(_drawn, figure, SLICES["all five years"]))
        everything = _seconds(partial(_drawn, figure, Slice()))
        print(f"  {name:12} custody images {custody:6.2f} s, every kind {everything:6.2f} s")
    print(f"The slowest answer took {slowest:.2f} s; it must take less than {MOST_SECONDS:g} s.")
    return int(slowest >= MOST_SECONDS)


def _drawn(figure: Figure, of: Slice) -> list[str]:
    return [chart(table, name="chart") for table in figure.tables(of)]


def _seconds(work: Callable[[], object]) -> float:
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return sorted(took)[2]
