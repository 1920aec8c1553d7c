"""The second person's look: every doubt and a sample, counted for whoever looked, and what must go back."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.footage_case import a_footage_case
from tests.studio_case import Seat, two_heads

from bluelamp.casework import checking, sampling, services
from bluelamp.casework.doubts import remarks_sent_back
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, NotAllowed, OutOfOrder
from bluelamp.casework.models import Pursuit, Remark, Rendition
from bluelamp.casework.standing import hands
from bluelamp.record import selectors as record
from bluelamp.redaction import Box

pytestmark = pytest.mark.django_db
SHA, OTHER = "a" * 64, "b" * 64


def test_the_sample_lies_in_every_part_of_the_film_and_follows_from_the_file_alone() -> None:
    drawn = sampling.over_film(SHA, duration=600, frames=15_000)
    assert len(drawn) == 40
    assert [int(seconds // 15) for seconds in drawn] == list(range(40))
    assert drawn == sampling.over_film(SHA, duration=600, frames=15_000)
    assert drawn != sampling.over_film(OTHER, duration=600, frames=15_000)
    assert len(sampling.over_film(SHA, duration=20, frames=500)) == 5
    assert len(sampling.over_film(SHA, duration=0.1, frames=2)) == 2


def test_each_person_who_stays_visible_is_looked_at_in_each_third_of_their_time() -> None:
    spans = [(10.0, 12.0), (100.0, 101.0)]
    first, second, third = sampling.over_spans(SHA, name="t1", spans=spans)
    assert 10 <= first <= 11 <= second <= 12
    assert 100 <= third <= 101


def test_some_are_drawn_in_their_own_order() -> None:
    names = [f"p{number}" for number in range(30)]
    drawn = sampling.some_of(SHA, names, most=12)
    assert len(drawn) == 12
    assert drawn == [name for name in names if name in drawn]
    assert sampling.some_of(SHA, names[:3], most=12) == names[:3]


def test_the_quarters_make_the_picture() -> None:
    parts = sampling.quarters(641, 321)
    assert sum(part.area for part in parts) == 641 * 321


class Check:
    """A case ready for its check, and the checker's acts upon it."""

    def __init__(self, cast: Cast, walk: Any) -> None:
        self.cast, self.walk = cast, walk
        self.on = {"case": walk.reference, "sha256": walk.rendition, "at": walk.at}

    @property
    def row(self) -> Rendition:
        row = self.walk.view().now.rendition
        assert row
        return row

    def moments(self) -> list[checking.Moment]:
        return checking.moments(self.walk.view().now)

    def remark(self, **differs: Any) -> Remark:
        said = {"seconds": 0.0, "words": "Her hair shows.", "actor": self.cast.pia}
        return services.remark(**self.on | said | differs)


@pytest.fixture
def footage(cast: Cast) -> Check:
    return Check(cast, a_footage_case(cast, ready_for="check"))


@pytest.fixture
def picture(cast: Cast) -> Check:
    return Check(cast, a_case(cast, ready_for="check"))


def test_what_was_looked_at_is_remembered_for_whoever_looked(picture: Check) -> None:
    first, *_ = picture.moments()
    for _ in range(2):
        services.look_at(**picture.on, moment=first.key, actor=picture.cast.pia)
    assert checking.looked_at(picture.row, by=picture.cast.pia.reference) == {first.key}
    assert not checking.looked_at(picture.row, by=picture.cast.asha.reference)
    with pytest.raises(BadInput, match="is no moment"):
        services.look_at(**picture.on, moment="elsewhere", actor=picture.cast.pia)


def test_of_a_picture_the_whole_its_quarters_and_everyone_who_stays_visible(picture: Check) -> None:
    keys = [each.key for each in picture.moments()]
    assert {"sample:whole", "sample:quarter:4", "sample:kept:p1", "sample:covered:p2"} <= {*keys}
    assert len(keys) == len(set(keys))


def test_whoever_worked_on_it_neither_looks_nor_marks(picture: Check) -> None:
    moment = picture.moments()[0].key
    with pytest.raises(MustBeSomeoneElse, match="somebody else must check it"):
        services.look_at(**picture.on, moment=moment, actor=picture.cast.ivo)
    with pytest.raises(MustBeSomeoneElse):
        picture.remark(actor=picture.cast.ivo)
    with pytest.raises(NotAllowed):
        picture.remark(actor=picture.cast.jo)


def test_a_mark_lies_in_the_film_and_says_what_is_wrong(footage: Check) -> None:
    wrong: list[dict[str, Any]] = [
        {"seconds": -1.0},
        {"seconds": 9.0},
        {"box": Box(500, 0, 600, 100)},
        {"box": Box(20, 20, 20, 30)},
        {"words": " "},
    ]
    for each in wrong:
        with pytest.raises(BadInput):
            footage.remark(**each)
    assert not Remark.objects.exists()


