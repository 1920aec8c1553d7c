"""PACE Code D: exact copies for each channel, the defence's viewing, the witnesses asked, the callers' accounts."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.casework.media import MediaWalk, a_media_case
from tests.cast import Cast

from bluelamp.casework import services
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.models import CallerAccount, DefenceViewing, ExactCopy
from bluelamp.casework.parts import Edit, Part
from bluelamp.casework.routes import Route
from bluelamp.vault import selectors as vault

pytestmark = pytest.mark.django_db


class AppealWalk(MediaWalk):
    """An appeal to identify whoever is shown."""

    route = Route.IDENTIFICATION_APPEAL


def an_appeal(cast: Cast, *, ready_for: str) -> MediaWalk:
    return a_media_case(cast, ready_for=ready_for, kind=AppealWalk)


def keep(walk: MediaWalk, channel: str = "Social media") -> ExactCopy:
    return services.keep_exact_copy(
        case=walk.reference, channel=channel, actor=walk.cast.ren, at=walk.at
    )


def test_d_2_no_copy_is_kept_before_the_picture_is_approved(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="check")
    assert walk.view().facts["exact_copy_kept"] is False
    with pytest.raises(OutOfOrder, match="approved first"):
        keep(walk)


def test_d_2_a_copy_is_kept_for_each_channel_under_the_hash_of_the_bytes(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="check")
    walk.approve()
    first, second = keep(walk), keep(walk, "Press site")
    held = vault.rendition(sha256=first.sha256, case=walk.reference)
    assert hashlib.sha256(held).hexdigest() == first.sha256 == second.sha256 == walk.rendition
    assert walk.view().facts["exact_copy_kept"] is True
    with pytest.raises(OutOfOrder, match="“Press site” is kept already"):
        keep(walk, "Press site")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExactCopy.objects.filter(pk=first.pk).update(channel="Press site")


def test_d_2_the_copy_of_an_earlier_picture_counts_for_no_later_one(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="check")
    walk.approve()
    keep(walk)
    walk.keep_one("p2")
    assert walk.view().facts["exact_copy_kept"] is False


def test_the_appeal_waits_for_the_copy_and_says_so(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="check")
    assert _task(walk) == "cannot start yet"
    walk.approve()
    assert _task(walk) == "to do"
    keep(walk)
    assert _task(walk) == "done"


def test_nobody_states_by_hand_that_a_copy_is_kept(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="image")
    with pytest.raises(BadInput, match="not a fact that can be recorded"):
        services.record_fact(
            case=walk.reference,
            said=services.Said(name="exact_copy_kept", value=True),
            actor=cast.asha,
            at=walk.at,
        )


def test_d_3_the_defence_is_offered_a_viewing_and_answers_once(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="image")
    who: dict[str, Any] = {"case": walk.reference, "actor": cast.ren, "at": walk.at}
    offer = services.offer_viewing(offered_to="Wynn & Co", offered_on=walk.at.date(), **who)
    answer = {"viewing": offer.pk, "outcome_on": walk.at.date()} | who
    with pytest.raises(BadInput, match="why it was not practicable"):
        services.answer_viewing(outcome="not_practicable", **answer)
    with pytest.raises(BadInput, match="Choose what came of it"):
        services.answer_viewing(outcome="ignored", **answer)
    services.answer_viewing(outcome="declined", **answer)
    with pytest.raises(OutOfOrder, match="answered already"):
        services.answer_viewing(outcome="viewed", **answer)
    with pytest.raises(IntegrityError, match="a_viewing_is_answered_whole"):
        DefenceViewing.objects.update(answered_by="")


def test_d_4_a_witness_who_has_seen_it_says_how(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="image")
    asked: dict[str, Any] = {
        "case": walk.reference,
        "witness": "W4",
        "asked_on": walk.at.date(),
        "asked_by": "DC Okafor",
        "actor": cast.ren,
        "at": walk.at,
    }
    services.ask_witness(saw_it=False, **asked)
    with pytest.raises(BadInput, match="what they saw"):
        services.ask_witness(saw_it=True, **asked)
    with pytest.raises(BadInput, match="yet to come"):
        services.ask_witness(
            saw_it=False, **asked | {"asked_on": walk.at.date() + timedelta(days=2)}
        )
    with pytest.raises(NotAllowed):
        services.ask_witness(saw_it=False, **asked | {"actor": cast.asha})


def test_d_5_each_caller_has_a_reference_and_an_account(cast: Cast) -> None:
    walk = an_appeal(cast, ready_for="image")
    call: dict[str, Any] = {
        "case": walk.reference,
        "called_at": walk.at,
        "said": "That is the man from the garage.",
        "taken_by": "Call handler 12",
        "actor": cast.asha,
        "at": walk.at,
    }
    services.take_account(**call)
    services.take_account(**call, caller="CAD 4412")
    assert list(CallerAccount.objects.order_by("id").values_list("caller", flat=True)) == [
        "Caller 1",
        "CAD 4412",
    ]
    with pytest.raises(BadInput, match="“CAD 4412” already"):
        services.take_account(**call, caller="CAD 4412")


def test_body_worn_video_to_identify_suspects_waits_for_the_copy_too(cast: Cast) -> None:
    walk = a_media_case(cast, ready_for="check")
    walk.list_person(Part.SUBJECT, Edit.KEEP, "p1", sought=True)
    walk.approve()
    keep(walk)
    assert walk.view().facts["exact_copy_kept"] is True


def _task(walk: MediaWalk) -> str:
    return next(task.status.value for task in walk.view().tasks if task.page == "code-d")
