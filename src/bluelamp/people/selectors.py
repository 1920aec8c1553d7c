"""Who is who, and who holds which role."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from bluelamp.people.actor import SYSTEM, Actor, Lent
from bluelamp.people.errors import UnknownOfficer
from bluelamp.people.models import Loan, Officer, RoleHolding
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanView:
    """A loan of a role, for a page; `is_over` says that it has run out or was ended."""

    id: int
    role: Role
    lender: str
    borrower: str
    starts_at: datetime
    ends_at: datetime
    reasons: str
    ended_by: str
    is_over: bool


def actor_of(officer: Officer, *, at: datetime | None = None) -> Actor:
    """The officer as an actor, with the roles held now, and those lent to them at that moment where it is given.

    One who has left holds none.
    """
    own = _own_roles(officer)
    lent = frozenset(_lent(officer, own, at)) if at and officer.is_active else frozenset()
    return Actor(
        reference=officer.reference,
        name=officer.name,
        rank=Rank(officer.rank),
        unit=officer.unit,
        roles=own | {each.role for each in lent},
        lent=lent,
    )


def _own_roles(officer: Officer) -> frozenset[Role]:
    held = officer.holdings.all() if officer.is_active else ()
    return frozenset(Role(holding.role) for holding in held)


def _lent(officer: Officer, own: frozenset[Role], at: datetime) -> Iterable[Lent]:
    loans = running(at).filter(borrower=officer).select_related("lender")
    for loan in loans:
        role = Role(loan.role)
        yield Lent(
            role=role,
            lender=loan.lender.reference,
            unit=loan.lender.unit,
            alone=role not in own,
        )


def running(at: datetime) -> QuerySet[Loan]:
    """The loans that count at a moment: begun, not over, and of a role that the lender still holds."""
    holds = RoleHolding.objects.filter(officer=OuterRef("lender"), role=OuterRef("role"))
    now = Loan.objects.filter(starts_at__lte=at, ends_at__gt=at, lender__is_active=True)
    return now.filter(Exists(holds), ended_at=None)


def loans(at: datetime, *, reference: str = "") -> list[LoanView]:
    """Loans of an officer's roles and to that officer, or everyone's; those that begin last first."""
    found = Loan.objects.select_related("lender", "borrower").order_by("-starts_at", "-id")
    if reference:
        found = found.filter(Q(lender__reference=reference) | Q(borrower__reference=reference))
    return [
        LoanView(
            id=loan.pk,
            role=Role(loan.role),
            lender=loan.lender.name,
            borrower=loan.borrower.name,
            starts_at=loan.starts_at,
            ends_at=loan.ends_at,
            reasons=loan.reasons,
            ended_by=loan.ended_by,
            is_over=loan.ended_at is not None or loan.ends_at <= at,
        )
        for loan in found
    ]


def everyone() -> list[Actor]:
    """Everyone at the desk, by name."""
    officers = Officer.objects.filter(is_active=True).prefetch_related("holdings")
    return [actor_of(one) for one in officers.order_by("name", "reference")]


def of_calendar(secret: str, *, at: datetime) -> Actor | None:
    """Whose calendar has this secret address; None where nobody's has."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    officer = Officer.objects.filter(calendar__digest=digest, is_active=True).first()
    return actor_of(officer, at=at) if officer else None


def calendar_made_at(reference: str) -> datetime | None:
    """When the officer's calendar got its address; None where it has none."""
    made = Officer.objects.filter(reference=reference).values_list("calendar__made_at", flat=True)
    return made.first()


def phones(references: Iterable[str]) -> dict[str, str]:
    """The telephone number of each of these officers who has given one."""
    found = Officer.objects.filter(reference__in=set(references)).exclude(phone="")
    return dict(found.values_list("reference", "phone"))


def by_reference(reference: str) -> Actor:
    """The actor of that reference, gone or not; raises UnknownOfficer."""
    if reference == SYSTEM.reference:
        return SYSTEM
    officer = Officer.objects.filter(reference=reference).first()
    if officer is None:
        raise UnknownOfficer(reference)
    return actor_of(officer)


def names(references: Iterable[str]) -> dict[str, str]:
    """The name for each reference; one that nobody bears stands for itself."""
    asked = set(references)
    enrolled = Officer.objects.filter(reference__in=asked).values_list("reference", "name")
    known = {SYSTEM.reference: SYSTEM.name} | dict(enrolled)
    return {reference: known.get(reference, reference) for reference in asked}


def holding(role: Role) -> list[Actor]:
    """Everyone at the desk who holds the role, by name."""
    holders = RoleHolding.objects.filter(role=role).values("officer_id")
    officers = Officer.objects.filter(is_active=True, pk__in=holders).prefetch_related("holdings")
    return [actor_of(one) for one in officers.order_by("name", "reference")]


def reference_of_address(email: str) -> str | None:
    """Whose e-mail address that is; None where nobody at the desk has it."""
    found = Officer.objects.filter(email=email, is_active=True)
    return found.values_list("reference", flat=True).first()


def address_of(reference: str) -> str:
    """The e-mail address of that officer; raises UnknownOfficer."""
    officer = Officer.objects.filter(reference=reference).first()
    if officer is None:
        raise UnknownOfficer(reference)
    return officer.email


def is_anyone_enrolled() -> bool:
    """Whether the desk knows anybody at all."""
    return Officer.objects.exists()
