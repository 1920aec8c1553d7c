"""A preview is the very frame that the film will show, for every shape and effect, up to the coding."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.redaction.footage.clips import film, shown

from bluelamp.redaction import Box, PlanRefused
from bluelamp.redaction.footage import previewing, rendering
from bluelamp.redaction.footage.joining import join
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import (
    FootagePlan,
    add_region,
    drop_sound,
    propose_footage,
)
from bluelamp.redaction.footage.previewing import preview
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.stills import Wanted
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.picture import Pixels
from bluelamp.redaction.terms import Effect, Shape

BOLT = ((0.5, 0.0), (1.0, 0.4), (0.6, 0.5), (0.9, 1.0), (0.0, 0.6), (0.4, 0.5))
SIZE, TICKS = (192, 128), 512  # pixels, and ticks of a frame


def drawn(found: Probe, shape: Shape, *, inverse: bool) -> FootagePlan:
    first, last = found.picture.first, found.picture.last
    way = (Place(first, 16, 24, 80, 96), Place(last, 88, 16, 176, 112))
    bare = drop_sound(propose_footage(found, ()))
    points = BOLT if shape is Shape.POLYGON else ()
    return add_region(bare, places=way, shape=shape, points=points, inverse=inverse)


def rendered(source: Path, found: Probe, plan: FootagePlan, target: Path) -> Path:
    """The film as the walk renders it, without the confined processes."""
    with source.open("rb") as file:
        work = rendering.prepare(msgspec.msgpack.encode((found, plan)), (file,))
        parts = [list(work(msgspec.msgpack.encode(each))) for each in found.segments]
    join(
        target, segments=[iter(each) for each in parts], sound=iter(()),
        picture=found.picture, codec=plan.codec,
    )  # fmt: skip
    return target


def previewed(source: Path, found: Probe, plan: FootagePlan, frames: list[int]) -> list[Pixels]:
    whole = Box(0, 0, found.picture.width, found.picture.height)
    start = found.picture.first
    asked = tuple(
        Wanted(time=start + number * TICKS, box=whole, side=max(SIZE)) for number in frames
    )
    with source.open("rb") as file:
        work = previewing.prepare(msgspec.msgpack.encode((found, plan)), (file,))
        answers = [part for part in work(msgspec.msgpack.encode(asked)) if part]
    pixels = [msgspec.msgpack.decode(part)["pixels"] for part in answers]
    size = (found.picture.height, found.picture.width, 3)
    return [np.frombuffer(each, np.uint8).reshape(size) for each in pixels]


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("inverse", [False, True])
def test_a_preview_is_the_frame_of_the_film(
    tmp_path: Path, effect: Effect, shape: Shape, inverse: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    turned = 90 if inverse else 0
    source = film(tmp_path / "x.mp4", frames=24, size=SIZE, turned=turned)
    found = probe(source, limits=FootageLimits(segment=10))
    assert len(found.segments) > 1
    plan = msgspec.structs.replace(drawn(found, shape, inverse=inverse), effect=effect)
    film_shows = shown(rendered(source, found, plan, tmp_path / "made.mp4"))
    numbers = [0, 7, 13, 23]
    previews = previewed(source, found, plan, numbers)
    others = previewed(source, found, drawn(found, shape, inverse=not inverse), numbers)
    for number, frame, other in zip(numbers, previews, others, strict=True):
        assert far_off(frame, film_shows[number]) < 0.02
        assert far_off(other, film_shows[number]) > 0.2


def far_off(one: Pixels, other: Pixels) -> float:
    """The share of pixels in which two pictures differ by more than coding disturbs them."""
    return float((np.abs(one.astype(int) - other).max(axis=2) > 48).mean())


def test_a_preview_comes_from_a_confined_process_and_only_by_a_plan_for_this_file(
    tmp_path: Path,
) -> None:
    source = film(tmp_path / "x.mp4", frames=5, size=SIZE)
    found = probe(source)
    plan = drawn(found, Shape.BOX, inverse=False)
    wanted = [Wanted(time=found.picture.first, box=Box(16, 24, 80, 96), side=200)]
    (covered,) = preview(source, probe=found, plan=plan, wanted=wanted)
    assert covered.shape == (72, 64, 3)
    assert covered.max() == 0
    other = msgspec.structs.replace(plan, source_sha256="0" * 64)
    with pytest.raises(PlanRefused, match="another file"):
        preview(source, probe=found, plan=other, wanted=wanted)
