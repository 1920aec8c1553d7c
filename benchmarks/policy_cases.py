"""Cases for the benchmarks of the policy engine, drawn alike in every run."""

import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.policy import custody_reference, references
from tests.policy.cases import BASELINE, JUNE
from tests.policy.completions import answers
from tests.policy.judges.plain import Plain

from bluelamp.policy import Decision, FactsRefused, Form, load, possible_outcomes
from bluelamp.policy.case import read_case

MPS = load("mps")
CUSTODY = MPS.decisions["custody-image"]
Facts = dict[str, Any]
REFERENCES: dict[str, Callable[[Facts], str]] = {
    "wanted-person": references.wanted_person,
    "missing-person": references.missing_person,
    "identification-appeal": references.identification_appeal,
    "bwv-prosecution": references.bwv_prosecution,
}


def custody_cases(count: int, shares: tuple[float, ...]) -> list[Facts]:
    """Ordinary cases with up to six facts changed, and a share of all facts not known."""
    draw = random.Random("custody")  # noqa: S311  cases, not secrets
    found: list[Facts] = []
    while len(found) < count:
        case = dict(BASELINE["custody-image"])
        for name in draw.sample(list(CUSTODY.facts), draw.randint(0, 6)):
            case[name] = draw.choice(answers(CUSTODY.facts[name]))
        share = shares[len(found) % len(shares)]
        case = {name: value if draw.random() >= share else None for name, value in case.items()}
        if _can_be(case):
            found.append(case)
    return found


def small_cases(name: str) -> Iterator[tuple[Facts, set[str]]]:
    """Every complete and partial case of a small decision, with the outcomes that plain ifs give."""
    facts = MPS.decisions[name].facts
    allowed = [[*answers(fact), None] for fact in facts.values()]
    known: dict[tuple[Any, ...], set[str]] = {}

    def possible(values: tuple[Any, ...]) -> set[str]:
        """A complete case's outcome; else those of the cases in which the first unknown is known."""
        if values not in known:
            if None in values:
                place = values.index(None)
                every = (
                    possible((*values[:place], value, *values[place + 1 :]))
                    for value in allowed[place][:-1]
                )
                known[values] = set().union(*every)
            else:
                known[values] = {REFERENCES[name](dict(zip(facts, values, strict=True)))}
        return known[values]

    for values in product(*allowed):
        yield dict(zip(facts, values, strict=True)), possible(values)


def completions(case: Facts, count: int) -> Iterator[Facts]:
    """Some complete cases that a partial one leaves possible, drawn at random."""
    draw = random.Random(str(case))  # noqa: S311
    dated = case["stage"] is not None
    missing = [
        fact
        for name, fact in CUSTODY.facts.items()
        if case[name] is None and not (dated and fact.form is Form.DATE)
    ]
    for _ in range(count):
        complete = case | {fact.name: draw.choice(answers(fact)) for fact in missing}
        if _can_be(complete):
            yield complete


def custody_outcome(complete: Facts) -> str:
    """What plain ifs say of a complete case."""
    days = {
        name: type(JUNE).fromisoformat(complete[name])
        if isinstance(complete[name], str)
        else complete[name]
        for name in ("convicted_on", "sentenced_on")
    }
    return custody_reference.outcome(complete | days, JUNE)


def plain_cases(decision: Decision, cases: list[Facts]) -> list[Facts]:
    """The cases as engines take them that know nothing of dates: unknown facts are absent."""
    plain = Plain(decision)
    return [plain.case(case, JUNE) for case in cases]


def _can_be(case: Facts) -> bool:
    try:
        read_case(CUSTODY, case, JUNE)
        possible_outcomes(MPS, "custody-image", case, JUNE)
    except FactsRefused:
        return False
    return True
