"""Forms of the rights of people whose data are held: how a request comes in, the search, and what is done about each place."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bluelamp.casework.rights import REGIMES
from bluelamp.desk.forms.kept_fields import choice, day, line, text
from bluelamp.desk.forms.requests import Asker
from bluelamp.look.forms import Checkboxes, Radios
from bluelamp.record.places import PlaceKind
from bluelamp.requests.exemptions import grounds_for
from bluelamp.requests.values import CameBy, Kind, Outcome, Regime, outcomes_of


class Right(Asker):
    """A request about somebody's own data."""

    field_order = ("kind", "regime", "name", "person", "acts_for")
    kind = choice(
        "What do they ask for?",
        [(each.value, each.words) for each in Kind if each.is_right],
        "Choose what they ask for.",
    )
    regime = choice(
        "Which law holds for the data?",
        list(REGIMES.items()),
        "Choose the law that holds for the data.",
    )
    person = line("Whose data is it about?", "Leave it empty where it is their own.")
    acts_for = text(
        "If they ask for somebody else: by what authority?",
        "Such as a solicitor with a signed mandate.",
        rows=2,
    )
    other_names = text(
        "Other names, one on each line", "Earlier names, aliases, spellings.", rows=2
    )
    numbers = text(
        "Numbers, one on each line",
        "Of a case, a court case or a custody record, or the sha256 of a picture.",
        rows=2,
    )
    text = text("What they ask for, in their words", "Of rectification: what is wrong, and what is right.", rows=4)  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        given = dict(self.cleaned_data)
        return given | {
            "kind": Kind(given["kind"]),
            "regime": Regime(given["regime"]),
            "came_by": CameBy(given["came_by"]),
            "person": given["person"] or given["name"],
        }


class Searching(forms.Form):
    """What is searched for."""

    names = text(
        "Names, one on each line",
        "A text is found where it has all words of a name. Write accents: a name is then found without them, too.",
        rows=3,
    )
    numbers = text("Numbers and e-mail addresses, one on each line", rows=3)

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        return {name: self.cleaned_data[name].splitlines() for name in ("names", "numbers")}


class _OfPlaces(forms.Form):
    """A form about chosen places."""

    places = forms.TypedMultipleChoiceField(
        label="Which places?",
        coerce=int,
        widget=Checkboxes(small=True),
        error_messages={"required": "Choose at least one place."},
    )

    def choose_among(self, places: Iterable[Any]) -> None:
        """Offer these places."""
        field: Any = self.fields["places"]
        field.choices = [(each.pk, _label(each)) for each in places]


class Settling(_OfPlaces):
    """What is done about the chosen places."""

    outcome = choice("What is done about them?", (), "Choose what is done.")
    ground = forms.ChoiceField(
        label="If refused, on what ground?", widget=Radios(small=True), required=False
    )
    told = choice(
        "If refused, are they told?",
        [("yes", "Yes"), ("no", "No: telling them would do what the ground is to prevent")],
        "Choose whether they are told.",
    )
    reasons = text("What was done, and why", "They read it, unless they are not told.", rows=3)

    def __init__(self, *given: Any, row: Any, places: Iterable[Any], **options: Any) -> None:
        super().__init__(*given, **options)
        kind = Kind(row.kind)
        self.choose_among(places)
        outcomes: Any = self.fields["outcome"]
        outcomes.choices = [(each.value, each.words) for each in outcomes_of(kind)]
        grounds: Any = self.fields["ground"]
        found = grounds_for(kind, Regime(row.regime)).items()
        grounds.choices = [(code, f"{each.words} ({each.law})") for code, each in found]
        self.fields["told"].initial = "yes"

    def arguments(self) -> dict[str, Any]:
        """What was entered, by the names of the service's arguments."""
        given = dict(self.cleaned_data)
        return given | {"outcome": Outcome(given["outcome"]), "told": given["told"] == "yes"}


class Telling(_OfPlaces):
    """What recipients are told."""

    text = text("What they will read", rows=14)

    def __init__(self, *given: Any, places: Iterable[Any], **options: Any) -> None:
        super().__init__(*given, **options)
        self.choose_among(places)
        self.fields["places"].label = "Who is told?"


class Lifting(forms.Form):
    """Why what was restricted may be used again."""

    because = text("Why may it be used again?", "They read it.", rows=3)


class RecipientAnswer(forms.Form):
    """What a recipient answered."""

    answer = text("What did they answer?", rows=2)
    answered_on = day("On what day?", "The day")


def _label(place: Any) -> str:
    of = f"{place.case}: " if place.case else ""
    return f"{of}{PlaceKind(place.kind).words}: {place.words}"
