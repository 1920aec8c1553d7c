"""The restrictions register: a person looks, lately, and nothing is released on a guess."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.court import happened, restricted
from tests.desk.builders import Walk, a_case

from bluelamp.casework import restrictions, selectors, services
from bluelamp.casework.court import EventKind
from bluelamp.casework.errors import BadInput, OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Letter, Turn
from bluelamp.casework.pack import london
from bluelamp.casework.provisions import provisions
from bluelamp.casework.routes import Route
from bluelamp.people.force import SettingNotMade

pytestmark = pytest.mark.django_db


def who(walk: Walk) -> dict[str, Any]:
    return {"case": walk.reference, "actor": walk.cast.ren, "at": walk.at}


def a_check(walk: Walk, related: str = restrictions.NOBODY) -> None:
    services.check_restrictions(sources="Court office", related=related, **who(walk))


def enter(walk: Walk, provision: str, *, of_subject: bool = True) -> int:
    stated = restricted(provision, of_subject=of_subject)
    return services.add_restriction(restriction=stated, **who(walk)).pk


def test_the_laws_catalogue_is_the_list_of_provisions() -> None:
    known = provisions()
    assert "Contempt of Court Act 1981, s.11" in {each.law for each in known.values()}
    assert known["RR-03"].is_order
    assert known["RR-03"].ends_at_18
    assert not known["RR-08"].is_order
    assert known["RR-12"].postpones


@pytest.mark.parametrize(
    ("provision", "related", "order"),
    [
        ("RR-03", restrictions.NOBODY, "forbids_identification"),
        ("RR-13", restrictions.NOBODY, "forbids_identification"),
        ("RR-12", restrictions.NOBODY, "postpones_reports"),
        ("RR-25", restrictions.NOBODY, "none"),
        # Protecting another: what a court ordered always counts, what the law gives a victim if there are ties.
        ("RR-06", restrictions.NOT_RELATED, "protects_another"),
        ("RR-08", restrictions.NOT_RELATED, "none"),
        ("RR-08", restrictions.RELATED, "protects_another"),
    ],
)
def test_ci_28_what_a_restriction_does_to_a_release(
    cast: Cast, provision: str, related: str, order: str
) -> None:
    walk = a_case(cast)
    enter(walk, provision, of_subject=related == restrictions.NOBODY)
    a_check(walk, related)
    assert walk.view().facts["court_order"] == order


def test_nothing_is_known_to_be_free_of_restrictions_until_somebody_has_looked(cast: Cast) -> None:
    walk = a_case(cast)
    pk = enter(walk, "RR-13")
    services.end_restriction(restriction=pk, how="error", reasons="Another case", **who(walk))
    assert walk.view().facts["court_order"] == "forbids_identification"
    a_check(walk)
    assert walk.view().facts["court_order"] == "none"


def test_an_officers_objection_is_taken_back_by_a_whole_check_alone(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object("reporting_restriction")
    enter(walk, "RR-06", of_subject=False)
    assert walk.view().facts["court_order"] == "forbids_identification"
    a_check(walk, restrictions.NOT_RELATED)
    assert walk.view().facts["court_order"] == "protects_another"


def test_an_adult_is_protected_by_no_provision_on_children(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    with pytest.raises(BadInput, match="both cannot be") as refused:
        enter(walk, "RR-03")
    assert refused.value.field == "provision"
    assert not walk.view().case.restrictions.exists()


def test_a_sexual_offence_has_a_victim_about_whom_the_question_is_answered(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", category=["sexual_offence"])
    with pytest.raises(BadInput, match="Somebody is protected"):
        a_check(walk)
    with pytest.raises(BadInput, match="Enter on the register first"):
        a_check(walk, restrictions.RELATED)
    a_check(walk, restrictions.NOT_RELATED)


def test_a_release_waits_for_a_check_no_older_than_the_force_allows(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    walk.at += timedelta(hours=2, minutes=1)
    assert Turn.objects.filter(task="restrictions").count() == 0
    with pytest.raises(OutOfOrder, match="last 2 hours"):
        walk.release()
    a_check(walk)
    walk.release()
    assert walk.view().state is State.LIVE


@pytest.mark.parametrize("happens", ["court", "restriction"])
def test_a_check_counts_only_until_something_happens(cast: Cast, happens: str) -> None:
    walk = a_case(cast, ready_for="decision")
    walk.at += timedelta(minutes=1)
    if happens == "court":
        event = happened(EventKind.APPEAL_LODGED, london(walk.at))
        services.record_court_event(event=event, **who(walk))
    else:
        enter(walk, "RR-25")
    walk.at += timedelta(minutes=1)
    with pytest.raises(OutOfOrder, match="newest court event"):
        walk.release()
    assert Turn.objects.filter(task="restrictions").exists()


def test_a_check_of_an_earlier_round_counts_no_more(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    assert walk.view().now.checked
    services.reopen(case=walk.reference, reason="Sentence", actor=cast.asha, at=walk.at)
    assert walk.view().now.checked is None


def test_a_force_that_has_not_said_how_old_a_check_may_be_releases_nothing(
    cast: Cast, settings: Any
) -> None:
    walk = a_case(cast, ready_for="decision")
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, restriction_check=None)
    with pytest.raises(SettingNotMade, match="restriction_check"):
        walk.release()


def test_a_restriction_made_after_release_calls_the_picture_down_at_once(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    services.add_restriction(
        case=walk.reference, restriction=restricted("RR-13"), actor=cast.ivo, at=walk.at
    )
    assert walk.view().advice.outcome == "take_down"
    assert walk.view().must_come_down
    assert Turn.objects.filter(task="takedown").exists()
    assert Letter.objects.filter(words="it must come down now").exists()


def test_a_restriction_bars_a_release_on_a_route_whose_policy_asks_about_none(cast: Cast) -> None:
    walk = a_case(cast)
    case = services.receive(
        route=Route.WANTED_PERSON, person="Otto Verge", purpose="To find him", unit=cast.ren.unit, actor=cast.kay, at=walk.at
    )  # fmt: skip
    wanted = Walk(cast=cast, at=walk.at, reference=case.reference)
    enter(wanted, "RR-21")
    a_check(wanted)
    now = selectors.case_view(case.reference, actor=cast.kay, at=walk.at).now
    assert now.barred
    with pytest.raises(OutOfOrder, match="forbids or postpones"):
        restrictions.check_fresh(now.case, at=walk.at)
