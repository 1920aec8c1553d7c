"""Scenarios written by the rules themselves, so many that no change of the rules goes unnoticed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bluelamp.policy.clauses import Clause, Outcome
from bluelamp.policy.proofs.cases import World
from bluelamp.policy.proofs.conditions import Obligation, Pairs, obligations
from bluelamp.policy.proofs.mutants import Mutant, mutants
from bluelamp.policy.proofs.rules import Reader, Rules
from bluelamp.policy.proofs.suite import Suite
from bluelamp.policy.proofs.theory import Theory


@dataclass(slots=True, kw_only=True)
class Scenarios:
    """The suite of one decision, what each case is there to show, and what the mutants came to.

    `by_verdict` mutants are told by a case's verdict, `by_words` only by what its advice cites or
    requires; `equivalent` ones are proved to change no case in either.
    """

    suite: Suite
    shows: dict[World, list[str]] = field(default_factory=dict)
    conditions: int = 0
    unobservable: list[Obligation] = field(default_factory=list)
    by_verdict: int = 0
    by_words: int = 0
    equivalent: list[Mutant] = field(default_factory=list)

    @property
    def mutants(self) -> int:
        """How many mutants there were."""
        return self.by_verdict + self.by_words + len(self.equivalent)

    def add(self, world: World, shows: str) -> None:
        """Take a case into the suite, with what it shows."""
        self.suite.add(world)
        self.shows.setdefault(world, []).append(shows)


def generate(theory: Theory) -> Scenarios:
    """Cases that show all that can be shown of the rules.

    In some every clause wins, every override matters and every condition counts; and every mutant is
    found out that is not proved to be the same policy.
    """
    scenarios = Scenarios(suite=Suite(theory.diagram.sizes))
    for world, shows in [*_winning(theory), *_overriding(theory)]:
        scenarios.add(world, shows)
    _cover_conditions(theory, scenarios)
    _Trial(theory, scenarios).run()
    return scenarios


def _winning(theory: Theory) -> Iterator[tuple[World, str]]:
    for clause in theory.rules.clauses:
        world = theory.case(_visible(theory, clause))
        if world is not None:
            yield world, f"{clause.id} {'wins' if clause.verdict else 'is cited'}"


def _visible(theory: Theory, clause: Clause) -> int:
    """The worlds in which the clause decides or is cited."""
    if clause.verdict is not None:
        return theory.wins[clause.id]
    if clause.no_bar:
        return theory.applies[clause.id]
    supported = theory.any([theory.outcome(outcome) for outcome in _sorted(clause.supports)])
    return theory.diagram.both(theory.applies[clause.id], supported)


def _overriding(theory: Theory) -> Iterator[tuple[World, str]]:
    for clause in theory.rules.clauses:
        for other in clause.overrides:
            both = theory.diagram.both(theory.wins[clause.id], theory.applies[other])
            world = theory.case(both)
            if world is not None:
                yield world, f"{clause.id} overrides {other}"


def _cover_conditions(theory: Theory, scenarios: Scenarios) -> None:
    pairs = Pairs(theory)
    for obligation in obligations(theory):
        scenarios.conditions += 1
        pair = pairs.pair(obligation)
        if pair is None:
            scenarios.unobservable.append(obligation)
            continue
        turn = f"{obligation.clause.id} turns on {obligation.told(theory)}"
        scenarios.add(pair[0], f"{turn}: so it is")
        scenarios.add(pair[1], f"{turn}: so it is not")


Sets = Mapping[Any, int]


@dataclass(slots=True)
class _Read:
    """The rules as read over some worlds, against which those of mutants are compared."""

    reader: Reader
    applies: dict[str, int]
    verdicts: Sets
    told: Sets


class _Trial:
    """Mutants on trial: first against the suite, which is quick, then, if they pass, by proof."""

    def __init__(self, theory: Theory, scenarios: Scenarios) -> None:
        self.theory = theory
        self.scenarios = scenarios
        self.everywhere = self._read(theory.reader, theory.rules)
        self.here = self._over_suite()

    def run(self) -> None:
        for mutant in mutants(self.theory.rules, self.theory.chart.facts):
            if self._told_apart(self.here, mutant, by_words=False):
                self.scenarios.by_verdict += 1
            elif not self._witnessed(mutant, by_words=False):
                if self._told_apart(self.here, mutant, by_words=True):
                    self.scenarios.by_words += 1
                elif not self._witnessed(mutant, by_words=True):
                    self.scenarios.equivalent.append(mutant)

    def _witnessed(self, mutant: Mutant, *, by_words: bool) -> bool:
        """Whether some case tells the mutant from the policy; if so the suite takes it in."""
        theory = self.theory
        before, after = self._pair(self.everywhere, mutant, by_words=by_words)
        false = theory.diagram.false
        for key in dict.fromkeys([*before, *after]):
            one, other = before.get(key, false), after.get(key, false)
            if one != other:
                world = theory.case(theory.differ(one, other))
                if world is not None:
                    self.scenarios.add(world, f"not {mutant.change}")
                    self.here = self._over_suite()
                    if by_words:
                        self.scenarios.by_words += 1
                    else:
                        self.scenarios.by_verdict += 1
                    return True
        return False

    def _told_apart(self, read: _Read, mutant: Mutant, *, by_words: bool) -> bool:
        before, after = self._pair(read, mutant, by_words=by_words)
        return any(before.get(key, 0) != after.get(key, 0) for key in {*before, *after})

    def _pair(self, read: _Read, mutant: Mutant, *, by_words: bool) -> tuple[Sets, Sets]:
        applies = read.applies
        if mutant.clause is not None:
            applies = applies | {mutant.clause.id: read.reader.applies(mutant.clause)}
        wins = read.reader.wins(mutant.rules, applies)
        if by_words:
            return read.told, read.reader.told(mutant.rules, applies, wins)
        return read.verdicts, read.reader.verdicts(mutant.rules, wins)

    def _over_suite(self) -> _Read:
        return self._read(Reader(self.scenarios.suite, self.theory.levels), self.theory.rules)

    @staticmethod
    def _read(reader: Reader, rules: Rules) -> _Read:
        applies = reader.all_applying(rules.clauses)
        wins = reader.wins(rules, applies)
        verdicts, told = reader.verdicts(rules, wins), reader.told(rules, applies, wins)
        return _Read(reader, applies, verdicts, told)


def _sorted(outcomes: frozenset[Outcome]) -> list[Outcome]:
    return [outcome for outcome in Outcome if outcome in outcomes]
