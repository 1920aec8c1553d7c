"""The officer is told, confirms or objects, and somebody else answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import Walk, a_case
from tests.desk.entrance import signed_in

from bluelamp.casework.grounds import GROUNDS
from bluelamp.casework.lifecycle import State
from bluelamp.desk.forms.notice import first_time
from bluelamp.desk.templatetags.picture import ground_clause
from bluelamp.people.actor import Actor

pytestmark = pytest.mark.django_db


def page(cast: Cast, walk: Walk, actor: Actor) -> str:
    found = signed_in(cast.officer(actor)).get(f"/cases/{walk.reference}/notice/")
    assert found.status_code == 200
    return found.content.decode()


def post(cast: Cast, walk: Walk, actor: Actor, part: str = "", **posted: Any) -> Any:
    client = signed_in(cast.officer(actor))
    return client.post(f"/cases/{walk.reference}/notice/{part}", posted, follow=True)


def planned(hours: float) -> dict[str, str]:
    when = timezone.localtime(timezone.now() + timedelta(hours=hours))
    return day(when) | {"planned_time": f"{when:%H:%M}"}


def day(on: date) -> dict[str, str]:
    return {f"planned_for_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def test_the_press_officer_tells_the_officer_when(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    shown = page(cast, walk, cast.asha)
    assert "has 4 hours to confirm or object" in shown
    said = post(cast, walk, cast.asha, officer=cast.ren.reference, **planned(6))
    assert "may confirm or object on this page" in said.content.decode()
    assert walk.view().state is State.NOTIFIED


def test_the_first_time_offered_is_one_that_is_accepted(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    offered = first_time(at=timezone.now(), window=timedelta(hours=4))
    given = day(offered["planned_for"]) | {"planned_time": offered["planned_time"]}
    post(cast, walk, cast.asha, officer=cast.ren.reference, **given)
    assert walk.view().state is State.NOTIFIED


def test_a_release_before_the_window_is_refused_and_the_day_stays_typed(cast: Cast) -> None:
    walk = a_case(cast, ready_for="notice")
    refused = post(cast, walk, cast.asha, officer=cast.ren.reference, **planned(1))
    assert refused.status_code == 400
    assert "4 hours from now or later" in refused.content.decode()
    assert f'value="{planned(1)["planned_time"]}"' in refused.content.decode()


@pytest.mark.parametrize("time", ["25:00", "noon", "7"])
def test_a_time_that_is_none_is_refused(cast: Cast, time: str) -> None:
    walk = a_case(cast, ready_for="notice")
    given = planned(6) | {"planned_time": time}
    refused = post(cast, walk, cast.asha, officer=cast.ren.reference, **given)
    assert "Enter a time on the 24-hour clock, like 14:30." in refused.content.decode()


def test_until_everything_is_ready_the_page_lists_what_comes_first(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")
    shown = page(cast, walk, cast.asha)
    assert "Checked by a second person" in shown
    assert "Caption" in shown
    assert "Tell the officer</button>" not in shown


def test_the_officer_sees_the_picture_the_words_and_the_time_and_confirms(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    shown = page(cast, walk, cast.ren)
    assert "Do you object to this release?" in shown
    assert f"/cases/{walk.reference}/rendition/" in shown
    assert "Victor Lamb convicted of robbery" in shown
    said = post(cast, walk, cast.ren, "no-objection/")
    assert "It is recorded that you do not object." in said.content.decode()
    notice = walk.view().now.notice
    assert notice
    assert notice.ended == "no_objection"


def test_the_officer_is_shown_which_reasons_the_policy_counts(cast: Cast) -> None:
    shown = page(cast, a_case(cast, ready_for="objection"), cast.ren)
    exceptional = shown.index("The policy counts these as exceptional")
    ordinary = shown.index("generally no reason to refuse")
    assert exceptional < shown.index("at risk of harm") < ordinary < shown.index("a domestic case")
    assert "(clause CI-35, line 48)" in shown


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_policy_has_a_clause_that_answers_every_ground(ground: str) -> None:
    clause = ground_clause(ground)
    assert clause is not None
    assert clause.clause == GROUNDS[ground].clause
    assert clause.lines
    assert ("not generally" in clause.says) is not GROUNDS[ground].exceptional


def test_an_objection_without_reasons_is_refused_and_its_ground_kept(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    refused = post(cast, walk, cast.ren, "object/", ground="risk_of_harm", reasons="")
    assert refused.status_code == 400
    assert "Say what makes this case exceptional." in refused.content.decode()
    assert 'value="risk_of_harm" id="id_ground_0" checked' in refused.content.decode()
    assert walk.view().state is State.NOTIFIED


def test_an_objection_is_answered_by_somebody_else_with_both_views_shown(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    post(cast, walk, cast.ren, "object/", ground="unwanted", reasons="His sister asked.")
    assert walk.view().state is State.OBJECTED
    assert "You made this objection" in page(cast, walk, cast.ren)
    for actor in (cast.tom, cast.ren):
        shown = page(cast, walk, actor)
        assert "His sister asked." in shown
        assert "generally no reason to refuse (clause CI-36, line 49)" in shown
        assert "somebody close to the case" in shown
    post(cast, walk, cast.tom, "answer/", upheld="no", answer="No risk to her is known.")
    assert walk.view().state is State.NOTIFIED
    for view in (page(cast, walk, cast.ren), page(cast, walk, cast.asha)):
        assert "His sister asked." in view
        assert "No risk to her is known." in view
        assert "Not upheld" in view


def test_an_objection_upheld_sends_the_case_back(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    post(cast, walk, cast.ren, "object/", ground="risk_of_harm", reasons="Threats on Sunday.")
    unsaid = post(cast, walk, cast.jo, "answer/", upheld="yes", answer="")
    assert unsaid.status_code == 400
    assert "Give the officer your reasons." in unsaid.content.decode()
    post(cast, walk, cast.jo, "answer/", upheld="yes", answer="Agreed: not while that stands.")
    assert walk.view().state is State.PREPARING


def test_another_officer_sees_who_is_waited_for_and_cannot_answer(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    shown = page(cast, walk, cast.mary)
    assert "for Ren Okafor" in shown
    assert "Record the objection" not in shown
    refused = post(cast, walk, cast.mary, "no-objection/")
    assert refused.status_code == 403
    assert "The notice went to another officer, who answers it." in refused.content.decode()


def test_a_notice_is_withdrawn_with_a_reason(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    refused = post(cast, walk, cast.asha, "withdraw/", reason="")
    assert "Say why the notice is withdrawn." in refused.content.decode()
    post(cast, walk, cast.asha, "withdraw/", reason="The caption names the wrong court.")
    assert walk.view().state is State.PREPARING
