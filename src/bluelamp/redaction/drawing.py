"""Pictures for choosing: the crop of one finding, and the whole with numbered outlines."""

from __future__ import annotations

from typing import assert_never

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .errors import RedactionError
from .geometry import Box
from .picture import Picture, Pixels
from .plan import Plan, Region, check
from .terms import Decision, Shape
from .writing import write

_COVERED, _KEPT, _EDGE = (212, 53, 28), (0, 112, 60), (255, 255, 255)


def crop(picture: Picture, *, box: Box, max_side: int = 256) -> bytes:
    """The part of the picture in the box as a JPEG of at most that many pixels a side."""
    inside = box.within(picture.width, picture.height)
    if not inside.area:
        raise RedactionError("The box to crop covers no pixel of the picture.")
    part = Image.fromarray(
        picture.pixels[inside.top : inside.bottom, inside.left : inside.right].copy()
    )
    part.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return write(_pixels(part), quality=85)


def outline(picture: Picture, *, plan: Plan) -> Pixels:
    """The picture with every region outlined and numbered: red is obscured, green is kept."""
    check(plan, picture=picture)
    image = Image.fromarray(picture.pixels.copy())
    draw = ImageDraw.Draw(image)
    for region in plan.everything:
        _outline_one(draw, region, max(1, round(max(image.size) / 400)))
    return _pixels(image)


def _outline_one(draw: ImageDraw.ImageDraw, region: Region, line: int) -> None:
    box = region.box
    corners = (box.left, box.top, box.right - 1, box.bottom - 1)
    colour = _KEPT if region.decision is Decision.KEEP else _COVERED
    for edge, width in ((_EDGE, line + 2), (colour, line)):
        match region.shape:
            case Shape.ELLIPSE:
                draw.ellipse(corners, outline=edge, width=width)
            case Shape.BOX:
                draw.rectangle(corners, outline=edge, width=width)
            case Shape.POLYGON:
                points = [
                    (box.left + x * (box.width - 1), box.top + y * (box.height - 1))
                    for x, y in region.points or ()
                ]
                draw.polygon(points, outline=edge, width=width)
            case _:
                assert_never(region.shape)
    font = ImageFont.load_default(max(11, min(48, round(box.height * 0.22))))
    label = draw.textbbox((box.left, box.top), region.id, font=font)
    draw.rectangle((label[0] - 2, label[1] - 2, label[2] + 2, label[3] + 2), fill=colour)
    draw.text((box.left, box.top), region.id, fill=_EDGE, font=font)


def _pixels(image: Image.Image) -> Pixels:
    return np.asarray(image, np.uint8)
