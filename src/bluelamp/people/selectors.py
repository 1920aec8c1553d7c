"""Who is who, and who holds which role."""

from collections.abc import Iterable

from bluelamp.people.actor import SYSTEM, Actor
from bluelamp.people.errors import UnknownOfficer
from bluelamp.people.models import Officer, RoleHolding
from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


def actor_of(officer: Officer) -> Actor:
    """The officer as an actor, with the roles held now; one who has left holds none."""
    held = officer.holdings.all() if officer.is_active else ()
    return Actor(
        reference=officer.reference,
        name=officer.name,
        rank=Rank(officer.rank),
        unit=officer.unit,
        roles=frozenset(Role(holding.role) for holding in held),
    )


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


def address_of(reference: str) -> str:
    """The e-mail address of that officer; raises UnknownOfficer."""
    officer = Officer.objects.filter(reference=reference).first()
    if officer is None:
        raise UnknownOfficer(reference)
    return officer.email


def is_anyone_enrolled() -> bool:
    """Whether the desk knows anybody at all."""
    return Officer.objects.exists()
