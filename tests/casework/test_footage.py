"""Footage in a case: supplied, looked through and obscured by segments, each a job, and finished once."""

from typing import Any

import pytest
from tests.cast import Cast
from tests.footage_case import FRAMES, a_footage_case, in_short_segments, moving_face

from bluelamp.casework.pieces import Piece
from bluelamp.casework.plans import plan_of
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.values import JobState
from bluelamp.record import selectors as record
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.vault import selectors as vault

pytestmark = [pytest.mark.media, pytest.mark.django_db]


def test_footage_goes_by_segments_from_supply_to_a_checked_rendition(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_short_segments(monkeypatch)
    walk = a_footage_case(cast, ready_for="people")
    image = walk.view().now.image
    assert image
    assert image.probe["picture"]["frames"] == FRAMES
    assert image.media_type == "video/mp4"
    assert vault.original(sha256=image.sha256, case=walk.reference) == moving_face()
    walk.find()
    version = walk.view().now.plan
    assert version
    plan = plan_of(version)
    assert isinstance(plan, FootagePlan)
    assert plan.tracks
    assert not plan.kept
    keys = Piece(image=image).keys()
    assert len(keys) == 5
    assert {jobs.state(key).state for key in keys} == {JobState.DONE}
    walk.obscure()
    row = walk.view().now.rendition
    assert row
    assert row.examined
    assert row.media_type == "video/mp4"
    assert row.report["frames"] == FRAMES
    film = vault.rendition(sha256=row.sha256, case=walk.reference)
    assert b"Yard camera" in moving_face()
    assert b"Yard camera" not in film
    assert not list(settings.BLUELAMP_WORK.iterdir())
    walk.approve()
    assert walk.view().now.approved == row
    kinds = [one.kind for one in record.entries_for(walk.reference)]
    assert kinds.count("rendition examined") == 1
    assert kinds.count("consulted") == 2
