"""Corrections in time: what is not said to change stays covered, and what cannot be is refused."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.redaction import PlanRefused, Standing
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.correcting import (
    cover_all,
    extend,
    hide_from,
    lay,
    place,
    split,
    unplace,
)
from bluelamp.redaction.footage.plan import FootagePlan, Track, add_region, find
from bluelamp.redaction.footage.values import Place, Segment
from bluelamp.redaction.footage.whereabouts import Whereabouts
from bluelamp.redaction.grouping import decide, everyone, merge

WHOLE = Segment(number=0, seek=0, start=-(10**6), end=None)
FIRST = (Place(0, 10, 10, 30, 40), Place(100, 20, 10, 40, 40))
SECOND = (Place(200, 50, 10, 70, 40), Place(300, 60, 20, 80, 50))


def plan() -> FootagePlan:
    track = Track(id="t1", kind=Kind.FACE, parts=(FIRST, SECOND))
    found = FootagePlan(
        source_sha256="0" * 64, width=100, height=80, time_base=(1, 25), tracks=(track,)
    )
    return add_region(found, places=FIRST)


def boxes(plan: FootagePlan, id_: str, time: int) -> list[tuple[float, ...]]:
    """Where a track is at a time."""
    there = Whereabouts([find(plan, id=id_)], segment=WHOLE, half=0).at(time)
    return [tuple(reach.here) for _, reach in there]


@given(st.integers(-5, 305))
def test_a_track_that_is_split_is_covered_as_before_once_in_every_frame(at: int) -> None:
    sought = decide(plan(), ids=["t1"], standing="sought")
    if not 0 < at <= 300:
        with pytest.raises(PlanRefused, match="before that time and after it"):
            split(sought, id="t1", at=at)
        return
    parted = split(sought, id="t1", at=at)
    for time in range(-5, 306):
        early, late = boxes(parted, "t1", time), boxes(parted, "t2", time)
        assert np.allclose(early + late, boxes(sought, "t1", time))
        assert not (late if time < at else early)
    assert {track.stands for track in parted.tracks} == {Standing.SOUGHT}
    assert [region.id for region in everyone(parted)[0].regions] == ["t1", "t2"]


def test_whoever_is_split_stays_in_the_group() -> None:
    grouped = merge(plan(), ids=["t1", "h1"])
    parted = split(split(grouped, id="h1", at=50), id="t1", at=150)
    assert {track.person for track in parted.everything} == {"g1"}
    assert [track.id for track in parted.everything] == ["t1", "t2", "h1", "h2"]


@pytest.mark.parametrize("at", [1, 60, 150, 200, 300])
def test_whoever_is_hidden_from_a_frame_on_is_covered_from_that_frame(at: int) -> None:
    shown = decide(plan(), ids=["t1"], standing="permitted")
    hidden = hide_from(shown, id="t1", at=at)
    covered = Whereabouts(hidden.obscured, segment=WHOLE, half=0)
    for time in range(305):
        is_covered = any(track.id.startswith("t") for track, _ in covered.at(time))
        assert is_covered == (time >= at and bool(boxes(shown, "t1", time)))
    assert hide_from(shown, id="t1", at=0).kept == ()
    with pytest.raises(PlanRefused):
        hide_from(shown, id="t1", at=301)


def test_a_key_frame_is_reached_straight_from_its_neighbours_and_taken_away() -> None:
    moved = place(plan(), id="h1", at=50, box=(0, 0, 10, 10))
    assert boxes(moved, "h1", 50) == [(0, 0, 10, 10)]
    assert boxes(moved, "h1", 75) == [(10, 5, 25, 25)]
    assert boxes(place(moved, id="h1", at=50, box=(1, 1, 9, 9)), "h1", 50) == [(1, 1, 9, 9)]
    assert unplace(moved, id="h1", at=50) == plan()
    late = place(plan(), id="h1", at=200, box=(80, 10, 90, 40))
    assert boxes(late, "h1", 150) == [(50, 10, 65, 40)]
    between = place(plan(), id="t1", at=140, box=(30, 10, 50, 40))
    assert boxes(between, "t1", 120) == [(25, 10, 45, 40)]
    assert boxes(between, "t1", 141) == []
    with pytest.raises(PlanRefused, match="no place at that time"):
        unplace(plan(), id="h1", at=50)
    one = unplace(plan(), id="h1", at=0)
    assert boxes(one, "h1", 100)
    assert not boxes(one, "h1", 99)
    with pytest.raises(PlanRefused, match="has no other place"):
        unplace(one, id="h1", at=100)
    for box in ((1, 2, 3), (5, 5, 5, 9), (0, 0, float("nan"), 9)):
        with pytest.raises(PlanRefused):
            place(plan(), id="h1", at=50, box=box)


def test_what_stood_still_is_moved_for_as_long_as_it_would_have_stood() -> None:
    still = [Place(time, 10, 10, 30, 30) for time in (0, 50, 100)]
    drawn = add_region(plan(), places=[*still, Place(200, 60, 10, 80, 30)])
    whole = place(drawn, id="h2", at=0, box=(40, 40, 60, 60))
    assert {tuple(boxes(whole, "h2", time)[0]) for time in (0, 60, 100)} == {(40, 40, 60, 60)}
    assert boxes(whole, "h2", 200) == boxes(drawn, "h2", 200)
    late = place(drawn, id="h2", at=75, box=(40, 40, 60, 60))
    assert boxes(late, "h2", 50) == boxes(drawn, "h2", 50)
    assert boxes(late, "h2", 100) == [(40, 40, 60, 60)]
    assert place(drawn, id="h2", at=150, box=(0, 0, 9, 9)).regions[1].parts[0][:3] == tuple(still)


def test_a_region_is_made_longer_or_shorter_and_what_was_found_only_longer() -> None:
    longer = extend(plan(), id="h1", first=-20, last=150)
    assert boxes(longer, "h1", -20) == [tuple(map(float, (10, 10, 30, 40)))]
    assert boxes(longer, "h1", 150) == boxes(longer, "h1", 100)
    assert boxes(longer, "h1", 50) == boxes(plan(), "h1", 50)
    shorter = extend(plan(), id="h1", first=25, last=75)
    assert not boxes(shorter, "h1", 24)
    assert not boxes(shorter, "h1", 76)
    assert boxes(shorter, "h1", 25) == boxes(plan(), "h1", 25)
    assert extend(plan(), id="h1", first=0, last=100) == plan()
    assert boxes(extend(plan(), id="t1", last=400), "t1", 400)
    with pytest.raises(PlanRefused, match="t1 was found: split it"):
        extend(plan(), id="t1", last=250)
    with pytest.raises(PlanRefused, match="Nothing would be left of h1"):
        extend(plan(), id="h1", first=101)


def test_the_whole_picture_is_covered_for_a_time() -> None:
    covered = cover_all(plan(), first=10, last=90)
    assert boxes(covered, "h2", 10) == boxes(covered, "h2", 90) == [(0, 0, 100, 80)]
    assert not boxes(covered, "h2", 91)
    assert len(cover_all(plan(), first=10, last=10).regions[-1].parts[0]) == 1
    with pytest.raises(PlanRefused, match="to a later one"):
        cover_all(plan(), first=11, last=10)


times = st.lists(st.integers(-50, 400), min_size=1, max_size=5, unique=True).map(sorted)


@given(times, st.sampled_from(["t1", "h1"]))
def test_what_was_pursued_is_laid_over_what_was_there_and_other_key_frames_stay(
    found: list[int], id_: str
) -> None:
    places = [Place(time, 1.0 + number, 2, 9 + number, 8) for number, time in enumerate(found)]
    laid = lay(plan(), id=id_, places=places)
    for time in range(-60, 410):
        here = boxes(laid, id_, time)
        before = boxes(plan(), id_, time)
        if found[0] <= time <= found[-1]:
            assert len(here) == 1
            assert here[0][0] < 10
        else:
            assert len(here) == len(before)
        if time in (0, 100, 200, 300) and not found[0] <= time <= found[-1]:
            assert here == before
    for part in find(laid, id=id_).parts:
        assert all(earlier.time < later.time for earlier, later in pairwise(part))


def test_a_pursuit_both_ways_from_one_frame_becomes_one_part() -> None:
    drawn = add_region(plan(), places=[Place(150, 0, 0, 9, 9)])
    on = lay(drawn, id="h2", places=[Place(150, 0, 0, 9, 9), Place(200, 5, 0, 14, 9)])
    both = lay(on, id="h2", places=[Place(100, 0, 5, 9, 14), Place(150, 0, 0, 9, 9)])
    (part,) = find(both, id="h2").parts
    assert [each.time for each in part] == [100, 150, 200]
    with pytest.raises(PlanRefused, match="nowhere else"):
        lay(drawn, id="h2", places=[])
