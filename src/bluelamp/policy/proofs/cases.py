"""Cases that show something: worlds out of a diagram, and the facts that people would write for them."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bluelamp.policy.chart import Chart
from bluelamp.policy.diagram import Diagram
from bluelamp.policy.facts import Fact, Form, Period
from bluelamp.policy.proofs.rules import levels_of

World = tuple[int, ...]


def nearest(diagram: Diagram, root: int, ordinary: Sequence[int]) -> World | None:
    """Of the worlds in a set, the one with the fewest departures from an ordinary one; None if empty."""
    known: dict[int, tuple[int, World] | None] = {}

    def below(node: int) -> tuple[int, World] | None:
        """The departures at and below a node's level, and the codes from that level on."""
        if node not in known:
            known[node] = find(node)
        return known[node]

    def find(node: int) -> tuple[int, World] | None:
        level = diagram.levels[node]
        if level == diagram.bottom:
            return (0, ()) if node == diagram.true else None
        best: tuple[int, World] | None = None
        for code, child in enumerate(diagram.children[node]):
            found = below(child)
            if found is None:
                continue
            cost = found[0] + (code != ordinary[level])
            if best is None or cost < best[0]:
                skipped = ordinary[level + 1 : diagram.levels[child]]
                best = (cost, (code, *skipped, *found[1]))
        return best

    found = below(root)
    return None if found is None else (*ordinary[: diagram.levels[root]], *found[1])


def facts_for(chart: Chart, world: World, as_of: date) -> dict[str, object]:
    """The world as a file of facts on a day, in the order in which the pack asks for them."""
    levels, days = levels_of(chart), dict[str, date]()
    facts: dict[str, object] = {}
    for name, fact in reversed(list(chart.facts.items())):
        code = world[levels[name]]
        if fact.form is not Form.DATE:
            facts[name] = value_of(fact, code)
            continue
        day = _day(fact, code, as_of)
        if day is not None:
            # An event does not come after those that follow it.
            followed = [
                days[f.name]
                for f in chart.facts.values()
                if f.not_before == name and f.name in days
            ]
            days[name] = min([day, *followed])
        facts[name] = days[name].isoformat() if name in days else None
    return dict(reversed(facts.items()))


def value_of(fact: Fact, code: int) -> object:
    """The value that a code of a fact stands for; of a date, its period."""
    match fact.form:
        case Form.BOOLEAN:
            return bool(code)
        case Form.SEVERAL:
            return [value for place, value in enumerate(fact.values) if code >> place & 1]
        case _:
            return fact.terms[code]


def departures(chart: Chart, world: World, ordinary: World) -> str:
    """In words, the facts of a world that an ordinary one does not share; all of the ordinary one's."""
    told = [
        f"{name} = {shown(chart.facts[name], code)}"
        for name, code, usual in zip(chart.order, world, ordinary, strict=True)
        if code != usual or world == ordinary
    ]
    return ", ".join(told)


def shown(fact: Fact, code: int) -> str:
    """A code as conditions write it."""
    value = value_of(fact, code)
    match value:
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(value)}]"
        case _:
            return str(value)


def code_of(fact: Fact, value: object) -> int | None:
    """The code that a value written in TOML stands for, or None where the fact has no such value."""
    match fact.form, value:
        case Form.BOOLEAN, bool():
            return int(value)
        case Form.SEVERAL, list() if all(member in fact.values for member in value):
            return sum(1 << fact.values.index(member) for member in set(value))
        case ((Form.CHOICE | Form.DATE), str()) if value in fact.terms:
            return fact.terms.index(value)
    return None


def _day(fact: Fact, code: int, as_of: date) -> date | None:
    """A day in the period; well inside it, so that dates that follow one another fit."""
    match Period(fact.terms[code]):
        case Period.NONE:
            return None
        case Period.AHEAD:
            return as_of + timedelta(days=30)
        case Period.REACHED if Period.LAPSED in fact.terms:
            return as_of
        case Period.REACHED:
            return as_of - relativedelta(years=1)
        case Period.LAPSED:
            return (
                as_of
                - relativedelta(months=fact.months or 0)
                - timedelta(days=(fact.days or 0) + 30)
            )
