"""The examination passes what is clean and fails what is not: each failure is made here."""

import hashlib
import struct
import zlib

import msgspec
import numpy as np
import pytest
from PIL import Image
from tests.redaction.conftest import encoded, pictured

from bluelamp.redaction import (
    Finding,
    Picture,
    Plan,
    PlanRefused,
    Report,
    add_region,
    examine,
    keep,
    propose,
    render,
    write,
)
from bluelamp.redaction.terms import Effect

pytestmark = pytest.mark.media
LOSSLESS_AND_NOT = [("png", 90), ("jpeg", 90), ("jpeg", 40), ("webp", 90), ("webp", 40)]


@pytest.fixture(scope="module")
def plan(group: Picture, found: tuple[Finding, ...]) -> Plan:
    """The person on the left is kept."""
    return keep(propose(group, found=found), id="p1", why="the person sought")


def failed(report: Report) -> set[str]:
    return {check.name for check in report.checks if not check.passed}


@pytest.mark.parametrize(("kind", "quality"), LOSSLESS_AND_NOT)
@pytest.mark.parametrize("effect", list(Effect))
def test_a_clean_output_passes(
    group: Picture, plan: Plan, kind: str, quality: int, effect: Effect
) -> None:
    plan = msgspec.structs.replace(plan, effect=effect)
    output = write(render(group, plan=plan), format=kind, quality=quality)
    report = examine(group, plan=plan, output=output)
    assert report.passed, report.failures
    assert [region.id for region in report.regions] == ["p2"]
    assert (report.input_sha256, report.plan_sha256) == (group.sha256, plan.digest())
    assert report.output_sha256 == hashlib.sha256(output).hexdigest()
    assert report.effect == effect
    assert msgspec.json.decode(report.readable(), type=Report) == report


@pytest.mark.parametrize(("kind", "quality"), LOSSLESS_AND_NOT)
def test_someone_left_uncovered_fails_three_ways(
    group: Picture, plan: Plan, kind: str, quality: int
) -> None:
    report = examine(group, plan=plan, output=write(group.pixels, format=kind, quality=quality))
    assert not report.passed
    assert {"regions", "faces"} <= failed(report)
    assert not report.regions[0].destroyed
    assert report.regions[0].correlation > 0.9


@pytest.mark.parametrize(
    ("kind", "strength"), [("png", 0.01), ("jpeg", 0.15), ("jpeg", 0.08), ("webp", 0.15)]
)
def test_a_ghost_of_the_face_beneath_fails(
    group: Picture, plan: Plan, kind: str, strength: float
) -> None:
    covered = render(group, plan=plan)
    ghost = np.round(covered * (1 - strength) + group.pixels * strength).astype(np.uint8)
    report = examine(group, plan=plan, output=write(ghost, format=kind))
    assert not report.regions[0].destroyed


def test_a_face_that_the_plan_never_mentions_fails(group: Picture) -> None:
    nobody = propose(group, found=[])
    report = examine(group, plan=nobody, output=write(group.pixels))
    assert failed(report) == {"faces"}
    assert len(report.faces_left) == 2
    assert "bare at [" in report.failures[0]


def test_another_picture_fails(group: Picture, plan: Plan) -> None:
    other = 255 - render(group, plan=plan)
    assert "picture" in failed(examine(group, plan=plan, output=write(other)))
    smaller = render(group, plan=plan)[1:]
    report = examine(group, plan=plan, output=write(smaller))
    assert failed(report) == {"size"}


def test_metadata_and_trailing_bytes_fail(group: Picture, plan: Plan) -> None:
    covered = render(group, plan=plan)
    exif = Image.Exif()
    exif[0x010E] = "Witness Jane Doe"
    report = examine(group, plan=plan, output=encoded(covered, "JPEG", quality=90, exif=exif))
    assert "APP1" in report.failures[0]
    report = examine(group, plan=plan, output=write(covered) + b"left over")
    assert failed(report) == {"parts"}


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_the_original_appended_fails_twice(
    group: Picture, group_file: bytes, plan: Plan, kind: str
) -> None:
    output = write(render(group, plan=plan), format=kind) + group_file
    assert failed(examine(group, plan=plan, output=output)) == {"parts", "embedded"}


def test_the_original_in_a_chunk_fails(group: Picture, group_file: bytes, plan: Plan) -> None:
    output = write(render(group, plan=plan), format="png")
    body = b"hiDe" + group_file
    hidden = struct.pack(">I", len(group_file)) + body + struct.pack(">I", zlib.crc32(body))
    report = examine(group, plan=plan, output=output[:33] + hidden + output[33:])
    assert failed(report) == {"parts", "embedded"}


@pytest.mark.parametrize("output", [b"", b"<html>", b"\xff\xd8\xff\xe0 cut"])
def test_what_does_not_open_fails(group: Picture, plan: Plan, output: bytes) -> None:
    report = examine(group, plan=plan, output=output)
    assert failed(report) == {"opens"}


def test_a_plan_for_another_picture_is_not_examined(group: Picture, plan: Plan) -> None:
    with pytest.raises(PlanRefused, match="another file"):
        examine(pictured(group.pixels, "e" * 64), plan=plan, output=write(group.pixels))


def test_tiny_regions_are_measured_too(group: Picture) -> None:
    plan = add_region(propose(group, found=[]), box=(300, 400, 309, 409))
    covered = render(group, plan=plan)
    assert examine(group, plan=plan, output=write(covered)).regions[0].destroyed
    assert not examine(group, plan=plan, output=write(group.pixels)).regions[0].destroyed
