"""Properties that a pack states about itself, in `properties.toml`, each proved over every case.

A property names the facts that are raised, each with the value that it is raised to, and what must
then never happen: that another outcome turns into one of `never_into`, or one of `never_out_of` into
another. With `forgetting`, a fact that was known is no longer, and an outcome counts as held only
where every completion comes to it.
"""

from collections.abc import Iterator
from pathlib import Path
from re import MULTILINE, finditer

from bluelamp.policy.blocks import Block
from bluelamp.policy.clauses import Outcome
from bluelamp.policy.errors import PackRefused
from bluelamp.policy.facts import Fact
from bluelamp.policy.pack import Pack
from bluelamp.policy.proofs.cases import World, code_of, shown
from bluelamp.policy.proofs.checks import Finding, Place
from bluelamp.policy.proofs.theory import Theory
from bluelamp.policy.toml_text import read_file

FILE = "properties.toml"


class Property(Block, frozen=True, kw_only=True):
    """One property: of which decision, its sentence, what changes, and what may not follow."""

    decision: str
    says: str
    raising: dict[str, bool | str | list[str]] = {}
    forgetting: bool = False
    never_into: list[Outcome] = []
    never_out_of: list[Outcome] = []


class _File(Block, frozen=True, kw_only=True):
    property: list[Property]


def read_properties(folder: Path, pack: Pack) -> list[tuple[Property, Place]]:
    """The properties that the pack's folder states, each with its place; none where it has no file.

    Raises:
        PackRefused: the file is broken, or names a decision, fact or value that the pack has not.
    """
    file = folder / FILE
    if not file.is_file():
        return []
    stated = read_file(file, _File).property
    text = file.read_text("utf-8")
    starts = finditer(r"^\[\[property\]\]", text, MULTILINE)
    places = [Place(file, text.count("\n", 0, start.start()) + 1) for start in starts]
    for one, place in zip(stated, places, strict=True):
        _check_names(one, pack, file, place.line)
    return list(zip(stated, places, strict=True))


def fits(stated: Property, pack: Pack) -> bool:
    """Whether a pack has the decision, the facts and the values that a property names."""
    decision = pack.decisions.get(stated.decision)
    return decision is not None and all(
        name in decision.facts and code_of(decision.facts[name], value) is not None
        for name, value in stated.raising.items()
    )


def check_property(stated: Property, place: Place, theory: Theory) -> Finding | None:
    """The breach of a property with a case that shows it, or None, which is its proof."""
    breach = _forgotten(stated, theory) if stated.forgetting else _raised(stated, theory)
    for shows in breach:
        says = f"{stated.says} It does not hold: {shows}"
        return Finding(decision=stated.decision, says=says, place=place)
    return None


def _check_names(stated: Property, pack: Pack, file: Path, line: int) -> None:
    decision = pack.decisions.get(stated.decision)
    if decision is None:
        raise PackRefused(file, line, f"no decision {stated.decision!r} in this pack")
    if stated.forgetting == bool(stated.raising):
        raise PackRefused(file, line, "a property raises facts or is about forgetting them")
    if not (stated.never_into or stated.never_out_of):
        raise PackRefused(file, line, "a property says which outcomes are never reached or left")
    for name, value in stated.raising.items():
        fact = decision.chart.facts.get(name)
        if fact is None:
            raise PackRefused(file, line, f"{name} is no fact of {stated.decision}")
        if code_of(fact, value) is None:
            allowed = ", ".join(shown(fact, code) for code in range(fact.size))
            raise PackRefused(file, line, f"{value!r} is no value of {name}; allowed are {allowed}")


def _raised(stated: Property, theory: Theory) -> Iterator[str]:
    diagram = theory.diagram
    for name, value in stated.raising.items():
        fact, level = theory.chart.facts[name], theory.levels[name]
        raised = code_of(fact, value)
        for code in range(fact.size):
            if raised is None or code == raised:
                continue
            able = diagram.both(*(diagram.fixed(theory.possible, level, c) for c in (code, raised)))
            for held, gained in _pairs(stated, theory):
                before = diagram.fixed(held, level, code)
                after = diagram.fixed(gained, level, raised)
                world = theory.case(diagram.both(able, diagram.both(before, after)))
                if world is not None:
                    yield _shown(theory, world, fact, code, raised)


def _pairs(stated: Property, theory: Theory) -> Iterator[tuple[int, int]]:
    """Sets of worlds that no change may lead between: the first before, the second after."""
    decided = theory.any(list(theory.verdicts.values()))
    for outcomes, into in ((stated.never_into, True), (stated.never_out_of, False)):
        for outcome in outcomes:
            inside = theory.outcome(outcome)
            outside = theory.diagram.both(decided, theory.diagram.opposite(inside))
            yield (outside, inside) if into else (inside, outside)


def _forgotten(stated: Property, theory: Theory) -> Iterator[str]:
    """Cases whose outcome, with one fact forgotten, is one of those in every completion, and was not."""
    diagram = theory.diagram
    inside = theory.any([theory.outcome(outcome) for outcome in stated.never_into])
    for name, level in theory.levels.items():
        fact = theory.chart.facts[name]
        sure = diagram.true
        for code in range(fact.size):
            unable = diagram.opposite(diagram.fixed(theory.possible, level, code))
            sure = diagram.both(sure, diagram.either(unable, diagram.fixed(inside, level, code)))
        world = theory.case(diagram.both(sure, diagram.opposite(inside)))
        if world is not None:
            yield f"{name} forgotten in this case: {theory.told(world)}"


def _shown(theory: Theory, world: World, fact: Fact, code: int, raised: int) -> str:
    others = [*world]
    others[theory.levels[fact.name]] = theory.ordinary[theory.levels[fact.name]]
    change = f"{fact.name} from {shown(fact, code)} to {shown(fact, raised)}"
    return f"{change} in this case: {theory.told(tuple(others))}"
