"""Work on footage that a person cancels: nobody goes on with it, what is finished is kept, and it is resumed from there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.casework.test_worker_killed import workers
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in
from tests.footage_case import FootageWalk, a_footage_case, head_at, in_short_segments
from tests.studio_case import Seat

from bluelamp.casework import footage_steps, pieces, selectors, services, under_way, watermarks
from bluelamp.casework.errors import NoSuchCase, NotAllowed, OutOfOrder
from bluelamp.casework.models import Image, Rendition
from bluelamp.casework.pieces import COVER, EXAMINE, LOOK, Piece
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs import services as jobs_services
from bluelamp.jobs.values import JobState
from bluelamp.jobs.worker import work
from bluelamp.record import selectors as record

pytestmark = [pytest.mark.media]


def image_of(walk: FootageWalk) -> Image:
    image = walk.view().now.image
    assert image
    return image


def rendition_of(walk: FootageWalk) -> Rendition:
    row = walk.view().now.rendition
    assert row
    return row


@pytest.fixture
def walk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> FootageWalk:
    """Footage of three segments, ready to be obscured."""
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    walk.follow((head_at(0), head_at(23)))
    jobs_services.cancel(Piece(image=image_of(walk), proxy=True).all_keys(), at=walk.at)
    return walk


def prepare(walk: FootageWalk) -> Piece:
    given = {"doubts_left": "Looked at", "actor": walk.cast.ivo, "at": walk.at}
    services.prepare(case=walk.reference, **given)
    return Piece(image=image_of(walk), rendition=rendition_of(walk))


def cancel(walk: FootageWalk, piece: Piece) -> None:
    services.cancel_work(job=piece.key, actor=walk.cast.ivo, at=walk.at)


def resume(walk: FootageWalk, piece: Piece) -> None:
    services.resume_work(job=piece.key, actor=walk.cast.ivo, at=walk.at)


def cancelling_in_segment(
    number: int, patch: pytest.MonkeyPatch, act: Callable[[], None]
) -> list[int]:
    """Which segments are begun; in that one the work is cancelled while its process is at it."""
    real, begun = footage_steps._counted, list[int]()

    def counted(run: Any, stage: Any, parts: Any) -> Any:
        begun.append(run.args["segment"])
        for part in real(run, stage, parts):
            if len(begun) == number + 1:
                act()
            yield part

    patch.setattr(footage_steps, "_counted", counted)
    return begun


@pytest.mark.django_db
def test_the_worker_stops_and_goes_on_later_with_what_is_left(
    walk: FootageWalk, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.BLUELAMP_WORKERS = 1
    monkeypatch.setattr(footage_steps, "_PACE", 1)
    piece = prepare(walk)
    with monkeypatch.context() as patch:
        begun = cancelling_in_segment(1, patch, lambda: cancel(walk, piece))
        walk.work()
        assert begun == [0, 1]
    found = under_way.rendering(rendition_of(walk))
    assert found
    assert found.state is JobState.CANCELLED
    assert found.words.startswith("Cancelled: ")
    row = rendition_of(walk)
    assert row.cancelled_by == walk.cast.ivo.reference
    folder = piece.folder()
    assert folder.holds("cover/00000"), "what was finished is kept"
    assert not folder.holds("cover/00001"), "nothing half done is"
    pieces.clear_strays()
    assert folder.holds("cover/00000")
    walk.work()
    assert jobs.state(piece.segment_keys(piece.stages[0])[1]).state is JobState.CANCELLED

    tasks = {task.page: task.words for task in walk.view().tasks}
    assert tasks["people"] == "Obscuring was cancelled: resume it, or begin anew"
    resume(walk, piece)
    with monkeypatch.context() as patch:
        begun = cancelling_in_segment(99, patch, lambda: None)
        walk.work()
    assert begun[:2] == [1, 2], "the first segment is not done again"
    row = rendition_of(walk)
    assert row.examined is not None
    assert row.cancelled_at is None
    kinds = [one.kind for one in record.entries_for(walk.reference)]
    assert kinds.count("work cancelled") == kinds.count("work resumed") == 1
    assert kinds.count("rendition examined") == 1


@pytest.mark.django_db(transaction=True)
def test_workers_killed_before_and_after_a_cancellation_finish_once(
    walk: FootageWalk, settings: Any
) -> None:
    piece = prepare(walk)
    workers(settings, piece.segment_keys(COVER)[0], "after footage_steps:carry_out")
    cancel(walk, piece)
    assert under_way.rendering(rendition_of(walk)).state is JobState.CANCELLED  # type: ignore[union-attr]
    resume(walk, piece)
    workers(settings, piece.gathering_key(EXAMINE))
    row = rendition_of(walk)
    assert row.examined, row.report
    kinds = [one.kind for one in record.entries_for(walk.reference)]
    assert kinds.count("rendition examined") == 1
    assert not list(settings.BLUELAMP_WORK.glob("render*"))


@pytest.mark.django_db
def test_what_was_cancelled_is_not_resumed_once_the_plan_has_changed(walk: FootageWalk) -> None:
    piece = prepare(walk)
    cancel(walk, piece)
    piece.folder()
    walk.keep_one("t1")
    with pytest.raises(OutOfOrder, match="obscure everyone anew"):
        resume(walk, piece)
    pieces.clear_strays()
    assert not piece._root.exists(), "what nobody can go on with is cleared"
    assert Rendition.objects.get(pk=piece.rendition.pk).cancelled_at  # type: ignore[union-attr]
    prepare(walk)


@pytest.mark.django_db
def test_a_search_is_cancelled_and_begun_again_from_either_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    seat = Seat(walk, cast.ivo)
    seat.post("start/")
    status, _ = seat.post("cancel/", what="search")
    assert status == 200
    assert seat.state["work"]["search"]["state"] == "cancelled"
    assert seat.state["work"]["search"]["can"] == ["resume"]
    page = seat.client.get(f"/cases/{walk.reference}/people/").content.decode()
    assert "This was cancelled." in page
    assert seat.post("cancel/", what="search")[0] == 409
    assert seat.post("cancel/", what="rendering")[0] == 409
    seat.post("resume/", what="search")
    assert seat.state["work"]["search"]["state"] == "waiting"
    seat.post("cancel/", what="search")
    services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
    walk.work()
    assert selectors.plan_versions(image_of(walk))
    assert jobs.state(Piece(image=image_of(walk)).gathering_key(LOOK)).state is JobState.DONE


@pytest.mark.django_db
def test_only_who_may_begin_work_on_a_case_that_they_see_stops_it(walk: FootageWalk) -> None:
    cast, piece = walk.cast, prepare(walk)
    with pytest.raises(NotAllowed):
        services.cancel_work(job=piece.key, actor=cast.ren, at=walk.at)
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference],
        reasons="An officer’s family.",
        actor=cast.asha,
        at=walk.at,
    )
    with pytest.raises(NoSuchCase):
        cancel(walk, piece)
    assert under_way.rendering(rendition_of(walk)).state is JobState.WAITING  # type: ignore[union-attr]


# The queue's page.


def queue(client: Client, **query: Any) -> str:
    return client.get("/jobs/", query).content.decode()


@pytest.mark.django_db
def test_the_queue_shows_whose_case_what_is_done_and_lets_stop_and_resume(
    walk: FootageWalk, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.BLUELAMP_WORKERS = 1
    monkeypatch.setattr(footage_steps, "_PACE", 1)
    cast, piece = walk.cast, prepare(walk)
    client = signed_in(cast.officer(cast.pia))
    page = queue(client)
    assert "Obscuring" in page
    assert f"/cases/{walk.reference}/" in page
    assert f"asked for by {cast.ivo.name}" in page
    with monkeypatch.context() as patch:
        cancelling_in_segment(1, patch, lambda: cancel(walk, piece))
        walk.work()
    page = queue(client)
    assert "Cancelled: " in page
    assert 'max="48"' in page
    answer = client.post("/jobs/resume/", {"key": piece.key}, follow=True).content.decode()
    assert "It goes on from where it was." in answer
    answer = client.post("/jobs/cancel/", {"key": piece.key}, follow=True).content.decode()
    assert "What is finished of it is kept." in answer
    assert client.post("/jobs/cancel/", {"key": "nothing"}).status_code == 409


@pytest.mark.django_db
def test_the_queue_tells_nothing_of_a_case_that_is_closed_to_the_viewer(walk: FootageWalk) -> None:
    cast, piece = walk.cast, prepare(walk)
    services.say_who_sees(
        case=walk.reference,
        sensitive=True,
        named=[cast.asha.reference, cast.ivo.reference],
        reasons="An officer’s family.",
        actor=cast.asha,
        at=walk.at,
    )
    assert walk.reference in queue(signed_in(cast.officer(cast.ivo)))
    other = signed_in(cast.officer(cast.pia))
    assert walk.reference not in queue(other)
    assert other.post("/jobs/cancel/", {"key": piece.key}).status_code == 404


@pytest.mark.django_db
def test_a_long_queue_is_shown_in_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from bluelamp.desk.views import jobs as page  # noqa: PLC0415

    monkeypatch.setattr(page, "PAGE", 1)
    first, second = (a_footage_case(cast, ready_for="people") for _ in range(2))
    client = signed_in(cast.officer(cast.ivo))
    shown = [queue(client, page=number) for number in (1, 2)]
    assert first.reference in shown[0]
    assert second.reference not in shown[0]
    assert second.reference in shown[1]


# What is past going on with.


def cancelled_picture(cast: Cast) -> tuple[Walk, Piece]:
    """A picture whose obscuring was cancelled before it began."""
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    row = walk.view().now.rendition
    assert row
    piece = Piece(image=row.plan.image, rendition=row)
    services.cancel_work(job=piece.key, actor=cast.ivo, at=walk.at)
    return walk, piece


@pytest.mark.django_db
def test_what_was_cancelled_is_not_resumed_on_an_image_that_was_replaced(cast: Cast) -> None:
    walk, piece = cancelled_picture(cast)
    walk.bring_image()
    with pytest.raises(OutOfOrder, match="this image no more"):
        services.resume_work(job=piece.key, actor=cast.ivo, at=walk.at)
    assert Piece.of(piece.args).is_over()
    jobs_services.resume([piece.key], at=walk.at)
    work(once=True)
    assert Rendition.objects.get().sha256 == "", "nothing of it is made"


@pytest.mark.django_db
def test_what_was_cancelled_is_not_resumed_on_a_refused_case(cast: Cast) -> None:
    walk, piece = cancelled_picture(cast)
    case = walk.view().case
    case.state = "refused"
    case.save()
    with pytest.raises(OutOfOrder, match="must be “being prepared” first"):
        services.resume_work(job=piece.key, actor=cast.ivo, at=walk.at)


@pytest.mark.django_db
def test_what_was_cancelled_is_not_resumed_beside_what_was_begun_since(cast: Cast) -> None:
    walk, piece = cancelled_picture(cast)
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    with pytest.raises(OutOfOrder, match="obscure everyone anew"):
        services.resume_work(job=piece.key, actor=cast.ivo, at=walk.at)
    assert Piece.of(piece.args).is_over()


@pytest.mark.django_db
def test_the_watermarked_copy_is_work_of_its_own(cast: Cast, walk: FootageWalk) -> None:
    prepare(walk)
    job = watermarks.begin(rendition_of(walk), at=walk.at)
    proxy = Piece(image=image_of(walk), proxy=True)
    jobs_services.resume(proxy.all_keys(), at=walk.at)
    assert "Making a watermarked preview" in queue(signed_in(cast.officer(cast.ivo)))
    services.cancel_work(job=job.key, actor=cast.ivo, at=walk.at)
    assert jobs.state(job.key).state is JobState.CANCELLED
    assert jobs.state(proxy.key).state is JobState.WAITING
