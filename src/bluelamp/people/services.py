"""Enrolling people, giving and taking roles, and leaving; whoever calls records it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bluelamp.people import sign_in
from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.errors import (
    AlreadyEnrolled,
    HasLeft,
    NotAnAdministrator,
    OwnRole,
    ReferenceNotAllowed,
    UnknownOfficer,
)
from bluelamp.people.models import Officer, RoleHolding
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@transaction.atomic
def enrol(
    *,
    actor: Actor,
    at: datetime,
    reference: str,
    name: str,
    email: str,
    rank: Rank,
    unit: str,
    roles: Iterable[Role],
    password: str | None = None,
    totp_secret: str | None = None,
) -> Officer:
    """Make a person known to the desk, with roles; without a password they set one by mail.

    `totp_secret` (base32) is for a force that hands out authenticators already paired.
    Raises NotAnAdministrator, ReferenceNotAllowed, AlreadyEnrolled, PasswordTooWeak.
    """
    _must_be_administrator(actor)
    officer = Officer(
        reference=reference.strip(),
        name=name.strip(),
        email=email.strip().lower(),
        rank=Rank(rank),
        unit=unit.strip(),
        enrolled_by=actor.reference,
        enrolled_at=at,
    )
    _must_be_free(officer)
    sign_in.keep_password(officer, password)
    officer.save()
    sign_in.keep_address(officer)
    if totp_secret is not None:
        sign_in.keep_totp(officer, totp_secret)
    for role in sorted(set(roles)):
        _hold(officer, role, actor=actor, at=at)
    return officer


@transaction.atomic
def grant(*, actor: Actor, at: datetime, reference: str, role: Role) -> bool:
    """Give a person a role; whether anything changed.

    Raises NotAnAdministrator, OwnRole, UnknownOfficer, HasLeft.
    """
    _must_be_administrator(actor)
    officer = _locked(reference)
    if officer.reference == actor.reference:
        raise OwnRole(actor.name)
    if not officer.is_active:
        raise HasLeft(officer.name)
    return _hold(officer, role, actor=actor, at=at)


@transaction.atomic
def revoke(*, actor: Actor, at: datetime, reference: str, role: Role) -> bool:  # noqa: ARG001  the record's entry needs it
    """Take a role away, from the next page on; whether anything changed.

    Raises NotAnAdministrator, UnknownOfficer.
    """
    _must_be_administrator(actor)
    taken, _ = RoleHolding.objects.filter(officer=_locked(reference), role=Role(role)).delete()
    return bool(taken)


@transaction.atomic
def reset_sign_in(*, actor: Actor, at: datetime, reference: str) -> None:  # noqa: ARG001  the record's entry needs it
    """Take the password and second factors of someone who lost them; they begin again by a link in the mail.

    Raises NotAnAdministrator, UnknownOfficer, HasLeft.
    """
    _must_be_administrator(actor)
    officer = _locked(reference)
    if not officer.is_active:
        raise HasLeft(officer.name)
    sign_in.forget_everything(officer)
    officer.save()


@transaction.atomic
def leave(*, actor: Actor, at: datetime, reference: str) -> bool:
    """Let a person go: roles, password and second factors are taken, so every session ends; whether they were here.

    Raises NotAnAdministrator, UnknownOfficer.
    """
    _must_be_administrator(actor)
    officer = _locked(reference)
    if not officer.is_active:
        return False
    officer.is_active = False
    officer.left_at = at
    sign_in.forget_everything(officer)
    officer.save()
    officer.holdings.all().delete()
    return True


def _must_be_administrator(actor: Actor) -> None:
    if actor != SYSTEM and not actor.holds(Role.ADMINISTRATOR):
        raise NotAnAdministrator(actor.name)


def _must_be_free(officer: Officer) -> None:
    if officer.reference in {"", SYSTEM.reference}:
        raise ReferenceNotAllowed(officer.reference)
    for column in ("reference", "email"):
        given = getattr(officer, column)
        if Officer.objects.filter(**{column: given}).exists():
            raise AlreadyEnrolled(given)


def _locked(reference: str) -> Officer:
    officer = Officer.objects.select_for_update().filter(reference=reference).first()
    if officer is None:
        raise UnknownOfficer(reference)
    return officer


def _hold(officer: Officer, role: Role, *, actor: Actor, at: datetime) -> bool:
    _, new = RoleHolding.objects.get_or_create(
        officer=officer,
        role=Role(role),
        defaults={"granted_by": actor.reference, "granted_at": at},
    )
    return new
