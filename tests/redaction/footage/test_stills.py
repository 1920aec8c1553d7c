"""Single frames for a person to look at: the frame that a player shows at that time, and only that part of it."""

from pathlib import Path

import pytest
from tests.redaction.footage.clips import film, number_in

from bluelamp.redaction import Box
from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage.opening import probe
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.stills import Wanted, stills

TICKS = 512  # of a frame, at 25 a second and 12,800 ticks a second


def test_each_still_is_the_frame_shown_at_its_time(tmp_path: Path) -> None:
    path = film(tmp_path / "x.mp4", frames=40)
    found = probe(path, limits=FootageLimits(segment=10))
    assert len(found.segments) > 1
    start = found.picture.first
    frames = (39, 0, 12, 11, 24)
    wanted = [
        Wanted(time=start + frame * TICKS + TICKS // 2, box=Box(0, 0, 96, 64), side=96)
        for frame in frames
    ]
    shown = stills(path, probe=found, wanted=wanted)
    assert [number_in(each) for each in shown] == [*frames]


def test_a_part_is_cut_at_the_edge_and_made_no_larger_than_asked(tmp_path: Path) -> None:
    path = film(tmp_path / "x.mp4", frames=3)
    found = probe(path)
    parts = (Box(-20, -20, 24, 16), Box(0, 0, 96, 64))
    wanted = [Wanted(time=found.picture.first, box=box, side=48) for box in parts]
    sizes = [each.shape for each in stills(path, probe=found, wanted=wanted)]
    assert sizes == [(16, 24, 3), (32, 48, 3)]
    outside = Wanted(time=0, box=Box(200, 0, 300, 50), side=48)
    with pytest.raises(FootageRefused, match="covers no pixel"):
        stills(path, probe=found, wanted=[outside])
