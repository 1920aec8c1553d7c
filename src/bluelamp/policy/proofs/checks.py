"""Checks of a decision, each proved over every case there can be: a fault shows one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bluelamp.policy.clauses import Clause, Verdict
from bluelamp.policy.proofs.theory import Theory


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found: of which decision and clause, in one sentence with a case that shows it.

    A fault must be mended; anything else is a remark that a reader of the pack may want.
    """

    decision: str
    says: str
    clause: str = ""
    is_fault: bool = True
    place: Place | None = None


def check(decision: str, theory: Theory) -> Iterator[Finding]:
    """Every fault of a decision's logic, then what is worth remarking on."""
    yield from undecided(decision, theory)
    for clause, says in [*_dead(theory), *_useless_overrides(theory)]:
        yield Finding(decision=decision, clause=clause, says=says)
    for clause, says in [*_echoes(theory), *_idle_facts(theory)]:
        yield Finding(decision=decision, clause=clause, says=says, is_fault=False)


def undecided(decision: str, theory: Theory) -> Iterator[Finding]:
    """Cases that no clause decides, and cases that two decide differently."""
    for clause, says in [*_gaps(theory), *_conflicts(theory)]:
        yield Finding(decision=decision, clause=clause, says=says)


def _gaps(theory: Theory) -> Iterator[tuple[str, str]]:
    decided = theory.any(list(theory.verdicts.values()))
    world = theory.case(theory.diagram.opposite(decided))
    if world is not None:
        yield "", f"no clause decides this case: {theory.told(world)}"


def _conflicts(theory: Theory) -> Iterator[tuple[str, str]]:
    deciding = theory.chart.deciding
    for one, other in combinations(theory.verdicts, 2):
        both = theory.diagram.both(theory.verdicts[one], theory.verdicts[other])
        world = theory.case(both)
        if world is not None:
            at = [
                next(c for c in deciding if c.verdict == verdict and _wins(theory, c, world))
                for verdict in (one, other)
            ]
            says = f"{at[0].id} and {at[1].id} decide this case differently: {theory.told(world)}"
            yield at[1].id, says


def _dead(theory: Theory) -> Iterator[tuple[str, str]]:
    for clause in theory.rules.clauses:
        if theory.case(theory.applies[clause.id]) is None:
            yield clause.id, f"{clause.id} applies in no case there can be"
        elif clause.verdict is not None and theory.case(theory.wins[clause.id]) is None:
            world = theory.case(theory.applies[clause.id]) or theory.ordinary
            yield clause.id, f"{clause.id} applies and never wins, as here: {theory.told(world)}"


def _useless_overrides(theory: Theory) -> Iterator[tuple[str, str]]:
    for clause in theory.rules.clauses:
        for other in clause.overrides:
            if _means_nothing(theory, clause, other):
                yield (
                    clause.id,
                    f"{clause.id} overrides {other}, and every case is as it would be without",
                )


def _means_nothing(theory: Theory, clause: Clause, other: str) -> bool:
    """Whether the verdict of every case stays the same, and single, without an override."""
    beaten = next(c for c in theory.rules.clauses if c.id == other)
    rivals = [c.id for c in theory.rules.clauses if other in c.overrides and c.id != clause.id]
    diagram = theory.diagram
    held_back = theory.any([theory.applies[rival] for rival in rivals])
    freed = diagram.both(theory.applies[other], diagram.opposite(held_back))
    newly = diagram.both(diagram.both(freed, theory.applies[clause.id]), _step(theory, clause.step))
    return theory.case(diagram.both(newly, _otherwise(theory, beaten.verdict))) is None


def _step(theory: Theory, step: str) -> int:
    """The worlds that no step before this one decides."""
    before = theory.rules.steps[: list(theory.rules.steps).index(step)]
    earlier = [theory.applies[c.id] for c in theory.rules.clauses if c.step in before]
    return theory.diagram.opposite(theory.any(earlier))


def _otherwise(theory: Theory, verdict: Verdict | None) -> int:
    """The worlds that come to another verdict than this."""
    return theory.any([root for other, root in theory.verdicts.items() if other != verdict])


def _echoes(theory: Theory) -> Iterator[tuple[str, str]]:
    """Deciding clauses that never decide alone: each is beside another that says the same."""
    diagram = theory.diagram
    for step in theory.rules.steps:
        here = [c for c in theory.chart.deciding if c.step == step]
        for clause in here:
            others = [c for c in here if c.id != clause.id and c.verdict == clause.verdict]
            also = theory.any([theory.wins[c.id] for c in others])
            alone = diagram.both(theory.wins[clause.id], diagram.opposite(also))
            if others and theory.case(alone) is None:
                beside = ", ".join(c.id for c in others if _meet(theory, clause, c))
                yield clause.id, f"{clause.id} never decides alone: it is cited beside {beside}"


def _meet(theory: Theory, one: Clause, other: Clause) -> bool:
    both = theory.diagram.both(theory.wins[one.id], theory.wins[other.id])
    return theory.case(both) is not None


def _idle_facts(theory: Theory) -> Iterator[tuple[str, str]]:
    mattering = _support(theory, list(theory.verdicts.values()))
    for level, name in enumerate(theory.chart.order):
        if level not in mattering:
            yield "", f"no outcome ever turns on {name}"


def _support(theory: Theory, roots: list[int]) -> set[int]:
    diagram, seen, found = theory.diagram, set(roots), set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        fresh = set(diagram.children[node]) - seen
        seen |= fresh
        waiting += fresh
        if diagram.levels[node] != diagram.bottom:
            found.add(diagram.levels[node])
    return found


def _wins(theory: Theory, clause: Clause, world: tuple[int, ...]) -> bool:
    allowed = [(code,) for code in world]
    return theory.diagram.truth(theory.wins[clause.id], allowed) is True
