"""From a decision's Markdown to a proved decision, or the line at fault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from bluelamp.policy import blocks as toml
from bluelamp.policy.chart import Chart
from bluelamp.policy.clauses import (
    Caution,
    Clause,
    Contradiction,
    Duty,
    Outcome,
    Reading,
    Verdict,
)
from bluelamp.policy.errors import PackRefused
from bluelamp.policy.expression import ALWAYS, NEVER, Condition, ExpressionRefused, parse
from bluelamp.policy.fact_blocks import read_facts
from bluelamp.policy.facts import Fact
from bluelamp.policy.literate import Block, blocks
from bluelamp.policy.pack import Decision
from bluelamp.policy.proving import LogicRefused, prove

KINDS = frozenset(
    {"decision", "facts", "terms", "clause", "duty", "warning", "contradiction", "reading"}
)


def draft(file: Path, source_lines: int) -> Decision:
    """The decision that a Markdown file states.

    Raises:
        PackRefused: it is broken, leaves a case without an outcome, or gives one case two.
    """
    kinds: dict[str, list[Block]] = {kind: [] for kind in KINDS}
    for block in blocks(file):
        if block.kind not in KINDS:
            raise block.refused(f"unknown kind of block {block.kind!r}; allowed: {_list(KINDS)}")
        kinds[block.kind].append(block)
    if len(kinds["decision"]) != 1:
        raise PackRefused(file, 1, "a decision's file has exactly one block of kind 'decision'")
    return _Draft(source_lines, kinds, read_facts(kinds["facts"])).decision()


@dataclass(slots=True)
class _Draft:
    source_lines: int
    kinds: Mapping[str, Sequence[Block]]
    facts: Mapping[str, Fact]
    terms: dict[str, Condition] = field(default_factory=dict)
    places: dict[str, Block] = field(default_factory=dict)

    def decision(self) -> Decision:
        head_block = self.kinds["decision"][0]
        head = head_block.read(toml.DecisionBlock)
        self._read_terms()
        readings = [self._reading(block) for block in self.kinds["reading"]]
        known = {reading.id for reading in readings}
        clauses = [self._clause(block, head, known) for block in self.kinds["clause"]]
        self._check_overrides(clauses)
        contradictions = [self._contradiction(block) for block in self.kinds["contradiction"]]
        chart = Chart(self.facts, head.steps, clauses, [c.when for c in contradictions])
        bounds = {
            outcome: self._condition(head_block, text, outcome)
            for outcome, text in head.only_if.items()
        }
        self._prove(chart, bounds, head_block)
        duties = [self._duty(block) for block in self.kinds["duty"]]
        cautions = [self._caution(block) for block in self.kinds["warning"]]
        for duty in duties:
            chart.draw(duty.when)
            chart.draw(duty.until)
        for caution in cautions:
            chart.draw(caution.when)
        return Decision(
            id=head.id,
            title=head.title,
            facts=self.facts,
            steps=tuple(head.steps),
            clauses=tuple(clauses),
            duties=tuple(duties),
            cautions=tuple(cautions),
            contradictions=tuple(contradictions),
            readings=tuple(readings),
            chart=chart,
        )

    def _prove(self, chart: Chart, bounds: Mapping[Outcome, Condition], head: Block) -> None:
        try:
            prove(chart, bounds)
        except LogicRefused as error:
            raise self.places.get(error.clause or "", head).refused(str(error)) from error

    def _read_terms(self) -> None:
        for block in self.kinds["terms"]:
            for name, text in block.read(dict[str, str]).items():
                if name in self.facts or name in self.terms:
                    raise block.refused(f"the name {name} is taken", name)
                self.terms[name] = self._condition(block, text, name)

    def _clause(self, block: Block, head: toml.DecisionBlock, readings: set[str]) -> Clause:
        stated = block.read(toml.ClauseBlock)
        self._check_clause(block, stated, head, readings)
        self.places[stated.id] = block
        return Clause(
            id=stated.id,
            lines=self._lines(block, stated.lines),
            says=self._passage(block),
            when=self._condition(block, stated.when, "when"),
            until=self._condition(block, stated.until, "until") if stated.until else NEVER,
            step=stated.step,
            verdict=Verdict(stated.outcome, stated.default) if stated.outcome else None,
            requires=tuple(stated.requires),
            overrides=tuple(stated.overrides),
            supports=frozenset(stated.supports),
            no_bar=stated.no_bar,
            readings=tuple(stated.readings),
        )

    def _check_clause(
        self, block: Block, stated: toml.ClauseBlock, head: toml.DecisionBlock, readings: set[str]
    ) -> None:
        if stated.id in self.places:
            raise block.refused(f"clause {stated.id} is stated twice", "id")
        if (stated.outcome is None) != (not stated.step):
            raise block.refused("a clause that decides has a step and an outcome, others neither")
        if stated.step and stated.step not in head.steps:
            raise block.refused(f"no step {stated.step!r}; allowed: {_list(head.steps)}", "step")
        if stated.outcome is Outcome.UNDETERMINED:
            raise block.refused("no clause may leave a case undetermined", "outcome")
        if (stated.outcome is Outcome.REFER) != (stated.default in (Outcome.HOLD, Outcome.REFUSE)):
            raise block.refused("refer has a default, hold or refuse; others have none", "outcome")
        if not (stated.outcome or stated.supports or stated.no_bar):
            raise block.refused("a clause decides, supports an outcome, or is no bar", "id")
        if unknown := set(stated.readings) - readings:
            raise block.refused(f"no reading {_list(unknown)} in this file", "readings")

    def _check_overrides(self, clauses: Sequence[Clause]) -> None:
        steps = {clause.id: clause.step for clause in clauses if clause.verdict}
        for clause in clauses:
            for other in clause.overrides:
                if steps.get(other) != clause.step:
                    fault = f"{clause.id} overrides {other}, which does not decide in its step"
                    raise self.places[clause.id].refused(fault, "overrides")
        try:
            TopologicalSorter({clause.id: clause.overrides for clause in clauses}).prepare()
        except CycleError as error:
            cycle = error.args[1]
            fault = f"these override one another in a ring: {' -> '.join(cycle)}"
            raise self.places[cycle[0]].refused(fault, "overrides") from error

    def _duty(self, block: Block) -> Duty:
        stated = block.read(toml.DutyBlock)
        if stated.due_on is not None and stated.due_on not in self.facts:
            raise block.refused(f"due on {stated.due_on}, which is no fact", "due_on")
        return Duty(
            clause=stated.clause,
            duty=stated.duty,
            owner=stated.owner,
            due=stated.due,
            due_on=stated.due_on,
            on=frozenset(stated.on or Outcome),
            when=self._condition(block, stated.when, "when"),
            until=self._condition(block, stated.until, "until") if stated.until else NEVER,
        )

    def _caution(self, block: Block) -> Caution:
        stated = block.read(toml.CautionBlock)
        return Caution(
            clause=stated.clause,
            lines=self._lines(block, stated.lines),
            says=self._passage(block),
            on=frozenset(stated.on or Outcome),
            when=self._condition(block, stated.when, "when"),
        )

    def _contradiction(self, block: Block) -> Contradiction:
        stated = block.read(toml.ContradictionBlock)
        return Contradiction(when=self._condition(block, stated.when, "when"), says=stated.says)

    def _reading(self, block: Block) -> Reading:
        stated = block.read(toml.ReadingBlock)
        return Reading(id=stated.id, unclear=stated.unclear, takes=stated.takes)

    def _condition(self, block: Block, text: str, key: str) -> Condition:
        if not text:
            return ALWAYS
        try:
            return parse(text, self.facts, self.terms)
        except ExpressionRefused as error:
            raise block.refused(str(error), key, error.column) from error

    def _lines(self, block: Block, lines: Sequence[int]) -> tuple[int, ...]:
        for line in lines:
            if not 1 <= line <= self.source_lines:
                fault = (
                    f"line {line} is not in the source, which has lines 1 to {self.source_lines}"
                )
                raise block.refused(fault, "lines")
        return tuple(lines)

    def _passage(self, block: Block) -> str:
        if not block.passage:
            raise block.refused("no quoted passage stands above this block under its heading")
        return block.passage


def _list(names: Iterator[str] | Sequence[str] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
