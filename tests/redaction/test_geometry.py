"""Boxes, and the shapes drawn in them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.redaction import Box, Region, Shape
from bluelamp.redaction.geometry import box_around
from bluelamp.redaction.rendering import shape_mask
from bluelamp.redaction.suppression import keep_strongest

edges = st.integers(-50, 50)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), edges, edges, st.integers(1, 40), st.integers(1, 40)
)


@given(boxes, boxes)
def test_meeting_is_inside_and_joining_is_around(a: Box, b: Box) -> None:
    assert a.meet(b).area <= min(a.area, b.area) <= a.join(b).area
    assert a.share_inside(a.join(b)) == 1
    assert 0 <= a.overlap(b) <= 1
    assert a.overlap(b) == b.overlap(a)
    assert a.overlap(a) == 1


@given(boxes, st.floats(0, 2), st.floats(0, 2), st.floats(0, 2))
def test_growing_never_uncovers(box: Box, sides: float, top: float, bottom: float) -> None:
    assert box.share_inside(box.grown(sides=sides, top=top, bottom=bottom)) == 1


@given(st.floats(-20, 20), st.floats(-20, 20), st.floats(0, 9), st.floats(0, 9))
def test_the_box_around_edges_holds_them(x: float, y: float, w: float, h: float) -> None:
    box = box_around(x, y, x + w, y + h)
    assert box.left <= x
    assert box.top <= y
    assert box.right >= x + w
    assert box.bottom >= y + h


@given(boxes)
def test_an_ellipse_reaches_all_four_edges_and_its_middle(box: Box) -> None:
    mask = shape_mask(Region(id="h1", shape=Shape.ELLIPSE, box=box))
    assert mask[0].any()
    assert mask[-1].any()
    assert mask[:, 0].any()
    assert mask[:, -1].any()
    assert mask[box.height // 2, box.width // 2]
    assert np.array_equal(mask, mask[::-1, ::-1])


@given(st.integers(4, 60), st.integers(4, 60))
def test_the_ellipse_of_a_grown_face_covers_the_whole_face(width: int, height: int) -> None:
    face = Box(100, 100, 100 + width, 100 + height)
    head = face.grown(sides=0.45, top=0.55, bottom=0.40)
    mask = shape_mask(Region(id="p1", shape=Shape.ELLIPSE, box=head))
    left, top = face.left - head.left, face.top - head.top
    assert mask[top : top + height, left : left + width].all()


def test_the_strongest_stands_for_those_that_overlap_it() -> None:
    rows = np.array(
        [[0, 0, 10, 10, 0.5], [1, 0, 11, 10, 0.9], [30, 0, 40, 10, 0.2], [32, 2, 35, 5, 0.1]],
        np.float32,
    )
    kept = keep_strongest(rows, overlap=0.35)
    assert kept[:, 4].tolist() == np.array([0.9, 0.2, 0.1], np.float32).tolist()
    assert len(keep_strongest(rows, overlap=0.35, inside=0.5)) == 2
    assert keep_strongest(rows[:0], overlap=0.35).shape == (0, 5)
