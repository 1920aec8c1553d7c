"""Obscuring: a copy of the picture in which nothing of a covered region is left.

Solid fill depends on nothing beneath it.  Pixelation does, and is the weaker choice: at most four
by four cells a region, four levels a channel, and noise before the levels are taken
(McPherson, Shokri and Shmatikov, arXiv 1609.00408, on why plain mosaics are reversed).
"""

from __future__ import annotations

import hashlib
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .picture import Picture, Pixels
from .plan import Effect, Plan, Region, Shape, check

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
        inside = _view(rendered, region.box)
        match plan.effect:
            case Effect.SOLID:
                inside[shape_mask(region)] = FILL
            case Effect.PIXELATE:
                original = _view(picture.pixels, region.box)
                inside[shape_mask(region)] = _blocks(original, plan, region)[shape_mask(region)]
            case _:
                assert_never(plan.effect)
    return rendered


def covered(plan: Plan) -> NDArray[np.bool_]:
    """Height x width: which pixels lie under an obscured region."""
    mask = np.zeros((plan.height, plan.width), bool)
    for region in plan.obscured:
        part = mask[region.box.top : region.box.bottom, region.box.left : region.box.right]
        part |= shape_mask(region)
    return mask


def shape_mask(region: Region) -> NDArray[np.bool_]:
    """Which pixels of the region's box lie in its shape; an ellipse includes every pixel it cuts."""
    rows, columns = region.box.height, region.box.width
    if region.shape is Shape.BOX:
        return np.ones((rows, columns), bool)
    y = _nearest_to_centre(rows) / (rows / 2)
    x = _nearest_to_centre(columns) / (columns / 2)
    return np.asarray(y[:, None] ** 2 + x[None, :] ** 2 < 1.0)


def _nearest_to_centre(count: int) -> NDArray[np.float64]:
    """For each pixel of a row, the distance from the row's middle to the pixel's nearest edge."""
    middles = np.abs(np.arange(count) + 0.5 - count / 2)
    return np.asarray(np.maximum(middles - 0.5, 0.0))


def _view(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.bottom, box.left : box.right]


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
