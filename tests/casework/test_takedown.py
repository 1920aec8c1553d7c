"""Taken down: what ended it is recorded, everyone is chased, and the case closes when nothing is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import court
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services, ticks
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.grounds import TAKEDOWN_REASONS
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import AssertedFact, Case, NearMiss, Takedown
from bluelamp.casework.routes import PUBLIC, Route
from bluelamp.jobs.models import Job
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing
from bluelamp.publication.models import Notice
from bluelamp.publication.public.doors import acknowledge_withdrawal

pytestmark = pytest.mark.django_db
CLEO = "cleo.marsh@courier.example"
ENDS = [("arrested", "apprehended", True), ("found", "still_missing", False), ("identified", "identified", True)]  # fmt: skip


def on_route(walk: Walk, route: Route) -> None:
    """The same live case as if it had come by another route: the takedown asks nothing of how it came."""
    Case.objects.filter(reference=walk.reference).update(route=route)
    AssertedFact.objects.filter(case__reference=walk.reference).delete()


def down(walk: Walk, reason: str = "error", **differs: Any) -> Takedown:
    usual: dict[str, Any] = {"explanation": "Told by the unit.", "actor": walk.cast.ivo}
    return services.take_down(case=walk.reference, reason=reason, at=walk.at, **usual | differs)


def said_gone(walk: Walk) -> None:
    for notice in Notice.objects.filter(edition__case=walk.reference, occasion="withdrawn"):
        acknowledge_withdrawal(secret=notice.secret, at=walk.at)


def file_gone(walk: Walk) -> None:
    """What happens after the commit, or by the clock."""
    publishing.reconcile(at=walk.at)


@pytest.mark.parametrize(("reason", "fact", "value"), ENDS)
def test_that_the_person_is_arrested_found_or_identified_becomes_a_fact(
    cast: Cast, reason: str, fact: str, value: object
) -> None:
    walk = a_case(cast, ready_for="takedown")
    (route,) = TAKEDOWN_REASONS[reason].routes
    on_route(walk, route)
    down(walk, reason)
    (row,) = Case.objects.get(reference=walk.reference).facts.filter(name=fact)
    assert (row.value, row.recorded_by, row.reason) == (
        value,
        cast.ivo.reference,
        "Told by the unit.",
    )
    assert publication.live_editions() == ()


@pytest.mark.parametrize("reason", [reason for reason, _, _ in ENDS])
def test_a_reason_of_another_route_is_refused(cast: Cast, reason: str) -> None:
    walk = a_case(cast, ready_for="takedown")
    with pytest.raises(BadInput) as refused:
        down(walk, reason)
    assert refused.value.field == "reason"


def test_every_public_route_has_reasons_for_a_takedown() -> None:
    for route in PUBLIC:
        assert {"order_made", "wrong_person", "request"} <= {
            code for code, why in TAKEDOWN_REASONS.items() if route in why.routes
        }


def test_wp_04_the_targets_clock_starts_when_the_policy_called_for_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    assert down(walk).called_for_at == walk.at
    walk = a_case(cast, ready_for="takedown", at=walk.at - timedelta(hours=5))
    on_route(walk, Route.WANTED_PERSON)
    called = walk.at
    services.record_fact(
        case=walk.reference,
        said=services.Said(name="apprehended", value=True, reason="Arrested"),
        actor=cast.asha,
        at=called,
    )
    walk.at += timedelta(hours=3)
    assert down(walk, "arrested").called_for_at == called


def test_the_wrong_person_is_set_aside_and_begins_a_breach_record(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    down(walk, "wrong_person", explanation="It is his brother.")
    (breach,) = Case.objects.get(reference=walk.reference).breaches.all()
    assert breach.due_at == walk.at + timedelta(hours=72)
    assert breach.account == "It is his brother."
    assert NearMiss.objects.count() == 1
    assert walk.view().now.wrong_person


def test_not_closed_while_one_recipient_has_not_answered(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    down(walk)
    file_gone(walk)
    with pytest.raises(OutOfOrder, match="not everybody has said that it is gone"):
        services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)
    said_gone(walk)
    ticks.reckon_recipients(walk.at)
    turns = Case.objects.get(reference=walk.reference).turns
    assert list(turns.values_list("task", flat=True)) == ["conclude"]
    services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)
    assert walk.view().state is State.CLOSED


def test_not_closed_while_one_channel_still_holds_it(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    down(walk)
    said_gone(walk)
    with pytest.raises(OutOfOrder):
        services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)
    file_gone(walk)
    services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)


def test_a_named_person_writes_a_recipient_off_with_reasons(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    (edition,) = publication.live_editions()
    down(walk)
    file_gone(walk)

    def settle(actor: Any, reasons: str, email: str = CLEO) -> None:
        services.settle_recipient(
            case=walk.reference,
            email=email,
            removed=False,
            reasons=reasons,
            actor=actor,
            at=walk.at,
        )

    with pytest.raises(NotAllowed):
        settle(cast.ivo, "Out of business")
    with pytest.raises(BadInput):
        settle(cast.asha, " ")
    settle(cast.asha, "The paper has closed; its archive is offline.")
    letter = next(
        each for each in publication.notices_of(edition.token) if each.occasion == "withdrawn"
    )
    assert (letter.removed, letter.settled_by) == (False, cast.asha.reference)
    services.conclude(case=walk.reference, actor=cast.asha, at=walk.at)


def test_reopened_it_still_waits_for_those_who_hold_what_was_withdrawn(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence today", actor=cast.asha, at=walk.at)
    with pytest.raises(OutOfOrder, match="not everybody has said"):
        services.close(case=walk.reference, reason="Not pursued", actor=cast.asha, at=walk.at)


def test_whoever_does_not_answer_is_reminded_at_the_forces_interval(
    cast: Cast, settings: Any
) -> None:
    walk = a_case(cast, ready_for="takedown")
    down(walk)
    every = settings.BLUELAMP_FORCE.chase_every
    for days in range(1, 4):
        publishing.chase(at=walk.at + days * every)
        publishing.chase(at=walk.at + days * every + timedelta(minutes=5))
    reminders = Job.objects.filter(args__subject__startswith="Reminder")
    assert [job.args["subject"][:10] for job in reminders.order_by("id")] == [
        "Reminder 1",
        "Reminder 2",
        "Reminder 3",
    ]
    said_gone(walk)
    assert publishing.chase(at=timezone.now() + 9 * every) == 0


def test_after_an_outage_each_is_reminded_once(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="takedown")
    down(walk)
    assert publishing.chase(at=walk.at + 9 * settings.BLUELAMP_FORCE.chase_every) == 1


def test_released_again_it_cites_the_release_before_and_is_asked_anew_why(cast: Cast) -> None:
    walk = a_case(cast, ready_for="reopening")
    services.reopen(case=walk.reference, reason="Sentence today", actor=cast.asha, at=walk.at)
    assert "needed_again" not in walk.view().facts
    again = services.Said(name="needed_again", value=True, reason="Sentence was passed today.")
    services.record_fact(case=walk.reference, said=again, actor=cast.asha, at=walk.at)
    walk.weigh()
    court.check(walk.reference, {}, actor=cast.asha, at=walk.at)
    walk.on_from("image", to="takedown")
    second, first = walk.view().decisions
    assert second.former == first
    newest, _ = publication.editions_of(walk.reference)
    assert newest.former == first.edition
    walk.take_down()
    services.reopen(case=walk.reference, reason="Appeal", actor=cast.asha, at=walk.at)
    assert "needed_again" not in walk.view().facts
