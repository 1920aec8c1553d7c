"""Other outlines: polygons, all but a shape, and the body below a head; in pictures held against the output."""

import msgspec
import numpy as np
import pytest
from tests.redaction.conftest import pictured

from bluelamp.redaction import (
    Box,
    Effect,
    Plan,
    PlanRefused,
    Region,
    Shape,
    add_region,
    examine,
    move_region,
    read_plan,
    render,
    write,
)
from bluelamp.redaction.drawing import outline
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.plan import FootagePlan, Track
from bluelamp.redaction.footage.values import Place
from bluelamp.redaction.picture import Picture
from bluelamp.redaction.reshaping import reshape, whole_body

ARROW = ((0.1, 0.0), (1.0, 0.5), (0.1, 1.0), (0.4, 0.5))
CASES = [(shape, inverse) for shape in Shape for inverse in (False, True)]


@pytest.fixture(scope="module")
def picture() -> Picture:
    coarse = np.random.default_rng(5).integers(40, 256, (40, 60, 3), np.uint8)
    return pictured(coarse.repeat(8, axis=0).repeat(8, axis=1), "a" * 64)


def drawn(picture: Picture, shape: Shape, *, inverse: bool, effect: Effect) -> Plan:
    bare = Plan(
        source_sha256=picture.sha256, width=picture.width, height=picture.height, effect=effect
    )
    points = ARROW if shape is Shape.POLYGON else ()
    return add_region(bare, box=(60, 40, 330, 290), shape=shape, points=points, inverse=inverse)


def lies_in(shape: Shape, x: float, y: float) -> bool:
    """Whether a point of the picture lies in the region that was drawn, by the law of its shape."""
    across, down = (x - 60) / 270, (y - 40) / 250
    match shape:
        case Shape.BOX:
            return 0 <= across <= 1 and 0 <= down <= 1
        case Shape.ELLIPSE:
            return (2 * across - 1) ** 2 + (2 * down - 1) ** 2 <= 1
        case Shape.POLYGON:
            spread = 2 * abs(down - 0.5)
            return spread <= 1 and 0.4 - 0.3 * spread <= across <= 1 - 0.9 * spread


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize(("shape", "inverse"), CASES)
def test_a_picture_is_covered_by_the_law_of_the_shape_and_passes_the_examination(
    picture: Picture, shape: Shape, inverse: bool, effect: Effect,  # noqa: FBT001
) -> None:  # fmt: skip
    plan = drawn(picture, shape, inverse=inverse, effect=effect)
    made = render(picture, plan=plan)
    touched = (made != picture.pixels).any(axis=2)
    wrong = total = 0
    for y in range(2, picture.height, 7):
        for x in range(2, picture.width, 7):
            corners = {lies_in(shape, x + dx, y + dy) for dx in (-2, 0.5, 3) for dy in (-2, 0.5, 3)}
            if len(corners) == 1:  # not at the outline
                total += 1
                wrong += bool(touched[y, x]) != (corners.pop() is not inverse)
    assert total > 1000
    assert wrong <= total // 100  # a coarse block may by chance have the colour of what it covers
    assert examine(picture, plan=plan, output=write(made)).failures == ()


