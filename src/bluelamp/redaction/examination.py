"""Examination: the finished bytes are opened again and shown to hide what the plan hides."""

from __future__ import annotations

import hashlib
from typing import Literal

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from .errors import PictureRefused
from .faces import Faces
from .geometry import Box
from .opening import open_picture
from .picture import Format, Limits, Picture, Pixels
from .plan import Plan, Region
from .rendering import covered, render, visible
from .structure import pictures_inside, unexpected

# A lossy codec disturbs a region only near its edge, in blocks of up to 16 pixels that hold both
# sides.  Deeper than that the original must not correlate with what is left; in a region too small
# to have such a depth, next to none of it may show through.
_EDGE, _ENOUGH = 16, 256
_MOST_ERROR = 12.0  # mean, in levels of 255: an untouched face differs from the fill by 40 to 180
_LARGE, _SQUARE = 160 * 160, 64  # pixels of a region that is also measured in squares; their sides
_MOST_ERROR_OUTSIDE = 16.0
_QUIET = 0.5  # a deviation of the error below this is rounding
_MOST_CORRELATION, _MOST_SHOWING = 0.3, 0.1
_HIDDEN = 0.5  # a face with this share under cover is not bare
_LISTED, _CERTAIN = 0.3, 0.5  # confidence of a face: named in the report; fails the examination


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at; ``detail`` is a sentence for a person."""

    name: str
    passed: bool
    detail: str


class RegionCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How one obscured region came out.

    ``error`` is its mean distance from the effect, or that of the worst square of a large one, in
    levels of 255; ``correlation`` is that of the error with the original beneath, and ``showing``
    the share of the original in it (0 none, 1 all).
    """

    id: str
    error: float
    correlation: float
    showing: float
    destroyed: bool


