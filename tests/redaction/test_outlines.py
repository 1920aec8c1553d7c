"""Outlines of polygons: which samples they touch while they move, and what is no polygon."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluelamp.redaction import PlanRefused
from bluelamp.redaction.outlines import check_points, taken

SIZE = (24, 30)
FINE = 3  # points a side at which a sample is tried, its corners among them


@st.composite
def stars(draw: st.DrawFn) -> np.ndarray:
    """Corners around a middle, near and far in turn: seldom convex, never crossing."""
    turns = sorted({0, 8, 16, *draw(st.sets(st.integers(0, 23), max_size=6))})
    rays = [draw(st.floats(0.1, 0.5)) for _ in turns]
    return np.array(
        [
            (0.5 + ray * math.cos(turn * math.pi / 12), 0.5 + ray * math.sin(turn * math.pi / 12))
            for turn, ray in zip(turns, rays, strict=True)
        ]
    )


@st.composite
def boxes(draw: st.DrawFn) -> np.ndarray:
    left, top = draw(st.floats(-15, 25)), draw(st.floats(-15, 20))
    return np.array([left, top, draw(st.floats(4, 40)), draw(st.floats(4, 40))])


@settings(max_examples=100, deadline=None)
@given(stars(), boxes(), boxes())
def test_all_that_it_touches_is_taken_and_what_is_left_lies_within_all_the_time(
    shares: np.ndarray, start: np.ndarray, end: np.ndarray
) -> None:
    way = [start + (end - start) * share for share in np.linspace(0, 1, 5)]
    moments = [box[:2] + shares * box[2:] for box in (way[0], way[2], way[4])]
    inside, edges = taken(moments, SIZE)
    tried = (np.arange(FINE) + 0.5) / FINE
    y, x = (
        (np.arange(SIZE[0])[:, None] + tried).ravel(),
        (np.arange(SIZE[1])[:, None] + tried).ravel(),
    )
    for box in way:
        held = holds(box[:2] + shares * box[2:], x[None, :], y[:, None])
        by_sample = held.reshape(SIZE[0], FINE, SIZE[1], FINE)
        assert not (by_sample.any(axis=(1, 3)) & ~(inside | edges)).any()
        assert not (~by_sample.all(axis=(1, 3)) & inside & ~edges).any()


def test_a_polygon_that_stands_still_takes_little_more_than_itself() -> None:
    corners = np.array([(100.0, 50.0), (400.0, 200.0), (100.0, 350.0)])
    inside, edges = taken([corners, corners, corners], (400, 500))
    itself = 300 * 300 / 2
    assert itself <= (inside | edges).sum() < 1.05 * itself
    assert (inside & ~edges).sum() > 0.95 * itself


def holds(corners: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether the outline turns round a point."""
    points = x + 1j * y
    begin = corners @ (1, 1j)
    turned = sum(
        np.angle((b - points) / np.where(points == a, 1, a - points))
        for a, b in zip(begin, np.roll(begin, -1), strict=True)
    )
    return np.asarray(np.abs(turned) > 1)


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (((0, 0), (1, 1)), "h1 has 2 points; a polygon has from 3 to 100"),
        (((0, 0), (1, 0)) * 51, "has 102 points"),
        (((0, 0), (1, 0), (1, 1.2)), "outside its box"),
        (((0, 0), (1, 0), (math.nan, 1)), "outside its box"),
        (((0, 0), (0.5, 0.5), (1, 1)), "enclose nothing"),
        (((0, 0), (1, 1), (1, 0), (0, 0.9)), "crosses itself"),
    ],
)
def test_what_is_no_polygon_is_refused(
    points: tuple[tuple[float, float], ...], sentence: str
) -> None:
    with pytest.raises(PlanRefused, match=sentence):
        check_points(points, id="h1")


@given(stars())
def test_what_goes_round_once_is_one_wherever_it_begins(shares: np.ndarray) -> None:
    points = tuple(map(tuple, shares.tolist()))
    x, y = shares.T
    if abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) > 0.01:
        for first in range(len(points)):
            check_points(points[first:] + points[:first], id="h1")
