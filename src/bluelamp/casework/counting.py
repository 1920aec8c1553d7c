"""Outcomes counted: how many there were by what, and how long things took."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from bluelamp.casework.categories import OffenceGroup
from bluelamp.casework.models import Outcome
from bluelamp.casework.routes import Route

# What outcomes may be counted by, and which times there are.
BY: Final = frozenset({"route", "result", "month", "unit", "offence_group", "sentence", "ground", "departure", "clauses", "age_band", "sex", "ethnicity"})  # fmt: skip
TIMES: Final = frozenset({"verdict_days", "authority_minutes", "gallery_minutes", "press_minutes", "outlets_minutes", "file_minutes"})  # fmt: skip

# How many there are of each combination of what was counted by.
Counts = dict[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which outcomes are counted: of a route, a unit, an offence group (None for all), from one month to another (YYYYMM)."""

    route: Route | None = None
    unit: str | None = None
    offence_group: OffenceGroup | None = None
    first: int | None = None
    last: int | None = None

    def condition(self) -> Q:
        """The same for the database."""
        given = {
            "route": self.route,
            "unit": self.unit,
            "offence_group": self.offence_group,
            "month__gte": self.first,
            "month__lte": self.last,
        }
        return Q(**{name: value for name, value in given.items() if value is not None})


def counted(of: Slice, *by: str, **only: str) -> Counts:
    """How many outcomes of the slice there are for each combination of these columns; `only` fixes others."""
    return _counted(Outcome.objects.filter(of.condition(), **only), by)


def refused(of: Slice, *by: str) -> Counts:
    """The same of refusals."""
    return _counted(Outcome.objects.filter(of.condition(), ground__isnull=False), by)


def departed(of: Slice, *by: str) -> Counts:
    """The same of decisions that departed from the advice."""
    return _counted(Outcome.objects.filter(of.condition(), departure__isnull=False), by)


def _counted(rows: QuerySet[Outcome], by: tuple[str, ...]) -> Counts:
    grouped = rows.order_by().values_list(*_known(by, BY)).annotate(count=Count("*"))
    return {tuple(row[:-1]): row[-1] for row in grouped}


def durations(of: Slice, time: str) -> dict[int, dict[int, int]]:
    """Of each month, how often each length of a time occurred: months to lengths to counts."""
    _known((time,), TIMES)
    rows = Outcome.objects.filter(of.condition(), **{f"{time}__isnull": False})
    grouped = rows.order_by().values_list("month", time).annotate(count=Count("*"))
    found: dict[int, dict[int, int]] = {}
    for month, length, count in grouped:
        found.setdefault(month, {})[length] = count
    return found


def units() -> list[str]:
    """The units for which anything has been counted, by name."""
    named = Outcome.objects.order_by("unit").values_list("unit", flat=True).distinct()
    return [unit for unit in named if unit]


def months() -> tuple[int, int] | None:
    """The first and the last month of which anything has been counted (YYYYMM); None where nothing has."""
    ends: list[int] = []
    for route in Route:  # by route both ends are looked up in an index
        found = Outcome.objects.filter(route=route).values_list("month", flat=True)
        ends += [*found.order_by("month")[:1], *found.order_by("-month")[:1]]
    return (min(ends), max(ends)) if ends else None


def _known(names: tuple[str, ...], listed: frozenset[str]) -> tuple[str, ...]:
    if unknown := set(names) - listed:
        raise ValueError(f"Outcomes have no “{min(unknown)}” to be counted by.")
    return names
