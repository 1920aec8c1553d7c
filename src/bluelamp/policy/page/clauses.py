"""The clauses of a decision on the page: their words, their rules in plain English, their examples."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from bluelamp.policy.clauses import Caution, Check, Clause, Dated, Duty, Outcome, Setting
from bluelamp.policy.expression import NEVER
from bluelamp.policy.pack import Decision
from bluelamp.policy.page.examples import Example, Examples
from bluelamp.policy.page.markup import Content, Markup, anchor, join, separated, table, tag
from bluelamp.policy.spelling import spell, spell_while
from bluelamp.policy.vocabulary import (
    CONFIDENCE,
    TITLES,
    day,
    listed,
    party,
    requirement,
    sentence,
    source_lines,
    verdict_title,
)


def clauses(decision: Decision, examples: Examples) -> Iterator[Markup]:
    """Every clause in the order in which the pack states them, under its own anchor."""
    for name in names(decision):
        rules = [clause for clause in decision.clauses if clause.clause == name]
        duties = [duty for duty in decision.duties if duty.clause == name]
        cautions = [caution for caution in decision.cautions if caution.clause == name]
        cited = [*(rule.lines for rule in rules), *(caution.lines for caution in cautions)]
        lines = sorted({line for some in cited for line in some})
        where = source_lines(lines) or ("the force's own rule" if name.startswith("X-") else "")
        yield tag(
            "article",
            tag("h4", name, " ", tag("span", where, class_="quiet"), id=anchor(decision.id, name)),
            [_passage(decision, [*same], examples) for _, same in groupby(rules, _says)],
            [_caution(decision, caution) for caution in cautions],
            [_duty(decision, duty) for duty in duties],
            class_="clause",
        )


def names(decision: Decision) -> list[str]:
    """The clauses that a decision has rules for, then those that only lay duties or warn."""
    stated = (decision.clauses, decision.duties, decision.cautions)
    return list(dict.fromkeys(each.clause for passages in stated for each in passages))


def advised(notice: Duty | Caution | Check | Setting) -> str:
    """The advice that a duty or a warning goes with: "hold or refer", "any"."""
    outcomes = [title.lower() for outcome, title in TITLES.items() if outcome in notice.on]
    return "any" if len(outcomes) == len(TITLES) else listed(outcomes, "or")


def decision_table(decision: Decision) -> Markup:
    """The rules that decide, one a row: the first that applies does."""
    rows = [
        [
            f"{number}. {clause.step.replace('_', ' ')}",
            link(decision, clause.clause, clause.id),
            spell_while(clause.when, NEVER, decision.facts),
            "" if clause.until == NEVER else spell(clause.until, decision.facts),
            outcome_tag(clause),
            listed(map(requirement, clause.requires)),
        ]
        for number, step in enumerate(decision.steps, start=1)
        for clause in decision.chart.deciding
        if clause.step == step
    ]
    heads = ["Step", "Clause", "Applies", "Until", "Advice", "Missing so long"]
    return table(f"Decision table: {decision.title}", heads, rows)


def link(decision: Decision, clause: str, text: str = "") -> Markup:
    """A link to a clause of the decision."""
    return tag("a", text or clause, href=f"#{anchor(decision.id, clause)}")


def outcome_tag(clause: Clause) -> Markup | None:
    """What the clause decides."""
    if clause.verdict is None:
        return None
    return tag("span", verdict_title(clause.verdict), class_=f"tag {clause.verdict.outcome}")


def _says(clause: Clause) -> str:
    return clause.says


def _passage(decision: Decision, rules: Sequence[Clause], examples: Examples) -> Markup:
    return join(
        [
            tag("blockquote", tag("p", rules[0].says)),
            [_rule(decision, rule, examples) for rule in rules],
        ]
    )


def _rule(decision: Decision, rule: Clause, examples: Examples) -> Markup:
    applies = spell_while(rule.when, rule.until, decision.facts)
    return tag(
        "div",
        tag("p", tag("code", rule.id), " ", _effect(rule), f" {applies}."),
        _relations(decision, rule),
        _examples(rule, examples),
        class_="rule",
    )


def _effect(rule: Clause) -> Content:
    """What the rule does, up to the words that say when."""
    if rule.verdict is not None:
        step = rule.step.replace("_", " ")
        return ["decides at the step “", step, "”: ", outcome_tag(rule), ","]
    if rule.no_bar:
        return "is a reason that may be raised, and no bar,"
    supported = listed(TITLES[outcome].lower() for outcome in sorted(rule.supports))
    return f"stands beside the advice to {supported}"


def _caution(decision: Decision, caution: Caution) -> Markup:
    called = spell_while(caution.when, NEVER, decision.facts)
    law = f"{caution.law} ({CONFIDENCE[caution.confidence]}). " if caution.law else ""
    given = f"{law}A warning, given with the advice: {advised(caution)}; {called}."
    return join([tag("blockquote", tag("p", caution.says)), tag("p", given, class_="rule")])


def _duty(decision: Decision, duty: Duty) -> Markup:
    called = spell_while(duty.when, duty.until, decision.facts)
    told = f"A duty of the {party(duty.owner)}: {sentence(duty.duty)} Due: {duty.due}."
    return tag("p", told, f" With the advice: {advised(duty)}; {called}.", class_="rule")


def _relations(decision: Decision, rule: Clause) -> Markup | None:
    beaten_by = [clause.id for clause in decision.clauses if rule.id in clause.overrides]
    readings = [tag("a", name, href=f"#{anchor('reading', name)}") for name in rule.readings]
    told: list[Content] = [
        rule.requires and f"So long is missing: {listed(map(requirement, rule.requires))}.",
        rule.overrides and f"Prevails over {listed(rule.overrides)}.",
        beaten_by and f"Gives way to {listed(beaten_by)}.",
        readings and ["Rests on how the source is read: ", separated(readings), "."],
        _dates(rule),
    ]
    items = [tag("li", each) for each in told if each]
    return tag("ul", items) if items else None


def _dates(dated: Dated) -> str:
    """Since when and until when, where that is not always."""
    since, until = dated.in_force_from, dated.in_force_until
    told = [
        f"from {day(since)}" if since > date.min else "",
        f"until {day(until)}" if until < date.max else "",
    ]
    return f"In force {' '.join(filter(None, told))}." if any(told) else ""


def _examples(rule: Clause, examples: Examples) -> Markup | None:
    found = examples.of(rule)
    if found is None:
        return None
    heads = ("For example", "But")
    return tag("div", [_example(h, e) for h, e in zip(heads, found, strict=True)], class_="example")


def _example(head: str, example: Example) -> Markup:
    unlike = listed(example.departures)
    order = f"everything else is in order and {unlike}" if unlike else "everything is in order"
    where = f"{head} where {order}: "
    outcome = example.advice.outcome
    missing = listed(map(requirement, example.advice.requires))
    word = "to be done" if outcome is Outcome.TAKE_DOWN else "missing"
    advised = tag("b", TITLES[outcome].lower())
    return tag("p", where, advised, f"; {word}: {missing}." if missing else ".")


def past(decision: Decision) -> Iterator[Markup]:
    """What is not in force, or was not taken over: its anchors stay, so that old links are answered."""
    stated = set(names(decision))
    for clause in decision.draft.clauses:
        if not clause.in_force(decision.day):
            own = clause.clause not in stated
            stated.add(clause.clause)
            told = [tag("b", clause.id), f": {clause.says} {_dates(clause)}"]
            yield tag("li", told, id=anchor(decision.id, clause.clause) if own else None)
    for retired in decision.retired:
        name = retired.clause.partition(".")[0]
        own = name not in stated
        stated.add(name)
        told = [tag("b", retired.clause), f": not taken over, because {retired.because}."]
        yield tag("li", told, id=anchor(decision.id, name) if own else None)
