"""Each route of the policy from start to end, and its takedown, by the people who work it, through the real services."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Cast, photograph
from tests.walk.steps import RouteWalk

from bluelamp.casework import services
from bluelamp.casework.court import EventKind
from bluelamp.casework.errors import AdviceIsNotRelease, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Decision
from bluelamp.casework.restrictions import Restricted
from bluelamp.casework.routes import Route
from bluelamp.casework.services.handover import To
from bluelamp.publication.public.editions import live_editions

pytestmark = pytest.mark.django_db

Begin = Callable[[Route], RouteWalk]

# What an ordinary case says, beside what its registers keep.
ORDINARY = {
    "image_owner": "this_force",
    "policing_purpose_against": False,
    "category": [],
    "category_settled": True,
    "harm_assessment": "none",
    "other_proceedings": "none",
    "vulnerable_adult": False,
    "other_exceptional_reason": False,
    "minor_offence": "no",
    "delay_from_related_restriction": False,
}


@pytest.fixture
def begin(cast: Cast) -> Begin:
    """A walk on a route, begun a year ago so that months may pass on the way."""
    start = timezone.now() - timedelta(days=365)
    return lambda route: RouteWalk(cast=cast, route=route, at=start)


def convicted(case: RouteWalk, **differs: object) -> None:
    """A custody image is asked for on the day of conviction, and everything is looked up."""
    case.open()
    case.court(EventKind.FOUND_GUILTY, custody="custodial", hospital_order="none")
    case.is_an_adult()
    case.says(case.cast.ren, "As the crime report says.", **{**ORDINARY, **differs})
    case.no_restriction_is_found()
    case.rights_test_is_met(case.cast.asha)


def made_ready(case: RouteWalk) -> None:
    """The officer's image, confirmed by another, obscured and captioned; the officer is told and does not object."""
    case.bring_image()
    case.confirm()
    case.picture_is_made_ready()
    case.notify()
    case.agree()
    case.no_restriction_is_found()


def test_a_custody_image_is_released_at_conviction_and_again_at_sentence_citing_the_first(
    begin: Begin,
) -> None:
    case = begin(Route.CUSTODY_IMAGE)
    convicted(case)
    made_ready(case)
    assert case.advice == "release"
    case.release()
    first = Decision.objects.get(case__reference=case.reference, round=1)
    assert case.state is State.LIVE

    case.comes_down(case.cast.tom, "ended")
    case.days_pass(30)
    case.is_opened_again("Sentenced today; the reporter asks again.")
    case.court(EventKind.SENTENCED, custody="custodial")
    case.says(case.cast.asha, "Sentence was passed today.", needed_again=True)
    case.no_restriction_is_found()
    case.rights_test_is_met(case.cast.asha)
    made_ready(case)
    case.release()
    again = Decision.objects.get(case__reference=case.reference, round=2)
    assert again.former == first
    newest, former = case.editions()
    assert newest.live
    assert not former.live
    assert newest.former == former.token


def test_a_custody_image_comes_down_when_the_conviction_is_quashed(begin: Begin) -> None:
    case = begin(Route.CUSTODY_IMAGE)
    convicted(case)
    made_ready(case)
    case.release()
    case.days_pass(20)
    case.court(EventKind.QUASHED)
    assert case.advice == "take_down"
    case.comes_down(case.cast.mary, "quashed")
    assert case.state is State.TAKEN_DOWN
    assert not live_editions()


def test_a_release_made_late_by_a_related_case_waits_for_a_superintendents_view(
    begin: Begin,
) -> None:
    case = begin(Route.CUSTODY_IMAGE)
    convicted(case, delay_from_related_restriction=True)
    case.court(EventKind.SENTENCED, custody="custodial")
    case.days_pass(120)
    made_ready(case)
    assert "superintendent_consultation" in case.missing
    with pytest.raises(AdviceIsNotRelease):
        case.release()
    case.superintendent_is_consulted()
    case.no_restriction_is_found()
    assert case.advice == "release"
    case.release()
    assert case.state is State.LIVE


def test_a_wanted_persons_picture_is_approved_released_and_comes_down_on_arrest(
    begin: Begin,
) -> None:
    case = begin(Route.WANTED_PERSON)
    case.opens(case.cast.kay, "Wade Harker", "To find and arrest him")
    case.says(case.cast.ren, apprehended=False)
    case.is_an_adult()
    case.rights_test_is_met(case.cast.kay)
    case.bring_image()
    case.confirms(case.cast.kay)
    case.picture_is_made_ready()
    case.no_restriction_is_found()
    assert case.missing == {"sio_approval"}
    case.approval_is_asked_for()
    with pytest.raises(NotAllowed):
        case.approves(case.cast.jo)  # a superintendent, who is neither of the two
    case.approves(case.cast.ola)
    assert case.advice == "release"
    case.release()
    assert [edition.live for edition in case.editions()] == [True]

    case.days_pass(2)
    case.says(case.cast.ren, apprehended=True)
    assert case.advice == "take_down"
    case.comes_down(case.cast.kay, "arrested")
    assert case.state is State.TAKEN_DOWN
    assert not live_editions()


