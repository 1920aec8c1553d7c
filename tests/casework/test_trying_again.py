"""A rendition whose job failed is really made when the job is tried again, from a picture and from footage."""

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.footage_case import a_footage_case, in_short_segments
from tests.studio_case import Seat

from bluelamp.casework import footage_steps, preparation, services
from bluelamp.casework.models import Rendition, Turn
from bluelamp.casework.pieces import Piece
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.models import Job
from bluelamp.jobs.values import JobState
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def failing(monkeypatch: pytest.MonkeyPatch, room: object, step: str, words: str, w: Walk) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise CannotSucceed(words)

    with monkeypatch.context() as patch:
        patch.setattr(room, step, fail)
        w.work()


def test_a_picture(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    key = services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    for words in ("The model is missing.", "The disk is full."):
        failing(monkeypatch, preparation, "_make", words, walk)
        assert Rendition.objects.get().fault == words
        assert Turn.objects.filter(words__contains=words.rstrip("."))
        services.try_again(job=key, actor=cast.ivo, at=walk.at)
        assert not Turn.objects.filter(words__contains=words.rstrip("."))
    assert "Being obscured" in [task.words for task in walk.view().tasks]
    walk.work()
    row = Rendition.objects.get()
    assert (row.examined, row.fault) == (True, "")
    kinds = [one.kind for one in record.entries_for(walk.reference)]
    assert kinds.count("rendition tried again") == kinds.count("rendition failed") == 2


@pytest.mark.media
def test_footage_of_which_every_segment_failed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="preparing")
    services.prepare(case=walk.reference, doubts_left="Looked at.", actor=cast.ivo, at=walk.at)
    failing(monkeypatch, footage_steps, "carry_out", "The coder is missing.", walk)
    row = Rendition.objects.get()
    keys = Piece(image=row.plan.image, rendition=row).all_keys()
    failed = [key for key, job in jobs.states(keys).items() if job.state is JobState.FAILED]
    services.try_again(job=failed[0], actor=cast.ivo, at=walk.at)
    walk.work()
    row.refresh_from_db()
    assert (row.examined, row.fault) == (True, "")
    assert {job.state for job in jobs.states(keys).values()} == {JobState.DONE}


def test_only_whoever_may_begin_it_tries_it_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    key = services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    failing(monkeypatch, preparation, "_make", "The disk is full.", walk)
    Job.objects.filter(key=key).update(state="failed", finished_at=walk.at)
    for actor in (cast.ren, cast.mary):
        status, told = Seat(walk, actor).post("resume/", what="rendering")
        assert (status, "only" in told["error"]) == (403, True)
    assert jobs.state(key).state is JobState.FAILED
    assert Seat(walk, cast.ivo).post("resume/", what="rendering")[0] == 200
