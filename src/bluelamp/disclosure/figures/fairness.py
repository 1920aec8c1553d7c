"""Whether the policy falls evenly: the rate of release by age band, sex and ethnicity, and how sure each rate is."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bluelamp.casework.categories import AGE_WORDS, ETHNICITY_WORDS, SEX_WORDS, Ethnicity, Result
from bluelamp.casework.counting import Slice, counted
from bluelamp.disclosure.figures.measures import wilson
from bluelamp.disclosure.figures.releases import NOT_RECORDED
from bluelamp.disclosure.figures.tables import (
    MARK,
    TOTAL,
    Count,
    Listed,
    Numbers,
    Row,
    Table,
    numbers_shown,
    written,
)

_DECIDED: Final = {Result.RELEASED.value: "Released", Result.REFUSED.value: "Refused"}
_NONE: Final = "–"
_GROUPS: Final[Listed] = {
    "W": "White",
    "M": "Mixed",
    "A": "Asian",
    "B": "Black",
    "O": "Other",
    Ethnicity.NOT_STATED.value: "Not stated",
    "": NOT_RECORDED,
}
_COLUMNS: Final = ("Released", "Refused", "Decided", "Rate of release", "95% interval")


def rates(of: Slice) -> tuple[Table, ...]:
    """Of what was decided, the share released, by age band, by sex, by ethnic group and by ethnicity."""
    by = counted(of, "age_band", "sex", "ethnicity", "result")
    counts = (
        _count("By age", "Age", {**AGE_WORDS, "": NOT_RECORDED}, ((row[0], row[3], n) for row, n in by.items())),
        _count("By sex", "Sex", {**SEX_WORDS, "": NOT_RECORDED}, ((row[1], row[3], n) for row, n in by.items())),
        _count("By ethnic group", "Ethnic group", _GROUPS, ((_group(str(row[2])), row[3], n) for row, n in by.items())),
        _count("By ethnicity", "Ethnicity", {**ETHNICITY_WORDS, "": NOT_RECORDED}, ((row[2], row[3], n) for row, n in by.items())),
    )  # fmt: skip
    # The third table's rows are sums of the fourth's.
    of_group = {
        (2, group): [(3, each) for each in ("", *Ethnicity) if _group(each) == group]
        for group in _GROUPS
    }
    found = numbers_shown(*counts, nested=of_group)
    return tuple(_table(count, numbers) for count, numbers in zip(counts, found, strict=True))


def _group(ethnicity: str) -> str:
    return ethnicity if ethnicity == Ethnicity.NOT_STATED else ethnicity[:1]


def _count(
    title: str, of: str, rows: Listed, found: Iterable[tuple[str | int, str | int, int]]
) -> Count:
    numbers: Counter[tuple[str, str]] = Counter()
    for row, result, number in found:
        if result in _DECIDED:
            numbers[str(row), str(result)] += number
    return Count(title=title, of=of, rows=rows, columns=_DECIDED, numbers=numbers)


def _table(count: Count, numbers: Numbers) -> Table:
    words = {**count.rows, TOTAL: "Everybody"}
    return Table(
        title=count.title,
        of=count.of,
        columns=_COLUMNS,
        rows=tuple(_row(words[code], found, code) for code, found in numbers.items()),
        notes=(_recorded(numbers),),
        unit="%",
    )


def _row(words: str, found: tuple[int | None, ...], code: str) -> Row:
    """The numbers of one group and its rate; where a number is withheld, so is the rate."""
    released, _, decided = found
    is_total = code == TOTAL
    if None in found or released is None or decided is None:
        return Row(words=words, cells=(*written(found), MARK, MARK), is_total=is_total)
    if not decided:
        return Row(words=words, cells=(*written(found), _NONE, _NONE), is_total=is_total)
    rate = wilson(released, decided)
    share, lower, upper = (100 * each for each in (rate.share, rate.lower, rate.upper))
    cells = (*written(found), f"{share:.0f}%", f"{lower:.0f}% to {upper:.0f}%")
    return Row(words=words, cells=cells, span=(lower, share, upper), is_total=is_total)


def _recorded(numbers: Numbers) -> str:
    """Of how many it is recorded at all, so far as that may be said."""
    everybody, missing = numbers[TOTAL][-1], numbers[""][-1]
    if everybody is None or missing is None:
        return "It is recorded for some of those decided; how many is withheld."
    if not everybody:
        return "Nothing has been decided."
    return f"Recorded for {everybody - missing:,} of {everybody:,} decided ({100 * (everybody - missing) / everybody:.0f}%)."
