"""Body-worn video is kept at its source before its 31 days are over: cameras, keepers, searches, and a dated call."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from tests.casework.media import MediaWalk, a_media_case
from tests.cast import Cast
from tests.desk.builders import a_case

from bluelamp.casework import services
from bluelamp.casework.days_ahead import DeadlineKind
from bluelamp.casework.deadlines import deadlines_of
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.models import Camera, Case, KeepRequest, Letter
from bluelamp.casework.preservation import cameras, deleted_on
from bluelamp.casework.ticks import act_on_deadlines

pytestmark = pytest.mark.django_db


def a_camera(walk: MediaWalk, *, days_ago: float = 1, camera: str = "BW-118") -> Camera:
    return services.list_camera(
        case=walk.reference,
        officer="PC 4417",
        camera=camera,
        recorded_at=walk.at - timedelta(days=days_ago),
        actor=walk.cast.ren,
        at=walk.at,
    )


def ask(walk: MediaWalk, camera: Camera) -> None:
    services.ask_to_keep(
        case=walk.reference,
        camera=camera.pk,
        asked="Digital evidence desk",
        asked_at=walk.at,
        actor=walk.cast.ren,
        at=walk.at,
    )


def answer(walk: MediaWalk, camera: Camera, **differs: Any) -> None:
    given: dict[str, Any] = {"kept": True, "answered_by": "A. Reyes", "evidence": "DEMS 55-1"}
    services.answer_keeping(
        case=walk.reference,
        camera=camera.pk,
        actor=walk.cast.ren,
        at=walk.at,
        **given | differs,
    )


def call_days(walk: MediaWalk, *, only_open: bool = True) -> list[date]:
    found = deadlines_of(walk.reference)
    kind = DeadlineKind.FOOTAGE_GOES
    return [row.falls_on for row in found if row.kind is kind and (row.is_open or not only_open)]


def test_footage_goes_31_days_after_the_day_of_recording_in_london() -> None:
    assert deleted_on(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 8, 1)
    assert deleted_on(datetime(2026, 11, 1, 12, 0, tzinfo=UTC)) == date(2026, 12, 2)


def test_the_days_left_are_counted_and_press_in_the_last_week(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    a_camera(walk, days_ago=1)
    a_camera(walk, days_ago=24, camera="BW-119")
    a_camera(walk, days_ago=40, camera="BW-120")
    found = cameras(Case.objects.get(reference=walk.reference), at=walk.at)
    assert [(each.row.camera, each.days_left, each.is_pressing) for each in found] == [
        ("BW-120", -9, True),
        ("BW-119", 7, True),
        ("BW-118", 30, False),
    ]


def test_a_camera_that_nobody_confirms_is_called_for_a_week_before_once(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    camera = a_camera(walk)
    due = deleted_on(camera.recorded_at) - timedelta(days=7)
    assert call_days(walk) == [due]
    act_on_deadlines(walk.at)
    assert not _letters(walk)
    later = datetime.combine(due, datetime.min.time(), tzinfo=UTC) + timedelta(hours=9)
    for _ in range(3):
        act_on_deadlines(later)
    assert len(_letters(walk)) == 1


def test_once_it_is_kept_or_gone_there_is_nothing_to_call_for(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    first, second = a_camera(walk), a_camera(walk, camera="BW-119")
    for camera, kept in ((first, True), (second, False)):
        ask(walk, camera)
        answer(walk, camera, kept=kept)
    assert call_days(walk) == []
    assert len(call_days(walk, only_open=False)) == 2


def test_being_asked_is_not_being_kept(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    camera = a_camera(walk)
    with pytest.raises(OutOfOrder, match="Nobody has been asked"):
        answer(walk, camera)
    ask(walk, camera)
    assert call_days(walk)
    with pytest.raises(OutOfOrder, match="asked already"):
        ask(walk, camera)
    with pytest.raises(BadInput, match="the reference under which"):
        answer(walk, camera, evidence=" ")
    answer(walk, camera)
    with pytest.raises(IntegrityError, match="kept_footage_has_a_reference"):
        KeepRequest.objects.update(evidence="")


def test_a_recording_is_listed_once_and_not_before_it_was_made(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    a_camera(walk)
    with pytest.raises(BadInput, match="listed already"):
        a_camera(walk)
    with pytest.raises(BadInput, match="cannot lie ahead"):
        a_camera(walk, days_ago=-1)


def test_p_6_a_search_that_found_nothing_is_recorded_as_well(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="image")
    searched: dict[str, Any] = {
        "case": walk.reference,
        "system": "Digital evidence store, by incident number",
        "searched_on": walk.at.date(),
        "searched_by": "PC 4417",
        "actor": cast.ren,
        "at": walk.at,
    }
    with pytest.raises(BadInput, match="or that nothing was"):
        services.record_search(found="", **searched)
    row = services.record_search(found="Nothing", **searched)
    assert row.found == "Nothing"


def test_a_custody_image_has_no_cameras(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(OutOfOrder, match="no part of a case"):
        services.list_camera(
            case=walk.reference,
            officer="PC 4417",
            camera="BW-118",
            recorded_at=walk.at,
            actor=cast.ren,
            at=walk.at,
        )


def _letters(walk: MediaWalk) -> list[Letter]:
    """What the officer in the case was written."""
    about = Letter.objects.filter(case__reference=walk.reference)
    return list(about.filter(officer=walk.cast.ren.reference))
