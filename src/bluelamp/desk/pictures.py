"""Pictures as pages show them: decoded and written anew at screen size, never the file that was handed in."""

import io
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Final

import numpy as np
from PIL import Image

from bluelamp.desk import tiles
from bluelamp.redaction import Box, Picture, Plan, crop, open_picture, outline, render, write
from bluelamp.redaction.plan import find
from bluelamp.redaction.stamping import stamped
from bluelamp.vault import selectors as vault
from bluelamp.vault.errors import VaultError

SCREEN: Final = (
    2000  # pixels on the longer side: sharp on a desk's screen, far smaller than the file
)
CLOSE_UP: Final = 900
_ROUND_A_HEAD = 0.6  # of the region's size, added on each side of a close-up
_KEPT = 8


class PictureOutOfReach(Exception):
    """The vault cannot give the picture; the sentence says why."""

    http_status = 503
    what_next = "Nothing was changed. Tell whoever looks after Bluelamp for this force."


class _Recent:
    """The last few screen pictures, in memory alone: decoding one takes a second."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def of(self, sha256: str, content: bytes) -> bytes:
        """The screen picture of the original with this sha256 and content."""
        with self._lock:
            shown = self._shown.pop(sha256, None)
        if shown is None:
            picture = open_picture(content)
            shown = crop(picture, box=_whole(picture), max_side=SCREEN)
        with self._lock:
            self._shown[sha256] = shown
            while len(self._shown) > _KEPT:
                self._shown.popitem(last=False)
        return shown


_recent = _Recent()


def on_screen(*, case: str, sha256: str) -> bytes:
    """The original as a JPEG of at most SCREEN pixels a side; the caller has recorded the consultation."""
    return _recent.of(sha256, _kept_original(case=case, sha256=sha256))


def outlined(*, case: str, plan: Plan) -> bytes:
    """The original with every region outlined and numbered, as a JPEG; recorded as for `on_screen`."""
    return write(outline(_opened(case, plan), plan=plan), quality=85)


def preview(*, case: str, plan: Plan) -> bytes:
    """The picture as the plan will have it, as a JPEG at screen size; recorded as for `on_screen`."""
    picture = _opened(case, plan)
    covered = replace(picture, pixels=render(picture, plan=plan))
    return crop(covered, box=_whole(picture), max_side=SCREEN)


def close_up(*, case: str, plan: Plan, region: str) -> bytes:
    """One region and what is round it, from the full picture, as a JPEG; recorded as for `on_screen`."""
    box = find(plan, id=region).box
    return crop(_opened(case, plan), box=_around(box), max_side=CLOSE_UP)


def sheet(*, case: str, plan: Plan, regions: Sequence[str]) -> bytes:
    """Each of the regions close up, one tile below the other, as a JPEG; recorded as for `on_screen`."""
    picture, boxes = _opened(case, plan), [find(plan, id=each).box for each in regions]
    parts = [crop(picture, box=_around(box), max_side=tiles.TILE) for box in boxes]
    return tiles.sheet([np.asarray(Image.open(io.BytesIO(each))) for each in parts])


def stamped_copy(content: bytes, *, words: str) -> bytes:
    """A finished picture at screen size with words across it, as a JPEG."""
    picture = open_picture(content)
    marked = replace(picture, pixels=stamped(picture.pixels, words=words))
    return crop(marked, box=_whole(picture), max_side=SCREEN)


def _opened(case: str, plan: Plan) -> Picture:
    return open_picture(_kept_original(case=case, sha256=plan.source_sha256))


def _around(box: Box) -> Box:
    return box.grown(sides=_ROUND_A_HEAD, top=_ROUND_A_HEAD, bottom=_ROUND_A_HEAD)


def _whole(picture: Picture) -> Box:
    return Box(0, 0, picture.width, picture.height)


def kept_rendition(*, case: str, sha256: str) -> bytes:
    """The rendition's own bytes, which went through the examination."""
    try:
        return vault.rendition(sha256=sha256, case=case)
    except VaultError as fault:
        raise PictureOutOfReach(str(fault)) from fault


def _kept_original(*, case: str, sha256: str) -> bytes:
    try:
        return vault.original(sha256=sha256, case=case)
    except VaultError as fault:
        raise PictureOutOfReach(str(fault)) from fault
