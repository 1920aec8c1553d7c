"""A role is lent, or a loan ended, and the record says so: who stands in for whom is proved as the rest is."""

from datetime import datetime

from django.db import transaction

from bluelamp.casework.errors import BadInput
from bluelamp.people import lending
from bluelamp.people.actor import Actor
from bluelamp.people.errors import CannotLend
from bluelamp.people.roles import Role
from bluelamp.record import services as record


def lend_role(
    *,
    lender: str,
    borrower: str,
    role: Role,
    starts_at: datetime,
    ends_at: datetime,
    reasons: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Lend an officer's role to another for a time; raises BadInput, and what `people.lending.lend` raises."""
    with transaction.atomic():
        try:
            loan = lending.lend(
                lender=lender,
                borrower=borrower,
                role=role,
                starts_at=starts_at,
                ends_at=ends_at,
                reasons=reasons,
                actor=actor,
                at=at,
            )
        except CannotLend as refused:
            raise BadInput(str(refused), field=refused.field) from refused
        record.append(
            kind="role lent",
            case="",
            actor=actor.reference,
            at=at,
            body={
                "lender": lender,
                "borrower": borrower,
                "role": role,
                "starts_at": starts_at.isoformat(),
                "ends_at": ends_at.isoformat(),
                "reasons": loan.reasons,
            },
        )


def end_loan(*, loan: int, actor: Actor, at: datetime) -> None:
    """End a loan before its time; raises what `people.lending.end_loan` raises."""
    with transaction.atomic():
        row = lending.end_loan(loan=loan, actor=actor, at=at)
        record.append(
            kind="loan ended",
            case="",
            actor=actor.reference,
            at=at,
            body={
                "lender": row.lender.reference,
                "borrower": row.borrower.reference,
                "role": row.role,
            },
        )
