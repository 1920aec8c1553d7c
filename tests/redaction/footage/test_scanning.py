"""Scanning: all of a picture lies in pieces, and a small face is found wherever they meet."""

from itertools import pairwise

import numpy as np
import pytest
from av import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.redaction.conftest import DEMO

from bluelamp.redaction.footage import scanning
from bluelamp.redaction.footage.frames import Frame, Scalers


@given(st.integers(1, 80).map(lambda steps: steps * 32))
def test_pieces_share_enough_and_leave_nothing_out(length: int) -> None:
    pieces = list(scanning._pieces(length))
    (size,) = {piece.stop - piece.start for piece in pieces}
    assert size % 32 == 0
    assert size <= 736
    assert (pieces[0].start, pieces[-1].stop) == (0, length)
    assert all(one.stop - following.start >= 95 for one, following in pairwise(pieces))


def test_large_pictures_are_looked_at_in_their_own_size_too() -> None:
    assert scanning._sides(1280) == (320, 640, 1280)
    assert scanning._sides(1601) == (320, 640, 1280, 1601)
    assert scanning._sides(4096) == (320, 640, 1280, 1920)


def found_beside(x: int) -> int:
    """How many faces are found there, of one of 16 pixels in an even picture of 1280 by 704."""
    canvas = Image.new("RGB", (1280, 704), (110, 110, 110))
    with Image.open(DEMO / "group.jpg") as group:
        man = group.convert("RGB").crop((100, 150, 620, 853)).resize((33, 44))
    canvas.paste(man, (x - 16, 330))
    frame = Frame(0, VideoFrame.from_ndarray(np.asarray(canvas)), 0, Scalers())
    return len(scanning.scan(frame, threshold=0.3))


@pytest.mark.media
def test_a_small_face_is_found_where_pieces_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    across = [*scanning._pieces(1280)]
    places = (across[1].start, 640, across[0].stop)
    assert [found_beside(x) for x in places] == [1, 1, 1]
    monkeypatch.setattr(scanning, "_OVERLAP", 0)
    assert found_beside(640) == 0
