"""Lending a role: by its holder or an administrator, from one moment to another, with reasons; whoever calls records it."""

from datetime import datetime

from django.db import transaction

from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.errors import CannotLend, HasLeft, NotYours, OwnRole, UnknownOfficer
from bluelamp.people.models import Loan, Officer
from bluelamp.people.roles import Role


@transaction.atomic
def lend(
    *,
    lender: str,
    borrower: str,
    role: Role,
    starts_at: datetime,
    ends_at: datetime,
    reasons: str,
    actor: Actor,
    at: datetime,
) -> Loan:
    """Lend an officer's own role to another, who then acts under their own name in the lender's place.

    What was lent is not lent on. Raises NotYours where the actor is neither the lender nor an administrator,
    OwnRole where an administrator would be the borrower, UnknownOfficer, HasLeft, and CannotLend
    naming the field.
    """
    if actor.reference != lender and not _administers(actor):
        raise NotYours(f"{actor.name} may lend their own roles and nobody else’s.")
    if actor.reference == borrower:
        raise OwnRole(actor.name)
    giving, taking = _officer(lender), _officer(borrower)
    if not reasons.strip():
        raise CannotLend("Say why the role is lent.", field="reasons")
    if ends_at <= max(starts_at, at):
        raise CannotLend("The loan must end after it starts, and later than now.", field="ends_at")
    if role is Role.ADMINISTRATOR:
        raise CannotLend("The role of an administrator is not lent.", field="role")
    if not giving.holdings.filter(role=role).exists():
        raise CannotLend(
            f"{giving.name} is no {role.words.lower()}, so cannot lend it.", field="role"
        )
    return Loan.objects.create(
        lender=giving,
        borrower=taking,
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        reasons=reasons.strip(),
        lent_by=actor.reference,
        lent_at=at,
    )


@transaction.atomic
def end_loan(*, loan: int, actor: Actor, at: datetime) -> Loan:
    """End a loan before its time, from the next page on; raises NotYours, or CannotLend where it is over."""
    row = Loan.objects.select_for_update().filter(pk=loan).first()
    if row is None or row.ended_at is not None or row.ends_at <= at:
        raise CannotLend("This loan is over already.")
    if actor.reference not in {row.lender.reference, row.borrower.reference} and not _administers(
        actor
    ):
        raise NotYours(f"{actor.name} has no part in this loan.")
    row.ended_by, row.ended_at = actor.reference, at
    row.save(update_fields=["ended_by", "ended_at"])
    return row


def _administers(actor: Actor) -> bool:
    return actor == SYSTEM or actor.holds(Role.ADMINISTRATOR)


def _officer(reference: str) -> Officer:
    officer = Officer.objects.filter(reference=reference).first()
    if officer is None:
        raise UnknownOfficer(reference)
    if not officer.is_active:
        raise HasLeft(officer.name)
    return officer
