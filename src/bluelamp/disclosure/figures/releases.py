"""How many were released and refused: by month, sentence, offence group and unit, and for which reasons."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from bluelamp.casework import counting
from bluelamp.casework.categories import OFFENCE_WORDS, RESULT_WORDS, SENTENCE_WORDS, Result
from bluelamp.casework.counting import Slice, counted, departed, refused
from bluelamp.casework.grounds import DEPARTURE_GROUNDS, GROUNDS, REFUSAL_GROUNDS, UNLISTED
from bluelamp.casework.pack import pack
from bluelamp.casework.routes import Route
from bluelamp.disclosure.figures.tables import Count, Listed, Row, Table, shown, written
from bluelamp.disclosure.figures.withholding import SMALL

NOT_RECORDED: Final = "Not recorded"
SENTENCES: Final[Listed] = {**SENTENCE_WORDS, "": "No conviction recorded"}
OFFENCES: Final[Listed] = {**OFFENCE_WORDS, "": NOT_RECORDED}
RESULTS: Final[Listed] = RESULT_WORDS
_OVERLAP: Final = (
    "Advice may rest on several clauses, so one decision may be counted under more than one, and the numbers have no total.",
)
_REFUSALS: Final = {
    code: words for listed in reversed(REFUSAL_GROUNDS.values()) for code, words in listed.items()
}


def by_month(of: Slice) -> tuple[Table, ...]:
    """What rounds came to, by the month of the decision."""
    return shown(_results("By month", "Month", of, "month", months(of)))


def by_sentence(of: Slice) -> tuple[Table, ...]:
    """What rounds came to, by the sentence."""
    return shown(_results("By sentence", "Sentence", of, "sentence", SENTENCES))


def by_offence(of: Slice) -> tuple[Table, ...]:
    """What rounds came to, by offence group."""
    return shown(_results("By offence group", "Offence group", of, "offence_group", OFFENCES))


def by_unit(of: Slice) -> tuple[Table, ...]:
    """What rounds came to, by the unit of the investigation."""
    chosen = [of.unit] if of.unit else [*counting.units(), ""]
    units = {unit: unit or "No unit recorded" for unit in chosen}
    return shown(_results("By unit", "Unit", of, "unit", units))


def refusals(of: Slice) -> tuple[Table, ...]:
    """Why releases were refused: the reason that was given, and the clauses that the advice rested on."""
    numbers: Counter[tuple[str, str]] = Counter()
    resting: Counter[str] = Counter()
    for (ground, clauses), count in refused(of, "ground", "clauses").items():
        numbers[str(ground), "refused"] += count
        resting[str(clauses)] += count
    reasons = Count(
        title="By the reason that was given",
        of="Reason",
        rows=_reasons({ground for ground, _ in numbers}, of.route),
        columns={"refused": "Refused"},
        numbers=numbers,
    )
    return (*shown(reasons), _of_clauses("By clause of the advice", "Refused", resting))


def departures(of: Slice) -> tuple[Table, ...]:
    """Decisions that departed from the advice: on which ground, and from which clauses."""
    numbers: Counter[tuple[str, str]] = Counter()
    resting: Counter[str] = Counter()
    for (ground, result, clauses), count in departed(of, "departure", "result", "clauses").items():
        numbers[str(ground), str(result)] += count
        resting[str(clauses)] += count
    grounds = Count(
        title="By ground",
        of="Ground",
        rows=_reasons({ground for ground, _ in numbers}, of.route),
        columns={"released": "Released", "refused": "Refused"},
        numbers=numbers,
    )
    return (*shown(grounds), _of_clauses("By clause departed from", "Departures", resting))


def months(of: Slice) -> dict[str, str]:
    """The months of the slice: those that it names or, where it names none, from the first counted to the last."""
    counted_in = counting.months()
    if counted_in is None:
        return {}
    first, last = of.first or counted_in[0], of.last or counted_in[1]
    return {str(month): month_words(month) for month in _from_to(first, last)}


def month_words(month: int) -> str:
    """A month (YYYYMM) in words."""
    return f"{_NAMES[month % 100 - 1]} {month // 100}"


_NAMES: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def _from_to(first: int, last: int) -> list[int]:
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [number // 12 * 100 + number % 12 + 1 for number in numbers]


def _results(title: str, of_what: str, of: Slice, by: str, rows: Listed) -> Count:
    numbers: Counter[tuple[str, str]] = Counter()
    for (row, result), count in counted(of, by, "result").items():
        numbers[str(row), str(result)] = count
    occurring = {result for _, result in numbers} | {Result.RELEASED, Result.REFUSED}
    columns = {code: words for code, words in RESULTS.items() if code in occurring}
    return Count(title=title, of=of_what, rows=rows, columns=columns, numbers=numbers)


def _reasons(grounds: Collection[str], route: Route | None) -> Listed:
    """The reasons in words, in the policy's order; of a custody image with the clause that lists each."""
    listed = {**(REFUSAL_GROUNDS[route] if route else {}), **_REFUSALS, **DEPARTURE_GROUNDS}
    words = {ground: listed[ground] for ground in listed if ground in grounds}
    if UNLISTED in words:
        words[UNLISTED] = "Another reason, named in the case"
    of_custody = GROUNDS if route is Route.CUSTODY_IMAGE else {}
    return {
        ground: f"{said} ({of_custody[ground].clause})" if ground in of_custody else said
        for ground, said in words.items()
    }


def _of_clauses(title: str, column: str, found: Mapping[str, int]) -> Table:
    """How often each clause was among those that the advice rested on; not a sum of anything."""
    numbers: Counter[str] = Counter()
    for clauses, count in found.items():
        for clause in clauses.split():
            numbers[clause] += count
    said = _sayings()
    rows = []
    for clause, count in sorted(
        numbers.items()
    ):  # by number: their sizes would tell of the withheld
        number = None if count < SMALL else count
        words = f"{clause}: {said[clause]}" if clause in said else clause
        rows.append(Row(words=words, cells=written([number]), bars=(number,)))
    return Table(
        title=title,
        of="Clause",
        columns=(column,),
        rows=tuple(rows),
        notes=_OVERLAP,
        series=(column,),
    )


def _sayings() -> dict[str, str]:
    """What each clause of the force's policy says, by its id."""
    return {
        rule.clause: rule.says
        for decision in pack().decisions.values()
        for rule in reversed(decision.clauses)
    }
