"""Under embargo: decided now, public at its hour and not before, and only if the policy still says so then."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services, ticks
from bluelamp.casework.errors import AdviceIsNotRelease, BadInput, CaseworkError, OutOfOrder
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import Decision, Letter
from bluelamp.casework.services.embargo import lift_embargo
from bluelamp.jobs.models import Job
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing
from bluelamp.publication.values import Audience, Recipient
from bluelamp.record import selectors as record

CHARITY = Recipient(email="desk@missing.example", name="A charity")


def embargoed(cast: Cast, *, hours: float = 1, **differs: Any) -> tuple[Walk, datetime]:
    walk = a_case(cast, ready_for="decision")
    until = walk.at + timedelta(hours=hours)
    services.embargo(
        case=walk.reference,
        until=until,
        reasons="Serious conviction; the family is told first.",
        actor=cast.asha,
        at=walk.at,
        **differs,
    )
    return walk, until


def kinds(walk: Walk) -> list[str]:
    return [entry.kind for entry in record.entries_for(walk.reference)]


@pytest.mark.django_db
def test_nothing_is_public_before_the_hour(cast: Cast, settings: Any) -> None:
    walk, until = embargoed(cast)
    ticks.end_embargoes(until - timedelta(seconds=1))
    assert walk.view().state is State.EMBARGOED
    assert publication.editions_of(walk.reference) == ()
    assert list(settings.BLUELAMP_PUBLIC_MEDIA.iterdir()) == []
    with pytest.raises(OutOfOrder, match="not ended yet"):
        lift_embargo(case=walk.reference, at=until - timedelta(seconds=1))
    (task,) = [each for each in walk.view().tasks if each.page == "decision"]
    assert task.words.startswith("Released at ")


@pytest.mark.django_db
def test_at_its_hour_the_clock_publishes_what_a_named_person_decided(cast: Cast) -> None:
    walk, until = embargoed(cast)
    ticks.end_embargoes(until)
    ticks.end_embargoes(until + timedelta(seconds=20))
    assert walk.view().state is State.LIVE
    (edition,) = publication.live_editions()
    (decision,) = Decision.objects.all()
    assert (decision.edition, decision.decided_by) == (edition.token, cast.asha.reference)
    assert edition.published_at == until
    newest = record.entries_for(walk.reference)[-1]
    assert (newest.kind, newest.actor) == ("released", "system")
    assert newest.body
    assert newest.body["decided_by"] == cast.asha.reference
    assert kinds(walk).count("released under embargo") == 1


@pytest.mark.django_db
def test_the_advice_is_asked_again_at_that_moment_and_what_has_turned_is_held_back(
    cast: Cast,
) -> None:
    walk, until = embargoed(cast)
    turn(walk)
    assert "held back" in next(t.words for t in walk.view().tasks if t.page == "decision")
    ticks.end_embargoes(until)
    assert walk.view().state is State.NOTIFIED
    assert publication.editions_of(walk.reference) == ()
    (held,) = Decision.objects.all()
    assert held.held_at == until
    assert "The advice has become" in held.held_because
    letter = Letter.objects.get(case__reference=walk.reference, words__contains="held back")
    assert letter.page == "decision"
    assert kinds(walk)[-1] == "held back"


def turn(walk: Walk) -> None:
    """An exceptional reason is found while the embargo runs."""
    said = services.Said(name="policing_purpose_against", value=True, reason="A live inquiry")
    services.record_fact(case=walk.reference, said=said, actor=walk.cast.ren, at=walk.at)


@pytest.mark.django_db
def test_what_was_held_back_is_decided_anew(cast: Cast) -> None:
    walk, _ = embargoed(cast)
    with pytest.raises(BadInput):
        services.end_embargo(case=walk.reference, reason=" ", actor=cast.tom, at=walk.at)
    services.end_embargo(case=walk.reference, reason="The court asks", actor=cast.tom, at=walk.at)
    assert walk.view().state is State.NOTIFIED
    walk.release()
    assert walk.view().state is State.LIVE
    assert Decision.objects.count() == 2


@pytest.mark.django_db
def test_the_wrong_person_is_held_back_at_once(cast: Cast) -> None:
    walk, until = embargoed(cast)
    services.deny_identity(
        case=walk.reference, sha256=walk.sha256, note="His brother", actor=cast.mary, at=walk.at
    )
    assert walk.view().state is State.PREPARING
    assert walk.view().now.embargoed is None
    ticks.end_embargoes(until)
    assert publication.editions_of(walk.reference) == ()


@pytest.mark.django_db
def test_the_checks_of_a_release_are_made_when_it_is_decided_too(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", policing_purpose_against=True)
    later = walk.at + timedelta(hours=1)
    with pytest.raises(AdviceIsNotRelease):
        services.embargo(
            case=walk.reference, until=later, reasons="Go", actor=cast.asha, at=walk.at
        )
    with pytest.raises(BadInput, match="in the future"):
        services.embargo(
            case=walk.reference, until=walk.at, reasons="Go", actor=cast.asha, at=walk.at
        )


@pytest.mark.django_db
def test_words_may_go_ahead_of_it_and_carry_no_address(cast: Cast) -> None:
    walk, _ = embargoed(cast, advance_text="A man was sentenced for robbery.")
    ahead = Job.objects.filter(args__subject__startswith="Under embargo")
    assert [job.args["to"] for job in ahead] == [["cleo.marsh@courier.example"]]
    text = ahead.get().args["text"]
    assert "A man was sentenced for robbery." in text
    assert "http" not in text
    assert publication.editions_of(walk.reference) == ()


@pytest.mark.django_db
def test_it_goes_to_the_audience_that_was_decided_upon(cast: Cast) -> None:
    walk, until = embargoed(cast, audience=Audience.NAMED, recipients=(CHARITY,))
    ticks.end_embargoes(until)
    (edition,) = publication.editions_of(walk.reference)
    assert not edition.is_open
    assert publication.live_editions() == ()
    assert [each.email for each in publication.notices_of(edition.token)] == [CHARITY.email]


@pytest.mark.django_db
@pytest.mark.parametrize("recipients", [(), (Recipient(email="nowhere", name="X"),)])
def test_a_named_audience_has_addresses(cast: Cast, recipients: tuple[Recipient, ...]) -> None:
    walk = a_case(cast, ready_for="decision")
    with pytest.raises(BadInput):
        services.release(
            case=walk.reference,
            reasons="Go",
            audience=Audience.NAMED,
            recipients=recipients,
            actor=cast.asha,
            at=walk.at,
        )
    assert walk.view().state is State.NOTIFIED


@pytest.mark.django_db(transaction=True)
def test_two_clocks_and_somebody_who_holds_it_back_at_once_do_one_thing(cast: Cast) -> None:
    walk, until = embargoed(cast)
    ready, ends = threading.Barrier(3), []

    def clock() -> None:
        lift_embargo(case=walk.reference, at=until)

    def person() -> None:
        services.end_embargo(case=walk.reference, reason="No", actor=cast.tom, at=until)

    def run(act: Any) -> None:
        ready.wait()
        try:
            act()
            ends.append(act.__name__)
        except CaseworkError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in (clock, clock, person)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(ends) == 1, ends
    live = len(publication.live_editions())
    assert (walk.view().state, live) in {(State.LIVE, 1), (State.NOTIFIED, 0)}
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_dies_at_the_hour_publishes_once_when_it_is_wound_again(
    cast: Cast, settings: Any
) -> None:
    walk, until = embargoed(cast)
    with transaction.atomic():
        lift_embargo(case=walk.reference, at=until)
        transaction.set_rollback(True)
    assert walk.view().state is State.EMBARGOED
    assert publication.live_editions() == ()
    ticks.end_embargoes(until + timedelta(minutes=9))
    assert len(publication.live_editions()) == 1
    publishing.reconcile(at=until + timedelta(days=3650))
    assert len(list(settings.BLUELAMP_PUBLIC_MEDIA.iterdir())) == 1


@pytest.mark.django_db
def test_the_database_keeps_what_was_held_back_out(cast: Cast) -> None:
    walk, until = embargoed(cast)
    ticks.end_embargoes(until)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(held_at=walk.at, held_because="Too late")
