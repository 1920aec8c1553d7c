"""A role is lent from one moment to another; the borrower keeps their own name, rank and access."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.people.conftest import AT

from bluelamp.people import lending, own, selectors, services
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.errors import CannotLend, NotYours, OwnRole
from bluelamp.people.models import CalendarAddress, Loan, Officer
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

Enrol = Callable[..., Officer]

SENIOR, PRESS = Role.SENIOR_OFFICER, Role.PRESS_OFFICER
HOUR = timedelta(hours=1)


@pytest.fixture
def pair(enrol: Enrol) -> tuple[Actor, Actor]:
    """Jo, a superintendent, and Asha of the press desk."""
    enrol()
    enrol(
        reference="SO-301",
        name="Jo Hale",
        email="jo@ambershire.example",
        rank=Rank.SUPERINTENDENT,
        unit="Crime command",
        roles=[SENIOR],
    )
    return selectors.by_reference("SO-301"), selectors.by_reference("PO-1041")


def lent(lender: Actor, borrower: Actor, **differs: Any) -> Loan:
    usual = {
        "lender": lender.reference,
        "borrower": borrower.reference,
        "role": SENIOR,
        "starts_at": AT + HOUR,
        "ends_at": AT + 3 * HOUR,
        "reasons": "On leave.",
        "actor": lender,
        "at": AT,
    }
    return lending.lend(**usual | differs)


def now(actor: Actor, hours: float) -> Actor:
    officer = Officer.objects.get(reference=actor.reference)
    return selectors.actor_of(officer, at=AT + hours * HOUR)


def test_the_borrower_holds_the_role_from_its_start_until_its_end(
    pair: tuple[Actor, Actor],
) -> None:
    jo, asha = pair
    lent(jo, asha)
    assert [SENIOR in now(asha, hours).roles for hours in (0.9, 1, 2.9, 3)] == [0, 1, 1, 0]
    borrower = now(asha, 2)
    assert (borrower.reference, borrower.rank) == ("PO-1041", Rank.POLICE_STAFF)
    assert borrower.hands == {"PO-1041", "SO-301"}
    assert borrower.units == {"Press desk", "Crime command"}
    assert now(jo, 2).hands == {"SO-301"}


def test_the_borrower_stands_in_only_where_their_own_role_does_not_do(
    pair: tuple[Actor, Actor],
) -> None:
    jo, asha = pair
    lent(jo, asha)
    borrower = now(asha, 2)
    assert borrower.stands_in_for({SENIOR}) == "SO-301"
    assert borrower.stands_in_for({SENIOR, PRESS}) == ""
    assert borrower.stands_in_for({Role.REDACTOR}) == ""


def test_what_the_lender_no_longer_holds_is_not_lent(pair: tuple[Actor, Actor]) -> None:
    jo, asha = pair
    lent(jo, asha)
    services.revoke(actor=SYSTEM, at=AT, reference=jo.reference, role=SENIOR)
    assert now(asha, 2).roles == {PRESS}


def test_whoever_has_left_lends_nothing(pair: tuple[Actor, Actor]) -> None:
    jo, asha = pair
    lent(jo, asha)
    services.leave(actor=SYSTEM, at=AT, reference=jo.reference)
    assert now(asha, 2).hands == {"PO-1041"}


def test_what_was_lent_is_not_lent_on(pair: tuple[Actor, Actor], enrol: Enrol) -> None:
    jo, asha = pair
    lent(jo, asha)
    enrol(reference="PO-2", name="Tom", email="tom@ambershire.example")
    with pytest.raises(CannotLend, match="no senior officer"):
        lent(now(asha, 2), selectors.by_reference("PO-2"))


def test_only_the_holder_or_an_administrator_lends_and_never_to_themselves(
    pair: tuple[Actor, Actor], enrol: Enrol
) -> None:
    jo, asha = pair
    with pytest.raises(OwnRole):
        lent(asha, asha, role=PRESS)
    with pytest.raises(NotYours):
        lent(jo, jo, actor=asha)
    enrol(reference="AD-1", name="Ed", email="ed@a.example", roles=[Role.ADMINISTRATOR])
    ed = selectors.by_reference("AD-1")
    with pytest.raises(OwnRole):
        lent(jo, ed, actor=ed)
    assert lent(jo, asha, actor=ed).lent_by == "AD-1"


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"ends_at": AT + HOUR}, "ends_at"),
        ({"starts_at": AT - 3 * HOUR, "ends_at": AT - HOUR}, "ends_at"),
        ({"role": Role.ADMINISTRATOR}, "role"),
        ({"role": PRESS}, "role"),
    ],
)
def test_a_loan_that_cannot_be_is_refused_by_its_field(
    pair: tuple[Actor, Actor], differs: dict[str, Any], field: str
) -> None:
    with pytest.raises(CannotLend) as refused:
        lent(*pair, **differs)
    assert refused.value.field == field


def test_a_loan_is_ended_early_by_those_who_have_a_part_in_it(
    pair: tuple[Actor, Actor], enrol: Enrol
) -> None:
    jo, asha = pair
    loan = lent(jo, asha)
    enrol(reference="PO-2", name="Tom", email="tom@ambershire.example")
    with pytest.raises(NotYours):
        lending.end_loan(loan=loan.pk, actor=selectors.by_reference("PO-2"), at=AT)
    lending.end_loan(loan=loan.pk, actor=asha, at=AT + 2 * HOUR)
    assert now(asha, 2.5).roles == {PRESS}
    with pytest.raises(CannotLend, match="over already"):
        lending.end_loan(loan=loan.pk, actor=jo, at=AT + 2.5 * HOUR)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"role": "administrator"}, "what_is_lent_is_a_role_of_the_desk"),
        ({"reasons": ""}, "a_loan_has_reasons"),
        ({"ends_at": AT}, "a_loan_ends_after_it_starts"),
        ({"ended_by": "SO-301"}, "a_loan_is_ended_whole"),
    ],
)
def test_the_database_refuses_the_same(
    pair: tuple[Actor, Actor], columns: dict[str, Any], constraint: str
) -> None:
    loan = lent(*pair)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Loan.objects.update(**columns)
    with pytest.raises(IntegrityError, match="a_role_is_lent_to_another"):
        Loan.objects.update(borrower=loan.lender)


def test_a_calendar_has_one_secret_address_of_which_only_the_digest_is_kept(
    pair: tuple[Actor, Actor],
) -> None:
    _, asha = pair
    first = own.renew_calendar(actor=asha, at=AT)
    kept = CalendarAddress.objects.get()
    assert first not in (kept.digest, str(kept.pk))
    assert selectors.of_calendar(first, at=AT) == asha
    second = own.renew_calendar(actor=asha, at=AT + HOUR)
    assert selectors.of_calendar(first, at=AT) is None
    assert selectors.of_calendar(second, at=AT) == asha
    assert selectors.calendar_made_at(asha.reference) == AT + HOUR
    services.leave(actor=SYSTEM, at=AT, reference=asha.reference)
    assert selectors.of_calendar(second, at=AT) is None


def test_a_calendar_that_is_stopped_leads_nowhere(pair: tuple[Actor, Actor]) -> None:
    jo, _ = pair
    secret = own.renew_calendar(actor=jo, at=AT)
    own.stop_calendar(actor=jo)
    assert selectors.of_calendar(secret, at=AT) is None
    assert selectors.calendar_made_at(jo.reference) is None


def test_a_number_to_ring_is_kept_and_taken_away(pair: tuple[Actor, Actor]) -> None:
    jo, asha = pair
    own.keep_phone(phone=" 01632 960 101 ", actor=jo)
    assert selectors.phones([jo.reference, asha.reference]) == {"SO-301": "01632 960 101"}
    own.keep_phone(phone="", actor=jo)
    assert selectors.phones([jo.reference]) == {}
