"""The provisions under which somebody may not be identified, as the law's catalogue lists them."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from bluelamp.policy import packs_root
from bluelamp.policy.law import read_law


class Effect(StrEnum):
    """What a restriction does to a release of the person's picture, the gravest first."""

    FORBIDS = "forbids_identification"
    POSTPONES = "postpones_reports"
    PROTECTS_ANOTHER = "protects_another"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A provision: whom it protects, how it arises and ends, in the catalogue's words.

    `of_children`: it protects those under 18 as such; `postpones`: it delays reports, and a picture
    goes with them; `is_of_content`: it concerns what was said, and no picture tells that.
    """

    id: str
    law: str
    says: str
    protects: str
    arises: str
    ends: str
    of_children: bool
    postpones: bool
    is_of_content: bool

    @property
    def is_order(self) -> bool:
        """Whether a court made it; where the catalogue leaves that open, it counts as made."""
        return not self.arises.startswith("by itself")

    @property
    def ends_at_18(self) -> bool:
        """Whether it ends by itself when the person protected turns 18."""
        return self.of_children and self.ends.startswith("at 18")

    @property
    def words(self) -> str:
        """The provision and whom it protects, to choose from."""
        return f"{self.law}: {self.protects}"


TOPIC: Final = "Reporting restrictions"
# Of the catalogue's provisions, those on children as such, on reports, and on what was said.
_CHILDREN: Final = frozenset({"RR-01", "RR-02", "RR-03", "RR-05", "RR-22"})
_POSTPONING: Final = frozenset({"RR-12", "RR-14", "RR-15", "RR-17"})
_OF_CONTENT: Final = frozenset({"RR-07", "RR-16", "RR-25"})


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by its id, in the catalogue's order."""
    entries = read_law(packs_root() / "law").entries.values()
    return {
        entry.stated.id: Provision(
            id=entry.stated.id,
            law=entry.stated.law,
            says=entry.says,
            protects=entry.stated.protects,
            arises=entry.stated.arises,
            ends=entry.stated.ends,
            of_children=entry.stated.id in _CHILDREN,
            postpones=entry.stated.id in _POSTPONING,
            is_of_content=entry.stated.id in _OF_CONTENT,
        )
        for entry in entries
        if entry.topic == TOPIC
    }
