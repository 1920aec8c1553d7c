"""One decision on the page: its precedence, its table, its clauses, what it asks, who must do what."""

from collections.abc import Iterator

from bluelamp.policy.expression import NEVER
from bluelamp.policy.facts import Fact, Form, Kind
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.page.clauses import advised, clauses, decision_table, link, past
from bluelamp.policy.page.examples import Examples
from bluelamp.policy.page.markup import Markup, table, tag
from bluelamp.policy.page.precedence import diagram
from bluelamp.policy.spelling import spell_while
from bluelamp.policy.vocabulary import CONFIDENCE, TITLES, party, sentence

KINDS = {Kind.RECORD: "a record", Kind.DERIVED: "worked out", Kind.JUDGEMENT: "a judgement"}


def decision_parts(pack: Pack, decision: Decision) -> Iterator[Markup]:
    """All that the page says of a decision, below its title."""
    examples = Examples(pack, decision, decision.day)
    yield tag("h3", "Order of precedence")
    yield tag(
        "p",
        "The steps are tried in order. The first in which a clause applies decides; the later ones"
        " say what else is missing.",
    )
    yield diagram(decision)
    yield tag("h3", "Decision table")
    yield decision_table(decision)
    yield tag("h3", "An ordinary case")
    answer = TITLES[examples.ordinary().advice.outcome].lower()
    yield tag("p", f"The examples below depart from this one, in which the advice is: {answer}.")
    yield tag("p", sentence("; ".join(examples.ordinary_facts())))
    yield tag("h3", "Clauses")
    yield from clauses(decision, examples)
    yield tag("h3", "What is asked")
    yield _facts(decision)
    yield from _notices(decision)
    if ended := [*past(decision)]:
        yield tag("h3", "Not in force")
        yield tag("ul", ended)


def _facts(decision: Decision) -> Markup:
    rows = (
        [
            [tag("span", fact.question), " ", tag("code", fact.name)],
            party(fact.asked_of),
            KINDS[fact.kind],
            _answers(fact),
            fact.help,
        ]
        for fact in decision.facts.values()
    )
    heads = ["Question", "Who answers", "What it is", "Answers", "Guidance"]
    return table(f"Facts: {decision.title}", heads, rows)


def _answers(fact: Fact) -> str:
    match fact.form:
        case Form.BOOLEAN:
            return "yes or no"
        case Form.DATE:
            return "a day"
    words = [fact.phrase(value) for value in fact.values]
    return f"any of: {'; '.join(words)}" if fact.form is Form.SEVERAL else "; ".join(words)


def _notices(decision: Decision) -> Iterator[Markup]:
    duties = (
        [
            duty.duty,
            party(duty.owner),
            duty.due,
            f"{advised(duty)}, {spell_while(duty.when, duty.until, decision.facts)}",
            link(decision, duty.clause),
        ]
        for duty in decision.duties
    )
    yield tag("h3", "Duties")
    heads = ["Duty", "Whose", "Due", "With the advice", "Clause"]
    yield table(f"Duties: {decision.title}", heads, duties)
    if decision.checks:
        checks = (
            [
                check.asks,
                f"{advised(check)}, {spell_while(check.when, NEVER, decision.facts)}",
                f"{check.entry}: {check.law}",
                CONFIDENCE[check.confidence],
            ]
            for check in decision.checks
        )
        yield tag("h3", "What the law asks")
        heads = ["Question", "With the advice", "Law", "How far confirmed"]
        yield table(f"Questions of the law: {decision.title}", heads, checks)
    if decision.contradictions:
        yield tag("h3", "What cannot be")
        yield tag("ul", (tag("li", each.says) for each in decision.contradictions))
