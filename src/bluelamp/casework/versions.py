"""The versions of a plan as a history that is gone through back and forth: what can be undone, and done again.

To undo is to add a version that brings back an earlier one; what was undone is remembered until
somebody changes the plan anew.
"""

from dataclasses import dataclass

from bluelamp.casework.models import Image, PlanVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A step through the history: the version to bring back, and in words the change that it undoes or redoes."""

    back_to: int
    words: str


@dataclass(frozen=True, slots=True)
class History:
    """Every version of a plan, oldest first, without its text."""

    versions: tuple[PlanVersion, ...]

    @property
    def undo(self) -> Turn | None:
        """To how it was before the change that counts now; None for the first proposal."""
        if not self.versions:
            return None
        here = self._own(self.versions[-1].number)
        before = self._before(here)
        return Turn(back_to=before, words=self._row(here).change) if before else None

    @property
    def redo(self) -> Turn | None:
        """To the change that was undone last; None where nothing was undone since the last change."""
        if not self.versions:
            return None
        here = self._own(self.versions[-1].number)
        later = max(row.number for row in self.versions if row.same_as is None)
        while later and self._before(later) != here:
            later = self._before(later)
        return Turn(back_to=later, words=self._row(later).change) if later else None

    def _row(self, number: int) -> PlanVersion:
        return self.versions[number - self.versions[0].number]

    def _own(self, number: int) -> int:
        """The version that this one brings back, or itself."""
        return self._row(number).same_as or number

    def _before(self, number: int) -> int:
        """The version from which this change was made; 0 for the first."""
        first = self.versions[0].number
        return self._own(number - 1) if number > first else 0


def history_of(image: Image) -> History:
    """The history of the image's plan."""
    shown = ("image", "number", "same_as", "made_by", "made_at", "change")  # an index holds them
    return History(tuple(image.plans.only(*shown).order_by("number")))
