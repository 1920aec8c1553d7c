"""Tiles: one region each, set one below the other on a sheet, so that a page asks for one picture."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from bluelamp.redaction import write
from bluelamp.redaction.picture import Pixels

TILE: Final = 208  # pixels a side
_GROUND = 238  # grey beside what does not fill its tile


def sheet(tiles: Sequence[Pixels]) -> bytes:
    """The tiles, none larger than TILE, as a JPEG; small ones are shown several times their size."""
    whole = np.full((TILE * max(1, len(tiles)), TILE, 3), _GROUND, np.uint8)
    for number, small in enumerate(tiles):
        times = max(1, TILE // max(small.shape[:2]))
        tile = small.repeat(times, axis=0).repeat(times, axis=1)
        height, width = tile.shape[:2]
        top, left = number * TILE + (TILE - height) // 2, (TILE - width) // 2
        whole[top : top + height, left : left + width] = tile
    return write(whole, quality=85)
