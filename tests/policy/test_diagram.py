"""Decision diagrams agree with truth tables."""

from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluelamp.policy.diagram import Diagram

SIZES = (2, 3, 2, 4)
# A busy machine is slow to draw examples; that says nothing about the law under test.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORLDS = list(product(*(range(size) for size in SIZES)))

literals = st.integers(0, 3).flatmap(
    lambda level: st.tuples(
        st.just("is"), st.just(level), st.frozensets(st.integers(0, SIZES[level] - 1))
    )
)
formulas = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
        st.tuples(st.just("if"), inner, inner, inner),
    ),
    max_leaves=8,
)
cases = st.tuples(*(st.sets(st.sampled_from(range(size)), min_size=1) for size in SIZES))


def holds(formula: Any, world: tuple[int, ...]) -> bool:
    match formula:
        case ("is", level, codes):
            return world[level] in codes
        case ("not", part):
            return not holds(part, world)
        case ("and", one, other):
            return holds(one, world) and holds(other, world)
        case ("or", one, other):
            return holds(one, world) or holds(other, world)
        case _:
            return holds(formula[2] if holds(formula[1], world) else formula[3], world)


def drawn(diagram: Diagram, formula: Any) -> int:
    match formula:
        case ("is", level, codes):
            return diagram.literal(level, codes)
        case ("not", part):
            return diagram.opposite(drawn(diagram, part))
        case ("and", one, other):
            return diagram.both(drawn(diagram, one), drawn(diagram, other))
        case ("or", one, other):
            return diagram.either(drawn(diagram, one), drawn(diagram, other))
        case _:
            return diagram.choose(*(drawn(diagram, part) for part in formula[1:]))


@unhurried
@given(formulas, cases)
def test_truth_is_that_of_every_completion(formula: Any, case: tuple[set[int], ...]) -> None:
    diagram = Diagram(SIZES)
    root = drawn(diagram, formula)
    truths = {
        holds(formula, world)
        for world in WORLDS
        if all(code in codes for code, codes in zip(world, case, strict=True))
    }
    allowed = [tuple(codes) for codes in case]
    assert diagram.reached(root, allowed) == truths
    assert diagram.truth(root, allowed) == (truths.pop() if len(truths) == 1 else None)


@unhurried
@given(formulas, formulas)
def test_equal_functions_are_one_node(one: Any, other: Any) -> None:
    diagram = Diagram(SIZES)
    same = all(holds(one, world) == holds(other, world) for world in WORLDS)
    assert (drawn(diagram, one) == drawn(diagram, other)) == same


@unhurried
@given(formulas)
def test_witness_is_a_case_of_its_label(formula: Any) -> None:
    diagram = Diagram(SIZES)
    witness = diagram.witness(drawn(diagram, formula), label=True)
    if witness is None:
        assert not any(holds(formula, world) for world in WORLDS)
    else:
        world = tuple(witness.get(level, 0) for level in range(len(SIZES)))
        assert holds(formula, world)
