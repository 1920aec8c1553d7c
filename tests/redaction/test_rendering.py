"""What is covered is gone: the output is a function of the pixels outside."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tests.redaction.conftest import pictured

from bluelamp.redaction import (
    Box,
    Effect,
    Finding,
    Picture,
    Plan,
    PlanRefused,
    add_region,
    keep,
    propose,
    render,
    write,
)
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.rendering import covered

HEIGHT, WIDTH = 40, 60
pixels = arrays.arrays(np.uint8, (HEIGHT, WIDTH, 3))


@st.composite
def plans(draw: Any, effect: Effect = Effect.SOLID) -> Plan:
    """Up to four regions anywhere, over the edges too."""
    plan = propose(pictured(np.zeros((HEIGHT, WIDTH, 3), np.uint8)), found=[], effect=effect)
    for _ in range(draw(st.integers(1, 4))):
        x, y = draw(st.integers(-10, WIDTH - 1)), draw(st.integers(-10, HEIGHT - 1))
        right = draw(st.integers(max(x, 0) + 1, x + 40 if x >= 0 else 40))
        bottom = draw(st.integers(max(y, 0) + 1, y + 40 if y >= 0 else 40))
        shape = draw(st.sampled_from(["ellipse", "box"]))
        plan = add_region(plan, box=(x, y, right, bottom), shape=shape)
    return plan


@settings(max_examples=60, deadline=None)
@given(plans(), pixels, pixels, st.sampled_from(["jpeg", "png", "webp"]))
def test_two_pictures_that_differ_only_beneath_the_cover_give_the_same_bytes(
    plan: Plan, one: Pixels, other: Pixels, kind: str
) -> None:
    mask = covered(plan)
    other = np.where(mask[..., None], other, one)
    first, second = (render(pictured(each), plan=plan) for each in (one, other))
    assert np.array_equal(first, second)
    assert write(first, format=kind) == write(second, format=kind)


@settings(max_examples=40, deadline=None)
@given(plans(), pixels)
def test_nothing_outside_the_cover_is_touched(plan: Plan, one: Pixels) -> None:
    out = render(pictured(one), plan=plan)
    mask = covered(plan)
    assert np.array_equal(out[~mask], one[~mask])
    assert (out[mask] == 0).all()


@settings(max_examples=20, deadline=None)
@given(plans(Effect.PIXELATE), pixels)
def test_blocks_hold_at_most_sixteen_cells_of_four_levels(plan: Plan, one: Pixels) -> None:
    last = plan.regions[-1]
    out = render(pictured(one), plan=plan)
    box = last.box.within(WIDTH, HEIGHT)
    inside = out[box.top : box.bottom, box.left : box.right]
    seen = inside[covered(plan)[box.top : box.bottom, box.left : box.right]]
    assert set(np.unique(out[covered(plan)])) <= {0, 85, 170, 255}
    if len(plan.regions) == 1:
        assert len(np.unique(seen, axis=0)) <= 16


def test_the_same_file_and_plan_give_the_same_blocks(scene: Any) -> None:
    picture = pictured(scene())
    plan = add_region(propose(picture, found=[], effect="pixelate"), box=(5, 5, 40, 40))
    assert np.array_equal(render(picture, plan=plan), render(picture, plan=plan))
    moved = add_region(propose(picture, found=[], effect="pixelate"), box=(5, 5, 40, 41))
    assert not np.array_equal(render(picture, plan=plan), render(picture, plan=moved))


def test_cover_wins_over_a_person_who_is_kept(scene: Any) -> None:
    picture = pictured(scene(100, 100))
    kept = Finding(head=Box(10, 10, 60, 60), face=Box(20, 20, 50, 50), confidence=0.9)
    other = Finding(head=Box(40, 10, 90, 60), body=Box(40, 10, 90, 90), confidence=0.8)
    plan = keep(propose(picture, found=[kept, other]), id="p1", why="sought")
    out = render(picture, plan=plan)
    assert (out[10:60, 40:90] == 0).all()
    assert np.array_equal(out[10:60, 10:40], picture.pixels[10:60, 10:40])


@pytest.mark.parametrize(
    "corner", [(0, 0), (0, HEIGHT - 1), (WIDTH - 1, 0), (WIDTH - 1, HEIGHT - 1)]
)
def test_the_outermost_pixels_can_be_covered(corner: tuple[int, int]) -> None:
    x, y = corner
    picture = pictured(np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    plan = add_region(propose(picture, found=[]), box=(x, y, x + 1, y + 1))
    out = render(picture, plan=plan)
    assert (out[y, x] == 0).all()
    assert np.count_nonzero(out == 0) == 3


def test_a_plan_for_another_picture_is_not_followed(group: Picture) -> None:
    other = pictured(group.pixels, "f" * 64)
    with pytest.raises(PlanRefused, match="another file"):
        render(other, plan=propose(group, found=[]))
