"""Interpreting: which readings of what is unclear an outcome turns on, and what else it would be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from threading import Lock

from bluelamp.policy.advice import ReadingTaken
from bluelamp.policy.case import Case, Codes, periods
from bluelamp.policy.clauses import Outcome, Reading, Verdict
from bluelamp.policy.facts import Fact
from bluelamp.policy.pack import Decision
from bluelamp.policy.sieve import Sieve

_drawing = Lock()


@dataclass(frozen=True, slots=True)
class Switch:
    """One reading: where the open chart asks for it, the paths on which it does, its other values.

    A date whose limit turns on the reading is counted anew for the value: its level and the fact.
    """

    reading: Reading
    level: int
    paths: int
    others: tuple[tuple[str, int, tuple[tuple[int, Fact], ...]], ...]


@dataclass(frozen=True, slots=True)
class Switches:
    """All readings of a decision that can be switched, and the sieve that tells which are asked for.

    `places` picks the codes for the open chart, level by level, out of the case's followed by `taken`,
    those of the readings as they are taken.
    """

    sieve: Sieve
    places: Callable[[Codes], Codes]
    taken: Codes
    all: tuple[Switch, ...]


def readings_taken(case: Case, possible: frozenset[Outcome]) -> Iterator[ReadingTaken]:
    """The readings that, taken otherwise one at a time, give other outcomes than these."""
    if not case.decision.draft.options:
        return
    switches = _switches(case.decision)
    allowed = switches.places((*case.given, *switches.taken))
    standing = switches.sieve.standing(allowed)
    for switch in switches.all:
        if standing & switch.paths or switch.reading.days:
            otherwise = dict(_otherwise(case, switch, allowed))
            others = {value: found for value, found in otherwise.items() if found != possible}
            if others:
                yield ReadingTaken(
                    reading=switch.reading.id,
                    unclear=switch.reading.unclear,
                    takes=switch.reading.takes,
                    value=switch.reading.value,
                    otherwise={value: _one(found) for value, found in others.items()},
                )


def _otherwise(
    case: Case, switch: Switch, allowed: Codes
) -> Iterator[tuple[str, frozenset[Outcome]]]:
    """By each other value of a reading, the outcomes that are then possible, where it may matter."""
    chart = case.decision.open_chart
    for value, code, dates in switch.others:
        instead = [*allowed]
        instead[switch.level] = (code,)
        for level, fact in dates:
            instead[level] = periods(fact, case.known, case.states, case.as_of)
        if dates and all(instead[level] == allowed[level] for level, _ in dates):
            continue
        labels = chart.diagram.reached(chart.root, instead)
        yield value, frozenset(label.outcome for label in labels if isinstance(label, Verdict))


@lru_cache(maxsize=64)
def _switches(decision: Decision) -> Switches:
    with _drawing:
        chart, own = decision.open_chart, decision.chart.order
        taken = {r.name: r for r in decision.readings if r.name}
        codes = {
            level: chart.facts[name].values.index(taken[name].value)
            for level, name in enumerate(chart.order)
            if name in taken
        }
        together = [*own, *(chart.order[level] for level in codes)]
        roots = {level: chart.diagram.asking(chart.root, level, codes) for level in codes}
        sieve = Sieve(chart.diagram, roots.values())
        return Switches(
            sieve,
            itemgetter(*(together.index(name) for name in chart.order)),
            tuple((code,) for code in codes.values()),
            tuple(
                Switch(
                    taken[chart.order[level]],
                    level,
                    sieve.ending(root, label=True),
                    _others(decision, taken[chart.order[level]]),
                )
                for level, root in roots.items()
            ),
        )


def _others(
    decision: Decision, reading: Reading
) -> tuple[tuple[str, int, tuple[tuple[int, Fact], ...]], ...]:
    chart = decision.open_chart
    values = chart.facts[reading.name or ""].values
    return tuple(
        (
            value,
            values.index(value),
            tuple(
                (chart.order.index(name), fact)
                for name, fact in decision.draft.recounted(reading, value).items()
            ),
        )
        for value in reading.otherwise
    )


def _one(outcomes: frozenset[Outcome]) -> Outcome:
    return next(iter(outcomes)) if len(outcomes) == 1 else Outcome.UNDETERMINED
