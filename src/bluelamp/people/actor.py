"""Who does a thing: the one value by which every other room knows a person."""

from dataclasses import dataclass
from typing import Final

from bluelamp.people.ranks import Rank
from bluelamp.people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person at the moment of acting: rank, unit and roles as they are then."""

    reference: str
    name: str
    rank: Rank
    unit: str
    roles: frozenset[Role]

    def holds(self, role: Role) -> bool:
        """Whether this person holds the role."""
        return role in self.roles


SYSTEM: Final = Actor(
    reference="system",
    name="Bluelamp",
    rank=Rank.POLICE_STAFF,
    unit="",
    roles=frozenset(),
)
"""The clock's own acts, and those of whoever runs the command line; it holds no role, so it decides no release."""
