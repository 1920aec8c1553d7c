"""Everyone is found, once each, with the whole head in the box."""

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.redaction.conftest import pictured

from bluelamp.redaction import (
    Box,
    Finding,
    ModelUnusable,
    Picture,
    RedactionError,
    detect,
    models,
    propose,
    render,
)
from bluelamp.redaction.finding import Kind, Sighting
from bluelamp.redaction.fusing import fuse
from bluelamp.redaction.people import _cut_by_tile, _parts
from bluelamp.redaction.picture import Pixels

# Where the two heads are in the demonstration's picture, hat and hair included, set by eye.
HEADS = (Box(222, 188, 478, 540), Box(818, 212, 1008, 440))


@pytest.mark.media
def test_two_people_are_two_findings_with_face_head_and_body(found: tuple[Finding, ...]) -> None:
    assert len(found) == 2
    for finding in found:
        assert finding.face is not None
        assert finding.body is not None
        assert finding.face.share_inside(finding.head) == 1


@pytest.mark.media
def test_whole_heads_are_covered(found: tuple[Finding, ...]) -> None:
    for truth in HEADS:
        assert max(truth.share_inside(finding.head) for finding in found) > 0.97


@pytest.mark.media
@pytest.mark.parametrize("scale", [0.15, 0.3, 1.9])
def test_the_same_people_are_found_at_other_sizes(group: Picture, scale: float) -> None:
    size = (round(group.width * scale), round(group.height * scale))
    smaller = np.asarray(Image.fromarray(group.pixels).resize(size))
    found = detect(pictured(smaller))
    for truth in HEADS:
        scaled = Box(
            *(round(edge * scale) for edge in (truth.left, truth.top, truth.right, truth.bottom))
        )
        assert max((scaled.share_inside(finding.head) for finding in found), default=0) > 0.9


@pytest.mark.media
def test_someone_whose_face_is_hidden_is_found_by_the_body(group: Picture) -> None:
    turned = group.pixels.copy()
    turned[190:560, 215:485] = turned[190, 215]  # no head left to see
    found = detect(pictured(turned))
    assert any(one.face is None and one.body and one.head.share_inside(one.body.grown(sides=.1, top=.2, bottom=0)) > .99 for one in found)  # fmt: skip


@pytest.mark.media
@pytest.mark.parametrize("size", [(1, 1), (1, 700), (31, 33)])
def test_pictures_of_odd_sizes_and_with_nobody_are_no_trouble(size: tuple[int, int]) -> None:
    assert detect(pictured(np.full((*size, 3), 127, np.uint8))) == ()


def test_detectors_are_chosen_by_name_or_given(group: Picture) -> None:
    def one(_: Pixels) -> tuple[Sighting, ...]:
        return (Sighting(kind=Kind.FACE, box=Box(10, 10, 20, 20), confidence=0.5),)

    assert len(detect(group, find=[one])) == 1
    with pytest.raises(RedactionError, match="no detector hats; choose faces, people"):
        detect(group, find=["hats"])


def face(*box: int, confidence: float = 0.9) -> Sighting:
    return Sighting(kind=Kind.FACE, box=Box(*box), confidence=confidence)


def body(*box: int, confidence: float = 0.6) -> Sighting:
    return Sighting(kind=Kind.PERSON, box=Box(*box), confidence=confidence)


def test_a_face_and_its_body_are_one_human() -> None:
    (one,) = fuse([face(140, 60, 170, 100), body(100, 50, 210, 400)])
    assert (one.face, one.body) == (Box(140, 60, 170, 100), Box(100, 50, 210, 400))


def test_one_body_takes_one_face_only() -> None:
    sightings = [face(140, 60, 170, 100), face(180, 60, 200, 90), body(100, 50, 210, 400)]
    assert [one.body is not None for one in fuse(sightings)] == [True, False]


def test_a_doubtful_face_at_the_hands_does_not_stand_for_the_head() -> None:
    sightings = [face(140, 200, 170, 230, confidence=0.2), body(100, 50, 210, 400)]
    found = fuse(sightings)
    assert any(Box(130, 50, 180, 110).share_inside(one.head) == 1 for one in found)


def test_a_back_of_a_head_is_covered_over_the_width_of_the_body() -> None:
    (one,) = fuse([body(100, 50, 200, 350)])
    assert one.face is None
    assert Box(100, 50, 200, 105).share_inside(one.head) == 1


def test_a_face_at_the_edge_of_the_picture_is_covered_to_its_corners() -> None:
    picture = pictured(np.full((50, 50, 3), 255, np.uint8))
    plan = propose(picture, found=fuse([face(0, 0, 30, 40)]))
    assert (render(picture, plan=plan)[:40, :30] == 0).all()


def test_halves_of_people_at_a_tile_s_edge_are_left_to_the_next_tile() -> None:
    whole, first, *_ = _parts(1000, 800)
    assert whole == Box(0, 0, 1000, 800)
    rows = np.array([[10, 10, 100, 200, 0.9], [500, 10, 599, 200, 0.9]], np.float32)
    assert _cut_by_tile(rows, first, (1000, 800)).tolist() == [False, True]
    assert not _cut_by_tile(rows, whole, (1000, 800)).any()


def test_model_files_are_those_of_the_manifest() -> None:
    for model in models.manifest().values():
        for file, content in models.read(model).items():
            assert hashlib.sha256(content).hexdigest() == model.sha256[file]
    assert set(models.manifest()) >= {"faces", "people", "speech", "text"}


def test_a_changed_or_missing_model_file_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    model = models.manifest()["faces"]
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    with pytest.raises(ModelUnusable, match="missing"):
        models.read(model)
    (tmp_path / model.file).write_bytes(b"another")
    with pytest.raises(ModelUnusable, match="not the one that"):
        models.read(model)


@pytest.mark.media
def test_openvino_cannot_report_its_use(found: tuple[Finding, ...]) -> None:
    assert found
    telemetry_utils = sys.modules["openvino.tools.ovc.telemetry_utils"]
    assert sys.modules["openvino_telemetry"] is None
    assert telemetry_utils.tm.__name__ == "openvino.tools.ovc.telemetry_stub"


@pytest.mark.parametrize(("turn", "behind"), [(-0.25, "right"), (0.25, "left")])
def test_in_profile_the_back_of_the_head_is_covered_too(turn: float, behind: str) -> None:
    seen = Sighting(kind=Kind.FACE, box=Box(100, 100, 140, 150), confidence=0.9, turn=turn)
    (one,) = fuse([seen])
    reach = {"left": seen.box.left - one.head.left, "right": one.head.right - seen.box.right}
    assert reach.pop(behind) >= seen.box.width
    assert reach.popitem()[1] < seen.box.width