@pytest.mark.parametrize(("shape", "inverse"), CASES)
def test_a_picture_that_was_covered_otherwise_fails(
    picture: Picture, shape: Shape, inverse: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    plan = drawn(picture, shape, inverse=inverse, effect=Effect.SOLID)
    other = move_region(
        plan, id="h1", box=(100, 80, 290, 250) if not inverse else (10, -10, 380, 340)
    )
    report = examine(picture, plan=plan, output=write(render(picture, plan=other)))
    assert not report.passed


def test_outlines_of_polygons_are_drawn_and_plans_of_them_read(picture: Picture) -> None:
    plan = drawn(picture, Shape.POLYGON, inverse=False, effect=Effect.SOLID)
    assert read_plan(plan.readable()) == plan
    seen = (outline(picture, plan=plan) != picture.pixels).any(axis=2)
    assert seen[40 + 125, 60 + 108 - 4 : 60 + 108 + 5].any()  # the notch of the arrow
    assert not seen[250:288, 280:325].any()  # a corner of its box


def test_a_region_takes_another_shape_in_its_place(picture: Picture) -> None:
    plan = drawn(picture, Shape.BOX, inverse=False, effect=Effect.SOLID)
    bolt = reshape(plan, id="h1", shape="polygon", points=ARROW, inverse=True)
    assert (bolt.regions[0].shape, bolt.regions[0].points, bolt.regions[0].inverse) == (
        Shape.POLYGON, ARROW, True,
    )  # fmt: skip
    assert reshape(bolt, id="h1", shape="box", inverse=False) == plan
    for shape, points in (
        ("polygon", ()),
        ("box", ARROW),
        ("polygon", ((0, 0), (1, 1), (1, 0), (0, 0.9))),
    ):
        with pytest.raises(PlanRefused):
            reshape(plan, id="h1", shape=shape, points=points)
    with pytest.raises(PlanRefused, match="ellipse, a box or a polygon"):
        reshape(plan, id="h1", shape="heart")


@pytest.mark.parametrize("shape", list(Shape))
def test_all_but_a_shape_stays_all_but_another(picture: Picture, shape: Shape) -> None:
    plan = drawn(picture, Shape.BOX, inverse=True, effect=Effect.SOLID)
    points = ARROW if shape is Shape.POLYGON else ()
    assert reshape(plan, id="h1", shape=shape, points=points).regions[0].inverse is True
    assert whole_body(plan, id="h1").regions[0].inverse is True
    inside = drawn(picture, Shape.BOX, inverse=False, effect=Effect.SOLID)
    assert not reshape(inside, id="h1", shape=shape, points=points).regions[0].inverse


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize(
    ("box", "inverse"), [((396, 296, 596, 496), False), ((-5, -5, 405, 305), True)]
)
def test_a_shape_without_a_pixel_in_the_picture_hides_nothing_and_fails_nothing(
    box: tuple[int, int, int, int], inverse: bool, effect: Effect,  # noqa: FBT001
) -> None:  # fmt: skip
    grey = pictured(np.full((300, 400, 3), 90, np.uint8))
    bare = Plan(source_sha256=grey.sha256, width=400, height=300, effect=effect)
    shape = Shape.BOX if inverse else Shape.ELLIPSE
    plan = add_region(bare, box=box, shape=shape, inverse=inverse)
    report = examine(grey, plan=plan, output=write(render(grey, plan=plan)))
    assert report.failures == ()
    assert (report.regions[0].destroyed, report.regions[0].error) == (True, 0)


def test_a_body_is_covered_below_its_head_within_the_picture() -> None:
    head = Region(id="p1", kind=Kind.FACE, shape=Shape.ELLIPSE, box=Box(100, 50, 140, 100))
    photo = Plan(source_sha256="0" * 64, width=400, height=300, findings=(head,))
    covered = whole_body(photo, id="p1").findings[0]
    assert covered.shape is Shape.BOX
    assert covered.box == Box(44, 45, 196, 300)
    body = msgspec.structs.replace(head, body=Box(60, 40, 150, 280))
    seen = whole_body(msgspec.structs.replace(photo, findings=(body,)), id="p1", shape="ellipse")
    assert (seen.findings[0].box, seen.findings[0].shape) == (Box(60, 40, 150, 280), Shape.ELLIPSE)


@pytest.mark.parametrize("kind", [Kind.FACE, Kind.PERSON, None])
def test_a_body_is_covered_wherever_its_head_goes(kind: Kind | None) -> None:
    places = (Place(0, 100, 50, 140, 100), Place(100, -60, 250, -20, 300.5))
    track = Track(id="t1", kind=kind, parts=(places,))
    plan = FootagePlan(
        source_sha256="0" * 64, width=400, height=300, time_base=(1, 25), tracks=(track,)
    )
    for before, after in zip(places, whole_body(plan, id="t1").tracks[0].parts[0], strict=True):
        assert (after.time, after.left <= before.left, after.right >= before.right) == (
            before.time, True, True,
        )  # fmt: skip
        assert after.bottom >= min(300, before.bottom + 4 * (before.bottom - before.top))
        assert 0 <= after.bottom <= 300.5
