"""Release: never on an unknown fact, once however often it is asked for, and whole or not at all."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from tests.cast import Cast
from tests.court import restricted
from tests.desk.builders import ORDINARY, a_case

from bluelamp.casework import services
from bluelamp.casework.errors import AdviceIsNotRelease, BadInput, CaseworkError
from bluelamp.casework.lifecycle import State
from bluelamp.casework.models import AssertedFact, Decision
from bluelamp.publication import selectors as publication
from bluelamp.publication import services as publishing
from bluelamp.publication.errors import BytesNotWritten
from bluelamp.record import selectors as record


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ORDINARY))
def test_an_unknown_fact_that_could_change_the_answer_is_never_released(
    cast: Cast, name: str
) -> None:
    walk = a_case(cast, ready_for="decision")
    # As a row, for no register would ever say so.
    who = {"said_by": "Nobody", "recorded_by": cast.asha.reference, "recorded_at": walk.at}
    AssertedFact.objects.create(case=walk.view().case, name=name, kind="record", known=False, **who)
    advice = walk.view().advice
    assert (advice.outcome == "release") == (name not in advice.open)
    if advice.outcome != "release":
        for ground in ("", "judgement"):
            with pytest.raises(AdviceIsNotRelease):
                services.release(
                    case=walk.reference, reasons="Go", ground=ground, actor=cast.asha, at=walk.at
                )
    else:
        # What the other facts settle (an adult has no juvenile's restriction), or no step asks.
        settled = {"juvenile_restriction", "delay_from_related_restriction"}
        assert name in settled | {"non_custodial", "sentenced_on"}


@pytest.mark.django_db
def test_the_advice_is_computed_again_at_the_moment_of_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    assert walk.view().advice.outcome == "release"
    services.add_restriction(
        case=walk.reference, restriction=restricted(), actor=cast.ren, at=walk.at
    )
    with pytest.raises(AdviceIsNotRelease, match="refuse"):
        walk.release()
    assert publication.live_editions() == ()


@pytest.mark.django_db
def test_no_departure_waives_an_order_of_the_court(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", court_order="forbids_identification")
    with pytest.raises(AdviceIsNotRelease, match="no order may forbid"):
        services.release(
            case=walk.reference, reasons="Go", ground="judgement", actor=cast.asha, at=walk.at
        )


@pytest.mark.django_db
def test_a_named_person_may_depart_from_advice_to_refer_with_ground_and_reasons(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", minor_offence="no_factor")
    assert walk.view().advice.outcome == "refer"
    with pytest.raises(AdviceIsNotRelease):
        walk.release()
    services.release(
        case=walk.reference,
        reasons="Forty shops are waiting to hear of it.",
        ground="judgement",
        actor=cast.asha,
        at=walk.at,
    )
    (decision,) = walk.view().decisions
    assert (decision.departs, decision.ground) == (True, "judgement")


@pytest.mark.django_db
def test_rec_01_a_release_without_reasons_is_refused(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    with pytest.raises(BadInput) as refused:
        services.release(case=walk.reference, reasons="  ", actor=cast.asha, at=walk.at)
    assert refused.value.field == "reasons"


@pytest.mark.django_db
def test_rec_04_a_refusal_is_as_visible_as_a_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image", vulnerable_adult=True)
    services.refuse(
        case=walk.reference,
        ground="vulnerable_adult",
        reasons="Confirmed from the custody risk form.",
        actor=cast.asha,
        at=walk.at,
    )
    assert walk.view().state is State.REFUSED
    newest = record.entries_for(walk.reference)[-1]
    assert newest.kind == "refused"
    assert newest.body is not None
    assert newest.body["reasons"] == "Confirmed from the custody risk form."
    (asked,) = publication.enquiries_of(walk.reference)
    assert asked.status == "not_released"


@pytest.mark.django_db(transaction=True)
def test_two_people_who_release_at_once_release_once(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision")
    at = walk.at
    ready = threading.Barrier(2)
    ends: list[object] = []

    def release(actor: Any) -> None:
        ready.wait()
        try:
            services.release(case=walk.reference, reasons="Go", actor=actor, at=at)
            ends.append("released")
        except CaseworkError as refused:
            ends.append(refused)
        finally:
            connection.close()

    both = [threading.Thread(target=release, args=(who,)) for who in (cast.asha, cast.tom)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert ends.count("released") == 1, ends
    assert len(publication.live_editions()) == 1
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_release_that_fails_at_the_end_leaves_nothing_behind(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="decision")
    before = record.head()
    with transaction.atomic():
        walk.release()
        assert walk.view().state is State.LIVE
        transaction.set_rollback(True)
    assert walk.view().state is State.NOTIFIED
    assert record.head() == before
    assert publication.live_editions() == ()
    publishing.reconcile(at=walk.at + timedelta(hours=2))
    assert _files(settings.BLUELAMP_PUBLIC_MEDIA) == []


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_cannot_be_written_releases_nothing(cast: Cast, settings: Any) -> None:
    walk = a_case(cast, ready_for="decision")
    settings.BLUELAMP_PUBLIC_MEDIA.rmdir()
    settings.BLUELAMP_PUBLIC_MEDIA.write_text("in the way")
    with pytest.raises((BytesNotWritten, OSError)):
        walk.release()
    assert walk.view().state is State.NOTIFIED
    assert not Decision.objects.exists()
    assert publication.live_editions() == ()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
