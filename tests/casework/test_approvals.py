"""CI-12, WP-02, BWV-06 to BWV-08, MP-03: who authorises, approves and is consulted, and when it must be asked anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import a_case
from tests.weighing import answers

from bluelamp.casework import selectors, services
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.models import Authorisation
from bluelamp.casework.routes import Route
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services import Said
from bluelamp.people.actor import Actor
from bluelamp.people.force import SettingNotMade
from bluelamp.people.ranks import Rank
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db


def opened(cast: Cast, route: Route) -> str:
    case = services.receive(
        route=route,
        person="Ned Farrow",
        purpose="To trace a suspect",
        unit=cast.ren.unit,
        officer=cast.ren.reference,
        actor=cast.kay,
        at=timezone.now(),
    )
    return case.reference


def view(cast: Cast, case: str) -> CaseView:
    return selectors.case_view(case, actor=cast.asha, at=timezone.now())


def approve(case: str, actor: Actor, **differs: Any) -> Authorisation:
    usual = {"granted": True, "reasons": "Needed to catch him."}
    return services.authorise(case=case, **usual | differs, actor=actor, at=timezone.now())


def asked(cast: Cast, route: Route) -> str:
    case = opened(cast, route)
    services.ask_authority(case=case, request="Why", actor=cast.asha, at=timezone.now())
    return case


def test_ci_12_a_category_that_comes_later_asks_for_authority_anew(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", category=["sexual_offence"])
    walk.authorise()
    assert walk.view().facts["senior_authority"] is True
    both = Said(name="category", value=["sexual_offence", "child_sexual_abuse"])
    services.record_fact(case=walk.reference, said=both, actor=cast.ren, at=walk.at)
    now = walk.view()
    assert now.facts["senior_authority"] is False
    assert now.facts["senior_risk_assessment"] is False
    (task,) = [each for each in now.tasks if each.page == "authority"]
    assert task.words == "The sensitive category has changed: to be asked for anew"
    walk.authorise()
    assert walk.view().facts["senior_authority"] is True


def test_ci_12_a_category_that_falls_away_leaves_the_authority_standing(cast: Cast) -> None:
    two = ["sexual_offence", "child_sexual_abuse"]
    walk = a_case(cast, ready_for="image", category=two)
    walk.authorise()
    fewer = Said(name="category", value=["sexual_offence"])
    services.record_fact(case=walk.reference, said=fewer, actor=cast.ren, at=walk.at)
    assert walk.view().facts["senior_authority"] is True


@pytest.mark.parametrize("who", ["kay", "ola"])
def test_wp_02_a_wanted_persons_picture_is_approved_by_the_sio_or_an_officer_in_command(
    cast: Cast, who: str
) -> None:
    case = asked(cast, Route.WANTED_PERSON)
    approve(case, getattr(cast, who))
    expected = {"kay": "sio", "ola": "officer_in_command"}[who]
    assert view(cast, case).facts["approved_by"] == expected


def test_wp_02_an_officer_in_command_holds_the_rank_that_the_force_has_set(
    cast: Cast, settings: Any
) -> None:
    case = asked(cast, Route.WANTED_PERSON)
    with pytest.raises(NotAllowed, match="rank of Inspector or above"):
        approve(case, replace(cast.ola, rank=Rank.SERGEANT))
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, officer_in_command=None)
    with pytest.raises(SettingNotMade, match="officer_in_command"):
        approve(case, cast.ola)
    approve(case, cast.kay)


def test_a_decision_made_before_it_is_entered_keeps_both_times(cast: Cast) -> None:
    case = asked(cast, Route.WANTED_PERSON)
    earlier = timezone.now() - timedelta(hours=3)
    row = approve(case, cast.kay, decided_at=earlier)
    assert row.decided_at == earlier
    assert record.entries_for(case)[-1].body["decided_at"] == earlier.isoformat()
    with pytest.raises(IntegrityError, match="authority_is_decided_before_it_is_entered"):
        Authorisation.objects.update(decided_at=timezone.now() + timedelta(hours=1))


def test_a_decision_is_not_made_later_than_it_is_entered(cast: Cast) -> None:
    case = asked(cast, Route.WANTED_PERSON)
    with pytest.raises(BadInput, match="later than now"):
        approve(case, cast.kay, decided_at=timezone.now() + timedelta(minutes=5))


def test_mp_03_the_last_resort_is_judged_by_whom_the_force_has_named(
    cast: Cast, settings: Any
) -> None:
    case = opened(cast, Route.MISSING_PERSON)
    outweighs = Said(name="harm_outweighs", value="yes", reason="He is ill and it freezes.")
    with pytest.raises(NotAllowed, match="a senior investigating officer"):
        services.record_fact(case=case, said=outweighs, actor=cast.ren, at=timezone.now())
    services.record_fact(case=case, said=outweighs, actor=cast.kay, at=timezone.now())
    assert view(cast, case).facts["harm_outweighs"] == "yes"
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, last_resort_judge=None)
    with pytest.raises(SettingNotMade, match="last_resort_judge"):
        services.record_fact(case=case, said=outweighs, actor=cast.kay, at=timezone.now())


def test_bwv_06_only_the_sio_decides_on_body_worn_video_and_the_decision_is_its_log(
    cast: Cast,
) -> None:
    case = asked(cast, Route.BWV_MEDIA)
    with pytest.raises(NotAllowed):
        approve(case, cast.ola)
    assert view(cast, case).facts["decision_logged"] is False
    approve(case, cast.kay)
    facts = view(cast, case).facts
    assert (facts["decided_by"], facts["decision_logged"]) == ("sio", True)


def test_bwv_08_the_communications_departments_view_is_recorded(cast: Cast) -> None:
    case = opened(cast, Route.BWV_MEDIA)
    assert view(cast, case).facts["comms_consulted"] is False
    given = {"case": case, "in_favour": False, "at": timezone.now()}
    with pytest.raises(BadInput):
        services.give_communications_view(**given, view=" ", actor=cast.asha)
    with pytest.raises(NotAllowed):
        services.give_communications_view(**given, view="Too soon", actor=cast.kay)
    services.give_communications_view(**given, view="Too soon after the trial", actor=cast.asha)
    assert view(cast, case).facts["comms_consulted"] is True


def test_the_communications_departments_view_belongs_to_one_route(cast: Cast) -> None:
    with pytest.raises(OutOfOrder, match="no part of a case"):
        services.give_communications_view(
            case=a_case(cast).reference,
            in_favour=True,
            view="Yes",
            actor=cast.asha,
            at=timezone.now(),
        )


def test_bwv_10_to_12_the_sio_answers_the_rights_test(cast: Cast) -> None:
    case = opened(cast, Route.BWV_MEDIA)
    given = {"case": case, "answers": answers(Route.BWV_MEDIA), "at": timezone.now()}
    with pytest.raises(NotAllowed):
        services.answer_rights_test(**given, actor=cast.asha)
    services.answer_rights_test(**given, actor=cast.kay)
    facts = view(cast, case).facts
    assert facts["purpose"] == "trace_suspect"
    assert facts["article8_considered"] is True
    assert facts["contempt"] == "considered"
    assert all(facts[name] for name in ("legitimate", "necessary", "proportionate"))