class FaceLeft(msgspec.Struct, frozen=True, kw_only=True):
    """A face seen in the output where nobody is kept."""

    box: Box
    confidence: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The examination of one output, bound to its input, plan and bytes by their sha256."""

    version: Literal[1] = 1
    passed: bool
    input_sha256: str
    plan_sha256: str
    output_sha256: str
    effect: str
    checks: tuple[Check, ...]
    regions: tuple[RegionCheck, ...] = ()
    faces_left: tuple[FaceLeft, ...] = ()

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each check that did not pass."""
        return tuple(check.detail for check in self.checks if not check.passed)

    def readable(self) -> bytes:
        """The report as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def examine(picture: Picture, *, plan: Plan, output: bytes) -> Report:
    """Open the output as any stranger's file and compare it with the plan.

    ``passed`` is false where anything but pixels travels, a covered region is not destroyed, the
    picture is another one, or a certain face is bare that nobody keeps.  Raises PlanRefused for a
    plan that was made for another picture.
    """
    expected = render(picture, plan=plan)
    try:
        finished = open_picture(output, limits=_limits_for(picture, output))
    except PictureRefused as error:
        return _report(picture, plan, output, [_check("opens", str(error), passed=False)])
    checks = [_check("opens", f"The output opens as {finished.format}."), *_shell(finished, output)]
    if finished.pixels.shape != expected.shape:
        size = f"The output is {finished.width} by {finished.height} pixels, not as planned."
        return _report(picture, plan, output, [*checks, _check("size", size, passed=False)])
    regions = tuple(
        _region(region, plan, (picture, expected, finished)) for region in plan.obscured
    )
    left = _faces_left(finished, plan, _proven(plan, regions))
    checks += [
        _check("size", f"The output is {finished.width} by {finished.height} pixels, as planned."),
        _check_regions(regions),
        _check_outside(expected, finished),
        _check_faces(left),
    ]
    return _report(picture, plan, output, checks, regions=regions, left=left)


def _limits_for(picture: Picture, output: bytes) -> Limits:
    """Twice what the picture itself should need, so that a swollen output is refused."""
    return Limits(
        file_bytes=max(len(output), 1),
        pixels=2 * picture.width * picture.height,
        side=2 * max(picture.width, picture.height),
    )


def _report(
    picture: Picture,
    plan: Plan,
    output: bytes,
    checks: list[Check],
    *,
    regions: tuple[RegionCheck, ...] = (),
    left: tuple[FaceLeft, ...] = (),
) -> Report:
    return Report(
        passed=all(check.passed for check in checks),
        input_sha256=picture.sha256,
        plan_sha256=plan.digest(),
        output_sha256=hashlib.sha256(output).hexdigest(),
        effect=plan.effect,
        checks=tuple(checks),
        regions=regions,
        faces_left=left,
    )


def _check(name: str, detail: str, *, passed: bool = True) -> Check:
    return Check(name=name, passed=passed, detail=detail)


def _shell(finished: Picture, output: bytes) -> list[Check]:
    """The file around the pixels: its parts, and pictures carved out of it."""
    odd = unexpected(output, format=finished.format)
    inside = pictures_inside(output)
    nothing, none = "Nothing but pixels travels.", "No other picture lies inside."
    return [
        _check(
            "parts", f"The output also holds: {', '.join(odd)}." if odd else nothing, passed=not odd
        ),
        _check(
            "embedded",
            f"The output holds another picture: {', '.join(inside)}." if inside else none,
            passed=not inside,
        ),
    ]


def _region(region: Region, plan: Plan, pictures: tuple[Picture, Pixels, Picture]) -> RegionCheck:
    picture, expected, finished = pictures
    place, mask = visible(region, plan=plan)
    if not mask.any():  # the box reaches into the picture, the shape does not
        return RegionCheck(id=region.id, error=0.0, correlation=0.0, showing=0.0, destroyed=True)
    wanted = expected[place].astype(np.float32)
    error = finished.pixels[place].astype(np.float32) - wanted
    beneath = picture.pixels[place].astype(np.float32) - wanted
    _, deep = visible(region, plan=plan, margin=_EDGE)
    worst = max(float(np.abs(error[mask]).mean()), _worst_square(error, deep))
    measured = deep if np.count_nonzero(deep) >= _ENOUGH else mask
    correlation, showing = _likeness(error[measured], beneath[measured])
    most = 0.0 if finished.format is Format.PNG else _MOST_ERROR
    return RegionCheck(
        id=region.id,
        error=round(worst, 2),
        correlation=round(correlation, 3),
        showing=round(showing, 3),
        destroyed=worst <= most
        and showing <= _MOST_SHOWING
        and (measured is mask or correlation <= _MOST_CORRELATION),
    )


def _worst_square(error: NDArray[np.float32], mask: NDArray[np.bool_]) -> float:
    """The highest mean of any square that a large region fills by half: a little bare is told there."""
    if np.count_nonzero(mask) < _LARGE:
        return 0.0
    size, held = (_SQUARE, _SQUARE), mask.astype(np.float32)
    sums = cv2.boxFilter(np.abs(error).mean(axis=2) * held, -1, size)
    share = cv2.boxFilter(held, -1, size)
    return float(np.where(share >= 0.5, sums / np.maximum(share, 0.5), 0.0).max())


def _likeness(error: NDArray[np.float32], beneath: NDArray[np.float32]) -> tuple[float, float]:
    """Pearson's coefficient and the regression slope of the error on what lies beneath.

    Both are 0 where the error is rounding or the original has no detail to show.
    """
    if error.std() < _QUIET or beneath.std() < _QUIET:
        return 0.0, 0.0
    a, b = (error - error.mean()).ravel(), (beneath - beneath.mean()).ravel()
    common = abs(float(a @ b))
    return common / float(np.sqrt((a @ a) * (b @ b))), common / float(b @ b)


def _check_regions(regions: tuple[RegionCheck, ...]) -> Check:
    bad = [region.id for region in regions if not region.destroyed]
    if bad:
        return _check("regions", f"Not destroyed: {', '.join(bad)}.", passed=False)
    return _check("regions", f"{len(regions)} obscured regions are destroyed.")


def _check_outside(expected: Pixels, finished: Picture) -> Check:
    """The whole picture is the planned one, within the codec's error."""
    step = max(1, expected.shape[0] * expected.shape[1] // 4_000_000)
    error = np.abs(expected[::step].astype(np.int16) - finished.pixels[::step]).mean()
    same = bool(error <= _MOST_ERROR_OUTSIDE)
    detail = f"The output differs from the plan's picture by {error:.1f} levels of 255 on average."
    return _check("picture", detail, passed=same)


def _proven(plan: Plan, regions: tuple[RegionCheck, ...]) -> NDArray[np.bool_]:
    """Height x width: what lies under regions that were measured as destroyed."""
    destroyed = {region.id for region in regions if region.destroyed}
    kept_out = tuple(region for region in plan.obscured if region.id in destroyed)
    return covered(msgspec.structs.replace(plan, findings=(), regions=kept_out))


def _faces_left(finished: Picture, plan: Plan, hidden: NDArray[np.bool_]) -> tuple[FaceLeft, ...]:
    seen = Faces(threshold=_LISTED)(finished.pixels)
    return tuple(
        FaceLeft(box=face.box, confidence=round(face.confidence, 3))
        for face in seen
        if not any(region.box.holds(face.box.centre) for region in plan.kept if not region.inverse)
        and _share(hidden, face.box) < _HIDDEN
    )


def _share(mask: NDArray[np.bool_], box: Box) -> float:
    """How much of the box is covered; a face "seen" there was made of cover and surroundings."""
    return float(mask[box.top : box.bottom, box.left : box.right].mean())


def _check_faces(left: tuple[FaceLeft, ...]) -> Check:
    bare = [face for face in left if face.confidence >= _CERTAIN]
    if bare:
        places = ", ".join(str(list(msgspec.structs.astuple(face.box))) for face in bare)
        return _check("faces", f"A face that nobody keeps is bare at {places}.", passed=False)
    doubtful = f" {len(left)} doubtful ones are listed." if left else ""
    return _check("faces", f"No certain face is bare that nobody keeps.{doubtful}")
