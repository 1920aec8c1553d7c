"""A case that the policy cannot answer waits with its reason, and neither stops the others nor undoes their work."""

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import preparation, services, ticks, turns
from bluelamp.casework.models import Case, OfficerNotice, Rendition, Turn
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.values import JobState

pytestmark = pytest.mark.django_db


def unanswered(walk: Walk) -> None:
    Case.objects.filter(reference=walk.reference).update(route="gone", reckoned_for="")


def refuse(*_given: object, **_named: object) -> None:
    raise CannotSucceed("The model is missing.")


def test_it_waits_for_those_who_record_facts_and_the_other_cases_are_reckoned(cast: Cast) -> None:
    first, second = a_case(cast, ready_for="decision"), a_case(cast, ready_for="decision")
    unanswered(first)
    Case.objects.filter(reference=second.reference).update(reckoned_for="")
    ticks.reckon_turns(first.at)
    assert not Case.objects.filter(reckoned_for="").exists()
    (words,) = set(Turn.objects.filter(case__reference=first.reference).values_list("words"))
    assert "gone" in words[0]


def test_an_act_that_needs_no_policy_is_done(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    unanswered(walk)
    services.withdraw_notice(case=walk.reference, reason="Later", actor=cast.asha, at=walk.at)
    assert Case.objects.get().state == "preparing"


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
