"""No withheld number can be worked out: tried by a solver of integer programs, which knows all that is shown."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from bluelamp.disclosure.figures.withholding import SMALL, Key, Sum, withheld

Numbers = Mapping[Key, int]


def range_of(
    key: Key, numbers: Numbers, sums: Sequence[Sum], hidden: frozenset[Key]
) -> tuple[int, int]:
    """The least and the most that a withheld number can be, for a reader who sees every other and knows all the sums."""
    unknowns = sorted(hidden)
    rows, known = [], []
    for each in sums:
        row = np.zeros(len(unknowns))
        right = 0.0
        for sign, one in (*((1, part) for part in each.parts), (-1, each.total)):
            if one in hidden:
                row[unknowns.index(one)] += sign
            else:
                right -= sign * numbers[one]
        rows.append(row)
        known.append(right)
    limits = LinearConstraint(np.array(rows), known, known)
    found = []
    for sign in (1, -1):
        aim = np.zeros(len(unknowns))
        aim[unknowns.index(key)] = sign
        most = sum(numbers.values()) + 10
        solved = milp(
            aim, constraints=limits, bounds=Bounds(0, most), integrality=np.ones(len(unknowns))
        )
        assert solved.success
        found.append(round(sign * solved.fun))
    return found[0], found[1]


def told(numbers: Numbers, sums: Sequence[Sum], hidden: frozenset[Key]) -> dict[Key, int]:
    """The small numbers that a reader can tell for certain."""
    small = [key for key in hidden if 0 < numbers[key] < SMALL]
    ranges = {key: range_of(key, numbers, sums, hidden) for key in small}
    return {key: least for key, (least, most) in ranges.items() if least == most}


def table(cells: Sequence[Sequence[int]]) -> tuple[dict[Key, int], list[Sum]]:
    """A table with totals of rows and columns."""
    numbers: dict[Key, int] = {}
    rows, columns = range(len(cells)), range(len(cells[0]))
    for row, column in product(rows, columns):
        numbers["cell", row, column] = cells[row][column]
    sums = []
    for row in rows:
        numbers["row", row] = sum(cells[row])
        sums.append(Sum(("row", row), tuple(("cell", row, column) for column in columns)))
    for column in columns:
        numbers["column", column] = sum(cells[row][column] for row in rows)
        sums.append(Sum(("column", column), tuple(("cell", row, column) for row in rows)))
    numbers["all",] = sum(map(sum, cells))
    sums.append(Sum(("all",), tuple(("row", row) for row in rows)))
    sums.append(Sum(("all",), tuple(("column", column) for column in columns)))
    return numbers, sums


def primary(numbers: Numbers) -> frozenset[Key]:
    """What is withheld where nobody thinks of the totals."""
    return frozenset(key for key, number in numbers.items() if 0 < number < SMALL)


def test_the_judge_tells_what_the_totals_give_away() -> None:
    numbers, sums = table([[3, 20], [30, 40]])
    assert told(numbers, sums, primary(numbers)) == {("cell", 0, 0): 3}


def test_large_numbers_and_noughts_are_all_shown() -> None:
    assert withheld(*table([[5, 0, 90], [7, 60, 0]])) == frozenset()


def test_beside_a_small_number_others_of_its_row_and_column_are_withheld() -> None:
    numbers, sums = table([[3, 20, 50], [30, 40, 60], [70, 80, 90]])
    hidden = withheld(numbers, sums)
    assert ("cell", 0, 0) in hidden
    assert len(hidden) == 4
    assert not {key for key in hidden if key[0] != "cell"}
    assert told(numbers, sums, hidden) == {}


def test_what_remains_of_a_shown_total_is_not_small() -> None:
    """Two that are one each would be told by the two that their total leaves."""
    numbers, sums = table([[1, 1, 50, 60], [40, 50, 60, 70]])
    hidden = withheld(numbers, sums)
    row = [key for key in hidden if key[:2] == ("cell", 0)]
    assert sum(numbers[key] for key in row) >= SMALL or ("row", 0) in hidden


def test_a_lone_small_number_takes_its_totals_with_it() -> None:
    numbers, sums = table([[3, 0], [0, 0]])
    assert withheld(numbers, sums) == {("cell", 0, 0), ("row", 0), ("column", 0), ("all",)}


cells = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


@settings(max_examples=60, deadline=None)
@given(cells)
def test_no_small_number_of_any_table_can_be_told(given_cells: list[list[int]]) -> None:
    numbers, sums = table(given_cells)
    hidden = withheld(numbers, sums)
    assert primary(numbers) <= hidden
    assert not any(numbers[key] == 0 for key in hidden)
    assert told(numbers, sums, hidden) == {}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12))
def test_nor_of_a_table_in_three_ways_whose_margins_are_shown(drawn: list[int]) -> None:
    numbers: dict[Key, int] = {}
    parts: dict[Key, list[Key]] = {}
    for number, place in zip(drawn, product(range(2), range(3), range(2)), strict=True):
        numbers["cell", *place] = number
        for way, code in enumerate(place):
            parts.setdefault(("margin", way, code), []).append(("cell", *place))
    sums = [Sum(total, tuple(each)) for total, each in parts.items()]
    numbers |= {each.total: sum(numbers[part] for part in each.parts) for each in sums}
    numbers["all",] = sum(drawn)
    sums.append(Sum(("all",), (("margin", 0, 0), ("margin", 0, 1))))
    hidden = withheld(numbers, sums)
    assert primary(numbers) <= hidden
    assert told(numbers, sums, hidden) == {}


@pytest.mark.parametrize("size", [2, 3])
def test_thoughtless_withholding_would_be_noticed(size: int) -> None:
    numbers, sums = table([[2, *[9] * size], *[[9] * (size + 1)] * size])
    assert told(numbers, sums, primary(numbers)) != {}
    assert told(numbers, sums, withheld(numbers, sums)) == {}
