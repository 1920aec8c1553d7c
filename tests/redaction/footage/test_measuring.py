"""Measuring: exactly the samples in a shape count, in any plane, and nothing destroyed is called bare."""

import cv2
import numpy as np
import pytest
from av import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from bluelamp.redaction.footage.courses import Shown, courses
from bluelamp.redaction.footage.measuring import Measure
from bluelamp.redaction.footage.plan import Track
from bluelamp.redaction.footage.values import Place, Segment
from bluelamp.redaction.terms import Effect, Shape

WHOLE = Segment(number=0, seek=0, start=0, end=None)
SIZE = (90, 120)
ARROW = ((0.1, 0.0), (1.0, 0.5), (0.1, 1.0), (0.4, 0.5))  # its middle is nearly outside it
edge = st.floats(-40, 160, allow_nan=False).map(lambda value: round(value, 1))


def still(number: int, edges: tuple[float, ...], shape: Shape, *, inverse: bool = False) -> Track:
    """A track that stays where it is."""
    places = tuple(Place(time, *edges) for time in (0, 100))
    return Track(
        id=f"t{number}",
        shape=shape,
        parts=(places,),
        points=ARROW if shape is Shape.POLYGON else UNSET,
        inverse=inverse or UNSET,
    )


@given(
    st.lists(
        st.tuples(edge, edge, edge, edge, st.sampled_from([Shape.BOX, Shape.ELLIPSE])),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([1, 2]),
    st.sampled_from([0, 1, 8]),
)
def test_spans_hold_the_samples_whose_middles_lie_in_the_shape(
    drawn: list[tuple[float, float, float, float, Shape]], span: int, inset: int
) -> None:
    tracks = [
        still(number, (min(a, b), min(c, d), max(a, b), max(c, d)), shape)
        for number, (a, b, c, d, shape) in enumerate(drawn)
    ]
    shown = Shown.at(50, courses(tracks, WHOLE))
    spans = shown.spans(SIZE, span=span, inset=inset)
    levels = np.random.default_rng(1).integers(0, 256, SIZE).astype(np.uint8)
    sums, counts = spans.sums(cv2.integral(levels)), spans.counts()
    y, x = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    for number, edges in enumerate(shown.edges / span + np.array((1, 1, -1, -1)) * inset):
        place, mask = spans.of(number)
        held = np.zeros(SIZE, bool)
        held[place] = mask
        assert (counts[number], sums[number]) == (held.sum(), levels[held].sum())
        surely, perhaps = (
            law(shown.tracks[number].shape, edges, slack, x, y) for slack in (-1e-6, 1e-6)
        )
        assert not (surely & ~held).any()
        assert not (held & ~perhaps).any()


def law(shape: Shape, edges: np.ndarray, slack: float, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The shape by its equation, a little smaller or larger."""
    left, top, right, bottom = edges
    if left >= right or top >= bottom:
        return np.zeros(x.shape, bool)
    across = np.abs(x - (left + right) / 2) / ((right - left) / 2)
    down = np.abs(y - (top + bottom) / 2) / ((bottom - top) / 2)
    if shape is Shape.BOX:
        return (across <= 1 + slack) & (down <= 1 + slack)
    return across**2 + down**2 <= 1 + slack


side = st.floats(5, 90).map(lambda value: round(value, 1))


@given(
    st.tuples(edge, edge, side, side), st.sampled_from(Shape), st.booleans(),
    st.sampled_from([1, 2]), st.sampled_from([0, 1, 4]),
)  # fmt: skip
def test_samples_of_any_shape_and_of_all_but_it_are_counted_once(
    drawn: tuple[float, float, float, float],
    shape: Shape,
    inverse: bool,  # noqa: FBT001
    span: int,
    inset: int,
) -> None:
    left, top, width, height = drawn
    odd = still(1, (left, top, left + width, top + height), shape, inverse=inverse)
    beside = still(2, (10, 10, 30, 30), Shape.BOX)
    shown = Shown.at(50, courses([odd, beside], WHOLE))
    spans = shown.spans(SIZE, span=span, inset=inset)
    levels = np.random.default_rng(1).integers(0, 256, SIZE).astype(np.uint8)
    surely, perhaps = (all_of(odd, shown.edges[0] / span, slack) for slack in (-1e-6, 1e-6))
    place, mask = spans.of(0)
    held = np.zeros(SIZE, bool)
    held[place] = mask
    assert not (held & ~perhaps).any()
    if not inset or inverse or shape is Shape.POLYGON:
        assert not (deep(surely, inset) & ~held).any()
        assert not (held & ~deep(perhaps, inset)).any()
    assert (spans.counts()[0], spans.sums(cv2.integral(levels))[0]) == (
        held.sum(), levels[held].sum(),
    )  # fmt: skip
    assert spans.counts()[1] == max(0, 20 // span - 2 * inset) ** 2


def all_of(track: Track, edges: np.ndarray, slack: float) -> np.ndarray:
    """What a track covers, by the law of its shape, a little less or more."""
    y, x = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    if track.inverse:
        slack = -slack
    if track.shape is Shape.POLYGON:
        left, top, right, bottom = edges
        corners = np.array(ARROW) * (right - left, bottom - top) + (left, top)
        inside = signed(corners, x + 1j * y) <= slack
    else:
        inside = law(track.shape, edges, slack, x, y)
    return ~inside if track.inverse else inside


def signed(corners: np.ndarray, points: np.ndarray) -> np.ndarray:
    """How far points lie outside a polygon, or, below 0, within: the outline turns round them."""
    begin = corners @ (1, 1j)
    end = np.roll(begin, -1)
    away = np.full(points.shape, np.inf)
    turned = np.zeros(points.shape)
    for a, b in zip(begin, end, strict=True):
        share = np.clip(((points - a) * np.conj(b - a)).real / abs(b - a) ** 2, 0, 1)
        away = np.minimum(away, abs(points - a - share * (b - a)))
        turned += np.angle((b - points) / np.where(points == a, 1, a - points))
    return np.where(abs(turned) > 1, -away, away)


def deep(covered: np.ndarray, inset: int) -> np.ndarray:
    """Samples with nothing bare in the square around them, by trying each step."""
    padded = np.pad(covered, inset, constant_values=True)
    rows, columns = covered.shape
    return np.all(
        [
            padded[down : down + rows, across : across + columns]
            for down in range(2 * inset + 1)
            for across in range(2 * inset + 1)
        ],
        axis=0,
    )


def test_sums_stay_right_where_the_integral_image_runs_over() -> None:
    """White in 4,400 by 2,500 pixels is more than 31 bits hold."""
    white = np.full((2500, 4400), 255, np.uint8)
    shown = Shown.at(0, courses([still(1, (4000, 2300, 4400, 2500), Shape.BOX)], WHOLE))
    spans = shown.spans(white.shape, span=1, inset=0)
    assert spans.sums(cv2.integral(white)) == 255 * 400 * 200


def picture(layout: str, levels: tuple[int, int, int]) -> VideoFrame:
    """An even frame in 4:2:0, in levels of 8 bits."""
    frame = VideoFrame(160, 120, layout)
    deep = layout.endswith("10le")
    for plane, level in zip(frame.planes, levels, strict=True):
        sample = np.full(1, level * 4, np.uint16) if deep else np.full(1, level, np.uint8)
        plane.update(sample.tobytes() * (plane.buffer_size // sample.nbytes))
    return frame


@pytest.mark.parametrize("layout", ["yuv420p", "yuv420p10le"])
@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("inverse", [False, True])
def test_black_is_destroyed_and_a_little_colour_or_light_is_not(
    layout: str,
    shape: Shape,
    inverse: bool,  # noqa: FBT001
) -> None:
    for levels, bad in (
        ((16, 128, 128), 0),
        ((19, 128, 128), 0),
        ((21, 128, 128), 1),
        ((16, 133, 128), 1),
        ((16, 128, 123), 1),
    ):
        measure = Measure(
            Effect.SOLID, courses([still(1, (10, 10, 150, 110), shape, inverse=inverse)], WHOLE)
        )
        measure.see(7, picture(layout, levels))
        (found,) = measure.result()
        assert (found.frames, found.failures, found.bare) == (1, bad, (7,) * bad)
        assert found.deep == max(abs(levels[0] - 16), abs(levels[1] - 128), abs(levels[2] - 128))


def test_a_few_bright_samples_in_one_plane_are_told() -> None:
    frame = picture("yuv420p", (16, 128, 128))
    samples = np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(120, -1).copy()
    samples[20:80:3, 30:90:3] = 90
    frame.planes[0].update(samples.tobytes())
    measure = Measure(Effect.SOLID, courses([still(1, (30, 20, 90, 80), Shape.BOX)], WHOLE))
    measure.see(0, frame)
    assert measure.result()[0].failures == 1
