"""The diagram of precedence: the steps from first to last, and in each who prevails over whom."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from bluelamp.policy.clauses import Clause
from bluelamp.policy.pack import Decision
from bluelamp.policy.page.markup import Markup, anchor, join, tag, wide
from bluelamp.policy.vocabulary import TITLES, listed

# Pixels, at the size at which the page's words are drawn.
LEFT, COLUMN, ROW, WIDTH, HEIGHT, GAP = 226, 184, 44, 152, 32, 26
MOST_COLUMNS = 4
Place = tuple[int, int]


def diagram(decision: Decision) -> Markup:
    """The picture, and the same in words for who does not see it."""
    return join([wide(f"Precedence: {decision.title}", _picture(decision)), _in_words(decision)])


def _in_words(decision: Decision) -> Markup:
    told = [
        tag("li", f"{clause.id} prevails over {listed(clause.overrides)}.")
        for clause in decision.clauses
        if clause.overrides
    ]
    return tag("ul", told, class_="plain") if told else Markup()


def _picture(decision: Decision) -> Markup:
    name = anchor(decision.id, "precedence")
    drawn, top = [], GAP
    columns = 1
    for number, step in enumerate(decision.steps):
        clauses = [clause for clause in decision.chart.deciding if clause.step == step]
        places = _places(clauses)
        rows = 1 + max((row for _, row in places.values()), default=0)
        columns = max(columns, *(1 + column for column, _ in places.values()), 1)
        drawn += [*_step(number, step, top), *_clauses(clauses, places, top)]
        bottom = top + rows * ROW
        if number + 1 < len(decision.steps):
            drawn.append(_arrow(f"M 24 {top + HEIGHT} V {bottom + GAP - 9}", "next"))
        top = bottom + GAP
    return tag(
        "svg",
        tag("title", f"Order of precedence: {decision.title}", id=f"{name}-title"),
        tag("desc", _description(decision), id=f"{name}-desc"),
        _heads(name),
        [Markup(part.replace("url(#", f"url(#{name}-")) for part in drawn],
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {LEFT + columns * COLUMN} {top}",
        width=str(LEFT + columns * COLUMN),
        height=str(top),
    )


def _description(decision: Decision) -> str:
    steps = listed(step.replace("_", " ") for step in decision.steps)
    return (
        f"Steps are tried from top to bottom: {steps}. The first in which a clause applies decides."
        " Within a step an arrow leads from a clause to those that it prevails over."
    )


def _heads(name: str) -> Markup:
    """The heads of the arrows."""
    heads = (
        tag(
            "marker",
            tag("path", d="M 0 0 L 8 4 L 0 8 z", class_=kind),
            id=f"{name}-{kind}",
            viewBox="0 0 8 8",
            refX="7",
            refY="4",
            markerWidth="8",
            markerHeight="8",
            orient="auto",
        )
        for kind in ("next", "over")
    )
    return tag("defs", heads)


def _places(clauses: Sequence[Clause]) -> Mapping[str, Place]:
    """A column and row for each clause of a step: who prevails stands left of whom it prevails over."""
    if not any(clause.overrides for clause in clauses):
        return {c.id: divmod(n, MOST_COLUMNS)[::-1] for n, c in enumerate(clauses)}
    beaten_by = {c.id: [o.id for o in clauses if c.id in o.overrides] for c in clauses}
    columns: dict[str, int] = {}
    rows: dict[int, int] = {}
    places: dict[str, Place] = {}
    for name in TopologicalSorter(beaten_by).static_order():
        column = columns[name] = 1 + max((columns[by] for by in beaten_by[name]), default=-1)
        places[name] = (column, rows.get(column, 0))
        rows[column] = rows.get(column, 0) + 1
    return places


def _step(number: int, step: str, top: int) -> Iterator[Markup]:
    yield tag("text", str(number + 1), x="14", y=str(top + 21), class_="number")
    yield tag("text", step.replace("_", " "), x="44", y=str(top + 21), class_="step")


def _clauses(clauses: Sequence[Clause], places: Mapping[str, Place], top: int) -> Iterator[Markup]:
    corners = {
        name: (LEFT + column * COLUMN, top + row * ROW) for name, (column, row) in places.items()
    }
    for one, other in _direct(clauses):
        yield _prevails(corners[one], corners[other])
    for clause in clauses:
        left, upper = corners[clause.id]
        if clause.verdict is None:
            continue
        outcome = clause.verdict.outcome
        yield tag(
            "rect", x=str(left), y=str(upper), width=str(WIDTH), height=str(HEIGHT), rx="3",
            class_=outcome,
        )  # fmt: skip
        yield tag("text", clause.id, x=str(left + 8), y=str(upper + 14), class_="clause")
        yield tag("text", TITLES[outcome].lower(), x=str(left + 8), y=str(upper + 27))


def _direct(clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Who prevails over whom, less what two arrows one after another show; the words tell all."""
    beats = {clause.id: set(clause.overrides) for clause in clauses}
    for name, beaten in beats.items():
        further = {last for other in beaten for last in beats[other]}
        yield from ((name, other) for other in beats if other in beaten - further)


def _prevails(one: Place, other: Place) -> Markup:
    start = (one[0] + WIDTH, one[1] + HEIGHT // 2)
    end = (other[0] - 2, other[1] + HEIGHT // 2)
    bend = (COLUMN - WIDTH) // 2 + 8
    path = f"M {start[0]} {start[1]} C {start[0] + bend} {start[1]}, {end[0] - bend} {end[1]}, {end[0]} {end[1]}"
    return _arrow(path, "over")


def _arrow(path: str, kind: str) -> Markup:
    return tag("path", d=path, class_=f"arrow {kind}", marker_end=f"url(#{kind})")
