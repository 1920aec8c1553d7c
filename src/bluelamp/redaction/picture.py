"""The decoded picture and the limits it was decoded under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # height x width x 3, sRGB, row 0 at the top of the upright picture


class Format(StrEnum):
    """The kinds of file that may be opened."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    TIFF = "TIFF"
    HEIC = "HEIC"
    AVIF = "AVIF"


WRITABLE = (Format.JPEG, Format.PNG, Format.WEBP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost to open: bytes, pixels, longest side in pixels, seconds of CPU."""

    file_bytes: int = 50_000_000
    pixels: int = 100_000_000
    side: int = 20_000
    seconds: int = 30

    @property
    def memory_bytes(self) -> int:
        """Address space for the decoder: interpreter and libraries, then 16 bytes a pixel."""
        return 768_000_000 + 2 * self.file_bytes + 16 * self.pixels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """An upright 8-bit sRGB picture without alpha, bound to the file it was decoded from.

    ``pixels`` is read-only; ``sha256`` is of the file's bytes; ``original_size`` is (width, height)
    as stored, before the orientation tag was applied; ``notes`` say what was dropped or converted.
    """

    pixels: Pixels
    sha256: str
    format: Format
    original_size: tuple[int, int]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Columns of the upright picture."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows of the upright picture."""
        return int(self.pixels.shape[0])
