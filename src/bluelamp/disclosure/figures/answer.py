"""The ready answer to the question how many custody images were issued and refused, by month, sentence and offence."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings

from bluelamp.casework.categories import Result
from bluelamp.casework.counting import Slice, counted
from bluelamp.casework.routes import Route
from bluelamp.disclosure.figures.releases import OFFENCES, SENTENCES, month_words, months
from bluelamp.disclosure.figures.tables import TOTAL, Listed, Row, Table, written
from bluelamp.disclosure.figures.withholding import Key, Sum, withheld

ISSUED, REFUSED = Result.RELEASED.value, Result.REFUSED.value
_COLUMNS: Final = ("Issued", "Refused")
_SERIES: Final = ("Issued", "Refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered: the question, how it was counted, and the tables, the last by all three at once."""

    question: str
    slice: Slice
    words: str
    method: tuple[str, ...]
    tables: tuple[Table, ...]
    made_at: datetime
    force: str

    @property
    def has_withheld(self) -> bool:
        """Whether a number in it is withheld."""
        return any(table.has_withheld for table in self.tables)


def answer(of: Slice, *, at: datetime) -> Answer:
    """Answer for a slice, at that moment."""
    what = of.route.way.words.lower() if of.route else "image"
    images = (
        f"{what}s" if of.route in {None, Route.CUSTODY_IMAGE} else f"images or footage ({what})"
    )
    return Answer(
        question=f"How many {images} were issued and refused, by month, sentence and offence?",
        slice=of,
        words=in_words(of),
        method=_METHOD,
        tables=_tables(of),
        made_at=at,
        force=settings.BLUELAMP_FORCE.name,
    )


def in_words(of: Slice) -> str:
    """Which outcomes are counted, in a few words."""
    listed = list(months(of).values())
    period = [f"{listed[0]} to {listed[-1]}" if len(listed) > 1 else listed[0]] if listed else []
    words = [of.route.way.words if of.route else "Every kind of release", *period]
    if of.unit:
        words.append(of.unit)
    if of.offence_group:
        words.append(OFFENCES[of.offence_group])
    return ", ".join(words)


_METHOD: Final = (
    "An image is issued when the force’s decision to release it has been carried out, and refused when the force has decided not to release it. Cases that were closed without a decision are not counted.",
    "Each decision is counted in the month in which it was made or, under an embargo, carried out. A case that was opened again counts once for each decision.",
    "The sentence is the one that stands against the person. The offence group, as in the Ministry of Justice’s criminal justice statistics, is the gravest that was recorded for the case.",
    "The numbers are counted from the force’s records of its decisions as they stand, and may change where these are corrected.",
)


def _tables(of: Slice) -> tuple[Table, ...]:
    numbers = _counted(of)
    hidden = frozenset[Key]()
    for result in (ISSUED, REFUSED):  # no sum joins the two
        of_result = {key: number for key, number in numbers.items() if key[-1] == result}
        hidden |= withheld(of_result, _sums(of_result))

    def cells(*key: str | int) -> tuple[int | None, ...]:
        found = ((*key, result) for result in (ISSUED, REFUSED))
        return tuple(None if each in hidden else numbers.get(each, 0) for each in found)

    everything = _row("Total", cells(TOTAL), is_total=True)
    by_month = _table("By month", "Month", months(of), lambda code: cells("month", code))
    by_sentence = _table("By sentence", "Sentence", SENTENCES, lambda code: cells("sentence", code))
    by_offence = _table("By offence group", "Offence group", OFFENCES, lambda code: cells("offence", code))  # fmt: skip
    whole = _crossed(numbers, cells)
    one_way = (by_month, by_sentence, by_offence)
    return (*(_with(table, everything) for table in one_way), whole)


def _counted(of: Slice) -> Counter[Key]:
    """Every number that the answer shows, by what it is of and the result; none is left out but noughts."""
    numbers: Counter[Key] = Counter()
    for found, count in counted(of, "month", "sentence", "offence_group", "result").items():
        month, sentence, offence, result = map(str, found)
        if result not in {ISSUED, REFUSED}:
            continue
        numbers["cell", month, sentence, offence, result] = count
        for key in (("month", month), ("sentence", sentence), ("offence", offence), (TOTAL,)):
            numbers[(*key, result)] += count
    return numbers


def _sums(numbers: Iterable[Key]) -> list[Sum]:
    parts: dict[Key, list[Key]] = {}
    for key in numbers:
        if key[0] == "cell":
            _, month, sentence, offence, result = key
            for name, code in (("month", month), ("sentence", sentence), ("offence", offence)):
                parts.setdefault((name, code, result), []).append(key)
            parts.setdefault((TOTAL, result), []).append(key)
    return [Sum(total, tuple(keys)) for total, keys in parts.items()]


def _table(
    title: str, of: str, rows: Listed, cells: Callable[[str], tuple[int | None, ...]]
) -> Table:
    found = tuple(_row(words, cells(code)) for code, words in rows.items())
    return Table(title=title, of=of, columns=_COLUMNS, rows=found, series=_SERIES)


def _with(table: Table, last: Row) -> Table:
    return Table(
        title=table.title,
        of=table.of,
        columns=table.columns,
        rows=(*table.rows, last),
        series=table.series,
    )


def _row(words: str, found: tuple[int | None, ...], *, is_total: bool = False) -> Row:
    return Row(words=words, cells=written(found), bars=found, is_total=is_total)


def _crossed(numbers: Iterable[Key], cells: Callable[..., tuple[int | None, ...]]) -> Table:
    """By all three at once, without the combinations of which there were none."""
    order_of_sentence, order_of_offence = list(SENTENCES), list(OFFENCES)
    occurring = sorted(
        {(str(key[1]), str(key[2]), str(key[3])) for key in numbers if key[0] == "cell"},
        key=lambda each: (
            each[0],
            order_of_sentence.index(each[1]),
            order_of_offence.index(each[2]),
        ),
    )
    rows = (
        Row(
            words=month_words(int(month)),
            cells=(SENTENCES[sentence], OFFENCES[offence], *written(cells("cell", month, sentence, offence))),
        )
        for month, sentence, offence in occurring
    )  # fmt: skip
    return Table(
        title="By month, sentence and offence group",
        of="Month",
        columns=("Sentence", "Offence group", *_COLUMNS),
        rows=tuple(rows),
        notes=("There were none of the combinations that are not listed.",),
    )
