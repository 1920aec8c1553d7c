"""Crops and numbered outlines, for choosing."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.redaction.conftest import pictured

from bluelamp.redaction import (
    Box,
    Finding,
    Picture,
    RedactionError,
    crop,
    keep,
    open_picture,
    outline,
    propose,
)
from bluelamp.redaction.picture import Pixels


def test_a_crop_is_a_small_clean_picture(scene: Callable[..., Pixels]) -> None:
    picture = pictured(scene(400, 600))
    small = open_picture(crop(picture, box=Box(-50, 10, 450, 390), max_side=128))
    assert max(small.width, small.height) == 128
    assert small.width / small.height == pytest.approx(450 / 380, rel=0.03)
    whole = open_picture(crop(picture, box=Box(0, 0, 64, 32), max_side=128))
    assert (whole.width, whole.height) == (64, 32)
    with pytest.raises(RedactionError, match="covers no pixel"):
        crop(picture, box=Box(600, 0, 700, 90))


def test_outlines_mark_kept_and_obscured_and_leave_the_picture_alone(
    group: Picture, found: tuple[Finding, ...]
) -> None:
    plan = keep(propose(group, found=found), id="p1", why="sought")
    before = group.pixels.copy()
    drawn = outline(group, plan=plan)
    assert np.array_equal(group.pixels, before)
    assert drawn.shape == group.pixels.shape
    for colour, region in (((0, 112, 60), plan.kept[0]), ((212, 53, 28), plan.obscured[0])):
        box = region.box
        part = drawn[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
        assert (part == colour).all(axis=2).sum() > 200
