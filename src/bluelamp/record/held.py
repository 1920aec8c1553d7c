"""How much the record holds of cases, requests and messages: entries are found by what they are of, as their words are sealed."""

from collections.abc import Collection

from django.db.models import Count

from bluelamp.record.models import Entry
from bluelamp.record.places import Held, PlaceKind


def held_of(cases: Collection[str], *, known: Collection[str]) -> list[Held]:
    """For each of these with entries, a place that says how many; `known` are those that are cases."""
    found = Entry.objects.filter(case__in=cases).order_by("case").values_list("case")
    return [
        Held(
            key=f"entries:{case}",
            kind=PlaceKind.ENTRY,
            case=case if case in known else "",
            words=f"{number} entr{'y' if number == 1 else 'ies'} of {case} in the record",
        )
        for case, number in found.annotate(number=Count("seq"))
    ]
