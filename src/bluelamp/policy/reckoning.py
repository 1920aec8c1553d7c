"""Reckonings: all that is worked out once about a decision, so that each case is only looked up."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from bluelamp.policy.advice import CheckDue, DutyOwed, LawfulUse, Reason
from bluelamp.policy.chart import CONTRADICTED, Chart
from bluelamp.policy.clauses import (
    AWAITING,
    Caution,
    Check,
    Clause,
    Duty,
    Outcome,
    Setting,
    Verdict,
)
from bluelamp.policy.expression import Condition, facts_of
from bluelamp.policy.facts import Form
from bluelamp.policy.sieve import Sieve, Tally


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A clause, and the paths that speak against it: against its applying, its `when`, its `until`.

    It can decide only while one of the paths `wins` stands. `reasons` fill as cases are seen, over
    the few facts that it mentions, dates apart.
    """

    clause: Clause
    cites: str
    step: int
    applies: int
    when: int
    until: int
    wins: int
    mentions: tuple[str, ...]
    levels: tuple[int, ...]
    dated: bool
    reasons: dict[Hashable, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DutyRule:
    """A duty as it is owed, and the paths that speak against it and against its being done."""

    gives: DutyOwed
    dated: Duty | None
    when: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WarningRule:
    """A warning as it is given, and the paths that speak against it."""

    gives: LawfulUse
    when: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckRule:
    """A question of the law as it is put, and the paths that speak against its being due."""

    gives: CheckDue
    when: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SettingRule:
    """A setting that the force makes, and the paths that speak against its being called for."""

    gives: Setting
    when: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """What bears on one outcome: the rules for it and against it, and what it brings with it."""

    agreeing: tuple[Rule, ...]
    opposing: tuple[Rule, ...]
    supporting: tuple[Rule, ...]
    duties: tuple[DutyRule, ...]
    warnings: tuple[WarningRule, ...]
    checks: tuple[CheckRule, ...]
    settings: tuple[SettingRule, ...]


class Reckoning:
    """The paths of a decision, and which of them speak against each of its rules.

    Args:
        chart: the clauses, charted.
        duties: what the decision lays on people.
        cautions: its warnings.
        checks: what the law asks.
        settings: what it leaves to the force.
    """

    def __init__(
        self,
        chart: Chart,
        duties: Sequence[Duty],
        cautions: Sequence[Caution],
        checks: Sequence[Check],
        settings: Sequence[Setting],
    ) -> None:
        self.chart = chart
        self._duties, self._cautions = duties, cautions
        self._checks, self._settings = checks, settings
        self.verdicts = Sieve(chart.diagram, [chart.root], leaving_out=CONTRADICTED)
        self.tables = tuple((level, self.verdicts.struck[level]) for level in self.verdicts.levels)
        self.places = {chart.order[level]: i for i, level in enumerate(self.verdicts.levels)}
        self.by_verdict = dict(self._verdicts())
        self.by_outcome: dict[Outcome, int] = {}
        for verdict, paths in self.by_verdict.items():
            others = self.by_outcome.get(verdict.outcome, 0)
            self.by_outcome[verdict.outcome] = others | paths
        decided = reduce(or_, self.by_verdict.values())
        self.tally = Tally([p for paths in self.by_outcome.values() for p in _numbers(paths)])
        self.other_paths = {
            outcome: decided & ~self.by_outcome.get(outcome, 0) for outcome in Outcome
        }
        self.signs = Sieve(chart.diagram, self._roots())
        self.rules = tuple(self._rule(clause) for clause in chart.clauses)
        deciding = (rule for rule in self.rules if rule.clause.verdict)
        self.deciding = tuple(sorted(deciding, key=lambda rule: rule.step))
        self.raised = tuple(rule for rule in self.rules if rule.clause.no_bar)
        self.awaiting = tuple(rule for rule in self.deciding if _outcome(rule) in AWAITING)
        self.sides = {outcome: self._side(outcome) for outcome in Outcome}
        # Fills as cases are seen, over the few facts that contradictions mention.
        self.narrowed: dict[Hashable, tuple[tuple[int, ...], ...] | str] = {}

    def reached(self, allowed: Sequence[tuple[int, ...]]) -> tuple[Verdict, ...]:
        """Every verdict that some completion of a case comes to; none where facts contradict."""
        diagram = self.chart.diagram
        node = diagram.walked(self.chart.root, allowed)
        if diagram.levels[node] == diagram.bottom:
            label = diagram.labels[node]
            return (label,) if isinstance(label, Verdict) else ()
        standing = self.verdicts.standing(allowed)
        return tuple(verdict for verdict, paths in self.by_verdict.items() if standing & paths)

    def _verdicts(self) -> Iterator[tuple[Verdict, int]]:
        for label, paths in self.verdicts.endings(self.chart.root).items():
            if isinstance(label, Verdict):
                yield label, paths

    def _roots(self) -> Iterator[int]:
        for drawn in self.chart.drawn.values():
            yield from (drawn.applies, drawn.when, drawn.until, drawn.wins)
        for condition in conditions(
            self._duties, (*self._cautions, *self._checks, *self._settings)
        ):
            yield self.chart.draw(condition)

    def _rule(self, clause: Clause) -> Rule:
        drawn = self.chart.drawn[clause.id]
        mentions = tuple(dict.fromkeys((*facts_of(clause.when), *facts_of(clause.until))))
        return Rule(
            clause=clause,
            cites=clause.clause,
            step=self.chart.steps.index(clause.step) if clause.verdict else -1,
            applies=self._against(drawn.applies),
            when=self._against(drawn.when),
            until=self._against(drawn.until),
            wins=self.signs.ending(drawn.wins, label=True),
            mentions=mentions,
            levels=tuple(self.chart.order.index(name) for name in mentions),
            dated=any(self.chart.facts[name].form is Form.DATE for name in mentions),
        )

    def _side(self, outcome: Outcome) -> Side:
        stands = Outcome.HOLD if outcome is Outcome.UNDETERMINED else outcome
        return Side(
            agreeing=tuple(rule for rule in self.deciding if _outcome(rule) is outcome),
            opposing=tuple(rule for rule in self.deciding if _outcome(rule) is not outcome),
            supporting=tuple(rule for rule in self.rules if outcome in rule.clause.supports),
            duties=tuple(self._duty(duty) for duty in self._duties if stands in duty.on),
            warnings=tuple(self._warning(c) for c in self._cautions if stands in c.on),
            checks=tuple(self._check(check) for check in self._checks if stands in check.on),
            settings=tuple(
                SettingRule(gives=each, when=self._against(self.chart.draw(each.when)))
                for each in self._settings
                if stands in each.on
            ),
        )

    def _duty(self, duty: Duty) -> DutyRule:
        return DutyRule(
            gives=DutyOwed(duty=duty.duty, owner=duty.owner, due=duty.due, clause=duty.clause),
            dated=duty if duty.due_on or duty.due_within else None,
            when=self._against(self.chart.draw(duty.when)),
            until=self._against(self.chart.draw(duty.until)),
        )

    def _warning(self, caution: Caution) -> WarningRule:
        return WarningRule(
            gives=LawfulUse(
                clause=caution.clause,
                source_lines=caution.lines,
                says=caution.says,
                law=caution.law,
                confidence=caution.confidence,
            ),
            when=self._against(self.chart.draw(caution.when)),
        )

    def _check(self, check: Check) -> CheckRule:
        return CheckRule(
            gives=CheckDue(
                entry=check.entry, asks=check.asks, law=check.law, confidence=check.confidence
            ),
            when=self._against(self.chart.draw(check.when)),
        )

    def _against(self, root: int) -> int:
        return self.signs.ending(root, label=False)


def _numbers(paths: int) -> Iterator[int]:
    return (number for number in range(paths.bit_length()) if paths >> number & 1)


def _outcome(rule: Rule) -> Outcome | None:
    return rule.clause.verdict.outcome if rule.clause.verdict else None


def conditions(
    duties: Iterable[Duty], notices: Iterable[Caution | Check | Setting]
) -> Iterator[Condition]:
    """All that is asked of a case besides its clauses."""
    for duty in duties:
        yield from (duty.when, duty.until)
    for notice in notices:
        yield notice.when
