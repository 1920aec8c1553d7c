"""Everyone who was seen is covered at every moment between, before and after, within the shot."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage.following import follow
from bluelamp.redaction.footage.motion import GRID, pack, unpack
from bluelamp.redaction.footage.placing import places
from bluelamp.redaction.footage.plan import Track, propose_footage
from bluelamp.redaction.footage.values import Analysis, PictureStream, Place, Probe, Seen, Segment

WIDTH, HEIGHT, TICK = 640, 360, 40
Box = tuple[float, float, float, float]
Shift = Callable[[int], tuple[float, float]]


def probe_of(frames: int, at: Iterable[int] = ()) -> Probe:
    """Footage of so many frames, in segments that begin at these."""
    starts = [0, *(frame * TICK for frame in at), None]
    segments = (
        Segment(number=number, seek=start or 0, start=start or 0, end=end)
        for number, (start, end) in enumerate(pairwise(starts))
    )
    picture = PictureStream(
        codec="h264", pixel_format="yuv420p", width=WIDTH, height=HEIGHT, rotation=0,
        sample_aspect_ratio=(1, 1), time_base=(1, 1000), frame_rate=(25, 1), interlaced=False,
        colour={}, first=0, last=(frames - 1) * TICK, frames=frames,
    )  # fmt: skip
    return Probe(sha256="0" * 64, container="mp4", duration=frames / 25, picture=picture,
                 sound=(), travels=(), notes=(), segments=tuple(segments))  # fmt: skip


def face(frame: int, box: Box, confidence: float = 0.9, kind: Kind = Kind.FACE) -> Seen:
    return Seen(place=Place(frame * TICK, *box), kind=kind, confidence=confidence)


def everything(right: float, down: float) -> bytes:
    """The whole picture moves by so many pixels."""
    return pack(np.full((GRID[1], GRID[0], 2), (right / WIDTH, down / HEIGHT), np.float32))


def still(_: int) -> tuple[float, float]:
    return 0.0, 0.0


def analysed(
    frames: int, seen: Iterable[Seen], *, shift: Shift = still, cuts: Iterable[int] = ()
) -> Analysis:
    """One segment; `shift` is the movement from a frame to the next."""
    return Analysis(
        segment=0,
        times=tuple(TICK * frame for frame in range(frames)),
        cuts=tuple(TICK * frame for frame in cuts),
        looked=(),
        seen=tuple(seen),
        grid=GRID,
        motion=tuple(everything(*shift(frame)) for frame in range(frames - 1)),
    )


def split(whole: Analysis, at: Iterable[int]) -> list[Analysis]:
    """The same in segments that begin at these frames."""
    bounds = [0, *at, len(whole.times)]
    return [
        Analysis(
            segment=number,
            times=whole.times[start:end],
            cuts=tuple(cut for cut in whole.cuts if start * TICK < cut <= end * TICK),
            looked=(),
            seen=tuple(one for one in whole.seen if start * TICK <= one.place.time < end * TICK),
            grid=GRID,
            motion=whole.motion[start:end],
        )
        for number, (start, end) in enumerate(pairwise(bounds))
    ]


def box_at(track: Track, frame: float) -> Box | None:
    """What a track covers at that time."""
    for part in track.parts:
        times = [place.time for place in part]
        if times[0] <= frame * TICK <= times[-1]:
            edges = np.array([(p.left, p.top, p.right, p.bottom) for p in part])
            return tuple(float(np.interp(frame * TICK, times, edges[:, side])) for side in range(4))  # type: ignore[return-value]
    return None


def covers(track: Track, frame: float, box: Box) -> bool:
    found = box_at(track, frame)
    return found is not None and (
        found[0] <= box[0] and found[1] <= box[1] and found[2] >= box[2] and found[3] >= box[3]
    )


def moved(box: Box, right: float, down: float = 0) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


FACE: Box = (200, 120, 240, 170)


def test_between_two_looks_a_box_goes_where_the_picture_goes() -> None:
    def there_and_back(frame: int) -> tuple[float, float]:
        return (9.0, -2.0) if frame < 6 else (-9.0, 2.0)

    (track,) = follow(
        probe_of(13), [analysed(13, [face(0, FACE), face(12, FACE)], shift=there_and_back)]
    )
    assert covers(track, 6, moved(FACE, 54, -12))
    assert not covers(track, 6, FACE)
    assert covers(track, 3.5, moved(FACE, 31.5, -7))


def test_a_missed_detection_is_bridged() -> None:
    seen = [face(frame, moved(FACE, 2 * frame)) for frame in (*range(0, 12, 3), *range(27, 40, 3))]
    tracks = follow(probe_of(40), [analysed(40, seen, shift=lambda _: (2, 0))])
    assert len(tracks) == 1
    assert all(covers(tracks[0], frame, moved(FACE, 2 * frame)) for frame in range(40))


def test_a_track_reaches_back_and_on_beyond_what_was_seen() -> None:
    seen = [face(frame, moved(FACE, 3 * frame)) for frame in (30, 33)]
    (track,) = follow(probe_of(60), [analysed(60, seen, shift=lambda _: (3, 0))])
    for frame in (20, 29, 36, 43):
        assert covers(track, frame, moved(FACE, 3 * frame))


def test_each_of_several_is_carried_from_its_own_first_and_last_sighting() -> None:
    places = {FACE: (30, 40), moved(FACE, 200): (45, 70), moved(FACE, -150): (2, 88)}
    seen = [
        face(frame, moved(box, frame))
        for box, (first, last) in places.items()
        for frame in range(first, last + 1)
    ]
    tracks = follow(probe_of(90), [analysed(90, seen, shift=lambda _: (1, 0))])
    spans = {
        (first, last): [frame for frame in range(90) if covers(track, frame, moved(box, frame))]
        for box, (first, last) in places.items()
        for track in tracks
        if covers(track, first, moved(box, first))
    }
    assert {known: (min(there), max(there)) for known, there in spans.items()} == {
        (30, 40): (5, 65),
        (45, 70): (20, 89),
        (2, 88): (0, 89),
    }
    assert all(len(there) == there[-1] - there[0] + 1 for there in spans.values())


def test_nothing_is_carried_over_a_cut() -> None:
    (track,) = follow(probe_of(30), [analysed(30, [face(12, FACE)], cuts=[10, 20])])
    assert [box_at(track, frame) is not None for frame in (9, 10, 19, 20)] == [
        False,
        True,
        True,
        False,
    ]


def test_what_passes_in_front_does_not_take_the_box_along() -> None:
    whole = analysed(40, [face(0, FACE), face(2, FACE), face(38, FACE)])
    passing = np.zeros((GRID[1], GRID[0], 2), np.float32)
    passing[:, 9:13] = (40 / WIDTH, 0)  # a post, over the face
    motion = tuple(
        pack(passing) if 10 <= frame < 14 else step for frame, step in enumerate(whole.motion)
    )
    hidden = Analysis(
        segment=0, times=whole.times, cuts=(), looked=(), seen=whole.seen, grid=GRID, motion=motion
    )
    tracks = follow(probe_of(40), [hidden])
    assert all(any(covers(track, frame, FACE) for track in tracks) for frame in range(40))


def test_someone_who_walks_while_the_camera_stands_is_followed_by_the_way_he_goes() -> None:
    walking = np.zeros((GRID[1], GRID[0], 2), np.float32)
    walking[4:10] = (4 / WIDTH, 0)  # the rows of the picture that he is in
    whole = analysed(40, [face(0, FACE), face(3, moved(FACE, 12))])
    steps = tuple(pack(walking) for _ in whole.motion)
    alone = Analysis(
        segment=0, times=whole.times, cuts=(), looked=(), seen=whole.seen, grid=GRID, motion=steps
    )
    (track,) = follow(probe_of(40), [alone])
    assert covers(track, 20, moved(FACE, 80))


def test_tracks_that_cross_name_each_other() -> None:
    def pair(apart: float) -> tuple[Track, ...]:
        seen = [
            face(frame, box)
            for frame in range(0, 60, 3)
            for box in (moved(FACE, 3 * frame), moved(FACE, 180 - 3 * frame, apart))
        ]
        return follow(probe_of(60), [analysed(60, seen)])

    crossing, passing = pair(10), pair(150)
    assert any("crosses" in doubt for track in crossing for doubt in track.doubts)
    assert not any("crosses" in doubt for track in passing for doubt in track.doubts)


def test_a_weak_face_that_stays_is_covered_and_doubted() -> None:
    seen = [face(frame, FACE, 0.12) for frame in range(0, 60, 3)]
    (track,) = follow(probe_of(60), [analysed(60, seen)])
    assert "low confidence" in track.doubts
    assert follow(probe_of(60), [analysed(60, [face(30, FACE, 0.12)])]) == ()


def test_vanishing_in_mid_picture_is_doubted_and_leaving_at_the_edge_is_not() -> None:
    stays = [face(frame, FACE) for frame in range(0, 30, 3)]
    leaves = [face(frame, moved(FACE, 20 - 10 * frame)) for frame in range(0, 18, 3)]
    (stopped,) = follow(probe_of(90), [analysed(90, stays)])
    (gone,) = follow(probe_of(90), [analysed(90, leaves, shift=lambda _: (-10, 0))])
    assert "vanishes in mid-picture" in stopped.doubts
    assert "vanishes in mid-picture" not in gone.doubts


PERSON: Box = (180, 100, 280, 350)


def test_a_head_from_behind_is_covered_by_the_body() -> None:
    seen = [face(frame, PERSON, 0.8, Kind.PERSON) for frame in range(0, 50, 12)]
    (track,) = follow(probe_of(50), [analysed(50, seen)])
    assert track.kind is Kind.PERSON
    assert covers(track, 25, (205, 100, 255, 150))
    assert "face not seen" in track.doubts


def test_a_body_whose_face_is_seen_is_left_to_the_face() -> None:
    bodies = [face(frame, PERSON, 0.8, Kind.PERSON) for frame in range(0, 50, 12)]
    faces = [face(frame, (212, 110, 248, 150)) for frame in range(0, 50, 3)]
    assert [track.kind for track in follow(probe_of(50), [analysed(50, bodies + faces)])] == [
        Kind.FACE
    ]


def test_a_face_excuses_one_person_alone() -> None:
    beside = moved(PERSON, 20)
    bodies = [
        face(frame, box, 0.8, Kind.PERSON) for frame in range(0, 50, 12) for box in (PERSON, beside)
    ]
    facing = [face(frame, (232, 110, 268, 150)) for frame in range(0, 50, 3)]
    tracks = follow(probe_of(50), [analysed(50, bodies + facing)])
    (head,) = (track for track in tracks if track.kind is Kind.PERSON)
    assert len(tracks) == 2
    assert covers(head, 25, (205, 100, 255, 150))
    assert {"face not seen"} < set(head.doubts)


def test_two_who_face_the_camera_are_left_to_their_faces() -> None:
    seen = [
        one
        for by in (0, 60)
        for one in (
            *(face(frame, moved(PERSON, by), 0.8, Kind.PERSON) for frame in range(0, 50, 12)),
            *(face(frame, moved((212, 110, 248, 150), by)) for frame in range(0, 50, 3)),
        )
    ]
    kinds = [track.kind for track in follow(probe_of(50), [analysed(50, seen)])]
    assert kinds == [Kind.FACE, Kind.FACE]


def test_between_frames_of_uneven_length_a_box_is_where_its_frame_was() -> None:
    times = (0, 40, 200, 240, 280, 900, 940)
    steps = tuple(everything(20, 0) for _ in times[1:])
    seen = tuple(
        Seen(place=Place(time, *moved(FACE, 20 * n)), kind=Kind.FACE, confidence=0.9)
        for n, time in enumerate(times)
    )
    uneven = Analysis(
        segment=0, times=times, cuts=(), looked=(), seen=seen, grid=GRID, motion=steps
    )
    (track,) = follow(probe_of(7), [uneven])
    assert all(covers(track, time / TICK, moved(FACE, 20 * n)) for n, time in enumerate(times))


def test_where_nothing_was_seen_nobody_is_followed() -> None:
    assert follow(probe_of(3), [analysed(3, [])]) == ()
    assert follow(probe_of(1), [analysed(1, [face(0, FACE)])])[0].parts[0][0].time == 0


sighting = st.tuples(
    st.integers(0, 59),
    st.floats(-20, 600),
    st.floats(-20, 330),
    st.floats(8, 150),
    st.floats(0.1, 1),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(sighting, max_size=12),
    st.tuples(st.floats(-12, 12), st.floats(-8, 8)),
    st.sets(st.integers(1, 59), max_size=2),
)
def test_every_sighting_of_enough_confidence_is_covered_at_its_time(
    sightings: list[tuple[int, float, float, float, float]],
    shift: tuple[float, float],
    cuts: set[int],
) -> None:
    seen = [face(f, (x, y, x + size, y + size * 1.2), c) for f, x, y, size, c in sightings]
    tracks = follow(probe_of(60), [analysed(60, seen, shift=lambda _: shift, cuts=sorted(cuts))])
    for one in seen:
        box = (one.place.left, one.place.top, one.place.right, one.place.bottom)
        if one.confidence >= 0.4:
            assert any(covers(track, one.place.time / TICK, box) for track in tracks)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(sighting, max_size=8),
    st.lists(st.integers(1, 59), min_size=1, max_size=3, unique=True),
    st.randoms(use_true_random=False),
)
def test_segments_in_any_order_give_the_tracks_of_the_whole(
    sightings: list[tuple[int, float, float, float, float]], bounds: list[int], chance: object
) -> None:
    seen = [face(f, (x, y, x + size, y + size * 1.2), c) for f, x, y, size, c in sightings]
    whole = analysed(60, seen, shift=lambda _: (2, 1), cuts=[20])
    parts = split(whole, sorted(bounds))
    chance.shuffle(parts)  # type: ignore[attr-defined]
    assert follow(probe_of(60, sorted(bounds)), parts) == follow(probe_of(60), [whole])


def test_analyses_that_do_not_cover_every_frame_exactly_once_are_refused() -> None:
    whole, probe = analysed(40, []), probe_of(40, [20])
    first, second = split(whole, [20])
    assert follow(probe, [second, first]) == ()
    short = split(whole, [10])[0]  # as another cut into segments would have left
    late = msgspec.structs.replace(second, times=second.times[1:])
    for wrong in ([first], [first, first], [first, second, second], [short, second], [first, late],
                  [whole, second], [whole]):  # fmt: skip
        with pytest.raises(FootageRefused, match="every frame of the footage exactly once"):
            follow(probe, wrong)
    cut_short = msgspec.structs.replace(second, times=second.times[:-1])
    assert follow(probe, [first, cut_short]) == ()


@pytest.mark.parametrize("zoom", [-0.12, 0.08, 0.12])
@pytest.mark.parametrize("size", [30, 300])
def test_a_wild_zoom_is_never_a_plan_that_is_refused(zoom: float, size: int) -> None:
    x, y = ((np.arange(count) + 0.5) / count - 0.5 for count in GRID)
    field = zoom * np.stack(np.meshgrid(x, y), axis=-1).astype(np.float32)
    middle = (320 - size / 2, 180 - size / 2, 320 + size / 2, 180 + size / 2)
    whole = analysed(60, [face(28, middle)])
    wild = msgspec.structs.replace(whole, motion=(pack(field),) * 59)
    (track,) = propose_footage(probe_of(60), follow(probe_of(60), [wild])).tracks
    assert covers(track, 28, middle)
    if zoom > 0 and size == 300:
        assert covers(track, 50, (0, 0, WIDTH, HEIGHT))


def test_fewer_places_never_uncover_a_frame() -> None:
    draw = np.random.default_rng(1)
    way = np.cumsum(draw.normal(0, 0.5, (200, 4)), axis=0) * [1, 1, 0.1, 0.1]
    edges = np.hstack([100 + way[:, :2], 160 + way[:, :2] + abs(way[:, 2:])])
    times = [TICK * frame for frame in range(200)]
    kept = places((0, edges), times, (WIDTH, HEIGHT))
    track = Track(id="t1", parts=(kept,))
    assert len(kept) < 150
    for frame in range(200):
        assert covers(track, frame, tuple(edges[frame] + [0.1, 0.1, -0.1, -0.1]))


def test_movement_that_is_packed_and_unpacked_is_the_same_to_half_a_step() -> None:
    field = np.random.default_rng(0).normal(0, 0.02, (GRID[1], GRID[0], 2)).astype(np.float32)
    step = np.abs(field).max() / 127
    assert np.abs(unpack(pack(field), GRID) - field).max() <= 0.5001 * step
    assert (unpack(pack(np.zeros_like(field)), GRID) == 0).all()


@pytest.mark.parametrize("number", [1, 2])
def test_tracks_are_numbered_in_the_order_of_their_appearing(number: int) -> None:
    seen = [face(40 * (number - 1), FACE), face(80 - 40 * number, moved(FACE, 200))]
    tracks = follow(probe_of(80), [analysed(80, seen, cuts=[30])])
    assert [track.id for track in tracks] == ["t1", "t2"]
    assert tracks[0].parts[0][0].time < tracks[1].parts[0][0].time


def test_no_strip_is_left_between_a_head_and_the_edge_of_the_picture() -> None:
    near, far = (20, 150, 60, 200), (300, 150, 340, 200)
    seen = [face(frame, box) for frame in (0, 4, 8) for box in (near, far)]
    cut, inside = (box_at(track, 4) for track in follow(probe_of(9), [analysed(9, seen)]))
    assert cut
    assert inside
    assert cut[0] <= 0 < cut[2] < 100
    assert 270 < inside[0] < 300
