"""Footage in a case: looked through and obscured by segments, each a job; killed anywhere, finished once."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.casework.test_worker_killed import entries, workers
from tests.cast import Cast
from tests.footage_case import (
    FRAMES,
    FootageWalk,
    a_footage_case,
    in_short_segments,
    moving_face,
)
from tests.redaction.footage.making import film, voice

from bluelamp.casework import footage_steps, pieces, selectors, services, under_way
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.pieces import EXAMINE, LOOK, Piece
from bluelamp.casework.plans import plan_of
from bluelamp.casework.routes import Route
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobState
from bluelamp.jobs.worker import work
from bluelamp.publication import selectors as publication
from bluelamp.record.services import verify
from bluelamp.redaction.errors import FootageRefused
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.vault import selectors as vault

pytestmark = [pytest.mark.media]


@pytest.mark.django_db(transaction=True)
def test_workers_killed_on_the_way_finish_footage_once(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    assert vault.original(sha256=image.sha256, case=walk.reference) == moving_face()
    piece = Piece(image=image)
    assert len(piece.probe.segments) == 3
    services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
    deaths = ("after footage_jobs:begin", "after footage_steps:carry_out", "footage_steps:follow")
    workers(settings, piece.gathering_key(LOOK), *deaths)
    (version,) = selectors.plan_versions(image)
    plan = plan_of(version)
    assert isinstance(plan, FootagePlan)
    assert plan.tracks
    assert not plan.kept
    image.refresh_from_db()
    assert image.cuts == []
    assert entries(walk, "consulted") == 2, "for the proxy, and for the search"
    assert not list(settings.BLUELAMP_WORK.iterdir())

    services.prepare(case=walk.reference, doubts_left="Looked at.", actor=cast.ivo, at=walk.at)
    row = walk.view().now.rendition
    assert row
    piece = Piece(image=image, rendition=row)
    deaths = (
        "after footage_steps:carry_out",
        "after footage_steps:services.keep_rendition",
        "after footage_jobs:_finish",
    )
    workers(settings, piece.gathering_key(EXAMINE), *deaths)
    row.refresh_from_db()
    assert row.examined, row.report
    assert row.media_type == "video/mp4"
    assert row.report["frames"] == FRAMES
    assert entries(walk, "rendition examined") == 1
    assert entries(walk, "consulted") == 3
    assert b"Yard camera" in moving_face()
    assert b"Yard camera" not in vault.rendition(sha256=row.sha256, case=walk.reference)
    kept = [path for path in Path(settings.BLUELAMP_VAULT).rglob("*") if row.sha256 in path.name]
    assert len(kept) == 1
    assert not list(settings.BLUELAMP_WORK.iterdir())
    assert {jobs.state(key).state for key in piece.all_keys()} == {JobState.DONE}
    assert verify().sound


@pytest.fixture
def prepared(cast: Cast) -> FootageWalk:
    """Footage whose plan covers nobody."""
    walk = a_footage_case(cast, ready_for="people")
    walk.follow()
    return walk


@pytest.mark.django_db
def test_a_film_that_fails_its_examination_is_kept_as_failed(
    prepared: FootageWalk, cast: Cast
) -> None:
    walk = prepared
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    walk.work()
    row = walk.view().now.rendition
    assert row
    assert row.examined is False, "the face is bare"
    assert row.sha256
    assert not row.report["passed"]
    with pytest.raises(OutOfOrder, match="failed its examination"):
        services.approve_rendition(
            case=walk.reference, sha256=row.sha256, note="", actor=cast.pia, at=walk.at
        )


@pytest.mark.django_db
def test_what_no_attempt_can_change_is_told_once_and_nothing_is_left_lying(
    prepared: FootageWalk, cast: Cast, settings: Any
) -> None:
    walk = prepared
    image = walk.view().now.image
    assert image
    for path in Path(settings.BLUELAMP_VAULT).rglob(image.sha256):
        path.unlink()
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    walk.work()
    row = walk.view().now.rendition
    assert row
    assert "cannot be read" in row.fault
    assert entries(walk, "rendition failed") == 1
    assert not list(settings.BLUELAMP_WORK.iterdir())


@pytest.mark.django_db
def test_what_a_killed_worker_left_lying_is_cleared(prepared: FootageWalk, settings: Any) -> None:
    image = prepared.view().now.image
    assert image
    Piece(image=image).folder()
    unknown = settings.BLUELAMP_WORK / "render-999"
    not_ours = settings.BLUELAMP_WORK / "lost+found"
    for folder in (unknown, not_ours):
        folder.mkdir()
    assert len(list(settings.BLUELAMP_WORK.iterdir())) == 3
    pieces.clear_strays()
    assert list(settings.BLUELAMP_WORK.iterdir()) == [not_ours]


@pytest.mark.django_db
def test_segments_wait_so_that_what_falls_due_comes_first(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    settings.BLUELAMP_WORKERS = 1
    walk = a_footage_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    keys = Piece(image=image).segment_keys(LOOK)
    waiting: list[int] = []

    def fails(*_: Any, **__: Any) -> None:
        waiting.append(len(jobs.states(keys)))
        raise OSError("no room for another process")

    monkeypatch.setattr(footage_steps, "Confined", fails)
    services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
    walk.work()
    assert waiting == [1]
    found = under_way.search(image, at=walk.at + timedelta(minutes=1))
    assert found
    assert found.state is JobState.WAITING
    assert found.error


@pytest.mark.django_db
def test_a_search_that_failed_is_tried_again_from_where_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_footage_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    piece = Piece(image=image)
    with monkeypatch.context() as broken:

        def refuses(*_: Any, **__: Any) -> None:
            raise FootageRefused("The file kept the decoder busy for 120 seconds.")

        broken.setattr(footage_steps, "Confined", refuses)
        services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
        walk.work()
    found = under_way.search(image)
    assert found
    assert (found.state, found.error) == (
        JobState.FAILED,
        "The file kept the decoder busy for 120 seconds.",
    )
    services.find_people(case=walk.reference, actor=cast.ivo, at=walk.at)
    assert under_way.failed_keys(piece) == []
    found = under_way.search(image)
    assert found
    assert (found.state, found.error) == (JobState.WAITING, "")


@pytest.mark.django_db
def test_footage_is_released_and_what_the_public_get_is_what_was_approved(
    cast: Cast,
) -> None:
    walk = a_footage_case(cast, ready_for="takedown")
    page = {task.page: task.words for task in walk.view().tasks}
    assert page["image"] == "0:01 of footage, 160 × 120 pixels"
    (edition,) = publication.live_editions()
    assert edition.is_footage
    with publication.media_of(edition).file as film:
        assert hashlib.sha256(film.read()).hexdigest() == walk.rendition
    walk.take_down()
    assert publication.live_editions() == ()


@pytest.mark.django_db
@pytest.mark.parametrize("route", [Route.BWV_MEDIA, Route.BWV_PROSECUTION])
def test_no_voice_goes_out_to_the_public_until_a_person_says_so(
    route: Route, cast: Cast, tmp_path: Path
) -> None:
    at = timezone.now()
    case = services.receive(
        route=route,
        person="Robin Thorne",
        purpose="Asked for by a broadcaster",
        unit=cast.ren.unit,
        actor=cast.dee if route is Route.BWV_PROSECUTION else cast.kay,
        at=at,
    ).reference
    source = film(tmp_path / "a.mkv", times=range(0, 50, 5), sound=voice(2), rate=16_000)
    with source.open("rb") as file:
        services.supply_image(case=case, content=file, source="Camera 4471", actor=cast.ren, at=at)
    services.find_people(case=case, actor=cast.ivo, at=at)
    work(once=True)
    plan = selectors.case_view(case, actor=cast.ivo, at=at).plan
    assert isinstance(plan, FootagePlan)
    assert plan.speech
    assert plan.keep_sound is not route.way.public
