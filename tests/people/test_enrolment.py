"""Enrolling, giving and taking roles, and leaving."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from tests.people.conftest import AT, PASSWORD

from bluelamp.people import selectors, services, sign_in
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.errors import (
    AlreadyEnrolled,
    HasLeft,
    NotAnAdministrator,
    OwnRole,
    PasswordTooWeak,
    ReferenceNotAllowed,
    UnknownOfficer,
)
from bluelamp.people.models import Officer, RoleHolding
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role

Enrol = Callable[..., Officer]


def test_an_enrolled_officer_is_an_actor_with_rank_unit_and_roles(enrol: Enrol) -> None:
    enrol(roles=[Role.PRESS_OFFICER, Role.REDACTOR], rank=Rank.SERGEANT)

    assert selectors.by_reference("PO-1041") == Actor(
        reference="PO-1041",
        name="Asha Bell",
        rank=Rank.SERGEANT,
        unit="Press desk",
        roles=frozenset({Role.PRESS_OFFICER, Role.REDACTOR}),
    )


def test_an_address_is_kept_in_lower_case_and_vouched_for(enrol: Enrol) -> None:
    officer = enrol(email=" Asha.Bell@Ambershire.example ")

    assert officer.email == "asha.bell@ambershire.example"
    address = EmailAddress.objects.get(user_id=officer.pk)
    assert (address.email, address.verified, address.primary) == (officer.email, True, True)


def test_who_is_enrolled_without_a_password_can_use_none(enrol: Enrol) -> None:
    assert not enrol(password=None).has_usable_password()


@pytest.mark.parametrize("weak", ["short", "password1234", "asha.bell@ambershire"])
def test_a_weak_password_enrols_nobody(enrol: Enrol, weak: str) -> None:
    with pytest.raises(PasswordTooWeak):
        enrol(password=weak)
    assert not Officer.objects.exists()


@pytest.mark.parametrize(
    "differs",
    [
        {"reference": "PO-1042"},
        {"email": "other@ambershire.example"},
        {"reference": "PO-1042", "email": "ASHA.BELL@ambershire.example"},
    ],
)
def test_two_people_never_share_a_reference_or_an_address(
    enrol: Enrol, differs: dict[str, Any]
) -> None:
    enrol()
    with pytest.raises(AlreadyEnrolled):
        enrol(**differs)


@pytest.mark.parametrize("reference", ["system", "", "  "])
def test_nobody_is_enrolled_as_the_system(enrol: Enrol, reference: str) -> None:
    with pytest.raises(ReferenceNotAllowed):
        enrol(reference=reference)


def test_only_an_administrator_enrols_grants_revokes_or_lets_go(enrol: Enrol) -> None:
    enrol()
    press = selectors.by_reference("PO-1041")

    for act in (
        lambda: enrol(actor=press, reference="X-1", email="x@ambershire.example"),
        lambda: services.grant(actor=press, at=AT, reference="PO-1041", role=Role.AUDITOR),
        lambda: services.revoke(actor=press, at=AT, reference="PO-1041", role=Role.PRESS_OFFICER),
        lambda: services.reset_sign_in(actor=press, at=AT, reference="PO-1041"),
        lambda: services.leave(actor=press, at=AT, reference="PO-1041"),
    ):
        with pytest.raises(NotAnAdministrator, match="Asha Bell"):
            act()


def test_one_who_only_calls_themselves_the_system_may_change_nothing(enrol: Enrol) -> None:
    pretender = Actor(
        reference="system", name="Eve", rank=Rank.CONSTABLE, unit="", roles=frozenset()
    )
    with pytest.raises(NotAnAdministrator):
        enrol(actor=pretender)


def test_a_role_is_granted_and_revoked_once(enrol: Enrol) -> None:
    enrol()
    change = {"actor": SYSTEM, "at": AT, "reference": "PO-1041", "role": Role.REDACTOR}

    assert services.grant(**change) is True
    assert services.grant(**change) is False
    assert selectors.by_reference("PO-1041").holds(Role.REDACTOR)
    assert services.revoke(**change) is True
    assert services.revoke(**change) is False
    assert not selectors.by_reference("PO-1041").holds(Role.REDACTOR)


def test_an_administrator_gives_no_role_to_themselves(enrol: Enrol) -> None:
    enrol(reference="AD-1", roles=[Role.ADMINISTRATOR])
    self = selectors.by_reference("AD-1")
    with pytest.raises(OwnRole):
        services.grant(actor=self, at=AT, reference="AD-1", role=Role.SENIOR_OFFICER)


def test_leaving_takes_roles_password_and_second_factors(enrol: Enrol) -> None:
    officer = enrol(totp_secret=sign_in.new_secret())
    assert sign_in.has_second_factor(officer)
    hash_before = officer.get_session_auth_hash()

    assert services.leave(actor=SYSTEM, at=AT, reference=officer.reference) is True
    assert services.leave(actor=SYSTEM, at=AT, reference=officer.reference) is False

    officer = Officer.objects.get()
    assert (officer.is_active, officer.left_at) == (False, AT)
    assert not officer.check_password(PASSWORD)
    assert officer.get_session_auth_hash() != hash_before
    assert not Authenticator.objects.exists()
    assert selectors.actor_of(officer).roles == frozenset()
    with pytest.raises(HasLeft):
        services.grant(actor=SYSTEM, at=AT, reference=officer.reference, role=Role.AUDITOR)


def test_one_who_lost_everything_begins_again_without_password_or_second_factor(
    enrol: Enrol,
) -> None:
    officer = enrol(totp_secret=sign_in.new_secret())
    services.reset_sign_in(actor=SYSTEM, at=AT, reference=officer.reference)

    officer = Officer.objects.get()
    assert officer.is_active
    assert not officer.has_usable_password()
    assert not sign_in.has_second_factor(officer)
    assert selectors.actor_of(officer).holds(Role.PRESS_OFFICER)


def test_holders_of_a_role_are_those_still_here_by_name(enrol: Enrol) -> None:
    enrol(reference="B", email="b@ambershire.example", name="Bo")
    enrol(reference="A", email="a@ambershire.example", name="Abe")
    enrol(reference="C", email="c@ambershire.example", name="Cy", roles=[Role.AUDITOR])
    enrol(reference="D", email="d@ambershire.example", name="Di")
    services.leave(actor=SYSTEM, at=AT, reference="D")

    assert [one.name for one in selectors.holding(Role.PRESS_OFFICER)] == ["Abe", "Bo"]


def test_names_are_found_for_people_the_system_and_nobody(enrol: Enrol) -> None:
    enrol()
    assert selectors.names({"PO-1041", "system", "gone"}) == {
        "PO-1041": "Asha Bell",
        "system": "Bluelamp",
        "gone": "gone",
    }


@pytest.mark.django_db
def test_the_system_is_found_and_a_stranger_is_not() -> None:
    assert selectors.by_reference("system") is SYSTEM
    with pytest.raises(UnknownOfficer, match="PO-9"):
        selectors.by_reference("PO-9")


@pytest.mark.parametrize(
    "wrong",
    [
        {"rank": "field marshal"},
        {"email": "Upper@ambershire.example"},
        {"is_active": False},
        {"left_at": AT},
        {"reference": "system"},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(enrol: Enrol, wrong: dict[str, Any]) -> None:
    officer = enrol()
    with pytest.raises(IntegrityError), transaction.atomic():
        Officer.objects.filter(pk=officer.pk).update(**wrong)


def test_the_database_holds_each_role_once_and_knows_them_all(enrol: Enrol) -> None:
    officer = enrol()
    for role in ("press_officer", "wizard"):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleHolding.objects.create(
                officer=officer, role=role, granted_by="system", granted_at=AT
            )
