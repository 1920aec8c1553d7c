"""Whatever the shape and effect: what the plan covers is measured as destroyed, and what is bare is told."""

from pathlib import Path

import msgspec
import pytest
from tests.redaction.footage.making import film
from tests.redaction.footage.test_previewing import rendered

from bluelamp.redaction.footage import examining
from bluelamp.redaction.footage.correcting import cover_all
from bluelamp.redaction.footage.examination import conclude, read_examined
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import FootagePlan, add_region, drop_sound, propose_footage
from bluelamp.redaction.footage.report import FootageReport
from bluelamp.redaction.footage.values import Place, Probe
from bluelamp.redaction.terms import Effect, Shape

SIZE, FACE = (320, 240), (100, 60, 164, 124)
BOLT = ((0.3, 0.0), (1.0, 0.3), (0.7, 0.5), (0.9, 1.0), (0.0, 0.7), (0.2, 0.5))
MIRRORED = tuple((1 - x, y) for x, y in BOLT)
CASES = [(shape, inverse) for shape in Shape for inverse in (False, True)]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Probe]:
    path = tmp_path_factory.mktemp("shapes") / "source.mp4"
    film(path, times=tuple(range(12)), size=SIZE, kind="mp4")
    return path, probe(path)


@pytest.fixture(autouse=True)
def one_look_for_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise has no faces: the first frame is enough."""
    monkeypatch.setattr(examining, "_EVERY", 100)


def drawn(found: Probe, case: tuple[Shape, bool], effect: Effect, **other: object) -> FootagePlan:
    """A region that moves and grows, over the picture's edge at last."""
    shape, inverse = case
    first, last = found.picture.first, found.picture.last
    way = (Place(first, 30, 20, 160, 130), Place(last, 190, 90, 350, 250))
    bare = msgspec.structs.replace(drop_sound(propose_footage(found, ())), effect=effect)
    points = BOLT if shape is Shape.POLYGON else ()
    plan = add_region(bare, places=way, shape=shape, points=points, inverse=inverse)
    return plan.changing(("h1",), **other)


def examined(source: tuple[Path, Probe], plan: FootagePlan, output: Path) -> FootageReport:
    """As the walk examines, without the confined process."""
    path, found = source
    setting = msgspec.msgpack.encode((found, plan))
    with output.open("rb") as made, path.open("rb") as original:
        work = examining.prepare(setting, (made, original))
        parts = [part for each in found.segments for part in work(msgspec.msgpack.encode(each))]
    return conclude(read_examined(parts), None, probe=found, plan=plan, output=output)


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize("case", CASES)
def test_what_is_covered_is_measured_as_destroyed(
    source: tuple[Path, Probe], tmp_path: Path, case: tuple[Shape, bool], effect: Effect
) -> None:
    plan = drawn(source[1], case, effect)
    report = examined(source, plan, rendered(*source, plan, tmp_path / "made.mp4"))
    assert report.failures == ()
    assert [(track.id, track.frames, track.missed) for track in report.tracks] == [("h1", 12, 0)]


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize("case", CASES)
def test_what_was_covered_wrongly_is_told(
    source: tuple[Path, Probe], tmp_path: Path, case: tuple[Shape, bool], effect: Effect
) -> None:
    plan = drawn(source[1], case, effect)
    shape, inverse = case
    wrong = {"inverse": msgspec.UNSET if inverse else True}
    if shape is Shape.POLYGON and not inverse and effect is Effect.SOLID:
        wrong = {"points": MIRRORED}
    made = rendered(*source, drawn(source[1], case, effect, **wrong), tmp_path / "made.mp4")
    report = examined(source, plan, made)
    assert {check.name for check in report.checks if not check.passed} == {"tracks"}
    assert report.tracks[0].failures == 12


@pytest.mark.parametrize("effect", list(Effect))
def test_a_face_left_bare_in_a_picture_that_is_covered_as_a_whole_is_told(
    source: tuple[Path, Probe], tmp_path: Path, effect: Effect
) -> None:
    """It is a twentieth of the picture, which is lost in the mean of all."""
    found = source[1]
    plan = drop_sound(propose_footage(found, ()))
    plan = msgspec.structs.replace(plan, effect=effect)
    whole = cover_all(plan, first=found.picture.first, last=found.picture.last)
    made = rendered(*source, whole, tmp_path / "made.mp4")
    assert examined(source, whole, made).failures == ()
    hole = (
        Place(found.picture.first, *FACE),
        Place(found.picture.last, *FACE),
    )
    but_one = add_region(plan, places=hole, inverse=True)
    leaky = rendered(*source, but_one, tmp_path / "leaky.mp4")
    assert examined(source, whole, leaky).tracks[0].failures == 12


@pytest.mark.parametrize("case", CASES)
def test_a_rim_that_is_left_bare_is_told(
    source: tuple[Path, Probe], tmp_path: Path, case: tuple[Shape, bool]
) -> None:
    """The cover is twenty pixels narrower on each side, or leaves twenty more around what is not covered."""
    plan = drawn(source[1], case, Effect.SOLID)
    by = -20 if case[1] else 20
    narrower = tuple(
        Place(each.time, each.left + by, each.top + by, each.right - by, each.bottom - by)
        for each in plan.regions[0].parts[0]
    )
    made = rendered(
        *source, drawn(source[1], case, Effect.SOLID, parts=(narrower,)), tmp_path / "made.mp4"
    )
    assert examined(source, plan, made).tracks[0].failures == 12


def test_what_a_codec_smears_at_the_rim_of_a_cover_that_leaps_is_no_leak(tmp_path: Path) -> None:
    path = tmp_path / "source.mp4"
    film(path, times=tuple(range(12)), size=(640, 480), kind="mp4")
    found = probe(path)
    tick = (found.picture.last - found.picture.first) // 11
    leaps = tuple(
        Place(found.picture.first + n * tick, 40 + x, 30 + y, 360 + x, 310 + y)
        for n, (x, y) in enumerate([(0, 0), (70, 60)] * 6)
    )
    bare = drop_sound(propose_footage(found, ()))
    plan = add_region(bare, places=leaps, shape=Shape.ELLIPSE)
    made = rendered(path, found, plan, tmp_path / "made.mp4")
    assert examined((path, found), plan, made).failures == ()
