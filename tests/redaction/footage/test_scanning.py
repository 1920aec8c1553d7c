"""Scanning: all of a picture lies in pieces, and a small face is found wherever they meet."""

from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from av import VideoFrame
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.redaction.conftest import DEMO
from tests.redaction.footage.making import film

from bluelamp.redaction.footage import scanning
from bluelamp.redaction.footage.confined import Confined, Step
from bluelamp.redaction.footage.frames import Frame, Scalers
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.plan import Track, propose_footage
from bluelamp.redaction.footage.values import Place
from bluelamp.redaction.terms import Effect


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


@pytest.mark.media
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux says how much was taken")
def test_examining_1080p_takes_less_than_400_megabytes(tmp_path: Path) -> None:
    """With the original decoded beside the film, which takes most."""
    source = film(tmp_path / "a.mp4", times=range(5), size=(1920, 1080), kind="mp4")
    found = probe(source)
    place = tuple(
        Place(time, 10, 10, 600, 600) for time in (found.picture.first, found.picture.last)
    )
    plan = propose_footage(found, [Track(id="t1", parts=(place,))])
    plan = msgspec.structs.replace(plan, effect=Effect.PIXELATE)
    setting = msgspec.msgpack.encode((found, plan))
    with Confined(Step.EXAMINE, setting=setting, sources=[source, source]) as process:
        for segment in found.segments:
            assert any(process.ask(msgspec.msgpack.encode(segment)))
        status = Path(f"/proc/{process._process.pid}/status").read_text()
    (peak,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak) < 400_000