def test_a_missing_persons_picture_comes_from_the_family_and_comes_down_when_found(
    begin: Begin,
) -> None:
    case = begin(Route.MISSING_PERSON)
    case.opens(case.cast.ren, "Edda Farrow", "To find her")
    case.says(case.cast.ren, still_missing=True, image_source="family", family_image="available")
    case.rights_test_is_met(case.cast.ren)
    case.bring_image()
    case.confirms(case.cast.mary)
    case.picture_is_made_ready()
    case.no_restriction_is_found()
    case.release()
    case.says(case.cast.ren, still_missing=False)
    assert case.advice == "take_down"
    case.comes_down(case.cast.asha, "found")
    assert not live_editions()


def test_a_missing_persons_custody_photograph_is_the_last_resort(begin: Begin) -> None:
    case = begin(Route.MISSING_PERSON)
    case.opens(case.cast.ren, "Bram Oakley", "To find him")
    case.says(case.cast.ren, still_missing=True, image_source="custody")
    case.says(case.cast.ren, family_image="available")
    assert case.advice == "refuse"
    case.says(case.cast.ren, family_image="sought_none")
    with pytest.raises(NotAllowed):
        case.says(case.cast.ren, "He may freeze.", harm_outweighs="yes")
    case.says(case.cast.kay, "He may freeze tonight.", harm_outweighs="yes")
    case.rights_test_is_met(case.cast.kay)
    services.fetch_image(
        case=case.reference,
        content=photograph(),
        source="Custody imaging system, N-26-1",
        actor=case.cast.asha,
        at=case.at,
    )
    case.confirms(case.cast.ren)
    case.picture_is_made_ready()
    case.no_restriction_is_found()
    case.release()
    assert case.state is State.LIVE


def test_an_appeal_keeps_an_exact_copy_and_comes_down_once_somebody_is_identified(
    begin: Begin,
) -> None:
    case = begin(Route.IDENTIFICATION_APPEAL)
    case.opens(case.cast.kay, "Somebody at a cash machine", "To identify the person shown")
    case.says(case.cast.ren, identified=False, alternatives_tried=True)
    case.rights_test_is_met(case.cast.kay)
    case.bring_image()
    case.picture_is_made_ready()
    case.no_restriction_is_found()
    case.approval_is_asked_for()
    case.approves(case.cast.kay)
    assert case.missing == {"exact_copy"}
    case.exact_copies_are_kept()
    assert case.advice == "release"
    case.release()
    case.says(case.cast.ren, identified=True)
    assert case.advice == "take_down"
    case.comes_down(case.cast.ola, "identified")
    assert not live_editions()


def test_body_worn_video_goes_to_the_prosecution_with_a_receipt_and_never_to_the_public(
    begin: Begin,
) -> None:
    case = begin(Route.BWV_PROSECUTION)
    case.opens(case.cast.dee, "Marsh Tolley", "For the trial")
    case.footage_is_brought()
    to = To(
        recipient="Nell Arden",
        organisation="Crown Prosecution Service",
        sent_how="Evidence portal",
        terms="For these proceedings alone",
    )
    items = (case.sha256,)
    given = {"case": case.reference, "actor": case.cast.dee}
    with pytest.raises(AdviceIsNotRelease):
        services.hand_over(items=items, to=to, at=case.at, **given)
    case.says(case.cast.dee, instruction="judge")
    services.hand_over(items=items, to=to, at=case.at, **given)
    assert case.state is State.HANDED_OVER
    services.record_receipt(
        received_by="Nell Arden", receipt="NX-114", received_at=case.at, at=case.at, **given
    )
    with pytest.raises(OutOfOrder, match="no part of a case of the kind"):
        case.release()
    assert not case.editions()
    case.is_opened_again("The judge withdrew the instruction")
    assert case.state is State.PREPARING


def test_body_worn_video_goes_to_the_media_on_the_senior_investigating_officers_decision(
    begin: Begin,
) -> None:
    case = begin(Route.BWV_MEDIA)
    case.opens(case.cast.kay, "Arrest on the quay", "To answer what is asked after conviction")
    case.court(EventKind.FOUND_GUILTY)
    case.rights_test_is_met(case.cast.kay, purpose="post_conviction")
    case.footage_is_brought()
    case.find()
    case.subject_is_kept_and_everyone_listed()
    case.footage_is_made_ready()
    case.no_restriction_is_found()
    assert {"sio_decision", "comms_consultation"} <= case.missing
    case.communications_are_in_favour()
    case.approval_is_asked_for()
    with pytest.raises(NotAllowed):
        case.approves(case.cast.ola)  # nobody decides for the senior investigating officer
    case.approves(case.cast.kay)
    assert case.advice == "release"
    case.release()
    (edition,) = case.editions()
    assert edition.media_type == "video/mp4"

    order = Restricted(
        provision="RR-03",
        of_subject=True,
        wording="Nothing that identifies the person",
        source="Order of the court",
    )
    services.add_restriction(
        case=case.reference, restriction=order, actor=case.cast.una, at=case.at
    )
    assert case.advice == "take_down"
    case.comes_down(case.cast.una, "order_made")
    assert case.state is State.TAKEN_DOWN
    assert not live_editions()


def test_footage_that_no_judge_and_no_purpose_asks_for_is_refused_with_its_reason(
    begin: Begin,
) -> None:
    case = begin(Route.BWV_PROSECUTION)
    case.opens(case.cast.dee, "Hugo Penn", "Asked for by a solicitor")
    case.says(case.cast.dee, instruction="none")
    services.refuse(
        case=case.reference,
        ground="no_instruction",
        reasons="The letter is answered.",
        actor=case.cast.asha,
        at=case.at,
    )
    assert case.state is State.REFUSED
