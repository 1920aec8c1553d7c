"""Interpreting: which readings of what is unclear an outcome turns on, and what else it would be."""

from collections.abc import Iterator

from bluelamp.policy.advice import ReadingTaken
from bluelamp.policy.case import Case, periods
from bluelamp.policy.clauses import Outcome, Reading, Verdict
from bluelamp.policy.settling import recounted


def readings_taken(case: Case, possible: frozenset[Outcome]) -> Iterator[ReadingTaken]:
    """The readings that, taken otherwise one at a time, give other outcomes than these."""
    switched = [reading for reading in case.decision.readings if reading.name]
    if not switched:
        return
    chart = case.decision.open_chart
    codes = dict(zip(case.decision.chart.order, case.given, strict=True))
    for reading in switched:
        values = chart.facts[reading.name or ""].values
        codes[reading.name or ""] = (values.index(reading.value),)
    allowed = [codes[name] for name in chart.order]
    levels = chart.diagram.asked(chart.root, allowed)
    for reading in switched:
        level = chart.order.index(reading.name or "")
        if level in levels or reading.days:
            otherwise = dict(_otherwise(case, reading, allowed, level))
            others = {value: found for value, found in otherwise.items() if found != possible}
            if others:
                yield ReadingTaken(
                    reading=reading.id,
                    unclear=reading.unclear,
                    takes=reading.takes,
                    value=reading.value,
                    otherwise={value: _one(found) for value, found in others.items()},
                )


def _otherwise(
    case: Case, reading: Reading, allowed: list[tuple[int, ...]], level: int
) -> Iterator[tuple[str, frozenset[Outcome]]]:
    """By each other value of a reading, the outcomes that are then possible."""
    chart = case.decision.open_chart
    values = chart.facts[reading.name or ""].values
    for value in reading.otherwise:
        instead = [*allowed]
        instead[level] = (values.index(value),)
        for name, fact in recounted(case.decision.draft, reading, value).items():
            instead[chart.order.index(name)] = periods(fact, case.known, case.states, case.as_of)
        labels = chart.diagram.reached(chart.root, instead)
        yield value, frozenset(label.outcome for label in labels if isinstance(label, Verdict))


def _one(outcomes: frozenset[Outcome]) -> Outcome:
    return next(iter(outcomes)) if len(outcomes) == 1 else Outcome.UNDETERMINED
