"""A lent role never makes one person of two: neither the borrower nor the lender does the other half of a check."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast, photograph
from tests.desk.builders import Walk, a_case

from bluelamp.casework import services
from bluelamp.casework.errors import MustBeSomeoneElse, NotAllowed
from bluelamp.casework.models import Authorisation, Decision, Image, Objection, Rendition
from bluelamp.people.actor import Actor, Lent
from bluelamp.people.roles import Role
from bluelamp.record import selectors as record

pytestmark = pytest.mark.django_db

OIC, SENIOR = Role.INVESTIGATING_OFFICER, Role.SENIOR_OFFICER
PRESS, REDACTOR = Role.PRESS_OFFICER, Role.REDACTOR


def standing_in(borrower: Actor, lender: Actor, role: Role) -> Actor:
    """The borrower while the lender's role is lent to them."""
    loan = Lent(
        role=role, lender=lender.reference, unit=lender.unit, alone=role not in borrower.roles
    )
    return replace(borrower, roles=borrower.roles | {role}, lent=frozenset({loan}))


def confirm(walk: Walk, actor: Actor) -> None:
    services.confirm_identity(
        case=walk.reference, sha256=walk.sha256, note="", actor=actor, at=walk.at
    )


def check(walk: Walk, actor: Actor) -> None:
    services.approve_rendition(
        case=walk.reference, sha256=walk.rendition, note="Every head.", actor=actor, at=walk.at
    )


def answer(walk: Walk, actor: Actor) -> None:
    services.answer_objection(
        case=walk.reference, upheld=False, answer="No bar", actor=actor, at=walk.at
    )


def release(walk: Walk, actor: Actor) -> None:
    services.release(case=walk.reference, reasons="Convicted", actor=actor, at=walk.at)


def test_whoever_stands_in_for_the_fetcher_does_not_confirm(cast: Cast) -> None:
    walk = a_case(cast, ready_for="identity")
    with pytest.raises(MustBeSomeoneElse):
        confirm(walk, standing_in(cast.asha, cast.ren, OIC))


def test_the_lender_does_not_confirm_what_was_brought_in_their_place(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    asha = standing_in(cast.asha, cast.ren, OIC)
    bring(walk, asha)
    image = Image.objects.get()
    assert (image.supplied_by, image.supplied_for) == (cast.asha.reference, cast.ren.reference)
    with pytest.raises(MustBeSomeoneElse):
        confirm(walk, cast.ren)
    confirm(walk, cast.mary)


def bring(walk: Walk, actor: Actor) -> None:
    services.supply_image(
        case=walk.reference, content=photograph(), source="Custody", actor=actor, at=walk.at
    )


def test_whoever_stands_in_for_a_redactor_does_not_check_that_redactors_work(cast: Cast) -> None:
    walk = a_case(cast, ready_for="check")  # Ivo's work
    for borrower in (cast.tom, cast.pia):
        with pytest.raises(MustBeSomeoneElse):
            check(walk, standing_in(borrower, cast.ivo, REDACTOR))
    check(walk, cast.pia)


def test_whoever_stands_in_for_the_authoriser_does_not_release(cast: Cast) -> None:
    walk = a_case(cast, ready_for="decision", category=["sexual_offence"])  # Jo's authority
    with pytest.raises(MustBeSomeoneElse):
        release(walk, standing_in(cast.asha, cast.jo, SENIOR))
    release(walk, cast.tom)


def test_whoever_stands_in_for_the_objector_does_not_answer(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    walk.object()
    with pytest.raises(MustBeSomeoneElse):
        answer(walk, standing_in(cast.asha, cast.ren, OIC))


def test_the_lender_does_not_answer_what_was_objected_in_their_place(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    services.object_to_release(
        case=walk.reference,
        ground="unwanted",
        reasons="His sister asks.",
        actor=standing_in(cast.mary, cast.ren, OIC),
        at=walk.at,
    )
    made = Objection.objects.get()
    assert (made.made_by, made.made_for) == (cast.mary.reference, cast.ren.reference)
    both = replace(cast.ren, roles=cast.ren.roles | {PRESS})
    with pytest.raises(MustBeSomeoneElse):
        answer(walk, both)


def test_a_lent_role_lends_no_rank(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    walk.ask_authority()
    with pytest.raises(NotAllowed, match="Superintendent or above"):
        services.authorise(
            case=walk.reference,
            granted=True,
            reasons="Yes",
            risk_assessment="None",
            assessment_adopted=True,
            actor=standing_in(cast.mary, cast.jo, SENIOR),
            at=walk.at,
        )


def test_the_record_says_in_whose_place_somebody_acted(cast: Cast) -> None:
    walk = a_case(cast, ready_for="image")
    bring(walk, standing_in(cast.asha, cast.ren, OIC))
    last = record.entries_for(walk.reference)[-1]
    assert last.actor == cast.asha.reference
    assert last.body
    assert last.body["acted_for"] == cast.ren.reference


@pytest.mark.parametrize("half", ["by", "for"])
@pytest.mark.parametrize("other", ["by", "for"])
def test_the_database_holds_all_four_pairs_apart(cast: Cast, half: str, other: str) -> None:
    walk = a_case(cast, ready_for="takedown", category=["sexual_offence"])
    at, one, two = walk.at, "XX-1", "XX-2"

    def people(first: str, second: str) -> dict[str, str]:
        """The same person in one place of each half, and two others in the rest."""
        names = {f"{first}_by": one, f"{first}_for": "", f"{second}_by": two, f"{second}_for": ""}
        return {**names, f"{first}_{half}": "XX-9", f"{second}_{other}": "XX-9"}

    objection = Objection.objects.create(
        notice=walk.view().case.notices.get(),
        ground="unwanted",
        reasons="His sister",
        made_by="XX-5",
        made_at=at,
        upheld=False,
        answer="No",
        answered_by="XX-6",
        answered_at=at,
    )
    assert objection.pk
    for model, first, second, name in (
        (Image, "supplied", "identified", "identity_is_confirmed_by_another"),
        (Rendition, "prepared", "checked", "a_check_is_another_persons"),
        (Authorisation, "asked", "answered", "authority_is_another_persons"),
        (Objection, "made", "answered", "an_objection_is_answered_by_another"),
        (Decision, "authorised", "decided", "authoriser_and_publisher_differ"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.update(**people(first, second))
        apart = {
            f"{first}_by": one,
            f"{first}_for": "XX-3",
            f"{second}_by": two,
            f"{second}_for": "",
        }
        model.objects.update(**apart)
