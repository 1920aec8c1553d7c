"""How the items of a case stand: as what they are marked, and what the disclosure officer has chosen."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from bluelamp.disclosure.items import Item
from bluelamp.disclosure.models import Choice, Mark


class Kind(StrEnum):
    """As what people mark an item; no mark follows from anything but a person's word."""

    SENSITIVE = "sensitive"
    PRIVILEGED = "privileged"
    THIRD_PARTY = "third_party"

    @property
    def words(self) -> str:
        """The mark in words."""
        return _WORDS[self]


_WORDS: Mapping[Kind, str] = {
    Kind.SENSITIVE: "Sensitive",
    Kind.PRIVILEGED: "Legally privileged",
    Kind.THIRD_PARTY: "A third party’s",
}

# Withheld, what is marked so stands on the schedule of sensitive material (MG6D).
ON_THE_SENSITIVE_SCHEDULE = frozenset({Kind.SENSITIVE, Kind.PRIVILEGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An item with its marks that stand, and the choice that counts, if there is one."""

    item: Item
    marks: tuple[Mark, ...]
    choice: Choice | None

    @property
    def withheld(self) -> bool:
        """Whether a disclosure officer has chosen to withhold it."""
        return self.choice is not None and self.choice.withheld

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """As what people have marked it, or entered it."""
        marked = {Kind(each.kind) for each in self.marks}
        entered = {Kind.SENSITIVE} if self.item.entered_sensitive else set()
        return tuple(sorted(marked | entered))

    @property
    def sensitive(self) -> bool:
        """Whether, withheld, it stands on the schedule of sensitive material."""
        return self.withheld and not ON_THE_SENSITIVE_SCHEDULE.isdisjoint(self.kinds)

    @property
    def described(self) -> str:
        """How the schedule describes it: in the officer's own words where it is withheld and they gave some."""
        if self.choice is not None and self.choice.withheld and self.choice.description:
            return self.choice.description
        return self.item.description

    @property
    def undecided(self) -> bool:
        """Whether it is marked and nobody has chosen since."""
        if self.choice is None:
            return bool(self.kinds)
        return any(each.marked_at > self.choice.chosen_at for each in self.marks)


def standings(
    case: str,
    items: tuple[Item, ...],
    *,
    choices: int | None = None,
    until: datetime | None = None,
) -> tuple[Standing, ...]:
    """Every item with its marks and its choice: the choices up to that row, the marks as they stood at `until`."""
    stood = Q(removed_at=None)
    if until is not None:
        stood = (stood | Q(removed_at__gt=until)) & Q(marked_at__lte=until)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for row in Mark.objects.filter(stood, case=case).order_by("id"):
        marks[row.item].append(row)
    rows = Choice.objects.filter(case=case).order_by("id")
    counted = rows if choices is None else rows.filter(pk__lte=choices)
    chosen = {row.item: row for row in counted}
    return tuple(
        Standing(item=item, marks=tuple(marks[item.key]), choice=chosen.get(item.key))
        for item in items
    )
