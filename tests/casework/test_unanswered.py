"""A case that the policy cannot answer waits with its reason, and neither stops the others nor undoes their work."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case, an_enquiry

from bluelamp.casework import preparation, services, ticks, turns
from bluelamp.casework.models import Case, OfficerNotice, Rendition, Turn
from bluelamp.casework.routes import Route
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.values import JobState

pytestmark = pytest.mark.django_db


def unanswered(walk: Walk, settings: Any) -> None:
    """The force takes a policy that says nothing of the case's route."""
    settings.BLUELAMP_FORCE = replace(settings.BLUELAMP_FORCE, policy_pack="thames-valley")
    Case.objects.filter(reference=walk.reference).update(route=Route.BWV_MEDIA, reckoned_for="")


def refuse(*_given: object, **_named: object) -> None:
    raise CannotSucceed("The model is missing.")


def test_it_waits_for_those_who_record_facts_and_the_other_cases_are_reckoned(
    cast: Cast, settings: Any
) -> None:
    first, second = a_case(cast, ready_for="decision"), a_case(cast, ready_for="decision")
    unanswered(first, settings)
    Case.objects.filter(reference=second.reference).update(reckoned_for="")
    ticks.reckon_turns(first.at)
    assert not Case.objects.filter(reckoned_for="").exists()
    (words,) = set(Turn.objects.filter(case__reference=first.reference).values_list("words"))
    assert "bwv-media" in words[0]


def test_an_act_that_needs_no_policy_is_done(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="decision")
    unanswered(walk, settings)
    another = an_enquiry(at=walk.at)
    services.add_enquiry(case=walk.reference, enquiry=another, actor=cast.asha, at=walk.at)
    assert Case.objects.get().enquiries.filter(enquiry=another).exists()


def test_one_case_that_fails_keeps_no_other_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = a_case(cast, ready_for="objection"), a_case(cast, ready_for="objection")
    reckon = turns.reckon

    def broken(case: Case, **given: object) -> None:
        if case.reference == first.reference:
            raise RuntimeError
        reckon(case, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(turns, "reckon", broken)
    Case.objects.update(reckoned_for="")
    ticks.close_windows(first.at + timedelta(days=1))
    assert dict(OfficerNotice.objects.values_list("case__reference", "ended")) == {
        first.reference: "",
        second.reference: "silence",
    }
    ticks.reckon_turns(first.at)
    assert Case.objects.exclude(reckoned_for="").get().reference == second.reference


def test_a_reckoning_that_fails_undoes_nothing_of_the_work(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    key = services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    monkeypatch.setattr(preparation, "_make", refuse)
    monkeypatch.setattr(turns, "reckon", refuse)
    walk.work()
    assert jobs.state(key).state is JobState.FAILED
    assert Rendition.objects.get().fault == "The model is missing."