def test_what_is_marked_as_going_back_is_not_approved(picture: Check) -> None:
    mark = picture.remark(box=Box(1, 2, 30, 40))
    with pytest.raises(OutOfOrder, match="marked as going back"):
        services.approve_rendition(**picture.on, note="Every head.", actor=picture.cast.pia)
    with pytest.raises(BadInput, match="somebody else made it"):
        services.withdraw_remark(**picture.on, number=mark.pk, actor=picture.cast.asha)
    services.withdraw_remark(**picture.on, number=mark.pk, actor=picture.cast.pia)
    services.approve_rendition(**picture.on, note="Every head.", actor=picture.cast.pia)
    assert picture.row.approved


def test_sent_back_it_takes_its_marks_along(footage: Check) -> None:
    footage.remark(seconds=0.4, box=Box(1, 2, 30, 40))
    withdrawn = footage.remark(words="A slip.")
    services.withdraw_remark(**footage.on, number=withdrawn.pk, actor=footage.cast.pia)
    services.return_rendition(**footage.on, note="See below.", actor=footage.cast.pia)
    row = footage.row
    assert row.check_note == "See below.\nAt 0.4 seconds: Her hair shows."
    (mark,) = remarks_sent_back(row.plan.image)
    assert (mark.seconds, mark.box, mark.words) == (0.4, [1, 2, 30, 40], "Her hair shows.")
    with pytest.raises(OutOfOrder, match="checked already"):
        footage.remark()


def test_marks_alone_say_what_is_wrong(picture: Check) -> None:
    picture.remark()
    services.return_rendition(**picture.on, note="", actor=picture.cast.pia)
    assert picture.row.approved is False


def test_the_record_says_how_many_moments_were_looked_at(picture: Check) -> None:
    moments = picture.moments()
    for each in moments[:2]:
        services.look_at(**picture.on, moment=each.key, actor=picture.cast.pia)
    plan = picture.row.plan.digest
    services.approve_rendition(**picture.on, plan=plan, note="By eye.", actor=picture.cast.pia)
    entry = record.entries_for(picture.walk.reference)[-1]
    assert entry.body["looked_at"] == f"2 of {len(moments)} moments"
    assert (entry.body["sha256"], entry.body["plan"]) == (picture.walk.rendition, plan)


def test_whoever_has_not_looked_at_everything_says_how_it_was_checked(picture: Check) -> None:
    first, *others = picture.moments()
    services.look_at(**picture.on, moment=first.key, actor=picture.cast.pia)
    with pytest.raises(BadInput, match=f"at 1 of {1 + len(others)} moments"):
        services.approve_rendition(**picture.on, note="", actor=picture.cast.pia)
    for each in others:
        services.look_at(**picture.on, moment=each.key, actor=picture.cast.pia)
    services.approve_rendition(**picture.on, note="", actor=picture.cast.pia)


def test_the_signature_is_for_the_plan_that_was_shown(picture: Check) -> None:
    with pytest.raises(OutOfOrder, match="plan has been changed"):
        services.approve_rendition(
            **picture.on, plan=OTHER, note="Every head.", actor=picture.cast.pia
        )


def test_a_changed_plan_needs_a_new_check(picture: Check) -> None:
    walk: Walk = picture.walk
    services.approve_rendition(**picture.on, note="Every head.", actor=picture.cast.pia)
    walk.keep_one("p2")
    now = walk.view().now
    assert now.approved is None
    assert not checking.moments(now)
    with pytest.raises(OutOfOrder, match="no finished rendition of the newest plan"):
        services.approve_rendition(**picture.on, note="Every head.", actor=picture.cast.pia)


def test_whoever_settled_a_doubt_or_had_somebody_followed_checks_nothing(cast: Cast) -> None:
    walk = two_heads(cast)
    settling, asking = Seat(walk, cast.pia), Seat(walk, cast.asha)
    keys = [each["key"] for each in settling.state["doubts"]]
    settling.edit("settle", keys=keys, why="Looked at")
    Pursuit.objects.create(
        image=walk.view().now.image,
        region="t1",
        at=0,
        way="on",
        words="Person 1 is followed",
        asked_by=asking.actor.reference,
        asked_at=walk.at,
    )
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    row = walk.view().now.rendition
    assert row
    assert hands(row) >= {cast.pia.reference, cast.asha.reference}
    settling.edit("unsettle", keys=keys)
    assert cast.pia.reference not in hands(row), "of what is taken back nothing counts"
