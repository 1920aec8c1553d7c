"""Mutants: the rules with one small thing wrong, as a careless author might leave them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bluelamp.policy.clauses import Clause, Verdict
from bluelamp.policy.expression import ALWAYS, NEVER, Condition, Every, Is, Not, Some
from bluelamp.policy.facts import Fact
from bluelamp.policy.proofs.rules import Rules
from bluelamp.policy.spelling import spell


@dataclass(frozen=True, slots=True)
class Mutant:
    """Rules with one thing changed: which, and the clause that it is in, if it is in one."""

    change: str
    rules: Rules
    clause: Clause | None = None


def mutants(rules: Rules, facts: Mapping[str, Fact]) -> Iterator[Mutant]:
    """Every mutant of every clause, and the steps with each two neighbours exchanged."""
    verdicts = list(dict.fromkeys(c.verdict for c in rules.clauses if c.verdict))
    for place, clause in enumerate(rules.clauses):
        for change, other in _changed(clause, facts, verdicts):
            clauses = [*rules.clauses]
            clauses[place] = other
            yield Mutant(f"{clause.id}: {change}", Rules(rules.steps, clauses), other)
    for place in range(len(rules.steps) - 1):
        steps = [*rules.steps]
        steps[place : place + 2] = reversed(steps[place : place + 2])
        yield Mutant(f"step {steps[place]} before {steps[place + 1]}", Rules(steps, rules.clauses))


def _changed(
    clause: Clause, facts: Mapping[str, Fact], verdicts: list[Verdict]
) -> Iterator[tuple[str, Clause]]:
    yield "left out", replace(clause, when=NEVER)
    for condition in dict.fromkeys(_variants(clause.when, facts)):
        yield f"when {spell(condition, facts)}", replace(clause, when=condition)
    for condition in dict.fromkeys(_variants(clause.until, facts)):
        yield f"until {spell(condition, facts)}", replace(clause, until=condition)
    for verdict in verdicts:
        if clause.verdict is not None and verdict != clause.verdict:
            words = f"{verdict.outcome} {verdict.default or ''}".strip()
            yield f"outcome {words}", replace(clause, verdict=verdict)
    for code in clause.requires:
        left = tuple(other for other in clause.requires if other != code)
        yield f"requires without {code}", replace(clause, requires=left)
    for other in clause.overrides:
        left = tuple(kept for kept in clause.overrides if kept != other)
        yield f"overrides without {other}", replace(clause, overrides=left)
    for outcome in clause.supports:
        yield f"no support for {outcome}", replace(clause, supports=clause.supports - {outcome})
    if clause.no_bar:
        yield "no longer no bar", replace(clause, no_bar=False)


def _variants(condition: Condition, facts: Mapping[str, Fact]) -> Iterator[Condition]:
    """The condition with one part negated, settled, left out, widened, narrowed, or joined otherwise."""
    match condition:
        case Is():
            yield from (ALWAYS, NEVER, Not(condition))
            for code in range(facts[condition.fact].size):
                codes = condition.codes ^ {code}
                if 0 < len(codes) < facts[condition.fact].size:
                    yield Is(condition.fact, codes)
                if {code} not in (codes, condition.codes) and facts[condition.fact].size > 2:
                    yield Is(condition.fact, frozenset({code}))
        case Not():
            yield condition.condition
            yield from (Not(other) for other in _variants(condition.condition, facts))
        case Every() | Some():
            kind, parts = type(condition), condition.conditions
            yield (Some if isinstance(condition, Every) else Every)(parts)
            for place, part in enumerate(parts):
                before, after = parts[:place], parts[place + 1 :]
                if before or after:
                    yield kind((*before, *after))
                yield from (kind((*before, o, *after)) for o in _variants(part, facts))
