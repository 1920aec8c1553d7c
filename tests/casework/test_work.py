"""The work list: whose turn each case is, when it is due, and that it stays right and fast."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.casework.many import many
from tests.cast import Cast
from tests.court import restricted
from tests.desk.builders import STAGES, Walk, a_case

from bluelamp.casework import preparation, services, ticks, turns
from bluelamp.casework.lifecycle import CASE, DESK, State
from bluelamp.casework.models import AssertedFact, Case, Letter, Turn
from bluelamp.casework.pack import london
from bluelamp.casework.services import Said
from bluelamp.casework.work import Search, WorkItem, WorkList, work_list
from bluelamp.jobs import selectors as jobs
from bluelamp.jobs.errors import CannotSucceed
from bluelamp.jobs.models import Job
from bluelamp.jobs.values import JobState
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.roles import Role
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

PRESS, OIC = "press_officer", "investigating_officer"
SENIOR, REDACTOR = "senior_officer", "redactor"

# The open tasks of a case ready for each stage, the most pressing first, and the roles whose turn each is.
OPEN: dict[str, list[tuple[str, set[str]]]] = {
    "facts": [
        ("facts", {PRESS, OIC}),
        ("proceedings", CASE),
        ("restrictions", {*CASE, Role.LEGAL_ADVISER}),
        ("rights", {PRESS}),
        ("image", {OIC}),
        ("caption", {PRESS}),
    ],
    "image": [("image", {OIC}), ("caption", {PRESS})],
    "identity": [
        ("people", {PRESS, REDACTOR}),
        ("caption", {PRESS}),
        ("identity", {OIC, SENIOR}),
    ],
    "people": [("people", {PRESS, REDACTOR}), ("caption", {PRESS})],
    "preparing": [("people", {PRESS, REDACTOR}), ("caption", {PRESS})],
    "check": [("caption", {PRESS}), ("check", {PRESS, REDACTOR})],
    "caption": [("caption", {PRESS})],
    "notice": [("notice", {PRESS})],
    "objection": [("notice", {OIC})],
    "decision": [("decision", {PRESS})],
    "takedown": [],
    "reopening": [("recipients", {PRESS})],
}


def found(**filters: Any) -> WorkList:
    return work_list(Search(**filters), viewer=SYSTEM, at=timezone.now())


def the_line(**filters: Any) -> WorkItem:
    (line,) = found(**filters)
    return line


def waiting_for(*actors: Actor) -> list[int]:
    return [len(found(turn_of=actor)) for actor in actors]


def open_tasks() -> list[tuple[str, set[str]]]:
    found: dict[str, set[str]] = {}
    for turn in Turn.objects.order_by("place"):
        found.setdefault(turn.task, set()).add(turn.role)
    return list(found.items())


@pytest.mark.parametrize("stage", STAGES)
def test_whose_turn_it_is_follows_every_act(cast: Cast, stage: str) -> None:
    a_case(cast, ready_for=stage)
    assert open_tasks() == OPEN[stage]


def test_a_case_waits_for_those_alone_who_may_do_the_next_thing(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    # Ren brought the image, so Mary or Jo says whether it is the right person.
    assert waiting_for(cast.ren, cast.mary, cast.jo) == [0, 1, 1]
    assert the_line(turn_of=cast.mary).next_words.startswith("Right person confirmed")
    assert the_line(waits_for=Role.REDACTOR).next_words.startswith("People in the picture")
    walk.on_from("identity", to="check")
    # Ivo prepared the picture, so Pia checks it.
    assert waiting_for(cast.ivo, cast.pia) == [0, 1]
    walk.on_from("check", to="objection")
    assert waiting_for(cast.ren, cast.mary) == [1, 0]
    assert the_line().waits_for == cast.ren.name
    walk.object()
    assert waiting_for(cast.ren, cast.jo, cast.asha) == [0, 1, 1]


def test_authority_waits_for_the_press_desk_to_ask_and_then_for_a_senior_officer(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="facts", category=["sexual_offence"])
    walk.establish()
    assert dict(open_tasks())["authority"] == {PRESS}
    walk.ask_authority()
    assert dict(open_tasks())["authority"] == {SENIOR}
    assert waiting_for(cast.jo) == [1]


def test_a_case_is_due_at_the_askers_deadline_the_windows_end_or_the_planned_release(
    cast: Cast,
) -> None:
    walk = a_case(cast, ready_for="facts")
    asked_for = walk.at + timedelta(hours=8)
    assert the_line().due_at == asked_for
    walk.on_from("facts", to="objection")
    told = walk.at
    assert the_line().due_at == told + timedelta(hours=4)
    walk.on_from("objection", to="decision")
    planned = the_line().due_at
    assert planned
    assert asked_for > planned > told + timedelta(hours=4)
    assert len(found(due_until=planned)) == 0
    assert len(found(due_until=planned + timedelta(seconds=1))) == 1
    walk.release()
    assert the_line().due_at is None


def live_until_an_order(cast: Cast) -> Walk:
    walk = a_case(cast, ready_for="takedown")
    services.add_restriction(
        case=walk.reference, restriction=restricted(), actor=cast.ivo, at=walk.at
    )
    return walk


def test_what_must_come_down_is_due_at_once_and_waits_for_whoever_may_take_it_down(
    cast: Cast,
) -> None:
    walk = live_until_an_order(cast)
    assert open_tasks() == [("takedown", DESK)]
    assert the_line().due_at == walk.at
    ticks.call_for_takedown(walk.at)
    ticks.call_for_takedown(walk.at)
    (letter,) = Letter.objects.filter(words="it must come down now")
    assert (letter.case.reference, letter.role) == (walk.reference, Role.PRESS_OFFICER)


def test_what_must_come_down_stays_called_for_and_due_while_the_policy_refuses_the_facts(
    cast: Cast,
) -> None:
    walk = live_until_an_order(cast)
    ticks.reckon_turns(walk.at + timedelta(days=1))
    assert the_line().due_at == walk.at
    who = {"said_by": "Court", "recorded_by": cast.asha.reference, "recorded_at": walk.at}
    AssertedFact.objects.create(
        case=Case.objects.get(), name="gone", value=True, kind="record", **who
    )
    ticks.reckon_turns(walk.at + timedelta(days=2))
    assert [task for task, _ in open_tasks()] == ["takedown", "facts"]
    assert the_line().due_at == walk.at


def test_an_enquiry_that_was_answered_makes_nothing_due(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence", actor=cast.asha, at=walk.at)
    assert the_line().due_at is None


def test_an_image_waits_for_the_press_desk_too_where_it_can_be_fetched(
    cast: Cast, settings: Any
) -> None:
    settings.BLUELAMP_CUSTODY_IMAGING = "file:///images"
    a_case(cast, ready_for="image")
    assert dict(open_tasks())["image"] == {OIC, PRESS}


def test_turns_follow_the_day_and_the_policy_without_an_act(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    late = walk.at + timedelta(days=150)
    Turn.objects.update(words="As it was")
    ticks.reckon_turns(walk.at)
    assert the_line().next_words == "As it was"
    ticks.reckon_turns(late)
    assert the_line().next_words != "As it was"
    Turn.objects.update(words="By another policy")
    Case.objects.update(reckoned_for=f"{london(late)} sha256:other")
    ticks.reckon_turns(late)
    assert the_line().next_words != "By another policy"


@pytest.mark.parametrize("stage", ["objection", "decision"])
def test_advice_that_turns_against_a_notified_case_waits_for_the_press_desk(
    cast: Cast, stage: str
) -> None:
    walk = a_case(cast, ready_for=stage)
    said = Said(name="harm_assessment", value="raised_not_assessed", said_by="His sister")
    services.record_facts(case=walk.reference, said=(said,), actor=cast.asha, at=walk.at)
    outcome = walk.view().outlook.outcome.replace("_", " ")
    assert the_line(turn_of=cast.asha).next_words == f"Decision: The advice is now: {outcome}"


def test_facts_that_the_policy_no_longer_takes_together_stop_no_takedown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="takedown")

    def refuse(*_: Any, **__: Any) -> None:
        raise RuntimeError("no policy can be read")

    monkeypatch.setattr(turns, "advice_on", refuse)
    monkeypatch.setattr(turns, "pack", refuse)
    walk.take_down()
    assert the_line().state is State.TAKEN_DOWN


def a_job_that_cannot(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise CannotSucceed("The model is missing.")

    monkeypatch.setattr(preparation, name, fail)


def test_a_picture_that_cannot_be_made_is_told_to_the_case_and_to_the_press_desk(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = a_case(cast, ready_for="preparing")
    walk.keep_one()
    services.prepare(case=walk.reference, actor=cast.ivo, at=walk.at)
    assert dict(open_tasks())["people"] == {""}
    a_job_that_cannot("_make", monkeypatch)
    walk.work()
    rendition = walk.view().now.rendition
    assert rendition
    assert rendition.fault == "The model is missing."
    assert dict(open_tasks())["people"] == {PRESS, REDACTOR}
    assert the_line().next_words == "People in the picture: The model is missing"
    assert record.entries_for(walk.reference)[-1].kind == "rendition failed"
    (letter,) = Job.objects.filter(key__startswith="failed:render:")
    assert "/jobs/" in letter.args["text"]


def test_a_failed_letter_calls_for_help_by_no_letter(cast: Cast) -> None:
    walk = a_case(cast, ready_for="facts")
    Job.objects.filter(kind="mail.send").update(attempts=99)
    walk.work()
    assert {job.kind for job in jobs.failed()} == {"mail.send"}
    assert all(job.state is JobState.FAILED for job in jobs.failed())
    assert not Job.objects.filter(key__startswith="failed:").exists()


Counted = Callable[[int], Any]


def test_thousands_of_cases_take_a_few_queries_a_page(
    cast: Cast, django_assert_max_num_queries: Counted
) -> None:
    at = timezone.now()
    many(2000, opened_by=cast.asha, at=at)
    for filters in (
        {},
        {"text": "northbridge t20250"},
        {"turn_of": cast.asha},
        {"waits_for": Role.PRESS_OFFICER, "units": frozenset({"Eastmere CID"})},
        {"due_until": at},
        {"states": (State.NOTIFIED,), "officers": frozenset({"IO-201"})},
    ):
        with django_assert_max_num_queries(4):
            lines = work_list(Search(**filters), viewer=cast.ren, at=at)
            count = len(lines)
            assert count > 3
            assert len(lines[:25]) == min(25, count)
    assert len(found(due_until=at)) == 4
    assert [item.person for item in found(due_until=at)][:2] == ["Person 0", "Person 1"]


def test_a_case_is_found_by_the_hash_of_its_picture(cast: Cast) -> None:
    walk = a_case(cast, ready_for="caption")
    many(3, opened_by=cast.asha, at=walk.at)
    for sha256 in (walk.sha256, walk.sha256[:8].upper(), walk.rendition[:12]):
        assert the_line(text=sha256).reference == walk.reference
    assert len(found(text=walk.sha256[:7])) == 0
    assert len(found(text="0" * 64)) == 0
