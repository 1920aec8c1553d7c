"""Footage to the prosecution: what, to whom, on which footing, with a receipt; never to the public (BWV-01, BWV-02)."""

import tempfile
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.cast import Cast
from tests.footage_case import moving_face

from bluelamp.casework import services
from bluelamp.casework.errors import (
    AdviceIsNotRelease,
    BadInput,
    CaseworkError,
    NotAllowed,
    OutOfOrder,
)
from bluelamp.casework.lifecycle import TABLE, Act, State
from bluelamp.casework.models import Case, HandOver
from bluelamp.casework.routes import Route
from bluelamp.casework.services.handover import To, take_copy
from bluelamp.publication import selectors as publication
from bluelamp.record import agreement
from bluelamp.record import selectors as record
from bluelamp.record.errors import ClosedToRelease
from bluelamp.record.operations import FILE_TAKEN

TO = To(
    recipient="Ms A. Crown",
    organisation="Crown Prosecution Service, Northbridge",
    sent_how="Evidence system, case 4417",
    terms="For the trial alone; to be returned.",
)


def footage(cast: Cast, *, instruction: str | None = "judge") -> tuple[Case, str]:
    at = timezone.now() - timedelta(minutes=1)
    case = services.receive(
        route=Route.BWV_PROSECUTION,
        person="Marsh Tolley",
        purpose="Footage of the arrest, for the trial.",
        officer=cast.ren.reference,
        actor=cast.dee,
        at=at,
    )
    with tempfile.TemporaryFile() as file:
        file.write(moving_face())
        held = services.supply_image(
            case=case.reference, content=file, source="Camera 4417", actor=cast.ren, at=at
        )
    if instruction:
        said = services.Said(name="instruction", value=instruction, evidence="Order of the judge")
        services.record_fact(case=case.reference, said=said, actor=cast.dee, at=at)
    return case, held.sha256


def hand_over(cast: Cast, case: Case, *items: str, **differs: Any) -> HandOver:
    usual: dict[str, Any] = {"to": TO, "actor": cast.dee, "at": timezone.now()}
    return services.hand_over(case=case.reference, items=items, **usual | differs)


def receipt(cast: Cast, case: Case, **differs: Any) -> HandOver:
    at = timezone.now()
    usual: dict[str, Any] = {
        "received_by": "B. Clerk",
        "receipt": "CPS/26/118",
        "received_at": at,
        "actor": cast.dee,
        "at": at,
    }
    return services.record_receipt(case=case.reference, **usual | differs)


@pytest.mark.django_db
@pytest.mark.parametrize("footing", ["judge", "policing_purpose"])
def test_what_was_given_to_whom_when_and_on_which_footing_is_kept(cast: Cast, footing: str) -> None:
    case, sha256 = footage(cast, instruction=footing)
    row = hand_over(cast, case, sha256)
    case.refresh_from_db()
    assert case.state == State.HANDED_OVER
    assert (row.footing, row.recipient, row.handed_by) == (footing, TO.recipient, "DO-501")
    assert [(item.role, item.sha256) for item in row.items.all()] == [("original", sha256)]
    newest = record.entries_for(case.reference)[-1]
    assert newest.body
    assert newest.kind == "handed over"
    assert newest.body["items"] == [f"original {sha256}"]
    assert newest.body["terms"] == TO.terms


@pytest.mark.django_db
@pytest.mark.parametrize("footing", [None, "none"])
def test_without_an_instruction_or_purpose_nothing_is_handed_over(
    cast: Cast, footing: str | None
) -> None:
    case, sha256 = footage(cast, instruction=footing)
    with pytest.raises(AdviceIsNotRelease, match="nothing is handed over"):
        hand_over(cast, case, sha256)
    assert not HandOver.objects.exists()


@pytest.mark.django_db
def test_only_what_the_case_holds_is_handed_over_and_it_is_said_to_whom_and_how(cast: Cast) -> None:
    case, sha256 = footage(cast)
    for items in ((), ("0" * 64,), (sha256, "0" * 64)):
        with pytest.raises(BadInput) as refused:
            hand_over(cast, case, *items)
        assert refused.value.field == "items"
    for field in ("recipient", "organisation", "sent_how", "terms"):
        to = To(**{**{f: getattr(TO, f) for f in TO.__slots__}, field: " "})
        with pytest.raises(BadInput) as refused:
            hand_over(cast, case, sha256, to=to)
        assert refused.value.field == field


