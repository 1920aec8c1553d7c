"""Encoding finished pixels into a file that holds the pixels and nothing else."""

# ruff: noqa: A001, A002  the public names are the plain words "format"

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from .errors import RedactionError
from .picture import WRITABLE, Format, Pixels

_WEBP_SIDE = 16_383


def write(pixels: Pixels, *, format: Format | str = Format.JPEG, quality: int = 90) -> bytes:
    """The pixels as JPEG, PNG or WebP; the same pixels give the same bytes.

    JPEG keeps full colour resolution (4:4:4).  ``quality`` is 1 to 100 and ignored for PNG.
    Raises RedactionError for another format, or a picture too large for the one asked for.
    """
    kind = writable_format(format)
    if not 1 <= quality <= 100:
        raise RedactionError(f"The quality is {quality}; it must be from 1 to 100.")
    if kind is Format.WEBP and max(pixels.shape[:2]) > _WEBP_SIDE:
        raise RedactionError(f"WebP holds at most {_WEBP_SIDE:,} pixels a side; write JPEG or PNG.")
    image = Image.fromarray(np.ascontiguousarray(pixels))
    out = io.BytesIO()
    if kind is Format.JPEG:
        image.save(out, "JPEG", quality=quality, subsampling=0)
    elif kind is Format.PNG:
        image.save(out, "PNG", compress_level=6)
    else:
        image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def writable_format(name: Format | str) -> Format:
    """The format of that name, if it may be written; raises RedactionError."""
    for format in WRITABLE:
        if format.lower() == str(name).lower():
            return format
    raise RedactionError(f"{name} cannot be written; choose JPEG, PNG or WebP.")
