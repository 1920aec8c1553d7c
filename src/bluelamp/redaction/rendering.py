"""Obscuring: a copy of the picture in which nothing of a covered region is left.

Solid fill depends on nothing beneath it.  Pixelation does, and is the weaker choice: at most four
by four cells a region, four levels a channel, and noise before the levels are taken
(McPherson, Shokri and Shmatikov, arXiv 1609.00408, on why plain mosaics are reversed).
"""

from __future__ import annotations

import hashlib
from typing import assert_never

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .outlines import taken
from .picture import Picture, Pixels
from .plan import Plan, Region, check
from .terms import Effect, Shape

FILL = (0, 0, 0)
_CELLS, _LEVELS, _NOISE = 4, 4, 40.0


def render(picture: Picture, *, plan: Plan) -> Pixels:
    """The picture with every region obscured that the plan does not keep.

    Cover wins: where an obscured region lies over someone kept, it stays.  Raises PlanRefused for a
    plan that was made for another file.
    """
    check(plan, picture=picture)
    rendered = picture.pixels.copy()
    for region in plan.obscured:
        place, mask = visible(region, plan=plan)
        match plan.effect:
            case Effect.SOLID:
                rendered[place][mask] = FILL
            case Effect.PIXELATE:
                rendered[place][mask] = _blocks(picture.pixels[place], plan, region)[mask]
            case _:
                assert_never(plan.effect)
    return rendered


def covered(plan: Plan) -> NDArray[np.bool_]:
    """Height x width: which pixels lie under an obscured region."""
    whole = np.zeros((plan.height, plan.width), bool)
    for region in plan.obscured:
        place, mask = visible(region, plan=plan)
        whole[place] |= mask
    return whole


def visible(
    region: Region, *, plan: Plan, margin: int = 0
) -> tuple[tuple[slice, slice], NDArray[np.bool_]]:
    """The rows and columns of the picture that the region's box takes, and the shape within them.

    With a margin in pixels, only what lies that deep inside the shape.
    """
    if region.inverse:
        return (slice(0, plan.height), slice(0, plan.width)), _all_but(region, plan, margin)
    box, inside = region.box, region.box.within(plan.width, plan.height)
    whole = np.zeros((box.height, box.width), bool)
    inner = Box(margin, margin, box.width - margin, box.height - margin)
    if inner.area and region.shape is Shape.POLYGON:
        whole = _deep(np.pad(shape_mask(region), margin), margin)[
            margin : -margin or None, margin : -margin or None
        ]
    elif inner.area:
        shape = shape_mask(msgspec.structs.replace(region, box=inner))
        whole[inner.top : inner.bottom, inner.left : inner.right] = shape
    rows, columns = slice(inside.top, inside.bottom), slice(inside.left, inside.right)
    down, across = inside.top - box.top, inside.left - box.left
    return (rows, columns), whole[down : down + inside.height, across : across + inside.width]


def shape_mask(region: Region) -> NDArray[np.bool_]:
    """Which pixels of the region's box lie in its shape: every pixel that its outline cuts."""
    rows, columns = region.box.height, region.box.width
    match region.shape:
        case Shape.BOX:
            return np.ones((rows, columns), bool)
        case Shape.ELLIPSE:
            y = _nearest_to_centre(rows) / (rows / 2)
            x = _nearest_to_centre(columns) / (columns / 2)
            return np.asarray(y[:, None] ** 2 + x[None, :] ** 2 < 1.0)
        case Shape.POLYGON:
            inside, edges = taken([np.array(region.points) * (columns, rows)], (rows, columns))
            return inside | edges
        case _:
            assert_never(region.shape)


def _all_but(region: Region, plan: Plan, margin: int) -> NDArray[np.bool_]:
    """Height x width: the pixels of the picture that do not lie wholly in the region's shape."""
    box = region.box
    y = np.arange(plan.height, dtype=np.float64)[:, None] - box.top
    x = np.arange(plan.width, dtype=np.float64)[None, :] - box.left
    match region.shape:
        case Shape.BOX:
            left = (y >= 0) & (y + 1 <= box.height) & (x >= 0) & (x + 1 <= box.width)
        case Shape.ELLIPSE:
            down = (np.abs(2 * y + 1 - box.height) + 1) / box.height
            across = (np.abs(2 * x + 1 - box.width) + 1) / box.width
            left = down**2 + across**2 <= 1
        case Shape.POLYGON:
            corners = np.array(region.points) * (box.width, box.height) + (box.left, box.top)
            inside, edges = taken([corners], (plan.height, plan.width))
            left = inside & ~edges
        case _:
            assert_never(region.shape)
    return _deep(~left, margin)


def _deep(mask: NDArray[np.bool_], margin: int) -> NDArray[np.bool_]:
    """Pixels around which all in a square that reaches so far are in the mask, or out of the picture."""
    square = np.ones((2 * margin + 1, 2 * margin + 1), np.uint8)
    return np.asarray(cv2.erode(mask.astype(np.uint8), square), bool)


def _nearest_to_centre(count: int) -> NDArray[np.float64]:
    """For each pixel of a row, the distance from the row's middle to the pixel's nearest edge."""
    middles = np.abs(np.arange(count) + 0.5 - count / 2)
    return np.asarray(np.maximum(middles - 0.5, 0.0))


def _blocks(original: Pixels, plan: Plan, region: Region) -> Pixels:
    """The region as coarse blocks.

    The noise is drawn from the plan's digest, so the same file and plan give the same bytes; to
    subtract it one needs the plan, which names the very file that is hidden.
    """
    seed = hashlib.sha256(f"{plan.digest()} {region.id}".encode()).digest()
    noise = np.random.Generator(np.random.PCG64(int.from_bytes(seed, "big")))
    rows = np.array_split(np.arange(original.shape[0]), min(_CELLS, original.shape[0]))
    columns = np.array_split(np.arange(original.shape[1]), min(_CELLS, original.shape[1]))
    blocks = np.empty_like(original)
    step = 255 / (_LEVELS - 1)
    for down in rows:
        for across in columns:
            cell = np.ix_(down, across)
            level = original[cell].mean(axis=(0, 1)) + noise.normal(0, _NOISE, 3)
            blocks[cell] = np.clip(np.round(level / step) * step, 0, 255).astype(np.uint8)
    return blocks
