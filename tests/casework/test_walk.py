"""The walk of a release, door by door, on a real picture."""

import hashlib

import pytest
from tests.cast import Cast
from tests.desk.builders import STAGES, a_case

from bluelamp.casework import selectors, services, work
from bluelamp.casework.lifecycle import State
from bluelamp.publication import selectors as publication
from bluelamp.record import selectors as record
from bluelamp.record import services as recording

pytestmark = pytest.mark.django_db


def test_a_custody_image_goes_from_request_to_takedown(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    (edition,) = publication.live_editions()
    with publication.media_of(edition).file as released:
        assert hashlib.sha256(released.read()).hexdigest() == walk.rendition
    walk.take_down()
    assert publication.live_editions() == ()
    assert walk.view().state is State.TAKEN_DOWN
    assert recording.verify().sound


def test_every_act_of_the_walk_is_in_the_record_in_order(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    kinds = [entry.kind for entry in record.entries_for(walk.reference)]
    wanted = [
        "received",
        "fact recorded",
        "court event recorded",
        "age recorded",
        "restrictions checked",
        "rights test answered",
        "image supplied",
        "identity confirmed",
        "people looked for",
        "people marked",
        "rendition prepared",
        "rendition examined",
        "rendition approved",
        "worded",
        "officer notified",
        "no objection raised",
        "released",
        "taken down",
    ]
    assert [kind for kind in kinds if kind != "consulted"] == wanted


@pytest.mark.parametrize("stage", STAGES)
def test_a_case_ready_for_a_stage_can_be_read(cast: Cast, stage: str) -> None:
    walk = a_case(cast, ready_for=stage)
    view = walk.view()
    assert view.tasks
    assert view.case.reference == walk.reference
    (line,) = work.work_list(viewer=cast.asha, at=walk.at)
    assert line.reference == walk.reference


def test_a_sensitive_category_needs_authority_before_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", category=["sexual_offence"])
    assert walk.view().advice.outcome == "release"
    walk.release()
    (decision,) = walk.view().decisions
    assert decision.authorised_by == cast.jo.reference


def test_advice_asked_for_is_kept_as_it_was_given(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    given = services.advise(case=walk.reference, actor=cast.asha, at=walk.at)
    assert given.outcome == "hold"
    assert selectors.advice_given(walk.reference).get() == given
