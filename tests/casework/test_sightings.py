"""What the search has seen is told segment by segment while it runs, once to each page, and not after it."""

from itertools import pairwise

import pytest
from tests.cast import Cast
from tests.footage_case import FRAMES, FootageWalk, a_footage_case, head_at, in_short_segments
from tests.studio_case import Seat

from bluelamp.casework import services, sightings
from bluelamp.casework.models import Image
from bluelamp.casework.pieces import LOOK, Piece
from bluelamp.jobs import services as jobs
from bluelamp.jobs.worker import work
from bluelamp.record import selectors as record

pytestmark = [pytest.mark.media, pytest.mark.django_db]


def searching(walk: FootageWalk) -> Image:
    """The search has been begun, and nothing else is due."""
    image = walk.view().now.image
    assert image
    jobs.cancel(Piece(image=image, proxy=True).all_keys(), at=walk.at)
    services.find_people(case=walk.reference, actor=walk.cast.ivo, at=walk.at)
    return image


def finish(image: Image, count: int) -> None:
    """Let the search finish so many segments."""
    work(once=True, until=lambda: len(sightings.seen_so_far(image)) >= count)
    assert len(sightings.seen_so_far(image)) == count


def test_what_was_seen_is_told_by_segments_as_they_are_finished(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    image = searching(walk)
    seat = Seat(walk, cast.ivo)
    address = f"{seat.base}found/"
    assert seat.client.get(address).json() == {"segments": [], "done": False}

    finish(image, 1)
    (first,) = seat.client.get(address).json()["segments"]
    assert (first["number"], first["start"], first["end"]) == (0, 0.0, 0.32)
    moments = sorted({each[0] for each in first["sightings"]})
    assert moments[0] < 0.2
    assert all(b - a >= 0.2 for a, b in pairwise(moments))
    number = round(moments[0] * 25)
    around = head_at(number)
    middles = [((each[1] + each[3]) / 2, (each[2] + each[4]) / 2) for each in first["sightings"]]
    assert any(
        around.left < x < around.right and around.top < y < around.bottom for x, y in middles
    )

    finish(image, 2)
    before = record.head()
    (second,) = seat.client.get(address, {"from": "0"}).json()["segments"]
    assert second["number"] == 1
    assert seat.client.get(address, {"from": "0,1"}).json()["segments"] == []
    assert seat.client.get(address, {"from": "all"}).status_code == 400
    assert record.head() == before, "no picture is given, so no look is recorded"

    walk.follow((head_at(0), head_at(FRAMES - 1)))
    assert Piece(image=image).folder().holds(LOOK.file(Piece(image=image).probe.segments[0]))
    assert seat.client.get(address).json() == {"segments": [], "done": True}
