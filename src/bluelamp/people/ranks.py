"""Police ranks of England and Wales, in order."""

from enum import StrEnum


class Rank(StrEnum):
    """A rank, or police staff, who hold none and so outrank nobody."""

    POLICE_STAFF = "police_staff"
    CONSTABLE = "constable"
    SERGEANT = "sergeant"
    INSPECTOR = "inspector"
    CHIEF_INSPECTOR = "chief_inspector"
    SUPERINTENDENT = "superintendent"
    CHIEF_SUPERINTENDENT = "chief_superintendent"
    COMMANDER = "commander"
    DEPUTY_ASSISTANT_COMMISSIONER = "deputy_assistant_commissioner"
    ASSISTANT_COMMISSIONER = "assistant_commissioner"

    def at_least(self, other: "Rank") -> bool:
        """Whether an officer of this rank is of that rank or above."""
        order = list(Rank)
        return order.index(self) >= order.index(other)

    @property
    def words(self) -> str:
        """The rank in words."""
        return self.value.replace("_", " ").capitalize()
