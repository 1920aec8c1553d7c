"""From a decision's blocks to what they state, or the line at fault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter

from bluelamp.policy import blocks as toml
from bluelamp.policy.clauses import (
    Caution,
    Clause,
    Contradiction,
    Duty,
    Outcome,
    Reading,
    Retired,
    Setting,
    Verdict,
)
from bluelamp.policy.draft import Draft, option
from bluelamp.policy.errors import PackRefused
from bluelamp.policy.expression import ALWAYS, NEVER, Condition, ExpressionRefused, parse
from bluelamp.policy.fact_blocks import read_facts
from bluelamp.policy.facts import Fact
from bluelamp.policy.law import Law, law_checks, law_warnings
from bluelamp.policy.layers import Sheet
from bluelamp.policy.literate import Block

KINDS = frozenset(
    {
        "decision",
        "facts",
        "terms",
        "clause",
        "duty",
        "warning",
        "contradiction",
        "reading",
        "setting",
    }
)


def draft(sheet: Sheet, law: Law | None = None) -> Draft:
    """What a decision's sheet states, with what the law adds to it.

    Raises:
        PackRefused: it is broken.
    """
    kinds: dict[str, list[Block]] = {kind: [] for kind in KINDS}
    for block in sheet.blocks:
        if block.kind not in KINDS:
            raise block.refused(f"unknown kind of block {block.kind!r}; allowed: {_list(KINDS)}")
        kinds[block.kind].append(block)
    if len(kinds["decision"]) != 1:
        fault = "a decision's file has exactly one block of kind 'decision'"
        raise PackRefused(sheet.file, 1, fault)
    return _Drafting(kinds, read_facts(kinds["facts"])).draft(sheet.retired, law)


@dataclass(slots=True)
class _Drafting:
    kinds: Mapping[str, Sequence[Block]]
    facts: Mapping[str, Fact]
    options: dict[str, Fact] = field(default_factory=dict)
    terms: dict[str, Condition] = field(default_factory=dict)
    places: dict[str, Block] = field(default_factory=dict)

    def draft(self, retired: Sequence[Retired], law: Law | None) -> Draft:
        head_block = self.kinds["decision"][0]
        head = head_block.read(toml.DecisionBlock)
        readings = [self._reading(block) for block in self.kinds["reading"]]
        self._read_terms()
        known = {reading.id for reading in readings}
        clauses = [self._clause(block, head, known) for block in self.kinds["clause"]]
        self._check_overrides(clauses)
        return Draft(
            id=head.id,
            title=head.title,
            head=head_block,
            places=self.places,
            facts=self.facts,
            options=self.options,
            steps=tuple(head.steps),
            bounds={
                outcome: self._condition(head_block, text, outcome)
                for outcome, text in head.only_if.items()
            },
            clauses=tuple(clauses),
            duties=tuple(self._duty(block) for block in self.kinds["duty"]),
            cautions=(
                *(self._caution(block) for block in self.kinds["warning"]),
                *law_warnings(law, head.id, self._condition),
            ),
            checks=tuple(law_checks(law, head.id, self._condition)),
            contradictions=tuple(self._contradiction(b) for b in self.kinds["contradiction"]),
            readings=tuple(readings),
            settings=tuple(self._setting(block) for block in self.kinds["setting"]),
            retired=tuple(retired),
        )

    def _read_terms(self) -> None:
        for block in self.kinds["terms"]:
            for name, text in block.read(dict[str, str]).items():
                self._check_free(block, name, name)
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
            in_force_from=_from(stated),
            in_force_until=_until(stated),
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
        for key, event in (("due_on", stated.due_on), ("due_within", stated.due_within)):
            if event is not None and event not in self.facts:
                raise block.refused(f"due on {event}, which is no fact", key)
        return Duty(
            clause=stated.clause,
            duty=stated.duty,
            owner=stated.owner,
            due=stated.due,
            due_on=stated.due_on,
            due_within=stated.due_within,
            on=frozenset(stated.on or Outcome),
            when=self._condition(block, stated.when, "when"),
            until=self._condition(block, stated.until, "until") if stated.until else NEVER,
            in_force_from=_from(stated),
            in_force_until=_until(stated),
        )

    def _caution(self, block: Block) -> Caution:
        stated = block.read(toml.CautionBlock)
        return Caution(
            clause=stated.clause,
            lines=self._lines(block, stated.lines),
            says=self._passage(block),
            on=frozenset(stated.on or Outcome),
            when=self._condition(block, stated.when, "when"),
            in_force_from=_from(stated),
            in_force_until=_until(stated),
        )

    def _contradiction(self, block: Block) -> Contradiction:
        stated = block.read(toml.ContradictionBlock)
        return Contradiction(when=self._condition(block, stated.when, "when"), says=stated.says)

    def _reading(self, block: Block) -> Reading:
        stated = block.read(toml.ReadingBlock)
        if (stated.name is None) == bool(stated.value or stated.otherwise):
            raise block.refused(
                "a reading that can be switched has a name, a value and others", "id"
            )
        reading = Reading(
            id=stated.id,
            unclear=stated.unclear,
            takes=stated.takes,
            name=stated.name,
            value=stated.value,
            otherwise=stated.otherwise,
            days=stated.days,
        )
        for value, limits in stated.days.items():
            if value not in reading.values or not limits.keys() <= self.facts.keys():
                raise block.refused("days name a value of the reading and a fact each", "days")
        if reading.name is not None:
            self._check_free(block, reading.name, "name")
            self.options[reading.name] = option(reading)
        return reading

    def _setting(self, block: Block) -> Setting:
        stated = block.read(toml.SettingBlock)
        return Setting(
            id=stated.id,
            clause=stated.clause,
            about=stated.about,
            on=frozenset(stated.on or Outcome),
            when=self._condition(block, stated.when, "when"),
        )

    def _check_free(self, block: Block, name: str, key: str) -> None:
        if name in self.facts or name in self.terms or name in self.options:
            raise block.refused(f"the name {name} is taken", key)

    def _condition(self, block: Block, text: str, key: str) -> Condition:
        if not text:
            return ALWAYS
        try:
            return parse(text, {**self.facts, **self.options}, self.terms)
        except ExpressionRefused as error:
            raise block.refused(str(error), key, error.column) from error

    def _lines(self, block: Block, lines: Sequence[int]) -> tuple[int, ...]:
        for line in lines:
            if not 1 <= line <= block.source_lines:
                last = block.source_lines
                fault = f"line {line} is not in the source, which has lines 1 to {last}"
                raise block.refused(fault, "lines")
        return tuple(lines)

    def _passage(self, block: Block) -> str:
        if not block.passage:
            raise block.refused("no quoted passage stands above this block under its heading")
        return block.passage


def _from(stated: toml.DatedBlock) -> date:
    return stated.in_force_from or date.min


def _until(stated: toml.DatedBlock) -> date:
    return stated.in_force_until or date.max


def _list(names: Iterator[str] | Sequence[str] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))
