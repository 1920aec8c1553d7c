"""A region placed by hand is followed by a job, and where it was goes into whatever the plan is by then."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.footage_case import FRAMES, head_at
from tests.studio_case import Seat, two_heads

from bluelamp.casework import following_job, services
from bluelamp.casework.models import Image, Pursuit
from bluelamp.casework.pieces import Piece
from bluelamp.jobs import services as jobs
from bluelamp.jobs.worker import work
from bluelamp.record import selectors as record
from bluelamp.redaction.footage.plan import FootagePlan, find

pytestmark = [pytest.mark.django_db, pytest.mark.media]


@pytest.fixture
def seat(cast: Cast) -> Seat:
    """The head is drawn in one frame in the middle of the footage, where it is then."""
    seat = Seat(two_heads(cast), cast.ivo)
    left = 10 + 2 * 12
    seat.edit("draw", shape="box", at=0.48, until=0.48, box=[left, 20, left + 64, 100])
    return seat


def region(seat: Seat, id_: str = "h1") -> Any:
    plan = seat.walk.view().plan
    assert isinstance(plan, FootagePlan)
    return find(plan, id=id_)


def test_it_is_followed_both_ways_as_a_version_of_its_own(cast: Cast, seat: Seat) -> None:
    seat.edit("follow", id="h1", at=0.48, way="both")
    assert seat.state["follows"] == [{"id": "h1", "way": "both", "state": "waiting", "error": ""}]
    work(once=True)
    seat.look()
    assert seat.state["follows"] == []
    first, last = region(seat).parts[0][0], region(seat).parts[-1][-1]
    assert (first.time, last.time) == (0, (FRAMES - 1) * 512)
    assert abs(first.left - 10) < 12
    assert abs(last.left - (10 + 2 * (FRAMES - 1))) < 12
    newest = seat.state["history"]["versions"][0]
    assert newest["change"].startswith("Drawn region 1 is followed both ways from 0:00.5")
    assert newest["by"] == cast.ivo.name
    mine = [one for one in record.entries_for(seat.walk.reference) if one.kind == "people marked"]
    assert len(mine) == 3
    seat.edit("undo")
    assert len(region(seat).parts[0]) == 1


def test_what_others_changed_meanwhile_stays(cast: Cast, seat: Seat) -> None:
    seat.edit("follow", id="h1", at=0.48, way="on")
    other = Seat(seat.walk, cast.pia)
    other.edit("decide", ids=["t1"], standing="sought")
    other.edit("rename", id="h1", name="Bag")
    work(once=True)
    seat.look()
    assert (seat.track("t1")["standing"], seat.person("h1")["name"]) == ("sought", "Bag")
    assert region(seat).parts[-1][-1].time > 12 * 512
    assert region(seat).parts[0][0].time == 12 * 512


@pytest.mark.parametrize("meanwhile", ["removed", "told"])
def test_what_can_no_longer_be_laid_in_says_why(seat: Seat, meanwhile: str) -> None:
    seat.edit("follow", id="h1", at=0.48, way="on")
    if meanwhile == "removed":
        seat.edit("remove", id="h1")
    else:
        case = seat.walk.view().case
        case.state = "refused"
        case.save()
    number = seat.look()["number"]
    work(once=True)
    seat.look()
    assert seat.state["number"] == number
    (told,) = seat.state["follows"]
    wanted = {"removed": "no longer in the frame", "told": "must be “being prepared” first"}
    assert wanted[meanwhile] in told["error"]


def test_it_is_cancelled_at_its_next_word(
    cast: Cast, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.edit("follow", id="h1", at=0.48, way="both")
    monkeypatch.setattr(following_job, "_PACE", 1)
    real = following_job.pursue

    def pursue(*given: Any, tell: Any, **named: Any) -> Any:
        row = Pursuit.objects.get()
        services.cancel_work(job=row.job_key, actor=cast.ivo, at=seat.walk.at)
        return real(*given, tell=tell, **named)

    with monkeypatch.context() as patch:
        patch.setattr(following_job, "pursue", pursue)
        work(once=True)
    assert [each["state"] for each in seat.look()["follows"]] == ["cancelled"]
    assert seat.state["number"] == 2
    assert seat.post("resume/", what="follow", id="h1")[0] == 200
    work(once=True)
    assert seat.look()["number"] == 3


def test_what_is_not_there_or_no_way_is_refused(seat: Seat) -> None:
    assert seat.refused("follow", id="h9", at=0.48, way="on")[2] == "id"
    assert seat.refused("follow", id="h1", at=0.9, way="on")[2] == "at"
    assert seat.refused("follow", id="h1", at=0.48, way="up")[2] == "way"


def bring_another(seat: Seat) -> Image:
    """Another film takes the place of the first, with a plan of the same number and a track of the same name."""
    seat.walk.bring_image()
    image = seat.walk.view().now.image
    assert image
    jobs.cancel(Piece(image=image, proxy=True).all_keys(), at=seat.walk.at)
    return image


def test_nothing_is_followed_in_footage_that_was_replaced(cast: Cast) -> None:
    seat = Seat(two_heads(cast), cast.ivo)
    seat.edit("follow", id="t1", at=0.2, way="on")
    bring_another(seat)
    seat.walk.follow((head_at(0), head_at(FRAMES - 1)))
    looked = len(record.entries_for(seat.walk.reference))
    work(once=True)
    assert "was replaced" in Pursuit.objects.get().fault
    assert len(record.entries_for(seat.walk.reference)) == looked, "nothing of it was read"
    assert region(seat, "t1").parts == ((head_at(0), head_at(FRAMES - 1)),)


def test_what_was_found_in_replaced_footage_goes_into_no_other_plan(cast: Cast) -> None:
    seat = Seat(two_heads(cast), cast.ivo)
    seat.edit("follow", id="t1", at=0.2, way="on")
    row = Pursuit.objects.get()
    bring_another(seat)
    seat.walk.follow((head_at(0), head_at(FRAMES - 1)))
    found = {"places": [[0, 1, 1, 30, 30], [512, 1, 1, 30, 30]], "endings": ["to the end"]}
    following_job._lay(row, found)
    assert "taken the place of this one" in Pursuit.objects.get().fault
    assert seat.walk.view().now.plan.number == 1  # type: ignore[union-attr]


def test_what_somebody_placed_meanwhile_stays(cast: Cast, seat: Seat) -> None:
    seat.edit("follow", id="h1", at=0.48, way="on")
    Seat(seat.walk, cast.pia).edit("place", id="h1", at=0.72, box=[2, 2, 158, 118])
    before = region(seat).parts
    work(once=True)
    assert region(seat).parts == before
    assert seat.look()["follows"][0]["error"] == "It was changed meanwhile: follow it again."


def test_what_was_corrected_while_it_was_cancelled_stays(seat: Seat) -> None:
    seat.edit("follow", id="h1", at=0.48, way="on")
    seat.post("cancel/", what="follow", id="h1")
    seat.edit("place", id="h1", at=0.72, box=[2, 2, 158, 118])
    before = region(seat).parts
    assert seat.post("resume/", what="follow", id="h1")[0] == 200
    work(once=True)
    assert region(seat).parts == before
    assert "follow it again" in Pursuit.objects.get().fault
