"""The plan for footage: who is covered when, by machine and by people; and where that is."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.redaction import PlanRefused
from bluelamp.redaction.footage import plan as plans
from bluelamp.redaction.footage.plan import FootagePlan, SoundSpan, Track
from bluelamp.redaction.footage.values import Place, Segment
from bluelamp.redaction.footage.whereabouts import Whereabouts
from bluelamp.redaction.terms import Decision, Shape

THERE = (Place(0, 10, 10, 30, 40), Place(100, 20, 10, 40, 40))


def plan(*tracks: Track) -> FootagePlan:
    return FootagePlan(
        source_sha256="0" * 64, width=100, height=80, time_base=(1, 25), tracks=tracks
    )


def track(name: str = "t1", *parts: tuple[Place, ...]) -> Track:
    return Track(id=name, parts=parts or (THERE,))


def test_a_plan_reads_as_it_was_written_and_is_bound_by_its_digest() -> None:
    made = plan(track(), track("t2"))
    read = plans.read_footage_plan(made.readable())
    assert read == made
    assert read.digest() == made.digest()
    assert plans.keep(made, id="t2", why="sought").digest() != made.digest()
    assert b"[0, 10, 10, 30, 40]" in made.readable()


def test_a_plan_of_before_shapes_and_people_keeps_its_digest() -> None:
    """Written by the release before: approvals are bound to it."""
    old = (
        b'{"codec":"h264","damage":"stop","effect":"solid","height":360,"keep_sound":true,'
        b'"regions":[{"confidence":null,"decision":"obscure","doubts":[],"id":"h1","kind":null,'
        b'"parts":[[[0,0.0,0.0,50.0,60.0]]],"shape":"ellipse","why":"a letter"}],'
        b'"sound":[{"effect":"tone","end":2.5,"start":1.0,"why":"a name"}],'
        b'"source_sha256":"' + b"ab" * 32 + b'","speech":[{"end":3.0,"start":0.5}],'
        b'"time_base":[1,12800],"tracks":[{"confidence":0.82,"decision":"obscure",'
        b'"doubts":["face not seen"],"id":"t1","kind":"face","parts":[[[0,10.5,10.0,30.0,40.0],'
        b'[512,20.0,10.0,40.0,40.1]]],"shape":"box","why":""},{"confidence":0.5,"decision":"keep",'
        b'"doubts":[],"id":"t2","kind":"plate","parts":[[[0,100.0,100.0,140.0,120.0]]],'
        b'"shape":"ellipse","why":"sought"}],"version":1,"width":640}'
    )
    read = plans.read_footage_plan(old)
    assert read.canonical() == old
    assert read.digest() == "09ff9bb6b95866a26bd509ae1691fb79f8a04de6e1a629a735e7d1e023e52a1c"
    assert [track.stands for track in read.everything] == ["obscured", "kept", "obscured"]


def test_whoever_is_kept_has_a_reason_and_can_be_covered_again() -> None:
    kept = plans.keep(plan(track(), track("t2")), id="t2", why=" sought ")
    assert [each.id for each in kept.kept] == ["t2"]
    assert [each.id for each in kept.obscured] == ["t1"]
    assert kept.kept[0].why == "sought"
    assert not plans.obscure(kept, id="t2").kept
    with pytest.raises(PlanRefused, match="Say why"):
        plans.keep(kept, id="t1", why=" ")
    with pytest.raises(PlanRefused, match="holds no t9; it holds t1, t2"):
        plans.keep(kept, id="t9", why="sought")


def test_regions_are_drawn_moved_and_removed_by_hand() -> None:
    drawn = plans.add_region(plan(track()), places=THERE, why="a letter")
    again = plans.add_region(drawn, places=THERE, shape="ellipse")
    assert [each.id for each in again.regions] == ["h1", "h2"]
    assert again.regions[1].shape is Shape.ELLIPSE
    moved = plans.move_region(again, id="t1", parts=[THERE[:1], THERE[1:]])
    assert len(moved.tracks[0].parts) == 2
    left = plans.remove_region(moved, id="h1")
    assert [each.id for each in left.regions] == ["h2"]
    assert plans.add_region(left, places=THERE).regions[-1].id == "h3"
    with pytest.raises(PlanRefused, match="was found, not drawn"):
        plans.remove_region(left, id="t1")


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (plan(track(), track()), "names t1 twice"),
        (plan(track("t1", ())), "t1 has no place"),
        (plan(track("t1", THERE[::-1])), "not in the order of time"),
        (plan(track("t1", (Place(0, 5, 5, 5, 9),))), "is 0 by 4 pixels"),
        (plan(track("t1", (Place(0, 0, 0, 301, 9),))), "three times as large"),
        (msgspec.structs.replace(plan(), sound=(SoundSpan(start=3, end=3),)), "has no length"),
    ],
)
def test_broken_plans_are_refused(broken: FootagePlan, sentence: str) -> None:
    with pytest.raises(PlanRefused, match=sentence):
        plans.read_footage_plan(broken.readable())


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version": 2}', plan().readable()[:-9]])
def test_what_is_no_plan_is_refused(content: bytes) -> None:
    with pytest.raises(PlanRefused, match="cannot be read"):
        plans.read_footage_plan(content)


def test_nothing_unknown_hides_in_a_plan() -> None:
    assert plan(track()).tracks[0].decision is Decision.OBSCURE
    with pytest.raises(PlanRefused, match="unknown field"):
        plans.read_footage_plan(plan().readable().replace(b'"effect"', b'"effects"'))


def placed(one: Track, time: int, half: float = 0) -> tuple[float, ...] | None:
    segment = Segment(number=0, seek=0, start=-1000, end=None)
    there = list(Whereabouts([one], segment=segment, half=half).at(time))
    return tuple(there[0][1].around) if there else None


def test_a_track_is_between_its_places_and_nowhere_else() -> None:
    assert placed(track(), 50) == (15, 10, 35, 40)
    assert placed(track(), 0) == (10, 10, 30, 40)
    assert placed(track(), 100) == (20, 10, 40, 40)
    assert placed(track(), -1) is None
    assert placed(track(), 101) is None
    parted = track("t1", THERE[:1], (Place(60, 0, 0, 9, 9),))
    assert placed(parted, 30) is None
    assert placed(parted, 60) == (0, 0, 9, 9)


def test_a_cover_reaches_over_the_way_of_half_a_frame() -> None:
    assert placed(track(), 50, half=10) == (14, 10, 36, 40)
    assert placed(track(), 0, half=10) == (10, 10, 31, 40)


numbers = st.floats(-50, 50).map(lambda number: round(number, 1))


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    times = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=6)))
    places = [
        Place(time, left := draw(numbers), top := draw(numbers), left + 9, top + 7)
        for time in times
    ]
    return track("t1", tuple(places))


@given(tracks(), st.integers(0, 60), st.floats(0, 8))
def test_a_cover_holds_every_place_within_half_a_frame(one: Track, time: int, half: float) -> None:
    cover = placed(one, time, half=half)
    first, last = one.parts[0][0].time, one.parts[0][-1].time
    assert (cover is not None) == (first <= time <= last)
    if cover and (here := placed(one, time)):
        assert cover[0] <= here[0]
        assert cover[1] <= here[1]
        assert cover[2] >= here[2]
        assert cover[3] >= here[3]
