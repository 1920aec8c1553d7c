"""Which outcomes the figures count; the choice stands in the address."""

from typing import Any

from django import forms

from bluelamp.casework import counting
from bluelamp.casework.categories import OFFENCE_WORDS, OffenceGroup
from bluelamp.casework.counting import Slice
from bluelamp.casework.routes import Route
from bluelamp.disclosure.figures.releases import months


def _choice(label: str, all_of_them: str, listed: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", all_of_them), *listed], required=False)


class SliceFilters(forms.Form):
    """A kind of release, a period of whole months, a unit and an offence group; nothing chosen counts all."""

    route = _choice("Kind of release", "Every kind", [(r.value, r.way.words) for r in Route])
    first = _choice("From", "The first month counted")
    last = _choice("To the end of", "The last month counted")
    unit = _choice("Unit", "Every unit")
    offence_group = _choice("Offence group", "Every offence", OFFENCE_WORDS.items())

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        listed = list(months(Slice()).items())
        self._offer("first", listed)
        self._offer("last", listed)
        self._offer("unit", [(unit, unit) for unit in counting.units()])

    def clean(self) -> dict[str, Any]:
        """The choices; a period runs forwards."""
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", "The last month must not come before the first.")
        return said

    def slice(self) -> Slice:
        """What was chosen; everything where the choice was refused."""
        said = self.cleaned_data if self.is_valid() else {}
        route, group = said.get("route"), said.get("offence_group")
        return Slice(
            route=Route(route) if route else None,
            unit=said.get("unit") or None,
            offence_group=OffenceGroup(group) if group else None,
            first=int(said["first"]) if said.get("first") else None,
            last=int(said["last"]) if said.get("last") else None,
        )

    def _offer(self, name: str, listed: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [*field.choices, *listed]  # type: ignore[attr-defined]
