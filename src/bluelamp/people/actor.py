"""Who does a thing: the one value by which every other room knows a person."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A role that another officer lends: whose it is, and whether nothing else gives it to the borrower."""

    role: Role
    lender: str
    unit: str
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person at the moment of acting: rank, unit and roles as they are then, those lent included.

    Neither a rank nor what an officer was named to personally is lent with a role.
    """

    reference: str
    name: str
    rank: Rank
    unit: str
    roles: frozenset[Role]
    lent: frozenset[Lent] = frozenset()

    def holds(self, role: Role) -> bool:
        """Whether this person holds the role."""
        return role in self.roles

    @property
    def hands(self) -> frozenset[str]:
        """This person and whoever lends them a role: none of them is the second person to another."""
        return frozenset({self.reference, *(each.lender for each in self.lent)})

    @property
    def units(self) -> frozenset[str]:
        """The units for which this person works, their lenders' included."""
        return frozenset({self.unit, *(each.unit for each in self.lent)})

    def stands_in_for(self, roles: AbstractSet[Role]) -> str:
        """Whose role this person uses to act in one of these roles; empty where one is their own."""
        borrowed = {each.role for each in self.lent if each.alone}
        if roles & (self.roles - borrowed):
            return ""
        return min((each.lender for each in self.lent if each.role in roles), default="")


SYSTEM: Final = Actor(
    reference="system",
    name="Bluelamp",
    rank=Rank.POLICE_STAFF,
    unit="",
    roles=frozenset(),
)
"""The clock's own acts, and those of whoever runs the command line; it holds no role, so it decides no release."""