@pytest.mark.django_db
def test_a_receipt_is_recorded_once_and_then_the_case_closes(cast: Cast) -> None:
    case, sha256 = footage(cast)
    hand_over(cast, case, sha256)
    assert list(case.turns.values_list("task", flat=True).distinct()) == ["handover"]
    with pytest.raises(OutOfOrder, match="receipt"):
        services.conclude(case=case.reference, actor=cast.dee, at=timezone.now())
    with pytest.raises(BadInput, match="between the hand-over and now"):
        receipt(cast, case, received_at=timezone.now() - timedelta(days=1))
    row = receipt(cast, case)
    assert (row.received_by, row.receipt) == ("B. Clerk", "CPS/26/118")
    with pytest.raises(OutOfOrder, match="already"):
        receipt(cast, case)
    services.conclude(case=case.reference, actor=cast.dee, at=timezone.now())
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert not case.turns.exists()


def test_no_path_leads_from_this_route_to_the_public() -> None:
    acts = {step.act for step in TABLE if Route.BWV_PROSECUTION in step.routes}
    assert not acts & {Act.RELEASE, Act.EMBARGO, Act.LIFT_EMBARGO}
    ends = {step.next_state for step in TABLE if Route.BWV_PROSECUTION in step.routes}
    assert not ends & {State.LIVE, State.EMBARGOED}


@pytest.mark.django_db
def test_a_handover_publishes_nothing(cast: Cast, settings: Any) -> None:
    case, sha256 = footage(cast)
    hand_over(cast, case, sha256)
    assert publication.editions_of(case.reference) == ()
    assert not any(settings.BLUELAMP_PUBLIC_MEDIA.iterdir())
    with pytest.raises(OutOfOrder, match="no part of a case"):
        services.release(case=case.reference, reasons="Go", actor=cast.asha, at=timezone.now())


@pytest.mark.django_db
def test_whoever_takes_a_file_out_is_recorded_before_a_byte_is_given(cast: Cast) -> None:
    case, sha256 = footage(cast)
    found = take_copy(case=case.reference, sha256=sha256, actor=cast.dee, at=timezone.now())
    assert (found.role, found.media_type) == ("original", "video/mp4")
    newest = record.entries_for(case.reference)[-1]
    assert (newest.kind, newest.actor) == (FILE_TAKEN, cast.dee.reference)
    assert newest.body == {"what": sha256, "recipients": [cast.dee.reference]}
    for actor in (cast.ivo, cast.jo):
        with pytest.raises(NotAllowed):
            take_copy(case=case.reference, sha256=sha256, actor=actor, at=timezone.now())
    with pytest.raises(OutOfOrder, match="no such file"):
        take_copy(case=case.reference, sha256="0" * 64, actor=cast.dee, at=timezone.now())


@pytest.mark.django_db
def test_a_file_taken_after_the_handover_says_who_receives_it(cast: Cast) -> None:
    case, sha256 = footage(cast)
    row = hand_over(cast, case, sha256)
    take_copy(case=case.reference, sha256=sha256, actor=cast.dee, at=timezone.now())
    newest = record.entries_for(case.reference)[-1]
    assert newest.body is not None
    assert newest.body["recipients"] == [f"{row.recipient}, {row.organisation}"]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_hand_over_at_once_hand_over_once(cast: Cast) -> None:
    case, sha256 = footage(cast)
    ready, ends = threading.Barrier(2), []

    def run(actor: Any) -> None:
        ready.wait()
        try:
            hand_over(cast, case, sha256, actor=actor)
            ends.append("handed over")
        except CaseworkError as refused:
            ends.append(str(refused))
        finally:
            connection.close()

    both = [threading.Thread(target=run, args=(who,)) for who in (cast.asha, cast.dee)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert ends.count("handed over") == 1, ends
    assert HandOver.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_handed_over_while_the_desk_is_closed_to_release(cast: Cast) -> None:
    case, sha256 = footage(cast)
    at = timezone.now()
    agreement.doubt(witness="The inspectorate", words="It has seen more.", size=None, at=at)
    with pytest.raises(ClosedToRelease, match="It has seen more"):
        hand_over(cast, case, sha256)
    with pytest.raises(ClosedToRelease):
        take_copy(case=case.reference, sha256=sha256, actor=cast.dee, at=at)
    assert not HandOver.objects.exists()
