"""Two people do what two people must, in the services and again in the database."""

from dataclasses import replace

import pytest
from django.db import IntegrityError
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services
from bluelamp.casework.errors import MustBeSomeoneElse, NotAllowed
from bluelamp.casework.models import Authorisation, Decision, Image, Objection, Rendition
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

pytestmark = pytest.mark.django_db


def also(actor: Actor, *roles: Role) -> Actor:
    """The same person with more roles, as a small force may have it."""
    return replace(actor, roles=actor.roles | set(roles))


def test_whoever_brought_the_image_does_not_confirm_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    with pytest.raises(MustBeSomeoneElse):
        services.confirm_identity(
            case=walk.reference, sha256=walk.sha256, note="", actor=cast.ren, at=walk.at
        )
    with pytest.raises(IntegrityError, match="identity_is_confirmed_by_another"):
        Image.objects.update(
            right_person=True, identified_by=cast.ren.reference, identified_at=walk.at
        )


def test_whoever_brought_the_image_may_say_that_it_is_wrong(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    services.deny_identity(
        case=walk.reference, sha256=walk.sha256, note="His brother", actor=cast.ren, at=walk.at
    )
    assert walk.view().facts["identity"] == "wrong_person"


def test_whoever_prepared_the_picture_does_not_check_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    with pytest.raises(MustBeSomeoneElse):
        services.approve_rendition(
            case=walk.reference, sha256=walk.rendition, note="", actor=cast.ivo, at=walk.at
        )
    with pytest.raises(IntegrityError, match="a_check_is_another_persons"):
        Rendition.objects.update(approved=True, checked_by=cast.ivo.reference, checked_at=walk.at)


def test_whoever_drew_an_earlier_version_does_not_check_it_either(cast: Cast) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one("p2")
    services.prepare(case=walk.reference, actor=cast.asha, at=walk.at)
    walk.work()
    with pytest.raises(MustBeSomeoneElse):
        services.approve_rendition(
            case=walk.reference, sha256=walk.rendition, note="", actor=cast.ivo, at=walk.at
        )


def test_whoever_asked_for_authority_does_not_give_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    both = also(cast.jo, Role.PRESS_OFFICER)
    services.ask_authority(case=walk.reference, request="Why", actor=both, at=walk.at)
    with pytest.raises(MustBeSomeoneElse):
        _authorise(walk, both)
    with pytest.raises(IntegrityError, match="authority_is_another_persons"):
        Authorisation.objects.update(
            answered_by=cast.jo.reference, answered_at=walk.at, granted=True
        )


def test_whoever_gave_authority_does_not_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", category=["sexual_offence"])
    with pytest.raises(MustBeSomeoneElse):
        services.release(
            case=walk.reference, reasons="Go", actor=also(cast.jo, Role.PRESS_OFFICER), at=walk.at
        )
    walk.release()
    with pytest.raises(IntegrityError, match="authoriser_and_publisher_differ"):
        Decision.objects.update(decided_by=cast.jo.reference)


def test_whoever_objected_does_not_answer(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object()
    with pytest.raises(MustBeSomeoneElse):
        services.answer_objection(
            case=walk.reference,
            upheld=True,
            answer="I agree with myself",
            actor=also(cast.ren, Role.PRESS_OFFICER),
            at=walk.at,
        )
    with pytest.raises(IntegrityError, match="an_objection_is_answered_by_another"):
        Objection.objects.update(
            answered_by=cast.ren.reference, answered_at=walk.at, answer="Yes", upheld=True
        )


def test_another_officer_does_not_answer_the_notice(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    with pytest.raises(MustBeSomeoneElse):
        services.raise_no_objection(case=walk.reference, actor=cast.mary, at=walk.at)


def test_ci_12_authority_below_the_rank_that_the_force_set_is_refused(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    services.ask_authority(case=walk.reference, request="Why", actor=cast.asha, at=walk.at)
    for rank in (Rank.CHIEF_INSPECTOR, Rank.POLICE_STAFF):
        with pytest.raises(NotAllowed, match="Superintendent or above"):
            _authorise(walk, replace(cast.jo, rank=rank))


def _authorise(walk: Walk, actor: Actor) -> None:
    services.authorise(
        case=walk.reference,
        granted=True,
        reasons="Yes",
        risk_assessment="None",
        assessment_adopted=True,
        actor=actor,
        at=walk.at,
    )
